package intake

import "foyer/model"

// stories are the first households of every demonstration bank: all of them in
// alice's portfolio, each with a reason to be called.
func (b *demoBank) stories() []plan {
	today := b.options.Date
	worker := func(sex model.Sex, years int, pcs int) adult {
		return adult{sex: sex, born: today.AddMonths(-12 * years).AddDays(-100), job: jobs[pcs].value, status: jobs[pcs].value.status, sensitivity: model.Ordinary}
	}
	pair := func(one, other adult, years int, since model.Date) plan {
		return plan{married: "MARRIED", since: since, adults: []adult{one, other}, joint: true, owners: years > 35}
	}
	alone := func(one adult) plan {
		return plan{married: "SINGLE", since: today.AddMonths(-60), adults: []adult{one}}
	}
	turning := func(age, inDays int) model.Date { return today.AddDays(inDays).AddMonths(-12 * age) }

	students := pair(worker("FEMALE", 47, 13), worker("MALE", 49, 8), 47, today.AddMonths(-12*21))
	students.children = []child{{"FEMALE", turning(18, 20)}, {"MALE", turning(16, 12)}, {"MALE", turning(12, 25)}}
	students.vehicle = &vehiclePlan{today.AddMonths(-12 * 14), today.AddMonths(-12 * 6)}
	students.story = story{loanEndsInDays: 41, consents: true}

	expecting := pair(worker("FEMALE", 31, 12), worker("MALE", 33, 20), 31, today.AddMonths(-20))
	expecting.married, expecting.joint = "PACS", false
	expecting.story = story{consents: true, events: []eventPlan{{"CHILD_EXPECTED", 75, true, "Annoncé en entretien"}}}

	newborn := pair(worker("FEMALE", 29, 15), worker("MALE", 30, 22), 29, today.AddMonths(-50))
	newborn.children = []child{{"FEMALE", today.AddDays(-40)}}
	newborn.story = story{rivalInsurance: true, consents: true}
	newborn.vehicle = &vehiclePlan{today.AddMonths(-12 * 9), today.AddMonths(-40)}

	retiring := alone(worker("MALE", 61, 5))
	retiring.owners, retiring.story = true, story{idle: true, consents: true, cardEndsInMonths: 1}

	overdrawn := alone(worker("FEMALE", 38, 19))
	overdrawn.story = story{overdraft: true, consents: true}

	unpaid := alone(worker("MALE", 44, 21))
	unpaid.story = story{missedSalary: true, consents: true}

	heir := alone(worker("FEMALE", 52, 6))
	heir.owners, heir.story = true, story{windfall: true, consents: true, dueInDays: 27}

	driver := alone(worker("MALE", 36, 23))
	driver.vehicle = &vehiclePlan{today.AddMonths(-12 * 16), today.AddMonths(-12 * 5)}
	driver.story = story{rivalLeasing: true, rivalInsurance: true, consents: true, events: []eventPlan{{"VEHICLE_RENEWAL_PLANNED", 45, true, "Contrôle technique difficile"}}}

	colleague := alone(worker("FEMALE", 41, 7))
	colleague.adults[0].sensitivity = model.Staff
	famous := alone(worker("MALE", 57, 3))
	famous.adults[0].sensitivity, famous.story = model.VIP, story{idle: true, consents: true}

	protected := pair(worker("MALE", 80, 16), worker("FEMALE", 76, 17), 80, today.AddMonths(-12*50))
	protected.adults[0].protected = true
	protected.adults[0].status, protected.adults[1].status = "RETIRED", "RETIRED"

	angry := alone(worker("FEMALE", 34, 14))
	angry.story = story{events: []eventPlan{{"COMPLAINT_OPENED", -6, false, "Conteste des frais de tenue de compte"}}}

	firm, visitor := plan{organisation: true}, alone(worker("FEMALE", 27, 12))
	visitor.prospect = true
	return []plan{students, expecting, newborn, retiring, overdrawn, unpaid, heir, driver, colleague, famous, protected, angry, firm, visitor}
}
