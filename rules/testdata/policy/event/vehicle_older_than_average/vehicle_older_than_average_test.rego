package event.vehicle_older_than_average_test

import data.event.vehicle_older_than_average

test_an_old_vehicle_is_detected if {
	vehicle_older_than_average.detected.older_than_average with input.facts.vehicle_age_days as 4201
		with data.parameters.vehicle.mean_age_days as 4200
}
