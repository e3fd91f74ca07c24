package intake

import (
	"foyer/model"
)

// demoRows are the rows of some households, by table.
type demoRows struct {
	households      []model.Household
	customers       []model.Customer
	tokens          []model.NameToken
	incomes         []model.Income
	emails          []model.Email
	phones          []model.Phone
	addresses       []model.Address
	preferences     []model.ChannelPreference
	consents        []model.Consent
	representations []model.Representation
	fragilities     []model.Fragility
	members         []model.HouseholdMember
	relationships   []model.Relationship
	assets          []model.Asset
	contracts       []model.Contract
	parties         []model.ContractParty
	orders          []model.StandingOrder
	debits          []model.DirectDebit
	movements       []model.Movement
	events          []model.LifeEvent
	interactions    []model.Interaction
}

// tableRows are the rows of one table.
type tableRows struct {
	table string
	count int
	rows  any
}

// tables lists the rows so that a row comes after those it refers to.
func (r *demoRows) tables() []tableRows {
	return []tableRows{
		{"households", len(r.households), r.households},
		{"customers", len(r.customers), r.customers},
		{"name_tokens", len(r.tokens), r.tokens},
		{"incomes", len(r.incomes), r.incomes},
		{"emails", len(r.emails), r.emails},
		{"phones", len(r.phones), r.phones},
		{"addresses", len(r.addresses), r.addresses},
		{"channel_preferences", len(r.preferences), r.preferences},
		{"consents", len(r.consents), r.consents},
		{"representations", len(r.representations), r.representations},
		{"fragilities", len(r.fragilities), r.fragilities},
		{"household_members", len(r.members), r.members},
		{"relationships", len(r.relationships), r.relationships},
		{"assets", len(r.assets), r.assets},
		{"contracts", len(r.contracts), r.contracts},
		{"contract_parties", len(r.parties), r.parties},
		{"standing_orders", len(r.orders), r.orders},
		{"direct_debits", len(r.debits), r.debits},
		{"movements", len(r.movements), r.movements},
		{"life_events", len(r.events), r.events},
		{"interactions", len(r.interactions), r.interactions},
	}
}

// clear empties the rows and keeps their memory.
func (r *demoRows) clear() {
	*r = demoRows{
		households: r.households[:0], customers: r.customers[:0], tokens: r.tokens[:0], incomes: r.incomes[:0],
		emails: r.emails[:0], phones: r.phones[:0], addresses: r.addresses[:0], preferences: r.preferences[:0],
		consents: r.consents[:0], representations: r.representations[:0], fragilities: r.fragilities[:0],
		members: r.members[:0], relationships: r.relationships[:0], assets: r.assets[:0], contracts: r.contracts[:0],
		parties: r.parties[:0], orders: r.orders[:0], debits: r.debits[:0], movements: r.movements[:0],
		events: r.events[:0], interactions: r.interactions[:0],
	}
}
