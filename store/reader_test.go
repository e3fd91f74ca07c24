package store_test

import (
	"context"
	"fmt"
	"testing"

	"foyer/model"
	"foyer/store"
	"foyer/store/storetest"
	"github.com/stretchr/testify/require"
)

// names gives the names behind ids, in order; the test bank's ids come from names.
func keysOf[T any](rows map[model.ID]T, candidates ...string) []string {
	out := []string{}
	for _, name := range candidates {
		if _, found := rows[id(name)]; found {
			out = append(out, name)
		}
	}
	return out
}

func idsOf(names ...string) []model.ID {
	out := make([]model.ID, len(names))
	for i, name := range names {
		out[i] = id(name)
	}
	return out
}

func TestWhatBelongsToACustomerIsSeenWithTheCustomer(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		ctx := context.Background()
		network(t, db)
		write(t, db, person("seen", "north", nil), person("hidden", "south", nil))
		for _, name := range []string{"seen", "hidden"} {
			for i := range 2 {
				row := fmt.Sprint(name, i)
				from := ago(10 - i)
				write(t, db,
					&model.Email{ID: id("email " + row), CustomerID: id(name), Address: row, ValidFrom: from},
					&model.Phone{ID: id("phone " + row), CustomerID: id(name), Number: row, ValidFrom: from},
					&model.Address{ID: id("address " + row), CustomerID: id(name), City: row, ValidFrom: from},
					&model.Income{ID: id("income " + row), CustomerID: id(name), Currency: "EUR", ValidFrom: from},
					&model.ChannelPreference{ID: id("preference " + row), CustomerID: id(name), Channel: model.App},
					&model.Consent{ID: id("consent " + row), CustomerID: id(name), CapturedOn: from, EffectiveFrom: from},
					&model.Asset{ID: id("asset " + row), CustomerID: id(name), Kind: model.Vehicle},
					&model.Fragility{ID: id("fragility " + row), CustomerID: id(name), ValidFrom: from})
			}
		}
		reader, scope, asked := db.Reader(), managerOf("north"), idsOf("seen", "hidden")
		emails, err := reader.Emails(ctx, scope, asked)
		require.NoError(t, err)
		require.Len(t, emails, 1)
		require.Equal(t, []string{"seen1", "seen0"}, []string{emails[id("seen")][0].Address, emails[id("seen")][1].Address})
		require.Equal(t, "OWN/ORDINARY", emails[id("seen")][0].Class.String())
		for name, read := range map[string]func(scope model.Scope) (map[model.ID]int, error){
			"phones":      counted(ctx, asked, reader.Phones),
			"addresses":   counted(ctx, asked, reader.Addresses),
			"incomes":     counted(ctx, asked, reader.Incomes),
			"preferences": counted(ctx, asked, reader.ChannelPreferences),
			"consents":    counted(ctx, asked, reader.Consents),
			"assets":      counted(ctx, asked, reader.Assets),
			"fragilities": counted(ctx, asked, reader.Fragilities),
		} {
			seen, err := read(scope)
			require.NoError(t, err, name)
			require.Equal(t, map[model.ID]int{id("seen"): 2}, seen, name)
			everything, err := read(all)
			require.NoError(t, err, name)
			require.Equal(t, map[model.ID]int{id("seen"): 2, id("hidden"): 2}, everything, name)
			nothing, err := read(model.Scope{})
			require.NoError(t, err, name)
			require.Empty(t, nothing, name)
		}
	})
}

// counted makes a reading of lists comparable: how many rows each customer has.
func counted[T any](ctx context.Context, asked []model.ID, read func(context.Context, model.Scope, []model.ID) (map[model.ID][]*T, error)) func(model.Scope) (map[model.ID]int, error) {
	return func(scope model.Scope) (map[model.ID]int, error) {
		lists, err := read(ctx, scope, asked)
		out := map[model.ID]int{}
		for id, list := range lists {
			out[id] = len(list)
		}
		return out, err
	}
}

func TestRowsThatNameAHiddenCustomerDoNotExist(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		ctx := context.Background()
		network(t, db)
		write(t, db, person("seen", "north", nil), person("near", "north", nil), person("hidden", "south", nil), &model.Household{ID: id("home")}, &model.Household{ID: id("far home")})
		for _, other := range []string{"near", "hidden"} {
			write(t, db,
				&model.Representation{ID: id("p" + other), CustomerID: id("seen"), RepresentativeID: id(other), ValidFrom: ago(9)},
				&model.Relationship{ID: id("r" + other), FromID: id("seen"), ToID: id(other), Kind: model.SiblingOf})
		}
		for _, name := range []string{"seen", "near", "hidden"} {
			home := id("home")
			write(t, db, &model.HouseholdMember{ID: id("m" + name), HouseholdID: home, CustomerID: id(name), Role: model.RoleAdult, Kind: model.HouseholdOfHome, IsPrimary: true, ValidFrom: ago(9)})
		}
		write(t, db, &model.HouseholdMember{ID: id("m far"), HouseholdID: id("far home"), CustomerID: id("hidden"), Role: model.RoleAdult, Kind: model.HouseholdOfHome, ValidFrom: ago(9)},
			&model.HouseholdMember{ID: id("m gone"), HouseholdID: id("far home"), CustomerID: id("seen"), Role: model.RoleAdult, Kind: model.HouseholdOfHome, ValidFrom: ago(9), ValidTo: today})
		reader, scope := db.Reader(), managerOf("north")

		acting, err := reader.Representations(ctx, scope, idsOf("seen"))
		require.NoError(t, err)
		require.Len(t, acting[id("seen")], 1)
		require.Equal(t, id("near"), acting[id("seen")][0].RepresentativeID)
		represented, err := reader.RepresentedBy(ctx, scope, idsOf("near", "hidden"))
		require.NoError(t, err)
		require.Equal(t, []string{"near"}, keysOf(represented, "near", "hidden"))
		linked, err := reader.Relationships(ctx, scope, idsOf("seen", "hidden"))
		require.NoError(t, err)
		require.Len(t, linked, 1)
		require.Len(t, linked[id("seen")], 1)
		members, err := reader.HouseholdMembers(ctx, scope, idsOf("home"))
		require.NoError(t, err)
		require.Len(t, members[id("home")], 2)
		memberships, err := reader.Memberships(ctx, scope, idsOf("seen", "hidden"))
		require.NoError(t, err)
		require.Len(t, memberships, 1)
		require.Equal(t, []model.ID{id("home"), id("far home")}, []model.ID{memberships[id("seen")][0].HouseholdID, memberships[id("seen")][1].HouseholdID})
		households, err := reader.Households(ctx, scope, idsOf("home", "far home"))
		require.NoError(t, err)
		require.Equal(t, []string{"home"}, keysOf(households, "home", "far home"), "a former member does not open a household")
		require.Equal(t, "OWN/ORDINARY", households[id("home")].Class.String())
	})
}

func TestAContractIsSeenUnderTheNearestClassOfItsHolders(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		ctx := context.Background()
		network(t, db)
		write(t, db, person("own", "north", nil), person("branch", "north", func(c *model.Customer) { c.PortfolioID = model.ID{} }), person("hidden", "south", nil))
		former := func(name string) []any {
			rows := contract(name, model.CurrentAccount, nil, "hidden", model.Owner, "own", model.JointOwner)
			rows[2].(*model.ContractParty).ValidTo = today
			return rows
		}
		closed := contract("closed", model.CurrentAccount, func(c *model.Contract) { c.Status, c.ClosedOn = model.ContractClosed, ago(5) }, "own", model.Owner)
		closed[1].(*model.ContractParty).ValidTo = ago(5)
		for _, rows := range [][]any{
			contract("joint", model.CurrentAccount, nil, "own", model.Owner, "hidden", model.JointOwner),
			contract("couple", model.CurrentAccount, nil, "branch", model.Owner, "own", model.JointOwner),
			contract("branch loan", model.Loan, nil, "branch", model.Borrower, "own", model.Guarantor),
			contract("far", model.CurrentAccount, nil, "hidden", model.Owner, "own", model.Proxy),
			former("former"), closed,
		} {
			write(t, db, rows...)
		}
		names := []string{"joint", "couple", "branch loan", "far", "former", "closed"}
		reader, scope := db.Reader(), managerOf("north")
		seen, err := reader.Contracts(ctx, scope, idsOf(names...))
		require.NoError(t, err)
		classes := map[string]string{}
		for _, name := range keysOf(seen, names...) {
			classes[name] = seen[id(name)].Class.String()
		}
		require.Equal(t, map[string]string{"joint": "OWN/ORDINARY", "couple": "OWN/ORDINARY", "branch loan": "BRANCH/ORDINARY", "closed": "OWN/ORDINARY"}, classes)

		of, err := reader.ContractsOf(ctx, scope, idsOf("own", "hidden"), page(10))
		require.NoError(t, err)
		require.Len(t, of, 1)
		require.Len(t, of[id("own")].Items, 3, "what a colleague's customer borrowed is not the guarantor's")
		parties, err := reader.Parties(ctx, scope, idsOf("joint", "far"))
		require.NoError(t, err)
		require.Len(t, parties[id("joint")], 1, "the hidden joint owner is left out")
		everything, err := reader.Parties(ctx, all, idsOf("joint"))
		require.NoError(t, err)
		require.Len(t, everything[id("joint")], 2)
	})
}

func TestMovementsOrdersAndDebitsAreSeenWithTheirContract(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		ctx := context.Background()
		network(t, db)
		write(t, db, person("own", "north", nil), person("hidden", "south", nil))
		account(t, db, "mine", "own", nil, entry{3, 1, model.CashIn}, entry{2, 2, model.CashIn}, entry{2, 3, model.CashIn}, entry{1, 4, model.CashIn})
		account(t, db, "second", "own", nil, entry{5, 7, model.CashIn})
		account(t, db, "far", "hidden", nil, entry{3, 1, model.CashIn})
		for _, name := range []string{"mine", "far"} {
			write(t, db, &model.StandingOrder{ID: id("order " + name), ContractID: id(name), Currency: "EUR"}, &model.DirectDebit{ID: id("debit " + name), ContractID: id(name), Currency: "EUR"})
		}
		reader, scope, asked := db.Reader(), managerOf("north"), idsOf("mine", "second", "far")
		orders, err := reader.StandingOrders(ctx, scope, asked)
		require.NoError(t, err)
		require.Len(t, orders, 1)
		debits, err := reader.DirectDebits(ctx, scope, asked)
		require.NoError(t, err)
		require.Len(t, debits, 1)

		amounts := func(slice *store.Slice[model.Movement]) (out []int64) {
			for _, one := range slice.Items {
				out = append(out, one.AmountMinor)
			}
			return out
		}
		first, err := reader.Movements(ctx, scope, asked, page(3))
		require.NoError(t, err)
		require.Len(t, first, 2)
		require.Equal(t, []int64{4, 3, 2}, amounts(first[id("mine")]))
		require.True(t, first[id("mine")].HasNext)
		require.False(t, first[id("second")].HasNext)
		alone, err := reader.Movements(ctx, scope, idsOf("mine"), page(3))
		require.NoError(t, err)
		require.Equal(t, first[id("mine")], alone[id("mine")])
		for _, asked := range [][]model.ID{idsOf("mine"), idsOf("mine", "far")} {
			rest, err := reader.Movements(ctx, scope, asked, store.Page{First: 3, After: first[id("mine")].Cursors[2]})
			require.NoError(t, err)
			require.Equal(t, []int64{1}, amounts(rest[id("mine")]))
			require.False(t, rest[id("mine")].HasNext)
		}
		hidden, err := reader.Movements(ctx, scope, idsOf("far"), page(3))
		require.NoError(t, err)
		require.Empty(t, hidden)
	})
}

// file writes three events, decisions and the like of a customer who is seen and
// of one who is not.
func file(t testing.TB, db *store.DB) {
	t.Helper()
	network(t, db)
	write(t, db, person("own", "north", nil), person("hidden", "south", nil))
	for _, name := range []string{"own", "hidden"} {
		for i := range 3 {
			row := fmt.Sprint(name, i)
			at := model.InstantOf(noon) + model.Instant(i)
			write(t, db,
				&model.LifeEvent{ID: id("event " + row), CustomerID: id(name), Kind: "BIRTH", ExpectedOn: ago(i), State: model.EventActive, RecordedAt: at},
				&model.Interaction{ID: id("interaction " + row), CustomerID: id(name), OccurredAt: at},
				&model.Decision{ID: id("decision " + row), CustomerID: id(name), DecidedOn: today, DecidedAt: at, Outcome: row},
				&model.Recommendation{ID: id("recommendation " + row), CustomerID: id(name), AddresseeID: id(name), DecisionID: id("decision " + row), Offer: "offer " + row, Rank: int64(i),
					State: []model.RecommendationState{model.RecommendationOpen, model.RecommendationAnswered, model.RecommendationOpen}[i], ProposedOn: today},
				&model.Action{ID: id("action " + row), EmployeeID: id("manager north"), CustomerID: id(name), PlannedFor: today, Position: int64(10 - i), State: model.ActionTodo})
		}
	}
}

func TestEventsDecisionsAndActionsAreSeenWithTheirCustomer(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		ctx := context.Background()
		file(t, db)
		reader, scope, asked := db.Reader(), managerOf("north"), idsOf("own", "hidden")
		events, err := reader.LifeEvents(ctx, scope, asked, page(2))
		require.NoError(t, err)
		require.Len(t, events, 1)
		require.Equal(t, []model.ID{id("event own0"), id("event own1")}, []model.ID{events[id("own")].Items[0].ID, events[id("own")].Items[1].ID})
		events, err = reader.LifeEvents(ctx, scope, asked, store.Page{First: 2, After: events[id("own")].Cursors[1]})
		require.NoError(t, err)
		require.Equal(t, id("event own2"), events[id("own")].Items[0].ID)
		require.False(t, events[id("own")].HasNext)
		interactions, err := reader.Interactions(ctx, scope, asked, page(2))
		require.NoError(t, err)
		require.Equal(t, id("interaction own2"), interactions[id("own")].Items[0].ID)
		decisions, err := reader.DecisionsOf(ctx, scope, asked, page(5))
		require.NoError(t, err)
		require.Len(t, decisions, 1)
		require.Equal(t, "own2", decisions[id("own")].Items[0].Outcome)
		recommendations, err := reader.Recommendations(ctx, scope, asked, []model.RecommendationState{model.RecommendationOpen})
		require.NoError(t, err)
		require.Len(t, recommendations, 1)
		require.Len(t, recommendations[id("own")], 2)
		any, err := reader.Recommendations(ctx, scope, asked, nil)
		require.NoError(t, err)
		require.Len(t, any[id("own")], 3)

		list, err := reader.Actions(ctx, scope, id("manager north"), today, page(2))
		require.NoError(t, err)
		require.True(t, list.HasNext)
		require.Equal(t, []model.ID{id("action own2"), id("action own1")}, []model.ID{list.Items[0].ID, list.Items[1].ID})
		list, err = reader.Actions(ctx, scope, id("manager north"), today, store.Page{First: 2, After: list.Cursors[1]})
		require.NoError(t, err)
		require.Len(t, list.Items, 1)
		other, err := reader.Actions(ctx, scope, id("manager north"), ago(1), page(2))
		require.NoError(t, err)
		require.Empty(t, other.Items)
	})
}

func TestEventsDecisionsAndActionsOfHiddenCustomersAreNotFoundByTheirIds(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		ctx := context.Background()
		file(t, db)
		reader, scope := db.Reader(), managerOf("north")
		byID := map[string]int{}
		eventsByID, err := reader.LifeEventsByID(ctx, scope, idsOf("event own1", "event hidden1"))
		require.NoError(t, err)
		byID["events"] = len(eventsByID)
		interactionsByID, err := reader.InteractionsByID(ctx, scope, idsOf("interaction own1", "interaction hidden1"))
		require.NoError(t, err)
		byID["interactions"] = len(interactionsByID)
		decisionsByID, err := reader.Decisions(ctx, scope, idsOf("decision own1", "decision hidden1"))
		require.NoError(t, err)
		byID["decisions"] = len(decisionsByID)
		recommendationsByID, err := reader.RecommendationsByID(ctx, scope, idsOf("recommendation own1", "recommendation hidden1"))
		require.NoError(t, err)
		byID["recommendations"] = len(recommendationsByID)
		actionsByID, err := reader.ActionsByID(ctx, scope, idsOf("action own1", "action hidden1"))
		require.NoError(t, err)
		byID["actions"] = len(actionsByID)
		require.Equal(t, map[string]int{"events": 1, "interactions": 1, "decisions": 1, "recommendations": 1, "actions": 1}, byID)
	})
}
