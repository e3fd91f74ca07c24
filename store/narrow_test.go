package store_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"foyer/model"
	"foyer/store"
	"foyer/store/storetest"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// resident is a customer of the suburb with all that filters ask about.
type resident struct {
	*model.Customer
	cities    []string // of today
	contracts []*model.Contract
	events    []*model.LifeEvent
}

// suburb writes customers who differ in all that filters ask about. Those at places
// divisible by five are relatives of the viewer, and share a contract with the next.
func suburb(t testing.TB, db *store.DB) map[model.ID]*resident {
	t.Helper()
	network(t, db)
	out := map[model.ID]*resident{}
	for i := range 30 {
		name := fmt.Sprint("r", i)
		one := &resident{Customer: person(name, []string{"north", "south"}[i%7/6], func(c *model.Customer) {
			c.Status = []model.CustomerStatus{model.StatusCustomer, model.StatusProspect}[i%2]
			c.Sensitivity = model.Sensitivities[i%9/4]
			c.MaritalStatus, c.EmploymentStatus = []model.MaritalStatus{"", "MARRIED", "SINGLE"}[i%3], []model.EmploymentStatus{"", "EMPLOYED"}[i%2]
			c.PCSCode = []string{"", "37", "%"}[i%3]
			if i%4 != 0 {
				c.BirthDate, c.CustomerSince = model.NewDate(1950+i, time.May, 1), ago(i*100)
			}
		})}
		write(t, db, one.Customer)
		city := []string{"Rennes", "RENNES", "Saint-Malo", "Orléans"}[i%4]
		write(t, db, &model.Address{ID: id("now " + name), CustomerID: id(name), City: city, ValidFrom: ago(9)},
			&model.Address{ID: id("past " + name), CustomerID: id(name), City: "Brest", ValidFrom: ago(99), ValidTo: today})
		one.cities = []string{city}
		for j := range i % 3 {
			rows := contract(fmt.Sprint("k", j, name), model.CurrentAccount, func(c *model.Contract) {
				c.BalanceMinor, c.OpenedOn, c.Status = int64(i*j-10), ago(i), []model.ContractStatus{model.ContractActive, model.ContractClosed}[j]
				if i%4 != 1 {
					c.BalanceOn = today
				}
				if j == 1 {
					c.ProductCode = "product south"
				}
			}, name, model.Owner)
			write(t, db, rows...)
			one.contracts = append(one.contracts, rows[0].(*model.Contract))
		}
		if i%5 == 1 && len(one.contracts) > 0 {
			write(t, db, &model.ContractParty{ID: id("shared " + name), ContractID: one.contracts[0].ID, CustomerID: id(fmt.Sprint("r", i-1)), Role: model.JointOwner, ValidFrom: ago(9)})
			one.contracts = one.contracts[1:]
		}
		for j := range i % 4 {
			event := &model.LifeEvent{ID: id(fmt.Sprint("e", j, name)), CustomerID: id(name), Kind: []string{"BIRTH", "MOVE"}[j%2], State: []model.EventState{model.EventActive, model.EventExpired}[j/2], RecordedAt: 1}
			write(t, db, event)
			one.events = append(one.events, event)
		}
		out[id(name)] = one
	}
	return out
}

// relatedTo is the scope of the manager of the north, a relative of every fifth.
func relatedTo() model.Scope {
	var names []string
	for i := 0; i < 30; i += 5 {
		names = append(names, fmt.Sprint("r", i))
	}
	return inConflict(names...)
}

// meets is what a filter means.
func (r *resident) meets(f store.CustomerFilter) bool {
	within := func(day, from, to model.Date) bool {
		return (from.IsZero() || !day.IsZero() && day >= from) && (to.IsZero() || !day.IsZero() && day <= to)
	}
	word := func(have, wanted string) bool { return wanted == "" || have == wanted }
	if !word(string(r.Status), string(f.Status)) || !word(string(r.Sensitivity), string(f.Sensitivity)) || !word(string(r.MaritalStatus), string(f.MaritalStatus)) ||
		!word(string(r.EmploymentStatus), string(f.EmploymentStatus)) || !word(r.PCSCode, f.PCS) || !within(r.BirthDate, f.BornFrom, f.BornTo) || !within(r.CustomerSince, f.SinceFrom, f.SinceTo) ||
		f.BranchID != (model.ID{}) && f.BranchID != r.BranchID {
		return false
	}
	folds := func(city string) bool { return model.Fold(city) == model.Fold(f.City) }
	if f.City != "" && !slices.ContainsFunc(r.cities, folds) {
		return false
	}
	contract := func(asked *store.ContractCondition) bool {
		return slices.ContainsFunc(r.contracts, func(c *model.Contract) bool {
			return word(c.ProductCode, asked.ProductCode) && word(string(c.Status), string(asked.Status)) && within(c.OpenedOn, asked.OpenedFrom, asked.OpenedTo) &&
				(asked.BalanceAtLeast == nil || !c.BalanceOn.IsZero() && c.BalanceMinor >= *asked.BalanceAtLeast) &&
				(asked.BalanceAtMost == nil || !c.BalanceOn.IsZero() && c.BalanceMinor <= *asked.BalanceAtMost)
		})
	}
	event := func(asked *store.EventCondition) bool {
		return slices.ContainsFunc(r.events, func(e *model.LifeEvent) bool {
			return word(e.Kind, asked.Kind) && word(string(e.State), string(asked.State))
		})
	}
	return (f.Contracts == nil || contract(f.Contracts)) && (f.NoContracts == nil || !contract(f.NoContracts)) &&
		(f.Events == nil || event(f.Events)) && (f.NoEvents == nil || !event(f.NoEvents)) &&
		!slices.ContainsFunc(f.All, func(part store.CustomerFilter) bool { return !r.meets(part) }) &&
		(len(f.Any) == 0 || slices.ContainsFunc(f.Any, r.meets)) && !slices.ContainsFunc(f.None, r.meets)
}

// drawn gives one of some values, or the zero value.
func drawn[T any](t *rapid.T, name string, values ...T) T {
	var zero T
	return rapid.SampledFrom(append([]T{zero, zero}, values...)).Draw(t, name)
}

func drawCustomerFilter(t *rapid.T, depth int) store.CustomerFilter {
	filter := store.CustomerFilter{
		Status: drawn(t, "status", model.StatusProspect), Sensitivity: drawn(t, "sensitivity", model.Staff), MaritalStatus: drawn(t, "marital", model.MaritalStatus("MARRIED")),
		EmploymentStatus: drawn(t, "employment", model.EmploymentStatus("EMPLOYED")), PCS: drawn(t, "pcs", "37", "%", "3_", "\x00", "\xff"),
		City: drawn(t, "city", "rennes", "SAINT MALO", "orleans", "brest", "ren%", "\x00"), BranchID: drawn(t, "branch", id("branch south")),
		BornFrom: drawn(t, "born", model.NewDate(1963, time.May, 1)), SinceTo: drawn(t, "since", ago(700)),
	}
	if depth < 2 && rapid.Bool().Draw(t, "bounds") {
		filter = store.CustomerFilter{BornTo: filter.BornFrom, SinceFrom: filter.SinceTo}
	}
	amount := rapid.Int64Range(-10, 60).Draw(t, "amount")
	contracts := drawn(t, "contract", &store.ContractCondition{}, &store.ContractCondition{ProductCode: "product south"}, &store.ContractCondition{Status: model.ContractActive, BalanceAtLeast: &amount},
		&store.ContractCondition{BalanceAtMost: &amount, OpenedFrom: ago(20)}, &store.ContractCondition{OpenedTo: ago(20), ProductCode: "'"})
	events := drawn(t, "event", &store.EventCondition{}, &store.EventCondition{Kind: "MOVE"}, &store.EventCondition{Kind: "BIRTH", State: model.EventExpired})
	if rapid.Bool().Draw(t, "none") {
		filter.NoContracts, filter.NoEvents = contracts, events
	} else {
		filter.Contracts, filter.Events = contracts, events
	}
	if depth == 0 {
		return filter
	}
	parts := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) store.CustomerFilter { return drawCustomerFilter(t, depth-1) }), 0, 2)
	return store.CustomerFilter{All: parts.Draw(t, "all"), Any: parts.Draw(t, "any"), None: parts.Draw(t, "no")}
}

func TestAFilterOfCustomersMeansTheSameInGoAndInBothDatabases(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		ctx := context.Background()
		residents, scope := suburb(t, db), relatedTo()
		everybody, err := db.Reader().CustomerList(ctx, scope, store.CustomerFilter{}, store.CustomerOrder{}, page(100))
		require.NoError(t, err)
		rapid.Check(t, func(t *rapid.T) {
			filter := drawCustomerFilter(t, rapid.IntRange(0, 2).Draw(t, "depth"))
			wanted := []model.ID{}
			for _, customer := range everybody.Items {
				if residents[customer.ID].meets(filter) {
					wanted = append(wanted, customer.ID)
				}
			}
			order := store.CustomerOrder{Field: rapid.SampledFrom([]store.CustomerField{store.ByName, store.ByBorn, store.BySince, store.ByCreated}).Draw(t, "order"), Desc: rapid.Bool().Draw(t, "desc")}
			got := walk(t, rapid.IntRange(1, 14).Draw(t, "size"), func(page store.Page) (*store.Slice[model.Customer], error) {
				return db.Reader().CustomerList(ctx, scope, filter, order, page)
			})
			require.ElementsMatch(t, wanted, got)
			count, err := db.Reader().CustomerCount(ctx, scope, filter)
			require.NoError(t, err)
			require.EqualValues(t, len(wanted), count)
		})
	})
}

func TestAFilterThatIsTooLongOrTooDeepIsRefused(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		deep := store.CustomerFilter{}
		for range store.MaxFilterDepth + 1 {
			deep = store.CustomerFilter{None: []store.CustomerFilter{deep}}
		}
		long := strings.Repeat("é", store.MaxFilterText+1)
		for _, filter := range []store.CustomerFilter{deep, {PCS: long}, {City: long}, {Any: []store.CustomerFilter{{City: long}}},
			{Contracts: &store.ContractCondition{ProductCode: long}}, {NoEvents: &store.EventCondition{Kind: long}}} {
			_, err := db.Reader().CustomerCount(context.Background(), managerOf("north"), filter)
			require.Equal(t, model.CodeInvalid, model.CodeOf(err))
		}
	})
}

func TestARelationWithinAFilterIsThatToTheViewer(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		network(t, db)
		write(t, db, person("own", "north", nil), person("branch", "north", func(c *model.Customer) { c.PortfolioID = model.ID{} }), person("far", "south", nil))
		near := func(relations ...model.Relation) store.CustomerFilter {
			return store.CustomerFilter{Relations: relations}
		}
		for wanted, filter := range map[string]store.CustomerFilter{
			"[own]":        {Any: []store.CustomerFilter{near(model.RelationOwn), near(model.RelationNetwork)}},
			"[branch]":     {None: []store.CustomerFilter{near(model.RelationOwn)}},
			"[branch own]": {Any: []store.CustomerFilter{near(model.RelationOwn), near(model.RelationBranch)}},
		} {
			list, err := db.Reader().CustomerList(context.Background(), managerOf("north"), filter, store.CustomerOrder{}, page(9))
			require.NoError(t, err)
			found := map[model.ID]bool{}
			for _, customer := range list.Items {
				found[customer.ID] = true
			}
			require.Equal(t, wanted, fmt.Sprint(keysOf(found, "branch", "own", "far")))
		}
	})
}

func TestStatementsOfManyFormsAreNotKept(t *testing.T) {
	t.Parallel()
	log := &sent{texts: map[string]bool{}}
	db, err := store.Open(context.Background(), storetest.Databases(t)[0].Full(t), store.Options{Observe: log.observe})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, db.Close()) })
	for filter, kept := range map[*store.CustomerFilter]bool{
		{}: true, {Status: model.StatusProspect, BranchID: id("b")}: true, {Relations: []model.Relation{model.RelationOwn}}: true,
		{City: "x"}: false, {Any: []store.CustomerFilter{{}}}: false, {Contracts: &store.ContractCondition{}}: false,
	} {
		clear(log.texts)
		_, err := db.Reader().CustomerCount(context.Background(), managerOf("north"), *filter)
		require.NoError(t, err)
		for text := range log.texts {
			require.Equal(t, kept || strings.HasPrefix(text, "WITH RECURSIVE"), !strings.HasPrefix(text, "/* unkept */"), text)
		}
	}
}

func TestCustomersAreCountedByGroupWithoutTellingSmallOnes(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		ctx := context.Background()
		network(t, db)
		born := func(years int) model.Date { return today.AddMonths(-12 * years) }
		number := 0
		add := func(size int, where string, change func(c *model.Customer)) {
			for range size {
				number++
				write(t, db, person(fmt.Sprint("n", number), where, change))
			}
		}
		add(12, "north", func(c *model.Customer) {
			c.PCSCode, c.BirthDate, c.CustomerSince = "37", born(18), model.NewDate(2019, 12, 31)
		})
		add(11, "north", func(c *model.Customer) {
			c.PCSCode, c.BirthDate, c.CustomerSince = "52", born(18)+1, model.NewDate(2020, 1, 1)
		})
		add(9, "north", func(c *model.Customer) { c.PCSCode, c.BirthDate = "62", born(65) })
		add(10, "south", func(c *model.Customer) { c.PCSCode = "62" })
		add(20, "south", func(c *model.Customer) { c.PCSCode, c.Sensitivity = "37", model.VIP })
		scope := managerOf("north")
		scope.Table.Visible = model.ClassesWithin(model.RelationOwn).Add(model.ClassOf(model.RelationNetwork, model.Ordinary))
		ask := func(filter store.CustomerFilter, by store.CustomerGroup) string {
			counts, err := db.Reader().CustomerStatistics(ctx, scope, filter, by)
			require.NoError(t, err)
			return strings.NewReplacer(id("branch north").String(), "north", id("branch south").String(), "south", id("region north").String(), "north", id("region south").String(), "south").Replace(fmt.Sprint(counts))
		}
		north := store.CustomerFilter{BranchID: id("branch north")}
		require.Equal(t, "[{37 12} {52 11} {62 19}]", ask(store.CustomerFilter{}, store.GroupPCS), "whom the viewer does not see is not counted")
		require.Equal(t, "[{37 12}]", ask(north, store.GroupPCS), "nine are not told, nor are eleven whose absence would tell the nine")
		require.Equal(t, "[{18-24 12}]", ask(north, store.GroupAgeBand))
		require.Equal(t, "[{ 10} {0-17 11} {18-24 12}]", ask(store.CustomerFilter{None: []store.CustomerFilter{{BornTo: born(60)}}}, store.GroupAgeBand))
		require.Equal(t, "[{2019 12} {2020 11}]", ask(store.CustomerFilter{SinceFrom: ago(9000)}, store.GroupSinceYear))
		for _, by := range []store.CustomerGroup{store.GroupBranch, store.GroupRegion} {
			require.Contains(t, []string{"[{north 32} {south 10}]", "[{south 10} {north 32}]"}, ask(store.CustomerFilter{}, by))
		}
		require.Equal(t, "[]", ask(store.CustomerFilter{PCS: "62", BranchID: id("branch north")}, store.GroupPCS))
		for _, by := range []store.CustomerGroup{"", "c.last_name"} {
			_, err := db.Reader().CustomerStatistics(ctx, scope, store.CustomerFilter{}, by)
			require.Equal(t, model.CodeInvalid, model.CodeOf(err))
		}
		nothing, err := db.Reader().CustomerStatistics(ctx, model.Scope{}, store.CustomerFilter{}, store.GroupPCS)
		require.NoError(t, err)
		require.Empty(t, nothing)
	})
}
