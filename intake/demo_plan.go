package intake

import (
	"time"

	"foyer/model"
)

// plan is what a household is, before any row of it exists.
type plan struct {
	portfolio    int
	organisation bool
	prospect     bool
	married      model.MaritalStatus // of a couple
	since        model.Date          // a couple's first day, a single person's move
	moved        model.Date          // last change of address, zero: long ago
	adults       []adult
	children     []child
	vehicle      *vehiclePlan
	second       *vehiclePlan
	owners       bool // they own their home
	joint        bool // a couple shares an account
	story        story
}

type adult struct {
	sex         model.Sex
	born        model.Date
	job         *job
	status      model.EmploymentStatus
	sensitivity model.Sensitivity
	protected   bool
	deceased    bool
	employee    string // login of the employee whose own file it is, "" for others
}

type child struct {
	sex  model.Sex
	born model.Date
}

type vehiclePlan struct {
	registered, acquired model.Date
}

// story is what makes a household worth a call.
type story struct {
	overdraft, missedSalary, windfall, idle bool
	rivalInsurance, rivalLeasing            bool
	consents                                bool // every consent is granted
	free                                    bool // no loan by chance
	loanEndsInDays                          int  // a vehicle loan ends then; 0: as chance has it
	dueInDays                               int  // a home insurance is due then; 0: as chance has it
	cardEndsInMonths                        int  // 0: as chance has it
	events                                  []eventPlan
}

// eventPlan is a declared life event of the first adult.
type eventPlan struct {
	kind      string
	inDays    int // negative: it occurred, positive: it is expected
	tentative bool
	note      string
}

// heads are the ages of the heads of French households.
var heads = []share[[2]int]{
	{100, [2]int{20, 29}}, {160, [2]int{30, 39}}, {180, [2]int{40, 49}}, {180, [2]int{50, 59}},
	{160, [2]int{60, 69}}, {130, [2]int{70, 79}}, {90, [2]int{80, 94}},
}

// By decade of age, from the twenties on: how many of a thousand live in a
// couple, and how many children are at home (none, one, two, three).
var (
	couples = [...]int{350, 620, 640, 610, 600, 540, 320}
	broods  = [...][4]int{{550, 270, 180, 0}, {190, 270, 390, 150}, {160, 230, 430, 180}, {450, 320, 190, 40}}
)

// draw decides what a household is.
func (b *demoBank) draw(p *plan) {
	d := &b.dice
	*p = plan{adults: p.adults[:0], children: p.children[:0], portfolio: d.below(b.network.count())}
	switch roll := d.below(1000); {
	case roll < 25:
		p.organisation = true
		return
	case roll < 70:
		p.prospect = true
	}
	span := weighted(d, heads)
	age := d.between(span[0], span[1])
	decade := min(age/10-2, len(couples)-1)
	p.adults = append(p.adults, b.drawAdult(age, ""))
	if !p.prospect && d.chance(couples[decade]) {
		other := model.Sex("FEMALE")
		if (p.adults[0].sex == "FEMALE") != d.chance(20) {
			other = "MALE"
		}
		p.adults = append(p.adults, b.drawAdult(max(18, age+d.between(-6, 6)), other))
	}
	if !p.prospect && decade < len(broods) {
		b.drawChildren(p, age, broods[decade])
	}
	b.drawHome(p, age)
	b.drawStory(p)
}

// drawAdult draws somebody of an age; "" leaves the sex to chance.
func (b *demoBank) drawAdult(age int, sex model.Sex) adult {
	d := &b.dice
	person := adult{sex: sex, born: b.bornAged(age), sensitivity: model.Ordinary, deceased: d.chance(1)}
	if sex == "" {
		person.sex = model.Sex([]string{"FEMALE", "MALE"}[d.below(2)])
	}
	person.job = weighted(d, jobs)
	switch roll := d.below(1000); {
	case age >= 64 || (age >= 62 && roll < 600):
		person.status = "RETIRED"
	case age < 24 && roll < 500:
		person.status = "STUDENT"
	case roll < 75:
		person.status = "UNEMPLOYED"
	default:
		person.status = person.job.status
	}
	switch roll := d.below(1000); {
	case roll < 4:
		person.sensitivity = model.VIP
	case roll < 12:
		person.sensitivity = model.Staff
	}
	person.protected = age >= 75 && d.chance(15)
	return person
}

// bornAged draws a birth date that makes somebody so old today.
func (b *demoBank) bornAged(age int) model.Date {
	return b.options.Date.AddMonths(-12 * age).AddDays(-b.dice.below(365))
}

func (b *demoBank) drawChildren(p *plan, age int, brood [4]int) {
	d := &b.dice
	count, roll := 0, d.below(1000)
	for roll >= brood[count] && count < 3 {
		roll -= brood[count]
		count++
	}
	if len(p.adults) == 1 && d.chance(500) {
		count = 0
	}
	for range count {
		years := age - d.between(21, 38)
		if years < 0 || years > 24 || (years >= 19 && d.chance(500)) {
			continue
		}
		p.children = append(p.children, child{sex: model.Sex([]string{"FEMALE", "MALE"}[d.below(2)]), born: b.bornAged(years)})
	}
}

// drawHome draws since when they live as they do, and what they own.
func (b *demoBank) drawHome(p *plan, age int) {
	d := &b.dice
	p.since = b.options.Date.AddDays(-d.between(30, 365*max(1, age-19)))
	p.married = "SINGLE"
	for _, child := range p.children {
		p.since = min(p.since, child.born.AddDays(-d.between(200, 1500)))
	}
	if len(p.adults) == 2 {
		p.married = weighted(d, []share[model.MaritalStatus]{{62, "MARRIED"}, {18, "PACS"}, {20, "COHABITING"}})
		p.joint = d.chance(780)
	} else if age > 35 {
		p.married = weighted(d, []share[model.MaritalStatus]{{55, "SINGLE"}, {35, "DIVORCED"}, {max(1, age-40), "WIDOWED"}})
	}
	if d.chance(120) {
		p.moved = b.options.Date.AddDays(-d.between(5, 1500))
	}
	p.owners = d.chance(min(750, 10*age))
	if p.vehicle = b.drawVehicle(780); p.vehicle != nil && len(p.adults) == 2 {
		p.second = b.drawVehicle(450)
	}
}

// drawVehicle draws a vehicle around the mean age of French cars: 11.5 years at
// the start of 2025.
func (b *demoBank) drawVehicle(permille int) *vehiclePlan {
	d := &b.dice
	if !d.chance(permille) {
		return nil
	}
	age := d.below(4200) + d.below(4200)
	return &vehiclePlan{
		registered: b.options.Date.AddDays(-age),
		acquired:   b.options.Date.AddDays(-d.between(0, min(age, 3000))),
	}
}

func (b *demoBank) drawStory(p *plan) {
	d := &b.dice
	s := &p.story
	switch roll := d.below(1000); {
	case roll < 40:
		s.overdraft = true
	case roll < 55:
		s.missedSalary = p.adults[0].status == "EMPLOYED"
	case roll < 75:
		s.windfall = true
	case roll < 150:
		s.idle = true
	}
	s.rivalInsurance, s.rivalLeasing = d.chance(90), d.chance(35)
	if len(p.adults) == 2 && b.age(p.adults[0].born) < 40 && d.chance(25) {
		s.events = append(s.events, eventPlan{"CHILD_EXPECTED", d.between(10, 220), true, "Annoncé en entretien"})
	}
	if len(p.adults) == 2 && p.since > b.options.Date.AddDays(-365) {
		s.events = append(s.events, eventPlan{"COUPLE_FORMED", int(p.since - b.options.Date), false, ""})
	}
	if p.moved > b.options.Date.AddDays(-180) {
		s.events = append(s.events, eventPlan{"ADDRESS_CHANGED", int(p.moved - b.options.Date), false, ""})
	}
	if d.chance(60) {
		s.events = append(s.events, oneOf(d, declarations))
	}
}

func (b *demoBank) age(born model.Date) int { return born.YearsUntil(b.options.Date) }

// firstOfMonth is the first day of the month, so many months from today's.
func (b *demoBank) firstOfMonth(months int) model.Date {
	year, month, _ := b.options.Date.Time().Date()
	return model.NewDate(year, month+time.Month(months), 1)
}
