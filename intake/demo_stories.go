package intake

import (
	"slices"

	"foyer/model"
)

// stories are the first households of every demonstration bank: in alice's
// portfolio those with a reason to be called, then those of employees.
func (b *demoBank) stories() []plan {
	firm, visitor := plan{organisation: true}, b.alone(b.worker("FEMALE", 27, 12))
	visitor.prospect = true
	return slices.Concat(b.families(), b.singles(), []plan{firm, visitor}, b.staffStories())
}

// worker is somebody of an age with the job of that place in the list.
func (b *demoBank) worker(sex model.Sex, years, place int) adult {
	work := jobs[place].value
	born := b.options.Date.AddMonths(-12 * years).AddDays(-100)
	return adult{sex: sex, born: born, job: work, status: work.status, sensitivity: model.Ordinary}
}

func (b *demoBank) alone(one adult) plan {
	return plan{married: "SINGLE", since: b.options.Date.AddMonths(-60), adults: []adult{one}}
}

func (b *demoBank) pair(one, other adult, months int) plan {
	return plan{married: "MARRIED", since: b.options.Date.AddMonths(-months), adults: []adult{one, other}, joint: true}
}

// turning is the birth date of somebody who completes an age in so many days.
func (b *demoBank) turning(age, inDays int) model.Date {
	return b.options.Date.AddDays(inDays).AddMonths(-12 * age)
}

// driven is a vehicle of so many years, owned for half of them.
func (b *demoBank) driven(years int) *vehiclePlan {
	return &vehiclePlan{b.options.Date.AddMonths(-12 * years), b.options.Date.AddMonths(-6 * years)}
}

func (b *demoBank) families() []plan {
	students := b.pair(b.worker("FEMALE", 47, 13), b.worker("MALE", 49, 8), 12*21)
	students.owners, students.vehicle = true, b.driven(14)
	students.children = []child{{"FEMALE", b.turning(18, 20)}, {"MALE", b.turning(16, 12)}, {"MALE", b.turning(12, 25)}}
	students.story = story{loanEndsInDays: 41, consents: true}

	expecting := b.pair(b.worker("FEMALE", 31, 12), b.worker("MALE", 33, 20), 20)
	expecting.married, expecting.joint = "PACS", false
	expecting.story = story{consents: true, events: []eventPlan{{"CHILD_EXPECTED", 75, true, "Annoncé en entretien"}}}

	newborn := b.pair(b.worker("FEMALE", 29, 15), b.worker("MALE", 30, 22), 50)
	newborn.children, newborn.vehicle = []child{{"FEMALE", b.options.Date.AddDays(-40)}}, b.driven(9)
	newborn.story = story{rivalInsurance: true, consents: true}

	protected := b.pair(b.worker("MALE", 80, 16), b.worker("FEMALE", 76, 17), 12*50)
	protected.owners, protected.adults[0].protected = true, true
	protected.adults[0].status, protected.adults[1].status = "RETIRED", "RETIRED"
	return []plan{students, expecting, newborn, protected}
}

func (b *demoBank) singles() []plan {
	retiring := b.alone(b.worker("MALE", 61, 5))
	retiring.owners, retiring.story = true, story{idle: true, consents: true, cardEndsInMonths: 1}

	overdrawn := b.alone(b.worker("FEMALE", 38, 19))
	overdrawn.story = story{overdraft: true, consents: true, free: true}

	unpaid := b.alone(b.worker("MALE", 44, 21))
	unpaid.story = story{missedSalary: true, consents: true, free: true}

	heir := b.alone(b.worker("FEMALE", 52, 6))
	heir.owners, heir.story = true, story{windfall: true, consents: true, dueInDays: 27}

	driver := b.alone(b.worker("MALE", 36, 23))
	driver.vehicle = b.driven(16)
	driver.story = story{rivalLeasing: true, rivalInsurance: true, consents: true, events: []eventPlan{
		{"VEHICLE_RENEWAL_PLANNED", 45, true, "Contrôle technique difficile"},
	}}

	commuter := b.alone(b.worker("FEMALE", 43, 11))
	commuter.vehicle, commuter.story = b.driven(13), story{consents: true, free: true}

	colleague := b.alone(b.worker("FEMALE", 41, 7))
	colleague.adults[0].sensitivity = model.Staff
	if b.options.Customers >= staffed {
		colleague.adults[0].employee = "bm0002"
	}
	famous := b.alone(b.worker("MALE", 57, 3))
	famous.adults[0].sensitivity, famous.story = model.VIP, story{idle: true, consents: true}

	angry := b.alone(b.worker("FEMALE", 34, 14))
	angry.story = story{events: []eventPlan{{"COMPLAINT_OPENED", -6, false, "Conteste des frais de tenue de compte"}}}
	return []plan{retiring, overdrawn, unpaid, heir, driver, commuter, colleague, famous, angry}
}
