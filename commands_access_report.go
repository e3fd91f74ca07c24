package main

import (
	"context"
	"encoding/csv"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"foyer/desk"
	"foyer/model"
	"foyer/rules"
	"foyer/store"
)

// sheet writes rows of text as CSV. A cell that a spreadsheet would take for a
// formula is made a text.
func sheet(out io.Writer, rows [][]string) error {
	writer := csv.NewWriter(out)
	for _, row := range rows {
		for i, cell := range row {
			if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
				row[i] = "'" + cell
			}
		}
	}
	return writer.WriteAll(rows)
}

// people names employees by login; "" for none.
func (a *acting) people(ctx context.Context) (func(model.ID) string, error) {
	all, err := store.Select[model.Employee](ctx, a.db, model.EntireScope("access report"), "")
	logins := make(map[model.ID]string, len(all))
	for _, employee := range all {
		logins[employee.ID] = employee.Login
	}
	return func(id model.ID) string { return logins[id] }, err
}

// codes names portfolios by code.
func (a *acting) codes(ctx context.Context) (map[model.ID]string, error) {
	all, err := store.Select[model.Portfolio](ctx, a.db, model.EntireScope("access report"), "")
	codes := make(map[model.ID]string, len(all))
	for _, portfolio := range all {
		codes[portfolio.ID] = portfolio.Code
	}
	return codes, err
}

// subject is what a right is about: a role, a portfolio or a customer.
func subject(right *model.Right, codes map[model.ID]string) string {
	switch right.Kind {
	case model.RightRole:
		return string(right.Role)
	case model.RightEmergency:
		return right.CustomerID.String()
	}
	return codes[right.PortfolioID]
}

type accessRights struct {
	actingFlags
	At       model.Date `placeholder:"YYYY-MM-DD" help:"The day. Default: today."`
	Employee string     `placeholder:"LOGIN" help:"Of one employee only."`
}

// Run lists the rights.
func (c *accessRights) Run(ctx context.Context, m *machine) error {
	return c.act(ctx, m, "access rights", func(ctx context.Context, a *acting) error {
		if c.At.IsZero() {
			c.At = a.bank.Today()
		}
		filter := store.RightFilter{On: c.At}
		if c.Employee != "" {
			employee, err := a.employee(ctx, c.Employee)
			if err != nil {
				return err
			}
			filter.Employees = []model.ID{employee.ID}
		}
		if err := a.reads(ctx, "Query.rightsAsOf"); err != nil {
			return err
		}
		found, err := store.Rights(ctx, a.db, desk.Readable(a.scope, filter))
		if err != nil {
			return err
		}
		return a.printRights(ctx, found)
	})
}

func (a *acting) printRights(ctx context.Context, found []*model.Right) error {
	login, err := a.people(ctx)
	if err != nil {
		return err
	}
	codes, err := a.codes(ctx)
	if err != nil {
		return err
	}
	var rows [][]string
	for _, right := range found {
		rows = append(rows, []string{
			login(right.EmployeeID), string(right.Kind), subject(right, codes), right.ValidFrom.String(), right.ValidTo.String(),
			login(right.GrantedBy), right.Reason, login(right.EndedBy), right.EndReason,
		})
	}
	slices.SortFunc(rows, slices.Compare)
	return sheet(a.machine.stdout, slices.Insert(rows, 0, []string{
		"employee", "right", "of", "valid_from", "valid_to", "granted_by", "reason", "ended_by", "end_reason",
	}))
}

type accessToxic struct{ actingFlags }

// Run lists the people; when there are any the command fails.
func (c *accessToxic) Run(ctx context.Context, m *machine) error {
	return c.act(ctx, m, "access toxic", func(ctx context.Context, a *acting) error {
		if err := a.reads(ctx, "Query.rightsAsOf"); err != nil {
			return err
		}
		found, err := a.bank.ToxicHoldings(ctx, a.bank.Today())
		if err != nil {
			return err
		}
		rows := [][]string{{"employee", "role", "excludes", "reason"}}
		for _, holding := range found {
			rows = append(rows, []string{holding.Employee.Login, string(holding.Pair.A), string(holding.Pair.B), holding.Pair.Reason.EN})
		}
		if err := sheet(m.stdout, rows); err != nil || len(found) == 0 {
			return err
		}
		return &exitError{exitFailed, fmt.Sprintf("%d people hold roles that exclude each other", len(found))}
	})
}

type accessEmergencies struct {
	actingFlags
	From model.Date `placeholder:"YYYY-MM-DD" help:"Opened from this day. Default: all."`
	To   model.Date `placeholder:"YYYY-MM-DD" help:"Opened before this day. Default: all."`
}

// Run lists the accesses.
func (c *accessEmergencies) Run(ctx context.Context, m *machine) error {
	return c.act(ctx, m, "access emergencies", func(ctx context.Context, a *acting) error {
		if err := a.reads(ctx, "Query.emergencyAccesses"); err != nil {
			return err
		}
		login, err := a.people(ctx)
		if err != nil {
			return err
		}
		filter, page := store.EmergencyFilter{From: beginning(c.From), To: beginning(c.To)}, store.Page{First: store.MaxFirst}
		rows := [][]string{{"employee", "customer", "opened_at", "closes_at", "closed_at", "reason", "operations"}}
		for more := true; more; {
			found, err := a.db.Reader().EmergencyAccesses(ctx, a.scope, filter, page)
			if err != nil {
				return err
			}
			uses, err := a.db.Reader().EmergencyUses(ctx, a.scope, idsOf(found.Items))
			if err != nil {
				return err
			}
			for _, access := range found.Items {
				rows = append(rows, []string{
					login(access.EmployeeID), access.CustomerID.String(), access.OpenedAt.String(), access.ClosesAt.String(), access.ClosedAt.String(),
					access.Reason, strconv.FormatInt(uses[access.ID], 10),
				})
			}
			if more = found.HasNext; more {
				page.After = found.Cursors[len(found.Cursors)-1]
			}
		}
		return sheet(m.stdout, rows)
	})
}

func idsOf(accesses []*model.EmergencyAccess) []model.ID {
	ids := make([]model.ID, len(accesses))
	for i, access := range accesses {
		ids[i] = access.ID
	}
	return ids
}

// beginning is the first instant of a day, zero for none.
func beginning(day model.Date) model.Instant {
	if day.IsZero() {
		return 0
	}
	return model.InstantOf(day.Time())
}

type accessReviewReport struct {
	actingFlags
	Campaign string `required:"" placeholder:"ID" help:"Which campaign."`
}

// Run lists the reviews of the campaign.
func (c *accessReviewReport) Run(ctx context.Context, m *machine) error {
	id, err := identifier("--campaign", c.Campaign)
	if err != nil {
		return err
	}
	return c.act(ctx, m, "access review-report", func(ctx context.Context, a *acting) error {
		if err := a.reads(ctx, "Query.rightReviews"); err != nil {
			return err
		}
		if _, err := store.CampaignByID(ctx, a.db, id); err != nil {
			return err
		}
		reviews, err := store.Reviews(ctx, a.db, id)
		if err != nil {
			return err
		}
		return a.printReviews(ctx, reviews)
	})
}

func (a *acting) printReviews(ctx context.Context, reviews []*model.RightReview) error {
	login, err := a.people(ctx)
	if err != nil {
		return err
	}
	codes, err := a.codes(ctx)
	if err != nil {
		return err
	}
	ids := make([]model.ID, len(reviews))
	for i, review := range reviews {
		ids[i] = review.RightID
	}
	rights, err := a.db.Reader().RightsByID(ctx, a.scope, store.RightFilter{IDs: ids})
	if err != nil {
		return err
	}
	var rows [][]string
	for _, review := range reviews {
		right := rights[review.RightID]
		rows = append(rows, []string{
			login(review.EmployeeID), string(review.RightKind), subject(right, codes), right.ValidFrom.String(), right.ValidTo.String(),
			login(review.OwnerID), string(review.State), login(review.DecidedBy), review.DecidedAt.String(), review.Note,
		})
	}
	slices.SortFunc(rows, slices.Compare)
	return sheet(a.machine.stdout, slices.Insert(rows, 0, []string{
		"employee", "right", "of", "valid_from", "valid_to", "owner", "state", "decided_by", "decided_at", "note",
	}))
}

type accessLapse struct {
	databaseFlags
	rulesFlags
	Date model.Date `placeholder:"YYYY-MM-DD" help:"The day. Default: today."`
}

// Help is shown by --help.
func (accessLapse) Help() string {
	return `The bank does this by itself, each night too; doing it again changes nothing.

    foyer access lapse --date 2026-12-01

` + exitTable
}

// Run ends the rights.
func (c *accessLapse) Run(ctx context.Context, m *machine) error {
	return m.withBank(ctx, c.databaseFlags, c.rulesFlags, schemaWorking, func(_ *store.DB, _ *rules.Engine, bank *desk.Desk) error {
		if c.Date.IsZero() {
			c.Date = bank.Today()
		}
		lapsed, err := bank.LapseRights(ctx, c.Date)
		if err != nil {
			return err
		}
		fmt.Fprintf(m.stdout, "%d rights lapsed\n", lapsed)
		return nil
	})
}

// beforeNight ends the rights that nobody reviewed in time, so that no list is
// planned for who lost a portfolio, and tells compliance of roles that exclude each
// other. A night planned for a day further ahead ends only what is due by tomorrow.
func beforeNight(ctx context.Context, m *machine, bank *desk.Desk, night model.Date) error {
	day := min(night, bank.Today().AddDays(1))
	lapsed, err := bank.LapseRights(ctx, day)
	if err != nil {
		return err
	}
	if lapsed > 0 {
		fmt.Fprintf(m.stderr, "%d rights that nobody reviewed in time have lapsed.\n", lapsed)
	}
	return bank.RaiseToxic(ctx, day)
}
