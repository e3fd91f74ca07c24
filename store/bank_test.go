package store_test

import (
	"context"
	"testing"
	"time"

	"foyer/model"
	"foyer/store"
	"github.com/stretchr/testify/require"
)

var (
	today = model.NewDate(2026, time.March, 15)
	noon  = time.Date(2026, time.March, 15, 12, 0, 0, 0, time.UTC)
	all   = model.EntireScope("tests of the store")
)

// id makes the id of a thing of the test bank from its name.
func id(name string) model.ID { return model.DeriveID(noon, name) }

// network writes two regions (north, south) with a branch each, an account
// manager in each and their portfolios.
func network(t testing.TB, db *store.DB) {
	t.Helper()
	require.NoError(t, db.Write(context.Background(), func(w *store.Writer) error {
		for _, where := range []string{"north", "south"} {
			if err := networkOf(w, where); err != nil {
				return err
			}
		}
		return nil
	}))
}

func networkOf(w *store.Writer, where string) error {
	manager := "manager " + where
	for _, row := range []any{
		&model.Region{ID: id("region " + where), Code: where, Name: where},
		&model.Branch{ID: id("branch " + where), RegionID: id("region " + where), Code: where, Name: where, City: where},
		&model.Employee{ID: id(manager), Login: manager, FirstName: "M", LastName: where, Language: model.French, BranchID: id("branch " + where), Active: true, Kind: model.HumanEmployee},
		&model.EmployeeRole{ID: id("role " + where), EmployeeID: id(manager), Role: model.AccountManager, ValidFrom: today.AddDays(-100)},
		&model.Portfolio{ID: id("portfolio " + where), BranchID: id("branch " + where), Code: where, Name: where},
		&model.PortfolioHolder{ID: id("holder " + where), PortfolioID: id("portfolio " + where), EmployeeID: id(manager), ValidFrom: today.AddDays(-100)},
		&model.Product{Code: "product " + where, Family: model.CurrentAccount, TitleFR: "Compte", TitleEN: "Account"},
	} {
		if err := w.Insert(context.Background(), row); err != nil {
			return err
		}
	}
	return nil
}

// person makes a customer of a portfolio; name is "First Last".
func person(name, where string, change func(c *model.Customer)) *model.Customer {
	customer := &model.Customer{
		ID: id(name), Kind: model.Person, Status: model.StatusCustomer, FirstName: name, LastName: "Martin",
		Language: model.French, Sensitivity: model.Ordinary, LegalCapacity: model.FullCapacity,
		BranchID: id("branch " + where), PortfolioID: id("portfolio " + where), DecisionKey: id(name),
		CreatedAt: model.InstantOf(noon), UpdatedAt: model.InstantOf(noon), Version: 1,
	}
	if change != nil {
		change(customer)
	}
	customer.SortKey = model.SortKeyOf(customer)
	return customer
}

// write stores rows, customers with the words of their names.
func write(t testing.TB, db *store.DB, rows ...any) {
	t.Helper()
	ctx := context.Background()
	require.NoError(t, db.Write(ctx, func(w *store.Writer) error {
		for _, row := range rows {
			if err := w.Insert(ctx, row); err != nil {
				return err
			}
			customer, ok := row.(*model.Customer)
			if !ok {
				continue
			}
			for _, token := range model.NameTokens(customer) {
				if err := w.Insert(ctx, &model.NameToken{Token: token, CustomerID: customer.ID}); err != nil {
					return err
				}
			}
		}
		return nil
	}))
}

// managerOf is the scope of the account manager of a place: customers of the
// portfolio are own, those of the branch and region near, the rest far, nobody is
// in conflict. Only own and branch customers exist, staff and VIP ones only when own.
func managerOf(where string) model.Scope {
	own := model.ClassSet(0).Add(model.ClassOf(model.RelationBranch, model.Ordinary))
	for _, sensitivity := range model.Sensitivities {
		own = own.Add(model.ClassOf(model.RelationOwn, sensitivity))
	}
	return model.Scope{
		Actor: &model.Actor{EmployeeID: id("manager " + where), BranchID: id("branch " + where), RegionID: id("region " + where), Today: today},
		Table: &model.Table{Visible: own},
		Near: [model.RelationNetwork]model.Filter{
			model.RelationConflict:  model.NoRows{},
			model.RelationOwn:       model.OneOf{Field: "portfolio_id", Values: []any{id("portfolio " + where).String()}},
			model.RelationDelegated: model.NoRows{},
			model.RelationEmergency: model.NoRows{},
			model.RelationBranch:    model.Compare{Field: "branch_id", Op: "eq", Value: id("branch " + where).String()},
			model.RelationRegion:    model.Compare{Field: "region_id", Op: "eq", Value: id("region " + where).String()},
		},
	}
}

func page(first int) store.Page { return store.Page{First: first} }
