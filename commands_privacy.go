package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strconv"

	"foyer/desk"
	"foyer/model"
)

type privacyCommand struct {
	AccessRequest privacyAccessRequest `cmd:"" help:"Write a copy of all that the bank holds on a customer."`
	Object        privacyObject        `cmd:"" help:"Record a customer's objection to profiling."`
	Retention     privacyRetention     `cmd:"" help:"Count the rows that are past the time for which they are kept (CSV)."`
}

// Help is shown by --help.
func (privacyCommand) Help() string {
	return `For the data protection officer, whose login --as gives. The copy is one JSON file: the rows of every table, the decisions with the facts that they rest on, how offers are decided, and who was given data of the customer.

    foyer privacy access-request --as jules --customer ID --out copy.json

` + exitTable
}

type privacyAccessRequest struct {
	actingFlags
	Customer string `required:"" placeholder:"ID" help:"Which customer."`
	Out      string `required:"" type:"path" placeholder:"FILE" help:"File to write; it must not exist."`
}

// Run writes the copy; only its owner may read it.
func (c *privacyAccessRequest) Run(ctx context.Context, m *machine) error {
	id, err := identifier("--customer", c.Customer)
	if err != nil {
		return err
	}
	return c.act(ctx, m, "privacy access-request", func(ctx context.Context, a *acting) (err error) {
		file, err := os.OpenFile(c.Out, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
		if err != nil {
			return model.Invalidf("--out", "the file %s can't be made: name one that does not exist, in a folder that you may write to", c.Out)
		}
		defer func() {
			if err = errors.Join(err, file.Close()); err != nil {
				err = errors.Join(err, os.Remove(c.Out))
			}
		}()
		copied, _, err := a.bank.SubjectAccess(ctx, a.scope, id, a.record)
		if err != nil {
			return err
		}
		encoder := json.NewEncoder(file)
		encoder.SetEscapeHTML(false)
		encoder.SetIndent("", "  ")
		if err := encoder.Encode(copied); err != nil {
			return fmt.Errorf("write %s: %w", c.Out, err)
		}
		fmt.Fprintln(m.stdout, "written to", c.Out)
		return nil
	})
}

type privacyObject struct {
	actingFlags
	Customer string `required:"" placeholder:"ID" help:"Which customer."`
	Received string `required:"" placeholder:"TEXT" help:"How the objection came, such as a letter and its date."`
}

// Run records the objection.
func (c *privacyObject) Run(ctx context.Context, m *machine) error {
	id, err := identifier("--customer", c.Customer)
	if err != nil {
		return err
	}
	return c.act(ctx, m, "privacy object", func(ctx context.Context, a *acting) error {
		_, consents, err := a.bank.ObjectToProfiling(ctx, a.scope, desk.ObjectionInput{CustomerID: id, Received: c.Received, Audit: a.record})
		if err != nil {
			return err
		}
		for _, consent := range consents {
			fmt.Fprintln(m.stdout, consent.Purpose, consent.State, "from", consent.EffectiveFrom)
		}
		return nil
	})
}

type privacyRetention struct{ actingFlags }

// Run counts the rows.
func (c *privacyRetention) Run(ctx context.Context, m *machine) error {
	return c.act(ctx, m, "privacy retention", func(ctx context.Context, a *acting) error {
		if err := a.reads(ctx, "Query.retentionReport"); err != nil {
			return err
		}
		report, err := a.bank.RetentionReport(ctx)
		if err != nil {
			return err
		}
		rows := [][]string{{"class", "kept", "months", "source", "before", "rows"}}
		for _, line := range report {
			rows = append(rows, []string{
				line.Class, line.Basis.EN, strconv.Itoa(line.Months), line.Source, line.Before.String(), strconv.FormatInt(line.Rows, 10),
			})
		}
		return sheet(m.stdout, rows)
	})
}
