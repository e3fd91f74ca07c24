package store_test

import (
	"context"
	"testing"
	"time"

	"foyer/model"
	"foyer/store"
	"foyer/store/storetest"
	"github.com/stretchr/testify/require"
)

// inConflict is a scope in which some customers are in a conflict of interest with
// the manager of the north, and do not exist for him.
func inConflict(names ...string) model.Scope {
	scope := managerOf("north")
	var kin []any
	for _, name := range names {
		kin = append(kin, id(name).String())
	}
	scope.Near[model.RelationConflict] = model.OneOf{Field: "id", Values: kin}
	return scope
}

// listed gives the names, among candidates, of the contracts listed under a customer.
func listed(t testing.TB, db *store.DB, scope model.Scope, customer string, candidates ...string) []string {
	t.Helper()
	pages, err := db.Reader().ContractsOf(context.Background(), scope, idsOf(customer), page(100))
	require.NoError(t, err)
	found := map[model.ID]bool{}
	if pages[id(customer)] != nil {
		for _, contract := range pages[id(customer)].Items {
			found[contract.ID] = true
		}
	}
	return keysOf(found, candidates...)
}

func TestWhatAnotherHoldsIsNotListedUnderWhoOnlySharesIt(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		network(t, db)
		write(t, db, person("ann", "north", nil), person("bob", "north", nil))
		roles := []model.PartyRole{model.Owner, model.JointOwner, model.Borrower, model.CoBorrower, model.Insured, model.Proxy, model.Guarantor, model.Beneficiary, model.LegalRepresentative}
		var names []string
		for _, role := range roles {
			names = append(names, string(role))
			write(t, db, contract(string(role), model.CurrentAccount, nil, "bob", model.Insured, "ann", role)...)
		}
		born := func(day model.Date) {
			change(t, db, "UPDATE customers SET birth_date = ? WHERE id = ?", day, id("bob"))
		}
		born(model.NewDate(1980, time.May, 1))
		require.Equal(t, names[:5], listed(t, db, managerOf("north"), "ann", names...), "of what bob holds, ann's file tells only what ann holds too")
		require.Equal(t, names, listed(t, db, managerOf("north"), "bob", names...))
		born(ago(3000))
		require.Equal(t, append(names[:5:5], string(model.LegalRepresentative)), listed(t, db, managerOf("north"), "ann", names...), "whoever represents a child sees to the child's contracts")
	})
}

func TestWhoNoLongerHoldsAContractNoLongerSeesIt(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		network(t, db)
		write(t, db, person("ann", "north", nil), person("bob", "north", nil))
		until := func(name string, day model.Date, closed model.Date) {
			rows := contract(name, model.CurrentAccount, func(c *model.Contract) { c.ClosedOn = closed }, "bob", model.Owner, "ann", model.JointOwner)
			rows[2].(*model.ContractParty).ValidTo = day
			write(t, db, rows...)
		}
		until("left yesterday", ago(1), 0)
		until("leaves today", today, 0)
		until("leaves tomorrow", today.AddDays(1), 0)
		until("closed with her", ago(5), ago(5))
		until("closed after her", ago(9), ago(5))
		names := []string{"left yesterday", "leaves today", "leaves tomorrow", "closed with her", "closed after her"}
		require.Equal(t, []string{"leaves tomorrow", "closed with her"}, listed(t, db, managerOf("north"), "ann", names...))
		require.Equal(t, names, listed(t, db, managerOf("north"), "bob", names...))
	})
}

func TestAParentsViewOfTheChildEndsOnThe18thBirthday(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		ctx := context.Background()
		network(t, db)
		birth := model.NewDate(2008, time.March, 16) // eighteen tomorrow
		child := func(name string, capacity model.LegalCapacity, kind model.RepresentationKind) {
			write(t, db, person(name, "north", func(c *model.Customer) { c.BirthDate, c.LegalCapacity = birth, capacity }),
				&model.Representation{ID: id("for " + name), CustomerID: id(name), RepresentativeID: id("parent"), Kind: kind, ValidFrom: birth})
			write(t, db, contract("savings of "+name, model.SavingsAccount, nil, name, model.Owner, "parent", model.LegalRepresentative)...)
		}
		write(t, db, person("parent", "north", nil))
		child("child", model.Minor, "PARENT")
		child("written off as adult", model.FullCapacity, "PARENT")
		child("ward", model.Minor, "GUARDIAN")
		child("protected", model.ProtectedAdult, "GUARDIAN")
		names := []string{"child", "written off as adult", "ward", "protected"}
		for day, wanted := range map[model.Date][]string{today: names, birth.Birthday(18): {"protected"}, birth.Birthday(19): {"protected"}} {
			scope := managerOf("north")
			scope.Actor.Today = day
			acting, err := db.Reader().RepresentedBy(ctx, scope, idsOf("parent"))
			require.NoError(t, err)
			represented := map[model.ID]bool{}
			for _, one := range acting[id("parent")] {
				represented[one.CustomerID] = true
			}
			require.Equal(t, wanted, keysOf(represented, names...), day)
			actors, err := db.Reader().Representations(ctx, scope, idsOf(names...))
			require.NoError(t, err)
			require.Equal(t, wanted, keysOf(actors, names...), day)
			var contracts []string
			for _, name := range names {
				contracts = append(contracts, "savings of "+name)
			}
			var still []string
			for _, name := range wanted {
				still = append(still, "savings of "+name)
			}
			require.Equal(t, still, listed(t, db, scope, "parent", contracts...), day)
			parties, err := db.Reader().Parties(ctx, scope, idsOf(contracts...))
			require.NoError(t, err)
			for _, name := range names {
				require.Equal(t, len(keysOf(represented, name)), len(parties[id("savings of "+name)])-1, "%s on %s", name, day)
			}
		}
	})
}

func TestSomebodyBornOnALeapDayComesOfAgeOnTheFirstOfMarch(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		network(t, db)
		write(t, db, person("parent", "north", nil), person("leap", "north", func(c *model.Customer) {
			c.BirthDate, c.LegalCapacity = model.NewDate(2008, time.February, 29), model.Minor
		}), &model.Representation{ID: id("r"), CustomerID: id("leap"), RepresentativeID: id("parent"), Kind: "PARENT", ValidFrom: ago(900)})
		for day, represented := range map[model.Date]int{model.NewDate(2026, time.February, 28): 1, model.NewDate(2026, time.March, 1): 0} {
			scope := managerOf("north")
			scope.Actor.Today = day
			acting, err := db.Reader().RepresentedBy(context.Background(), scope, idsOf("parent"))
			require.NoError(t, err)
			require.Len(t, acting[id("parent")], represented, day)
		}
	})
}

func TestAContractSharedWithARelativeOfTheViewerDoesNotExist(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		ctx := context.Background()
		network(t, db)
		write(t, db, person("ann", "north", nil), person("sister", "north", nil))
		former := contract("formerly shared", model.CurrentAccount, nil, "ann", model.Owner, "sister", model.JointOwner)
		former[2].(*model.ContractParty).ValidTo = today
		for _, rows := range [][]any{
			contract("shared", model.CurrentAccount, nil, "ann", model.Owner, "sister", model.JointOwner),
			contract("proxy only", model.CurrentAccount, nil, "ann", model.Owner, "sister", model.Proxy), contract("alone", model.CurrentAccount, nil, "ann", model.Owner), former,
		} {
			write(t, db, rows...)
		}
		for _, name := range []string{"shared", "alone"} {
			write(t, db, &model.StandingOrder{ID: id("order " + name), ContractID: id(name), Currency: "EUR"}, &model.DirectDebit{ID: id("debit " + name), ContractID: id(name), Currency: "EUR"},
				&model.Movement{ID: id("movement " + name), ContractID: id(name), BookedOn: ago(1), Currency: "EUR"})
		}
		scope, reader, names := inConflict("sister"), db.Reader(), []string{"shared", "proxy only", "alone", "formerly shared"}
		contracts, err := reader.Contracts(ctx, scope, idsOf(names...))
		require.NoError(t, err)
		require.Equal(t, names[1:], keysOf(contracts, names...))
		require.Equal(t, names[1:], listed(t, db, scope, "ann", names...))
		require.Empty(t, listed(t, db, scope, "sister", names...))
		for name, read := range map[string]func() (int, error){
			"parties": func() (int, error) { rows, err := reader.Parties(ctx, scope, idsOf("shared")); return len(rows), err },
			"orders": func() (int, error) {
				rows, err := reader.StandingOrders(ctx, scope, idsOf("shared"))
				return len(rows), err
			},
			"debits": func() (int, error) {
				rows, err := reader.DirectDebits(ctx, scope, idsOf("shared"))
				return len(rows), err
			},
			"movements": func() (int, error) {
				rows, err := reader.Movements(ctx, scope, idsOf("shared"), page(5))
				return len(rows), err
			},
			"of two": func() (int, error) {
				rows, err := reader.Movements(ctx, scope, idsOf("shared", "x"), page(5))
				return len(rows), err
			},
		} {
			rows, err := read()
			require.NoError(t, err)
			require.Zero(t, rows, name)
		}
	})
}

func TestAContractThatDoesNotExistMakesNoConditionTrue(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		network(t, db)
		write(t, db, person("ann", "north", nil), person("bob", "north", nil), person("sister", "north", nil))
		write(t, db, contract("shared", model.CurrentAccount, nil, "ann", model.Owner, "sister", model.JointOwner)...)
		write(t, db, contract("alone", model.CurrentAccount, nil, "bob", model.Owner)...)
		for wanted, filter := range map[string]store.CustomerFilter{"bob": {Contracts: &store.ContractCondition{}}, "ann": {NoContracts: &store.ContractCondition{}}} {
			list, err := db.Reader().CustomerList(context.Background(), inConflict("sister"), filter, store.CustomerOrder{}, page(9))
			require.NoError(t, err)
			require.Len(t, list.Items, 1)
			require.Equal(t, id(wanted), list.Items[0].ID)
		}
	})
}

func TestWhoMaySeeAConflictSeesTheContractAsOne(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		network(t, db)
		write(t, db, person("ann", "north", nil), person("sister", "north", func(c *model.Customer) { c.Sensitivity = model.VIP }))
		write(t, db, contract("shared", model.CurrentAccount, nil, "ann", model.Owner, "sister", model.JointOwner)...)
		scope := inConflict("sister")
		scope.Table.Visible = scope.Table.Visible.Add(model.ClassOf(model.RelationConflict, model.VIP))
		contracts, err := db.Reader().Contracts(context.Background(), scope, idsOf("shared"))
		require.NoError(t, err)
		require.Equal(t, "CONFLICT/VIP", contracts[id("shared")].Class.String())
	})
}

func TestWhatIsSharedWithWhoOpposesMarketingDoesNotExistForMarketing(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		ctx := context.Background()
		network(t, db)
		write(t, db, person("ann", "north", nil), person("bob", "north", nil), &model.Household{ID: id("home")},
			&model.Consent{ID: id("no"), CustomerID: id("bob"), Purpose: model.Marketing, State: model.ConsentDenied, CapturedOn: ago(1), EffectiveFrom: ago(1)})
		write(t, db, contract("shared", model.CurrentAccount, nil, "ann", model.Owner, "bob", model.JointOwner)...)
		for _, name := range []string{"ann", "bob"} {
			write(t, db, &model.HouseholdMember{ID: id("m" + name), HouseholdID: id("home"), CustomerID: id(name), Role: model.RoleAdult, Kind: model.HouseholdOfHome, ValidFrom: ago(9)})
		}
		scope := managerOf("north")
		for opposed, wanted := range map[string]int{"OPEN": 0, "OPPOSED": 0, "": 1} {
			scope.Rows = model.AllRows{}
			if opposed != "" {
				scope.Rows = model.Compare{Field: "marketing", Op: "eq", Value: opposed}
			}
			contracts, err := db.Reader().Contracts(ctx, scope, idsOf("shared"))
			require.NoError(t, err)
			require.Len(t, contracts, wanted, opposed)
			homes, err := db.Reader().Households(ctx, scope, idsOf("home"))
			require.NoError(t, err)
			require.Len(t, homes, wanted, opposed)
		}
	})
}

func TestTheHouseholdOfARelativeOfTheViewerDoesNotExist(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		ctx := context.Background()
		network(t, db)
		write(t, db, person("ann", "north", nil), person("sister", "north", nil), person("bob", "north", nil))
		for home, members := range map[string][]string{"family": {"ann", "sister"}, "flat": {"ann", "bob"}} {
			write(t, db, &model.Household{ID: id(home)})
			for _, name := range members {
				write(t, db, &model.HouseholdMember{ID: id(name + home), HouseholdID: id(home), CustomerID: id(name), Role: model.RoleAdult, Kind: model.HouseholdOfHome, ValidFrom: ago(9)})
			}
		}
		write(t, db, &model.Relationship{ID: id("link"), FromID: id("ann"), ToID: id("sister"), Kind: model.SiblingOf},
			&model.HouseholdMember{ID: id("gone"), HouseholdID: id("flat"), CustomerID: id("sister"), Role: model.RoleAdult, Kind: model.HouseholdOfHome, ValidFrom: ago(9), ValidTo: today})
		scope, reader := inConflict("sister"), db.Reader()
		homes, err := reader.Households(ctx, scope, idsOf("family", "flat"))
		require.NoError(t, err)
		require.Equal(t, []string{"flat"}, keysOf(homes, "family", "flat"))
		members, err := reader.HouseholdMembers(ctx, scope, idsOf("family", "flat"))
		require.NoError(t, err)
		require.Equal(t, []string{"flat"}, keysOf(members, "family", "flat"))
		require.Len(t, members[id("flat")], 2)
		links, err := reader.Relationships(ctx, scope, idsOf("ann"))
		require.NoError(t, err)
		require.Empty(t, links)
	})
}

func TestTheFactsOfAParentForgetTheChildOnThe18thBirthday(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		network(t, db)
		birth := model.NewDate(2008, time.March, 16) // eighteen tomorrow
		home := func(c *model.Customer) { c.DecisionKey = id("home") }
		write(t, db, person("parent", "north", home), person("other parent", "north", home))
		for name, capacity := range map[string]model.LegalCapacity{"child": model.Minor, "emancipated": model.Emancipated} {
			write(t, db, person(name, "north", func(c *model.Customer) { home(c); c.BirthDate, c.LegalCapacity = birth, capacity }))
		}
		for child, parent := range map[string]string{"child": "parent", "emancipated": "other parent"} {
			write(t, db, &model.Representation{ID: id("for " + child), CustomerID: id(child), RepresentativeID: id(parent), Kind: model.ParentOfMinor, ValidFrom: birth},
				&model.LifeEvent{ID: id("of " + child), CustomerID: id(child), Kind: "BIRTH", OccurredOn: ago(3), State: model.EventActive, RecordedAt: 1})
		}
		for day, wanted := range map[model.Date][]bool{today: {true, true, false}, birth.Birthday(18): {false, false, false}} {
			facts, err := db.Facts(context.Background(), dictionary(t), map[string]bool{"BIRTH": true}, day, idsOf("child", "parent", "other parent"))
			require.NoError(t, err)
			require.Equal(t, wanted, []bool{facts[0].Get("has_representative").Int == 1, facts[1].Get("event_BIRTH_active").Int == 1, facts[2].Get("event_BIRTH_active").Int == 1}, day)
		}
	})
}
