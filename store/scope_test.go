package store_test

import (
	"context"
	"testing"

	"foyer/model"
	"foyer/store"
	"foyer/store/storetest"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func TestCustomersAreSeenUnderTheClassOfTheirRelationAndSensitivity(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		ctx := context.Background()
		network(t, db)
		colleague := func(c *model.Customer) { c.PortfolioID = model.ID{} }
		write(t, db,
			person("own", "north", nil),
			person("own vip", "north", func(c *model.Customer) { c.Sensitivity = model.VIP }),
			person("branch", "north", colleague),
			person("branch staff", "north", func(c *model.Customer) { colleague(c); c.Sensitivity = model.Staff }),
			person("far", "south", nil))
		ids := []model.ID{id("own"), id("own vip"), id("branch"), id("branch staff"), id("far"), id("nobody")}

		seen, err := db.Reader().Customers(ctx, managerOf("north"), ids)
		require.NoError(t, err)
		classes := map[model.ID]string{}
		for id, customer := range seen {
			classes[id] = customer.Class.String()
		}
		require.Equal(t, map[model.ID]string{id("own"): "OWN/ORDINARY", id("own vip"): "OWN/VIP", id("branch"): "BRANCH/ORDINARY"}, classes)

		everything, err := db.Reader().Customers(ctx, all, ids)
		require.NoError(t, err)
		require.Len(t, everything, 5)
		require.Equal(t, "OWN/STAFF", everything[id("branch staff")].Class.String())

		nothing, err := db.Reader().Customers(ctx, model.Scope{}, ids)
		require.NoError(t, err)
		require.Empty(t, nothing)
	})
}

// hostile values that a rule or a row may hold.
var hostile = []string{"", "'", "''; DROP TABLE customers; --", "%", "_", "\\", "\"", "NULL", "null", "Élodie", "字字", "\x00", "a\x00b", "\xff\xfe",
	"ORDINARY", "STAFF", "VIP", "PERSON", "CUSTOMER", "CUSTOMERS", "?", "$1", "@ids", "🏠"}

func TestARowFilterMeansTheSameInGoAndInBothDatabases(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		network(t, db)
		customers := hostileCustomers()
		for _, customer := range customers {
			write(t, db, customer)
		}
		rapid.Check(t, func(t *rapid.T) {
			filter := drawFilter(t, 3)
			scope := managerOf("north")
			scope.Near[model.RelationOwn] = filter
			for _, sensitivity := range model.Sensitivities {
				for relation := range model.RelationNetwork + 1 {
					scope.Table.Visible = scope.Table.Visible.Add(model.ClassOf(relation, sensitivity))
				}
			}
			var ids []model.ID
			for _, customer := range customers {
				ids = append(ids, customer.ID)
			}
			seen, err := db.Reader().Customers(context.Background(), scope, ids)
			require.NoError(t, err)
			for _, customer := range customers {
				wanted := model.EvaluateFilter(filter, policyRow(customer))
				require.Equal(t, wanted, seen[customer.ID].Class.Relation() == model.RelationOwn, "%#v on %v", filter, policyRow(customer))
			}
		})
	})
}

func policyRow(c *model.Customer) map[string]any {
	row := map[string]any{
		"id": c.ID.String(), "branch_id": c.BranchID.String(), "sensitivity": string(c.Sensitivity), "status": string(c.Status), "kind": string(c.Kind),
		"region_id": id("region south").String(),
	}
	if c.BranchID == id("branch north") {
		row["region_id"] = id("region north").String()
	}
	if !c.PortfolioID.IsZero() {
		row["portfolio_id"] = c.PortfolioID.String()
	}
	return row
}

func hostileCustomers() []*model.Customer {
	var out []*model.Customer
	for i, value := range hostile {
		where := []string{"north", "south"}[i%2]
		out = append(out, person("hostile "+string(rune('a'+i)), where, func(c *model.Customer) {
			if i%3 == 0 {
				c.PortfolioID = model.ID{}
			}
			if value != "\x00" && value != "a\x00b" && value != "\xff\xfe" { // no database of ours keeps these
				c.Status, c.Kind = model.CustomerStatus(value), model.CustomerKind(value+value)
			}
			c.Sensitivity = model.Sensitivities[i%3]
		}))
	}
	return out
}

func drawFilter(t *rapid.T, depth int) model.Filter {
	choices := 4
	if depth > 0 {
		choices = 7
	}
	switch rapid.IntRange(0, choices-1).Draw(t, "shape") {
	case 0:
		return model.AllRows{}
	case 1:
		return model.NoRows{}
	case 2:
		return model.Compare{Field: drawField(t), Op: drawOp(t), Value: drawValue(t)}
	case 3:
		return model.OneOf{Field: drawField(t), Values: rapid.SliceOfN(rapid.Custom(drawValue), 0, 4).Draw(t, "values")}
	case 4:
		return model.Not{Filter: drawFilter(t, depth-1)}
	case 5:
		return model.And{drawFilter(t, depth-1), drawFilter(t, depth-1)}
	}
	return model.Or{drawFilter(t, depth-1), drawFilter(t, depth-1)}
}

func drawField(t *rapid.T) string {
	return rapid.SampledFrom(append([]string{"nothing", "c.id; --"}, model.FilterColumns...)).Draw(t, "field")
}

func drawOp(t *rapid.T) model.CompareOp {
	return rapid.SampledFrom([]model.CompareOp{"eq", "ne", "lt", "le", "gt", "ge", "like"}).Draw(t, "op")
}

func drawValue(t *rapid.T) any {
	known := []any{int64(0), int64(7), true, false,
		id("branch north").String(), id("region south").String(), id("portfolio north").String(), id("hostile a").String(), "0", "zz"}
	for _, text := range hostile {
		known = append(known, text, text+text)
	}
	return rapid.SampledFrom(known).Draw(t, "value")
}
