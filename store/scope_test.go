package store_test

import (
	"context"
	"fmt"
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
		rows := hostileRows(t, db)
		ids := make([]model.ID, 0, len(rows))
		for id := range rows {
			ids = append(ids, id)
		}
		rapid.Check(t, func(t *rapid.T) {
			near, exists := drawFilter(t, 3), drawFilter(t, 2)
			scope := managerOf("north")
			scope.Near[model.RelationOwn], scope.Rows = near, exists
			scope.Table.Visible = model.ClassesWithin()
			seen, err := db.Reader().Customers(context.Background(), scope, ids)
			require.NoError(t, err)
			for id, row := range rows {
				customer, found := seen[id]
				require.Equal(t, model.EvaluateFilter(exists, row), found, "%#v on %v", exists, row)
				if found {
					require.Equal(t, model.EvaluateFilter(near, row), customer.Class.Relation() == model.RelationOwn, "%#v on %v", near, row)
				}
			}
		})
	})
}

// hostileRows writes customers whose values are as hostile as a database takes, and
// gives each as policies know it.
func hostileRows(t testing.TB, db *store.DB) map[model.ID]map[string]any {
	t.Helper()
	out := map[model.ID]map[string]any{}
	for i, value := range hostile {
		where := []string{"north", "south"}[i%2]
		customer := person("hostile "+string(rune('a'+i)), where, func(c *model.Customer) {
			if i%3 == 0 {
				c.PortfolioID = model.ID{}
			}
			if value != "\x00" && value != "a\x00b" && value != "\xff\xfe" { // no database of ours keeps these
				c.Status, c.Kind, c.Source = model.CustomerStatus(value), model.CustomerKind(value+value), value
			}
			c.Sensitivity = model.Sensitivities[i%3]
		})
		write(t, db, customer)
		row := map[string]any{
			"id": customer.ID.String(), "branch_id": customer.BranchID.String(), "region_id": id("region " + where).String(), "marketing": "OPEN",
			"sensitivity": string(customer.Sensitivity), "status": string(customer.Status), "kind": string(customer.Kind), "source": customer.Source,
		}
		if !customer.PortfolioID.IsZero() {
			row["portfolio_id"] = customer.PortfolioID.String()
		}
		if i%4 == 1 {
			at := []string{"south", "north"}[i/4%2]
			write(t, db, &model.Employee{ID: id("staff " + value), Login: fmt.Sprint("staff ", i), BranchID: id("branch " + at), CustomerID: customer.ID, Active: i%8 == 1})
			row["employee_branch_id"] = id("branch " + at).String()
		}
		if i%3 == 1 {
			write(t, db, &model.Consent{ID: id("consent " + value), CustomerID: customer.ID, Purpose: model.Marketing, State: model.ConsentDenied, CapturedOn: ago(9), EffectiveFrom: ago(9)})
			row["marketing"] = "OPPOSED"
		}
		out[customer.ID] = row
	}
	return out
}

func TestWhoOpposesCommercialMessagesTodayIsOpposed(t *testing.T) {
	t.Parallel()
	type consent struct {
		purpose  model.ConsentPurpose
		channel  model.Channel
		state    model.ConsentState
		from, to model.Date
	}
	marketing := func(state model.ConsentState, from, to model.Date) consent {
		return consent{model.Marketing, model.AnyChannel, state, from, to}
	}
	tomorrow := today.AddDays(1)
	cases := map[string]struct {
		consents []consent
		opposed  bool
	}{
		"never asked":                      {nil, false},
		"granted":                          {[]consent{marketing(model.ConsentGranted, ago(9), 0)}, false},
		"denied":                           {[]consent{marketing(model.ConsentDenied, ago(9), 0)}, true},
		"revoked":                          {[]consent{marketing(model.ConsentRevoked, ago(9), 0)}, true},
		"denied from today":                {[]consent{marketing(model.ConsentDenied, today, 0)}, true},
		"denied from tomorrow":             {[]consent{marketing(model.ConsentDenied, tomorrow, 0)}, false},
		"denied until today":               {[]consent{marketing(model.ConsentDenied, ago(9), today)}, false},
		"denied until tomorrow":            {[]consent{marketing(model.ConsentDenied, ago(9), tomorrow)}, true},
		"denied, then granted":             {[]consent{marketing(model.ConsentDenied, ago(9), 0), marketing(model.ConsentGranted, ago(5), 0)}, false},
		"granted, then denied":             {[]consent{marketing(model.ConsentGranted, ago(9), 0), marketing(model.ConsentDenied, ago(5), 0)}, true},
		"denied, granted from tomorrow":    {[]consent{marketing(model.ConsentDenied, ago(9), 0), marketing(model.ConsentGranted, tomorrow, 0)}, true},
		"denied on a channel":              {[]consent{{model.Marketing, model.SMS, model.ConsentDenied, ago(9), 0}}, true},
		"denied on one, granted on others": {[]consent{{model.Marketing, model.SMS, model.ConsentDenied, ago(9), 0}, marketing(model.ConsentGranted, ago(5), 0)}, true},
		"denied for another purpose":       {[]consent{{model.MovementInsight, model.AnyChannel, model.ConsentDenied, ago(9), 0}}, false},
	}
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		network(t, db)
		var ids []model.ID
		for name, one := range cases {
			write(t, db, person(name, "north", nil))
			ids = append(ids, id(name))
			for i, given := range one.consents {
				write(t, db, &model.Consent{ID: id(fmt.Sprint(name, i)), CustomerID: id(name), Purpose: given.purpose, Channel: given.channel, State: given.state,
					CapturedOn: given.from, EffectiveFrom: given.from, EffectiveTo: given.to})
			}
		}
		scope := managerOf("north")
		scope.Rows = model.Compare{Field: "marketing", Op: "eq", Value: "OPEN"}
		seen, err := db.Reader().Customers(context.Background(), scope, ids)
		require.NoError(t, err)
		for name, one := range cases {
			require.Equal(t, !one.opposed, seen[id(name)] != nil, name)
		}
		count, err := db.Reader().CustomerCount(context.Background(), scope, store.CustomerFilter{})
		require.NoError(t, err)
		require.EqualValues(t, len(seen), count)
	})
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
	known := []any{"OPEN", "OPPOSED", int64(0), int64(7), true, false,
		id("branch north").String(), id("region south").String(), id("portfolio north").String(), id("hostile a").String(), "0", "zz"}
	for _, text := range hostile {
		known = append(known, text, text+text)
	}
	return rapid.SampledFrom(known).Draw(t, "value")
}
