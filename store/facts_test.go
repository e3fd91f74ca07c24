package store_test

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"foyer/model"
	"foyer/store"
	"foyer/store/storetest"
	"github.com/stretchr/testify/require"
)

// dictionary has the fixed facts and some of each family.
func dictionary(t testing.TB) *model.Dictionary {
	t.Helper()
	defs := slices.Clone(model.FixedFacts)
	for _, product := range []string{"product north", "product south"} {
		defs = append(defs, model.FactDef{Name: "holds_" + product, Type: model.BoolFact, Family: "holds", Key: product})
	}
	for _, kind := range []string{"BIRTH", "STUDIES"} {
		for _, fact := range []struct {
			ending string
			kind   model.FactType
		}{{"_active", model.BoolFact}, {"_day", model.DayFact}, {"_tentative", model.BoolFact}} {
			defs = append(defs, model.FactDef{Name: "event_" + kind + fact.ending, Type: fact.kind, Family: "event", Key: kind})
		}
	}
	for _, outcome := range []string{"rejected", "accepted"} {
		defs = append(defs, model.FactDef{Name: "outcome_loan_" + outcome + "_day", Type: model.DayFact, Family: "outcome", Key: "loan"})
	}
	for name, source := range aggregates {
		defs = append(defs, model.FactDef{Name: name, Type: model.IntFact, Family: "aggregate", Key: name, Source: &source})
	}
	out, err := model.NewDictionary(defs)
	require.NoError(t, err)
	return out
}

var aggregates = map[string]model.Aggregate{
	"inflow_max":        {Over: "movements", Op: "max", Sign: "credit", Excluding: []string{"OWN_TRANSFER", "SALARY"}, WindowDays: 90},
	"debits":            {Over: "movements", Op: "sum", Sign: "debit", Excluding: []string{"OWN_TRANSFER"}, WindowDays: 90},
	"balance_min":       {Over: "movements", Op: "min", WindowDays: 90},
	"months_below":      {Over: "movements", Op: "months_below_zero", WindowDays: 183},
	"salary_day":        {Over: "movements", Op: "last", Categories: []string{"SALARY"}, Sign: "credit", WindowDays: 365},
	"salaries":          {Over: "movements", Op: "count", Categories: []string{"SALARY"}, WindowDays: 183},
	"salaries_ever":     {Over: "movements", Op: "count", Categories: []string{"SALARY"}},
	"competitor_orders": {Over: "standing_orders", Op: "count", Categories: []string{"INSURANCE", "LEASING"}, Competitor: true},
	"order_sum":         {Over: "standing_orders", Op: "sum"},
	"lease_debits":      {Over: "direct_debits", Op: "count", Categories: []string{"LEASING"}},
	"cards":             {Over: "contracts", Op: "count", Categories: []string{"CARD"}},
	"contacts":          {Over: "interactions", Op: "count", WindowDays: 30},
	"last_call_day":     {Over: "interactions", Op: "last", Categories: []string{"PHONE"}},
}

// known gives the known facts of a customer by name: numbers, truths and words.
func known(t testing.TB, db *store.DB, names ...string) []map[string]any {
	t.Helper()
	ids := make([]model.ID, len(names))
	for i, name := range names {
		ids[i] = id(name)
	}
	facts, err := db.Facts(context.Background(), dictionary(t), map[string]bool{"BIRTH": false, "STUDIES": true}, today, ids)
	require.NoError(t, err)
	out := make([]map[string]any, len(names))
	for i, one := range facts {
		out[i] = map[string]any{}
		for j, def := range one.Dictionary.Defs {
			switch value := one.Values[j]; {
			case !value.Known:
			case def.Type == model.BoolFact:
				out[i][def.Name] = value.Int == 1
			case def.Type == model.EnumFact:
				out[i][def.Name] = value.Word
			default:
				out[i][def.Name] = value.Int
			}
		}
	}
	return out
}

func ago(days int) model.Date { return today.AddDays(-days) }

func TestFactsOfACustomerOfWhomNothingIsKnown(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		network(t, db)
		write(t, db, person("ann", "north", nil))
		require.Equal(t, map[string]any{
			"is_person": true, "is_prospect": false, "deceased": false, "financially_fragile": false, "legal_capacity": "FULL",
			"has_partner": false, "has_representative": false, "marketing_opposed": false,
			"loan_instalments_minor": int64(0), "loan_in_arrears": false, "has_joint_contract": false, "has_current_account": false,
			"holds_product north": false, "holds_product south": false,
			"event_BIRTH_active": false, "event_STUDIES_active": false,
			"competitor_orders": int64(0), "order_sum": int64(0), "lease_debits": int64(0), "cards": int64(0), "contacts": int64(0),
		}, known(t, db, "ann")[0])
	})
}

func requireFacts(t testing.TB, wanted, got map[string]any) {
	t.Helper()
	for name, value := range wanted {
		require.Equal(t, value, got[name], name)
	}
}

func TestFactsOfACoupleWithChildren(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		network(t, db)
		born := func(year int) func(c *model.Customer) {
			return func(c *model.Customer) {
				c.BirthDate, c.MaritalStatus, c.DecisionKey = model.NewDate(year, time.March, 15), "MARRIED", id("home")
			}
		}
		write(t, db, person("ann", "north", born(1980)), person("bob", "north", born(1981)), person("kid", "north", born(2010)), person("grown", "north", born(2008)),
			person("tenant", "north", nil),
			&model.Household{ID: id("home"), Kind: model.HouseholdOfHome}, &model.Household{ID: id("taxes"), Kind: "TAX_HOUSEHOLD"})
		for i, name := range []string{"ann", "bob", "kid", "grown", "tenant"} {
			role := []model.HouseholdRole{"ADULT", "ADULT", "CHILD", "CHILD", "ADULT"}[i]
			member := &model.HouseholdMember{ID: id("member " + name), HouseholdID: id("home"), CustomerID: id(name), Role: role, Kind: model.HouseholdOfHome, IsPrimary: true, ValidFrom: ago(900)}
			if name == "tenant" {
				member.ValidTo = today // gone this morning
			}
			write(t, db, member)
		}
		write(t, db,
			&model.HouseholdMember{ID: id("taxed"), HouseholdID: id("taxes"), CustomerID: id("grown"), Role: model.RoleAdult, Kind: "TAX_HOUSEHOLD", ValidFrom: ago(10)},
			&model.Relationship{ID: id("r1"), FromID: id("ann"), ToID: id("bob"), Kind: model.SpouseOf, ValidFrom: ago(400)},
			&model.Relationship{ID: id("r2"), FromID: id("bob"), ToID: id("ann"), Kind: model.SpouseOf, ValidFrom: ago(400), ValidTo: ago(1)},
			&model.Representation{ID: id("p1"), CustomerID: id("kid"), RepresentativeID: id("ann"), Kind: "PARENT", ValidFrom: ago(900)},
			&model.Representation{ID: id("p2"), CustomerID: id("grown"), RepresentativeID: id("ann"), Kind: "PARENT", ValidFrom: ago(900), ValidTo: ago(3)},
			&model.Income{ID: id("i1"), CustomerID: id("ann"), Kind: "SALARY", AmountMinor: 200_000, Currency: "EUR", Origin: "DECLARED", ValidFrom: ago(900)},
			&model.Income{ID: id("i2"), CustomerID: id("ann"), Kind: "RENTAL", AmountMinor: 50_001, Currency: "EUR", Origin: "DECLARED", ValidFrom: ago(9), ValidTo: today.AddDays(1)},
			&model.Income{ID: id("i3"), CustomerID: id("ann"), Kind: "SALARY", AmountMinor: 999, Currency: "EUR", Origin: "DECLARED", ValidFrom: ago(900), ValidTo: today},
			&model.Fragility{ID: id("f"), CustomerID: id("bob"), ValidFrom: today},
			&model.Asset{ID: id("v1"), CustomerID: id("bob"), Kind: model.Vehicle, FirstRegisteredOn: ago(4000), AcquiredOn: ago(100)},
			&model.Asset{ID: id("v2"), CustomerID: id("bob"), Kind: model.Vehicle, FirstRegisteredOn: ago(5000), AcquiredOn: ago(50), DisposedOn: today},
			&model.Consent{ID: id("c1"), CustomerID: id("ann"), Purpose: model.Marketing, Channel: model.AnyChannel, State: model.ConsentGranted, CapturedOn: ago(9), EffectiveFrom: ago(9)},
			&model.Consent{ID: id("c2"), CustomerID: id("ann"), Purpose: model.Marketing, Channel: model.AnyChannel, State: model.ConsentRevoked, CapturedOn: ago(1), EffectiveFrom: ago(1)},
			&model.Consent{ID: id("c3"), CustomerID: id("ann"), Purpose: model.Marketing, Channel: model.AnyChannel, State: model.ConsentGranted, CapturedOn: today, EffectiveFrom: today.AddDays(1)},
			&model.Consent{ID: id("c4"), CustomerID: id("bob"), Purpose: model.MovementInsight, Channel: model.AnyChannel, State: model.ConsentDenied, CapturedOn: ago(1), EffectiveFrom: ago(1)})
		got := known(t, db, "kid", "ann", "bob", "grown", "tenant")
		kid, ann, bob, grown, tenant := got[0], got[1], got[2], got[3], got[4]
		requireFacts(t, map[string]any{
			"household_adults": int64(2), "household_minor_children": int64(1), "dependent_child": true, "has_representative": true,
			"birth_day": model.NewDate(2010, time.March, 15).Day(), "has_partner": false,
		}, kid)
		requireFacts(t, map[string]any{
			"household_adults": int64(2), "household_minor_children": int64(1), "dependent_child": false, "marital_status": "MARRIED",
			"has_partner": true, "couple_since_day": ago(400).Day(), "income_minor": int64(250_001), "effort_rate_permille": int64(0),
			"consent_marketing": "REVOKED", "marketing_opposed": true, "consent_movement_insight": nil,
		}, ann)
		requireFacts(t, map[string]any{
			"has_partner": false, "couple_since_day": nil, "financially_fragile": true, "marketing_opposed": false, "consent_movement_insight": "DENIED",
			"vehicle_registered_day": ago(4000).Day(), "vehicle_acquired_day": ago(100).Day(), "income_minor": nil,
		}, bob)
		requireFacts(t, map[string]any{"dependent_child": false, "has_representative": false}, grown)
		requireFacts(t, map[string]any{"household_adults": nil, "dependent_child": nil}, tenant)
	})
}

// contract is a contract of "product north" held by customers in roles.
func contract(name string, kind model.ContractType, change func(c *model.Contract), holders ...any) []any {
	row := &model.Contract{ID: id(name), Type: kind, ProductCode: "product north", Status: model.ContractActive, Currency: "EUR", OpenedOn: ago(3000)}
	if change != nil {
		change(row)
	}
	rows := []any{row}
	for i := 0; i < len(holders); i += 2 {
		rows = append(rows, &model.ContractParty{ID: id(fmt.Sprint(name, i)), ContractID: row.ID, CustomerID: id(holders[i].(string)), Role: holders[i+1].(model.PartyRole), ValidFrom: ago(3000)})
	}
	return rows
}

func TestFactsOfContracts(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		network(t, db)
		write(t, db, person("ann", "north", nil), person("bob", "north", nil),
			&model.Income{ID: id("i1"), CustomerID: id("ann"), AmountMinor: 300_000, Currency: "EUR", ValidFrom: ago(900)})
		balance := func(minor int64) func(c *model.Contract) {
			return func(c *model.Contract) { c.BalanceMinor, c.BalanceOn = minor, ago(1) }
		}
		loan := func(last model.Date, instalment int64) func(c *model.Contract) {
			return func(c *model.Contract) {
				c.LastInstalmentOn, c.InstalmentMinor = last, instalment
				c.InArrears = instalment == 100_001
			}
		}
		for _, rows := range [][]any{
			contract("joint", model.CurrentAccount, balance(1000), "ann", model.Owner, "bob", model.JointOwner),
			contract("other", model.CurrentAccount, balance(-300), "ann", model.Owner, "bob", model.Proxy),
			contract("silent", model.CurrentAccount, nil, "ann", model.Owner),
			contract("savings", model.SavingsAccount, balance(5000), "ann", model.Owner),
			contract("shares", model.Investment, func(c *model.Contract) { balance(700)(c); c.DueOn = today.AddDays(30) }, "ann", model.Owner),
			contract("home", model.Insurance, func(c *model.Contract) { c.DueOn = today; c.ProductCode = "product south" }, "ann", model.Insured),
			contract("old home", model.Insurance, func(c *model.Contract) { c.DueOn = ago(1) }, "ann", model.Insured),
			contract("card", model.Card, func(c *model.Contract) { c.ExpiresOn = today.AddDays(40) }, "ann", model.Owner),
			contract("lost card", model.Card, func(c *model.Contract) { c.ExpiresOn = today.AddDays(4); c.Status = model.ContractClosed }, "ann", model.Owner),
			contract("mortgage", model.Loan, loan(today.AddDays(2000), 100_001), "ann", model.Borrower, "bob", model.CoBorrower),
			contract("paid", model.Loan, func(c *model.Contract) { loan(ago(60), 70_000)(c); c.Status = model.ContractClosed }, "ann", model.Borrower),
			contract("long paid", model.Loan, func(c *model.Contract) { loan(ago(61), 70_000)(c); c.Status = model.ContractClosed }, "ann", model.Borrower),
		} {
			write(t, db, rows...)
		}
		write(t, db,
			&model.StandingOrder{ID: id("o1"), ContractID: id("joint"), Purpose: "INSURANCE", ToCompetitor: true, AmountMinor: 40, Currency: "EUR", ValidFrom: ago(5)},
			&model.StandingOrder{ID: id("o2"), ContractID: id("other"), Purpose: "LEASING", ToCompetitor: true, AmountMinor: 2, Currency: "EUR"},
			&model.StandingOrder{ID: id("o3"), ContractID: id("other"), Purpose: "LEASING", ToCompetitor: true, AmountMinor: 7, Currency: "EUR", ValidTo: today},
			&model.StandingOrder{ID: id("o4"), ContractID: id("other"), Purpose: "INSURANCE", AmountMinor: 100, Currency: "EUR"},
			&model.DirectDebit{ID: id("d1"), ContractID: id("joint"), Sector: "LEASING", AmountMinor: 40, Currency: "EUR", SignedOn: ago(5)})
		got := known(t, db, "ann", "bob")
		requireFacts(t, map[string]any{
			"has_joint_contract": true, "has_current_account": true, "current_balance_minor": int64(700), "savings_balance_minor": int64(5700),
			"contract_due_day": today.Day(), "card_expires_day": today.AddDays(40).Day(), "cards": int64(1),
			"loan_instalments_minor": int64(100_001), "effort_rate_permille": int64(334), "loan_in_arrears": true, "loan_end_day": ago(60).Day(),
			"holds_product north": true, "holds_product south": true, "competitor_orders": int64(2), "order_sum": int64(142), "lease_debits": int64(1),
		}, got[0])
		requireFacts(t, map[string]any{
			"has_joint_contract": true, "current_balance_minor": int64(1000), "savings_balance_minor": nil, "holds_product south": false,
			"loan_instalments_minor": int64(100_001), "effort_rate_permille": nil, "loan_end_day": today.AddDays(2000).Day(), "competitor_orders": int64(1),
		}, got[1])
	})
}

func TestFactsOfEventsInteractionsAndOutcomes(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		network(t, db)
		together := func(year int) func(c *model.Customer) {
			return func(c *model.Customer) {
				c.BirthDate, c.DecisionKey = model.NewDate(year, time.January, 1), id("home")
			}
		}
		write(t, db, person("ann", "north", together(1980)), person("kid", "north", together(2009)), person("grown", "north", together(2000)),
			person("away", "north", func(c *model.Customer) { c.BirthDate = model.NewDate(2009, time.January, 1) }))
		for _, child := range []string{"kid", "grown", "away"} {
			write(t, db, &model.Representation{ID: id("p" + child), CustomerID: id(child), RepresentativeID: id("ann"), Kind: "PARENT", ValidFrom: ago(900)})
		}
		event := func(name, customer, kind string, occurred, expected model.Date, change func(e *model.LifeEvent)) *model.LifeEvent {
			out := &model.LifeEvent{ID: id(name), CustomerID: id(customer), Kind: kind, OccurredOn: occurred, ExpectedOn: expected, State: model.EventActive, RecordedAt: model.InstantOf(noon)}
			if change != nil {
				change(out)
			}
			return out
		}
		decision := &model.Decision{ID: id("decision"), CustomerID: id("ann"), DecidedOn: today, DecidedAt: model.InstantOf(noon)}
		answer := func(name string, outcome model.Outcome, days int) *model.Recommendation {
			return &model.Recommendation{ID: id(name), CustomerID: id("ann"), AddresseeID: id("ann"), DecisionID: id("decision"), Offer: "loan", State: model.RecommendationAnswered, Outcome: outcome,
				ProposedOn: ago(days), RespondedAt: model.InstantOf(ago(days).Time().Add(20 * time.Hour))}
		}
		write(t, db,
			event("b1", "ann", "BIRTH", 0, today.AddDays(100), nil),
			event("b2", "ann", "BIRTH", ago(90), 0, func(e *model.LifeEvent) { e.Tentative = true }),
			event("b3", "ann", "BIRTH", ago(1), 0, func(e *model.LifeEvent) { e.State = model.EventContested }),
			event("b4", "ann", "BIRTH", ago(2), 0, func(e *model.LifeEvent) { e.ExpiresOn = today }),
			event("b5", "kid", "BIRTH", ago(3), 0, nil),
			event("s1", "kid", "STUDIES", 0, today.AddDays(7), nil),
			event("s2", "grown", "STUDIES", 0, today.AddDays(6), nil),
			event("s3", "away", "STUDIES", 0, today.AddDays(5), nil),
			decision, answer("a1", model.OutcomeRejected, 50), answer("a2", model.OutcomeRejected, 20), answer("a3", model.OutcomeAccepted, 400),
			&model.Interaction{ID: id("n1"), CustomerID: id("ann"), Channel: model.PhoneCall, OccurredAt: model.InstantOf(ago(30).Time())},
			&model.Interaction{ID: id("n2"), CustomerID: id("ann"), Channel: model.EmailSent, OccurredAt: model.InstantOf(today.Time().Add(23 * time.Hour))},
			&model.Interaction{ID: id("n3"), CustomerID: id("ann"), Channel: model.PhoneCall, OccurredAt: model.InstantOf(ago(31).Time())},
			&model.Interaction{ID: id("n4"), CustomerID: id("ann"), Channel: model.PhoneCall, OccurredAt: model.InstantOf(today.AddDays(1).Time())})
		ann := known(t, db, "ann")[0]
		requireFacts(t, map[string]any{
			"event_BIRTH_active": true, "event_BIRTH_tentative": true, "event_BIRTH_day": ago(90).Day(),
			"event_STUDIES_active": true, "event_STUDIES_day": today.AddDays(7).Day(), "event_STUDIES_tentative": false,
			"outcome_loan_rejected_day": ago(20).Day(), "outcome_loan_accepted_day": ago(400).Day(),
			"contacts": int64(2), "last_call_day": ago(30).Day(),
		}, ann)
	})
}

func TestCustomersToJudgeWhoDoNotExistAreAnError(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		_, err := db.Facts(context.Background(), dictionary(t), nil, today, []model.ID{id("nobody")})
		require.Equal(t, model.CodeNotFound, model.CodeOf(err))
	})
}
