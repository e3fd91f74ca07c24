package desk_test

import (
	"context"
	"io"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/rs/zerolog"
	"github.com/stretchr/testify/require"

	"foyer/desk"
	"foyer/model"
	"foyer/rules"
	"foyer/store"
	"foyer/store/storetest"
)

// today is the day on which the tests' bank works.
var today = model.NewDate(2026, time.November, 23)

// bank is a branch with an account manager, a colleague and a small household:
// Claire (an adult whose car is old), her partner Marc and their child Léo, 17.
type bank struct {
	*desk.Desk
	db           *store.DB
	alice, paul  model.ID
	hers, his    model.ID // portfolios of alice and paul
	claire, marc model.ID
	leo          model.ID
}

var (
	sharedRevision, revisionErr = rules.Embedded()
	scope                       = model.EntireScope("test")
)

// eachBank runs a test on a fresh bank on both databases.
func eachBank(t *testing.T, test func(t *testing.T, b *bank)) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, db *store.DB) { test(t, openBank(t, db)) })
}

func openBank(t *testing.T, db *store.DB) *bank {
	t.Helper()
	b := &bank{db: db, Desk: newDesk(t, db, rand.NewChaCha8([32]byte{1}))}
	require.NoError(t, b.Activate(t.Context()))
	require.NoError(t, db.Write(t.Context(), func(w *store.Writer) error { return b.furnish(t.Context(), w) }))
	return b
}

func newDesk(t *testing.T, db *store.DB, random io.Reader) *desk.Desk {
	t.Helper()
	require.NoError(t, revisionErr)
	engine, err := rules.NewEngine(t.Context(), sharedRevision)
	require.NoError(t, err)
	clock := func() time.Time { return today.Time().Add(9 * time.Hour) }
	return desk.New(desk.Config{DB: db, Engine: engine, Clock: clock, Random: random, Logger: zerolog.Nop()})
}

func id(name string) model.ID { return model.DeriveID(today.Time(), name) }

// furnish writes the bank.
func (b *bank) furnish(ctx context.Context, w *store.Writer) error {
	b.alice, b.paul, b.hers, b.his = id("alice"), id("paul"), id("hers"), id("his")
	b.claire, b.marc, b.leo = id("claire"), id("marc"), id("leo")
	since := today.AddMonths(-60)
	employee := func(key model.ID, login string) *model.Employee {
		return &model.Employee{ID: key, Login: login, FirstName: login, LastName: "Test", BranchID: id("branch"), Language: model.French, Active: true}
	}
	for _, row := range []any{
		&model.Region{ID: id("region"), Code: "R1", Name: "Ouest"},
		&model.Branch{ID: id("branch"), RegionID: id("region"), Code: "B1", Name: "Rennes", City: "Rennes"},
		[]*model.Employee{employee(b.alice, "alice"), employee(b.paul, "paul")},
		[]*model.Portfolio{{ID: b.hers, BranchID: id("branch"), Code: "P1", Name: "P1"}, {ID: b.his, BranchID: id("branch"), Code: "P2", Name: "P2"}},
		[]*model.PortfolioHolder{
			{ID: id("h1"), PortfolioID: b.hers, EmployeeID: b.alice, ValidFrom: since},
			{ID: id("h2"), PortfolioID: b.his, EmployeeID: b.paul, ValidFrom: since},
		},
		[]*model.Customer{
			b.person(b.claire, "Claire", today.AddMonths(-45*12), model.FullCapacity),
			b.person(b.marc, "Marc", today.AddMonths(-47*12), model.FullCapacity),
			b.person(b.leo, "Léo", today.AddMonths(-17*12), model.Minor),
		},
		&model.Household{ID: id("home"), Kind: model.HouseholdOfHome, Name: "Martin", FormedOn: since},
		[]*model.HouseholdMember{
			member(b.claire, model.RoleAdult, since), member(b.marc, model.RoleAdult, since), member(b.leo, model.RoleChild, since),
		},
		&model.Representation{ID: id("rep"), CustomerID: b.leo, RepresentativeID: b.claire, Kind: "PARENT", ValidFrom: since},
		&model.Income{ID: id("pay"), CustomerID: b.claire, Kind: "SALARY", AmountMinor: 280000, Currency: "EUR", Origin: model.Declared, ValidFrom: since},
		&model.Asset{
			ID: id("car"), CustomerID: b.claire, Kind: model.Vehicle, Label: "Clio", Currency: "EUR",
			FirstRegisteredOn: today.AddMonths(-15 * 12), AcquiredOn: today.AddMonths(-8 * 12),
		},
		&model.Consent{
			ID: id("yes"), CustomerID: b.claire, Purpose: model.Marketing, Channel: model.AnyChannel, State: model.ConsentGranted,
			CapturedOn: since, CaptureSource: "branch", EffectiveFrom: since,
		},
	} {
		if err := w.Insert(ctx, row); err != nil {
			return err
		}
	}
	return nil
}

func (b *bank) person(key model.ID, first string, born model.Date, capacity model.LegalCapacity) *model.Customer {
	at := model.InstantOf(today.AddMonths(-60).Time())
	row := &model.Customer{
		ID: key, Kind: model.Person, Status: model.StatusCustomer, Source: "test", ExternalID: first,
		FirstName: first, LastName: "Martin", BirthDate: born, Language: model.French, Sensitivity: model.Ordinary,
		LegalCapacity: capacity, EmploymentStatus: "EMPLOYED", BranchID: id("branch"), PortfolioID: b.hers,
		HouseholdID: id("home"), DecisionKey: id("home"), CustomerSince: at.Date(), CreatedAt: at, UpdatedAt: at, Version: 1,
	}
	row.SortKey = []byte(model.Fold(row.SortName()))
	return row
}

func member(customer model.ID, role model.HouseholdRole, since model.Date) *model.HouseholdMember {
	return &model.HouseholdMember{
		ID: model.DeriveID(since.Time(), "member", customer.String()), HouseholdID: id("home"), CustomerID: customer,
		Role: role, Kind: model.HouseholdOfHome, IsPrimary: true, ValidFrom: since,
	}
}

// list gives the codes of an employee's work list of today, in order.
func (b *bank) list(t *testing.T, employee model.ID) []string {
	t.Helper()
	slice, err := b.db.Reader().Actions(t.Context(), scope, employee, today, store.Page{First: 100})
	require.NoError(t, err)
	codes := []string{}
	for _, action := range slice.Items {
		if action.State == model.ActionTodo {
			codes = append(codes, action.Code)
		}
	}
	return codes
}

// open gives the open recommendations of a customer by offer.
func (b *bank) open(t *testing.T, customer model.ID) map[string]*model.Recommendation {
	t.Helper()
	rows, err := b.db.OpenRecommendations(t.Context(), []model.ID{customer})
	require.NoError(t, err)
	offers := map[string]*model.Recommendation{}
	for _, row := range rows[customer] {
		offers[row.Offer] = row
	}
	return offers
}
