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

func TestAnActorHasTheRolesPortfoliosAndDelegationsOfTheDay(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		ctx := context.Background()
		network(t, db)
		manager := id("manager north")
		write(t, db,
			&model.EmployeeRole{ID: id("was"), EmployeeID: manager, Role: model.Auditor, ValidFrom: ago(200), ValidTo: today},
			&model.EmployeeRole{ID: id("will be"), EmployeeID: manager, Role: model.BranchManager, ValidFrom: today.AddDays(1)},
			&model.Delegation{ID: id("lent"), PortfolioID: id("portfolio south"), EmployeeID: manager, Reason: "holidays", ValidFrom: today, ValidTo: today.AddDays(1)},
			&model.Employee{ID: id("gone"), Login: "gone", BranchID: id("branch north"), Active: false})
		reader := db.Reader()
		actor, err := reader.Actor(ctx, "manager north", model.InstantOf(today.Time()))
		require.NoError(t, err)
		require.Equal(t, &model.Actor{
			EmployeeID: manager, Login: "manager north", Name: "M north", Language: model.French, BranchID: id("branch north"), RegionID: id("region north"),
			Roles: []model.Role{model.AccountManager}, Portfolios: idsOf("portfolio north"), Delegated: idsOf("portfolio south"), Today: today,
		}, actor)
		tomorrow, err := reader.ActorByID(ctx, manager, model.InstantOf(today.AddDays(1).Time()))
		require.NoError(t, err)
		require.Equal(t, []model.Role{model.AccountManager, model.BranchManager}, tomorrow.Roles)
		require.Empty(t, tomorrow.Delegated)
		for _, login := range []string{"nobody", "gone", "", "' OR 1=1 --"} {
			_, err := reader.Actor(ctx, login, model.InstantOf(today.Time()))
			require.Equal(t, model.CodeNotFound, model.CodeOf(err), login)
		}
	})
}

func TestTheNetworkIsSeenByWhoeverWorksAtTheBankAndNobodyElse(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		ctx := context.Background()
		network(t, db)
		for scope, size := range map[*model.Scope]int{{}: 0, ref(managerOf("north")): 2, &all: 2} {
			reader := db.Reader()
			branches, err := reader.Branches(ctx, *scope, idsOf("branch north", "branch south", "branch west"))
			require.NoError(t, err)
			require.Len(t, branches, size)
			list, err := reader.BranchList(ctx, *scope)
			require.NoError(t, err)
			require.Len(t, list, size)
			regions, err := reader.Regions(ctx, *scope, idsOf("region north", "region south"))
			require.NoError(t, err)
			require.Len(t, regions, size)
			employees, err := reader.Employees(ctx, *scope, idsOf("manager north", "manager south"))
			require.NoError(t, err)
			require.Len(t, employees, size)
			colleagues, err := reader.EmployeesOfBranch(ctx, *scope, idsOf("branch north", "branch south"))
			require.NoError(t, err)
			require.Len(t, colleagues, size)
			portfolios, err := reader.Portfolios(ctx, *scope, idsOf("portfolio north", "portfolio south"))
			require.NoError(t, err)
			require.Len(t, portfolios, size)
			holders, err := reader.PortfolioHolders(ctx, *scope, idsOf("portfolio north", "portfolio south"), today)
			require.NoError(t, err)
			require.Len(t, holders, size)
			placed, err := reader.PortfoliosOfBranch(ctx, *scope, idsOf("branch north", "branch south"))
			require.NoError(t, err)
			require.Len(t, placed, size)
			held, err := reader.PortfoliosHeld(ctx, *scope, idsOf("manager north", "manager south"), today)
			require.NoError(t, err)
			require.Len(t, held, size)
			products, err := reader.Products(ctx, *scope, nil)
			require.NoError(t, err)
			require.Len(t, products, size)
			some, err := reader.Products(ctx, *scope, []string{"product north", "none"})
			require.NoError(t, err)
			require.Len(t, some, size/2)
		}
	})
}

func TestPortfoliosAreListedByCodeAndHeldFromDayToDay(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		ctx := context.Background()
		network(t, db)
		manager := id("manager north")
		write(t, db,
			&model.Portfolio{ID: id("portfolio a"), BranchID: id("branch north"), Code: "a"},
			&model.Portfolio{ID: id("portfolio Z"), BranchID: id("branch north"), Code: "Z"},
			&model.PortfolioHolder{ID: id("again"), PortfolioID: id("portfolio north"), EmployeeID: manager, ValidFrom: ago(5)},
			&model.PortfolioHolder{ID: id("past"), PortfolioID: id("portfolio a"), EmployeeID: manager, ValidFrom: ago(5), ValidTo: today},
			&model.PortfolioHolder{ID: id("coming"), PortfolioID: id("portfolio Z"), EmployeeID: manager, ValidFrom: today.AddDays(1)})
		codes := func(portfolios []*model.Portfolio) []string {
			out := []string{}
			for _, portfolio := range portfolios {
				out = append(out, portfolio.Code)
			}
			return out
		}
		placed, err := db.Reader().PortfoliosOfBranch(ctx, managerOf("north"), idsOf("branch north", "branch south", "branch west"))
		require.NoError(t, err)
		require.Equal(t, []string{"Z", "a", "north"}, codes(placed[id("branch north")]))
		require.Equal(t, []string{"south"}, codes(placed[id("branch south")]))
		for day, codesHeld := range map[model.Date][]string{ago(1): {"a", "north"}, today: {"north"}, today.AddDays(1): {"Z", "north"}, ago(200): {}} {
			held, err := db.Reader().PortfoliosHeld(ctx, managerOf("north"), []model.ID{manager}, day)
			require.NoError(t, err)
			require.Equal(t, codesHeld, codes(held[manager]), day)
		}
	})
}

func ref[T any](value T) *T { return &value }

func TestTheNightVisitsEveryCustomerOnceAndSplitsNoHousehold(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		ctx := context.Background()
		network(t, db)
		for i := range 23 {
			write(t, db, person(fmt.Sprint("n", i), "north", func(c *model.Customer) { c.DecisionKey = id(fmt.Sprint("home ", i/4)) }))
		}
		for _, size := range []int{1, 3, 4, 5, 100} {
			homes := map[model.ID]int{}
			customers := map[model.ID]bool{}
			after := model.ID{}
			for pages := 0; ; pages++ {
				ids, last, err := db.DecisionPage(ctx, after, size)
				require.NoError(t, err)
				if len(ids) == 0 {
					require.Equal(t, after, last)
					break
				}
				require.Less(t, len(ids), size+4)
				read, err := db.Reader().Customers(ctx, all, ids)
				require.NoError(t, err)
				for _, id := range ids {
					require.False(t, customers[id])
					customers[id] = true
					home := read[id].DecisionKey
					if page, seen := homes[home]; seen {
						require.Equal(t, page, pages)
					}
					homes[home] = pages
				}
				after = last
			}
			require.Len(t, customers, 23)
		}
	})
}

func TestWhoIsResponsibleForACustomerFollowsThePortfolio(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		ctx := context.Background()
		network(t, db)
		write(t, db, person("north", "north", nil), person("south", "south", nil), person("nobody", "north", func(c *model.Customer) { c.PortfolioID = model.ID{} }),
			&model.PortfolioHolder{ID: id("new"), PortfolioID: id("portfolio south"), EmployeeID: id("manager north"), ValidFrom: today})
		asked := idsOf("north", "south", "nobody")
		holders, err := db.Holders(ctx, asked, today)
		require.NoError(t, err)
		require.Equal(t, map[model.ID]model.ID{id("north"): id("manager north"), id("south"): id("manager north")}, holders)
		before, err := db.Holders(ctx, asked, ago(1))
		require.NoError(t, err)
		require.Equal(t, id("manager south"), before[id("south")])
	})
}

func TestOpenRecommendationsAndActiveEventsAreReadForManyCustomers(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		ctx := context.Background()
		network(t, db)
		write(t, db, person("ann", "north", nil), person("bob", "north", nil))
		for _, name := range []string{"ann", "bob"} {
			write(t, db, &model.Decision{ID: id("d" + name), CustomerID: id(name), DecidedOn: today, DecidedAt: model.InstantOf(noon)})
			for i, state := range []model.RecommendationState{model.RecommendationOpen, model.RecommendationExpired, model.RecommendationOpen} {
				write(t, db, &model.Recommendation{ID: id(fmt.Sprint("r", name, i)), CustomerID: id(name), AddresseeID: id(name), DecisionID: id("d" + name), Offer: fmt.Sprint("offer", i), Rank: int64(3 - i), State: state, ProposedOn: today})
			}
			for i, state := range []model.EventState{model.EventActive, model.EventContested} {
				write(t, db, &model.LifeEvent{ID: id(fmt.Sprint("e", name, i)), CustomerID: id(name), Kind: "BIRTH", State: state, RecordedAt: model.InstantOf(noon)})
			}
		}
		open, err := db.OpenRecommendations(ctx, idsOf("ann", "bob", "nobody"))
		require.NoError(t, err)
		require.Len(t, open, 2)
		require.Equal(t, []model.ID{id("rann2"), id("rann0")}, []model.ID{open[id("ann")][0].ID, open[id("ann")][1].ID})
		events, err := db.ActiveEvents(ctx, idsOf("ann", "bob"))
		require.NoError(t, err)
		require.Len(t, events[id("bob")], 1)
		none, err := db.ActiveEvents(ctx, nil)
		require.NoError(t, err)
		require.Empty(t, none)
	})
}

func TestNobodyReadsWholeTablesWithoutSayingThatItIsTheBanksOwnWork(t *testing.T) {
	t.Parallel()
	db := storetest.SQLite(t)
	_, err := store.Select[model.Customer](context.Background(), db, managerOf("north"), "")
	require.Error(t, err)
}
