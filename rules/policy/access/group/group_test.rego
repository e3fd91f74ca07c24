package access.group_test

import data.access.group

test_identification_is_part_of_the_file if group.identification - group.file == set()

test_reference_data_are_no_part_of_the_file if group.reference & group.file == set()

test_welcoming_is_part_of_serving if group.welcome - group.service == set()

test_what_tells_who_a_customer_is_is_part_of_the_file if group.identity - group.file == set()

test_the_control_functions_do_not_share_groups_with_the_file if (group.control | group.administration) & group.file == set()

test_every_change_is_known_as_one if {
	every one in group.service | {"privacy_change", "right_change", "reassignment"} {
		one in group.change
	}
}

test_rights_of_persons_are_apart_from_rights_of_employees if group.privacy & group.administration == set()
