package intake

import (
	"time"

	"foyer/model"
)

// expiry says after how many days an event stops counting, as the shipped
// policy does for the kinds declared here.
var expiry = map[string]int{
	"CHILD_EXPECTED": 60, "CHILD_BORN": 365, "CHILD_ENTERS_HIGHER_EDUCATION": 61, "COUPLE_FORMED": 365, "ADDRESS_CHANGED": 180,
	"HOME_PURCHASE_PROJECT": 183, "RENOVATION_PROJECT": 365, "VEHICLE_RENEWAL_PLANNED": 90, "RETIREMENT_APPROACHING": 365,
	"COMPLAINT_OPENED": 60, "CUSTOMER_REQUEST": 30, "REFERRAL_GIVEN": 180, "SALARY_CHANGED": 120,
}

// declarations are events that any adult may declare.
var declarations = []eventPlan{
	{"HOME_PURCHASE_PROJECT", 300, true, "Cherche une maison avec jardin"},
	{"HOME_PURCHASE_PROJECT", 150, true, "Compromis espéré dans l'année"},
	{"RENOVATION_PROJECT", 90, true, "Isolation de la toiture"},
	{"VEHICLE_RENEWAL_PLANNED", 60, true, "Souhaite changer de voiture"},
	{"COMPLAINT_OPENED", -12, false, "Conteste des frais"},
	{"CUSTOMER_REQUEST", -4, false, "Demande à être rappelé pour son épargne"},
	{"REFERRAL_GIVEN", -40, false, "A recommandé la banque à un collègue"},
	{"SALARY_CHANGED", -30, false, "A changé d'employeur"},
}

// addEvents records the declared life events of the household. A birth is the
// child's event; its parents hear of it as representatives.
func (b *demoBank) addEvents(p *plan, home *settled) {
	for _, each := range p.story.events {
		b.event(home.adults[0], each)
	}
	for at, customer := range home.children {
		born := p.children[at].born
		switch age := b.age(born); {
		case b.options.Date-born < 300:
			b.event(customer, eventPlan{"CHILD_BORN", -int(b.options.Date - born), false, ""})
		case age == 17 && b.dice.chance(350):
			start := model.NewDate(born.Birthday(18).Time().Year(), time.September, 1)
			if start > b.options.Date {
				b.event(customer, eventPlan{"CHILD_ENTERS_HIGHER_EDUCATION", int(start - b.options.Date), false, "Admis en licence"})
			}
		}
	}
}

func (b *demoBank) event(customer model.ID, planned eventPlan) {
	on := b.options.Date.AddDays(planned.inDays)
	event := model.LifeEvent{
		ID: b.dice.id(), CustomerID: customer, Kind: planned.kind, Tentative: planned.tentative, Origin: model.Declared,
		ConfidencePermille: 1000, State: model.EventActive, ExpiresOn: on.AddDays(expiry[planned.kind]), Source: "demo",
		Evidence: "[]", Note: planned.note, RecordedBy: b.network.holders[b.portfolio].EmployeeID, RecordedAt: b.now,
	}
	event.ExternalID = event.ID.String()
	if planned.inDays > 0 {
		event.ExpectedOn = on
	} else {
		event.OccurredOn = on
	}
	if event.ExpiresOn <= b.options.Date {
		event.State = model.EventExpired
	}
	b.rows.events = append(b.rows.events, event)
}

// talk is what an interaction was about, with the report that was written of it.
type talk struct{ subject, report string }

var talks = []talk{
	{"Point annuel", "Situation familiale et budget passés en revue. Pas de besoin immédiat, à revoir dans un an."},
	{"Demande de renseignement", "A demandé les conditions du livret. Documentation remise, réfléchit."},
	{"Carte bancaire", "Plafonds relevés pour un voyage, à ramener au niveau habituel au retour."},
	{"Projet de véhicule", "Envisage de remplacer la voiture d'ici l'été, budget à préciser. Simulation à préparer."},
	{"Épargne", "Souhaite mettre de côté chaque mois. Montant à fixer au prochain entretien."},
	{"Changement de coordonnées", "Nouveau téléphone enregistré, pièce vérifiée."},
	{"Assurance habitation", "Compare avec son contrat actuel. Devis promis sous une semaine."},
	{"Réclamation", "Frais contestés. Explications données, geste demandé au directeur."},
}

// addInteractions writes reports of past contacts with the adults.
func (b *demoBank) addInteractions(home *settled) {
	d := &b.dice
	for _, customer := range home.adults {
		if !d.chance(250) {
			continue
		}
		on := b.options.Date.AddDays(-d.between(2, 700))
		about := oneOf(d, talks)
		interaction := model.Interaction{
			ID: d.id(), CustomerID: customer, EmployeeID: b.network.holders[b.portfolio].EmployeeID,
			Channel:   weighted(d, []share[model.Channel]{{40, model.Branched}, {35, model.PhoneCall}, {25, model.EmailSent}}),
			Direction: "INBOUND", Subject: about.subject, Report: about.report,
			OccurredAt: model.InstantOf(on.Time().Add(time.Duration(d.between(9*60, 18*60)) * time.Minute)),
		}
		if d.chance(500) {
			interaction.Direction = "OUTBOUND"
		}
		if d.chance(150) {
			interaction.NextStepOn = on.AddDays(d.between(7, 60))
		}
		b.rows.interactions = append(b.rows.interactions, interaction)
	}
}
