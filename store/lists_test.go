package store_test

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"foyer/model"
	"foyer/store"
	"foyer/store/storetest"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// town writes customers with names that sort differently by bytes, accents and
// case, some of them out of sight of the manager of the north.
func town(t testing.TB, db *store.DB) {
	t.Helper()
	network(t, db)
	for i, name := range []string{"Zoé", "anne", "Émile", "Anne-Marie", "Éve", "eve", "Ève", "Oscar", "Œuvrard", "élodie", "Zachée", "Bob"} {
		write(t, db, person(fmt.Sprint("t", i), []string{"north", "south"}[i%4/3], func(c *model.Customer) {
			c.FirstName, c.LastName = name, []string{"Martin", "martin", "MÄRTIN"}[i%3]
			c.CreatedAt = model.InstantOf(noon) + model.Instant(i%5)
			c.Status = []model.CustomerStatus{model.StatusCustomer, model.StatusProspect}[i%2]
			if i%2 == 0 {
				c.CustomerSince = ago(i % 4)
			}
		}))
	}
}

// walk reads a list page by page and gives the ids in order.
func walk(t require.TestingT, size int, read func(page store.Page) (*store.Slice[model.Customer], error)) []model.ID {
	var out []model.ID
	at := store.Page{First: size}
	for {
		slice, err := read(at)
		require.NoError(t, err)
		require.LessOrEqual(t, len(slice.Items), size)
		require.Len(t, slice.Cursors, len(slice.Items))
		for _, customer := range slice.Items {
			out = append(out, customer.ID)
		}
		if !slice.HasNext {
			return out
		}
		at.After, err = store.ParseCursor(slice.Cursors[len(slice.Cursors)-1].String())
		require.NoError(t, err)
	}
}

func TestPagesOfCustomersOfAnySizeGiveTheSameListOnBothDatabases(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	lists := map[string][]model.ID{}
	for _, target := range storetest.Databases(t) {
		db := target.Open(t)
		town(t, db)
		rapid.Check(t, func(t *rapid.T) {
			order := store.CustomerOrder{
				Field: rapid.SampledFrom([]store.CustomerField{"", store.ByName, store.ByCreated, store.BySince}).Draw(t, "field"),
				Desc:  rapid.Bool().Draw(t, "desc"),
			}
			filter := store.CustomerFilter{Status: rapid.SampledFrom([]model.CustomerStatus{"", model.StatusProspect}).Draw(t, "status")}
			scope := rapid.SampledFrom([]model.Scope{all, managerOf("north")}).Draw(t, "scope")
			got := walk(t, rapid.IntRange(1, 14).Draw(t, "size"), func(page store.Page) (*store.Slice[model.Customer], error) {
				return db.Reader().CustomerList(ctx, scope, filter, order, page)
			})
			count, err := db.Reader().CustomerCount(ctx, scope, filter)
			require.NoError(t, err)
			require.Len(t, got, int(count))
			key := fmt.Sprint(order, filter, scope.Entire())
			if known, seen := lists[key]; seen {
				require.Equal(t, known, got)
			}
			lists[key] = got
		})
	}
	byName := lists[fmt.Sprint(store.CustomerOrder{Field: store.ByName}, store.CustomerFilter{}, all.Entire())]
	require.Len(t, byName, 12)
	backwards := slices.Clone(lists[fmt.Sprint(store.CustomerOrder{Field: store.ByName, Desc: true}, store.CustomerFilter{}, all.Entire())])
	slices.Reverse(backwards)
	require.Equal(t, byName, backwards)
}

func TestAListMayBeNarrowedToARelation(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		ctx := context.Background()
		network(t, db)
		write(t, db, person("own", "north", nil), person("branch", "north", func(c *model.Customer) { c.PortfolioID = model.ID{} }), person("far", "south", nil))
		for name, wanted := range map[string]struct {
			filter store.CustomerFilter
			ids    []model.ID
		}{
			"anybody":        {store.CustomerFilter{}, idsOf("branch", "own")},
			"own":            {store.CustomerFilter{Relations: []model.Relation{model.RelationOwn}}, idsOf("own")},
			"of the branch":  {store.CustomerFilter{Relations: []model.Relation{model.RelationBranch}}, idsOf("branch")},
			"not visible":    {store.CustomerFilter{Relations: []model.Relation{model.RelationNetwork}}, nil},
			"of a portfolio": {store.CustomerFilter{PortfolioID: id("portfolio north")}, idsOf("own")},
			"of a branch":    {store.CustomerFilter{BranchID: id("branch south")}, nil},
			"organisations":  {store.CustomerFilter{Kind: model.Organisation}, nil},
		} {
			got := walk(t, 10, func(page store.Page) (*store.Slice[model.Customer], error) {
				return db.Reader().CustomerList(ctx, managerOf("north"), wanted.filter, store.CustomerOrder{}, page)
			})
			require.Equal(t, wanted.ids, got, name)
		}
	})
}

func TestACursorOfAnotherListIsRefused(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		_, err := db.Reader().CustomerList(context.Background(), all, store.CustomerFilter{}, store.CustomerOrder{Field: store.BySince}, store.Page{First: 1, After: store.Cursor{Key: "no date", ID: id("x")}})
		require.Equal(t, model.CodeInvalid, model.CodeOf(err))
		for _, text := range []string{"!", "AAAA", "AAAAAAAAAAAAAAAAAAAAAA"} {
			_, err = store.ParseCursor(text)
			require.Equal(t, model.CodeInvalid, model.CodeOf(err), text)
		}
	})
}

func TestSearchFindsNamesWhateverTheirAccentsAndCase(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		ctx := context.Background()
		town(t, db)
		find := func(scope model.Scope, text string, size int) (out []string) {
			for _, found := range walk(t, size, func(page store.Page) (*store.Slice[model.Customer], error) {
				return db.Reader().Search(ctx, scope, text, page)
			}) {
				customers, err := db.Reader().Customers(ctx, all, []model.ID{found})
				require.NoError(t, err)
				out = append(out, customers[found].FirstName)
			}
			return out
		}
		require.ElementsMatch(t, []string{"Éve", "eve", "Ève"}, find(all, "EVE", 2))
		require.Equal(t, find(all, "EVE", 10), find(all, "EVE", 1))
		require.ElementsMatch(t, []string{"Éve", "eve", "Ève"}, find(managerOf("north"), "eve mart", 2))
		require.Empty(t, find(managerOf("north"), "anne marie", 2), "who is out of sight is not found")
		require.Equal(t, []string{"anne", "Anne-Marie"}, find(all, "mar anne", 10))
		require.Equal(t, []string{"Œuvrard"}, find(all, "oeuvr", 10))
		require.Len(t, find(all, "martin", 5), 12)
		require.Empty(t, find(all, "anne durand", 10))
	})
}

func TestAWholeWordIsFoundBeforeTheBeginningOfALongerOne(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		network(t, db)
		for _, name := range []string{"Martinez", "Aaron Marti", "Marti"} {
			write(t, db, person(name, "north", func(c *model.Customer) { c.FirstName, c.LastName = "X", name }))
		}
		got := walk(t, 1, func(page store.Page) (*store.Slice[model.Customer], error) {
			return db.Reader().Search(context.Background(), managerOf("north"), "marti", page)
		})
		require.Equal(t, idsOf("Aaron Marti", "Marti", "Martinez"), got)
	})
}

func TestASearchWithoutLettersIsRefused(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		for _, text := range []string{"", " ", "%_*", "\x00"} {
			_, err := db.Reader().Search(context.Background(), all, text, page(5))
			require.Equal(t, model.CodeInvalid, model.CodeOf(err), text)
		}
	})
}
