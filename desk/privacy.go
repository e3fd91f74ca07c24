package desk

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"foyer/model"
	"foyer/store"
)

// SubjectCopy is all that the bank holds on a customer, ready to be written as JSON.
type SubjectCopy struct {
	GeneratedAt model.Instant               `json:"generated_at"`
	Customer    model.ID                    `json:"customer"`
	Revision    string                      `json:"revision"`
	Tables      map[string][]map[string]any `json:"tables"`   // rows by table
	Withheld    map[string]string           `json:"withheld"` // tables left out, and why
	Decisions   []subjectDecision           `json:"decisions"`
	Logic       []subjectOffer              `json:"logic"` // how offers are decided, under the revision
	Recipients  []*recipient                `json:"recipients"`
}

// subjectDecision is a decision with the facts that it rests on; they are null
// when the key that seals them was destroyed.
type subjectDecision struct {
	ID        model.ID            `json:"id"`
	DecidedAt model.Instant       `json:"decided_at"`
	Cause     model.DecisionCause `json:"cause"`
	Revision  string              `json:"revision"`
	Facts     json.RawMessage     `json:"facts"`
	Outcome   json.RawMessage     `json:"outcome"`
}

// subjectOffer is the logic of one offer in words.
type subjectOffer struct {
	Code    string           `json:"code"`
	Class   model.OfferClass `json:"class"`
	Title   model.Text       `json:"title"`
	Benefit model.Text       `json:"benefit"`
	Basis   string           `json:"legal_basis"`
	Checks  []subjectCheck   `json:"checks"` // all must hold
}

type subjectCheck struct {
	Name  string     `json:"name"`
	Why   model.Text `json:"why"`
	Facts []string   `json:"facts"`
}

// recipient is an employee who was given data of the customer.
type recipient struct {
	Employee   string          `json:"employee"` // login; "" for the bank's own work
	Name       string          `json:"name"`
	Purposes   []model.Purpose `json:"purposes"`
	Operations int             `json:"operations"`
	First      model.Instant   `json:"first"`
	Last       model.Instant   `json:"last"`
}

// SubjectAccess copies all that the bank holds on a customer, with the logic of
// its decisions and who saw the file. The copy itself is recorded.
func (d *Desk) SubjectAccess(ctx context.Context, scope model.Scope, customer model.ID, record model.AuditRecord) (*SubjectCopy, *model.Customer, error) {
	found, err := d.target(ctx, scope, customer, "Query.subjectAccess")
	if err != nil {
		return nil, nil, err
	}
	subject := &SubjectCopy{GeneratedAt: d.now(), Customer: customer, Revision: d.engine.Revision().ID(), Withheld: store.Withheld(), Logic: d.logic()}
	if subject.Tables, err = d.db.Subject(ctx, customer); err != nil {
		return nil, nil, err
	}
	if subject.Decisions, err = d.opened(ctx, customer); err != nil {
		return nil, nil, err
	}
	if subject.Recipients, err = d.recipients(ctx, customer); err != nil {
		return nil, nil, err
	}
	record.Rows = model.EncodeRows(map[string][]model.ID{"Customer": {customer}})
	return subject, found, d.RecordOperation(ctx, &record)
}

// opened gives the decisions on a customer with their facts unsealed.
func (d *Desk) opened(ctx context.Context, customer model.ID) ([]subjectDecision, error) {
	rows, err := store.SealedDecisions(ctx, d.db, customer)
	if err != nil {
		return nil, err
	}
	keys, err := store.SealingKeys(ctx, d.db, []model.ID{customer})
	if err != nil {
		return nil, err
	}
	decisions := make([]subjectDecision, len(rows))
	for i, row := range rows {
		decisions[i] = subjectDecision{ID: row.ID, DecidedAt: row.DecidedAt, Cause: row.Cause, Revision: row.Revision, Outcome: json.RawMessage(row.Outcome)}
		key, known := keys[customer]
		if !known || len(row.FactsSealed) == 0 {
			continue
		}
		if decisions[i].Facts, err = unseal(key, row.ID, row.FactsSealed); err != nil {
			return nil, fmt.Errorf("open the facts of decision %s: %w", row.ID, err)
		}
	}
	return decisions, nil
}

// logic tells how each offer is decided.
func (d *Desk) logic() []subjectOffer {
	var offers []subjectOffer
	for _, offer := range d.engine.Offers() {
		told := subjectOffer{Code: offer.Code, Class: offer.Class, Title: offer.Title, Benefit: offer.Benefit, Basis: offer.LegalBasis}
		for _, check := range offer.Checks {
			told.Checks = append(told.Checks, subjectCheck{check.Name, check.Why, check.Facts})
		}
		offers = append(offers, told)
	}
	return offers
}

// recipients gathers who was given data of a customer from the audit, by login.
func (d *Desk) recipients(ctx context.Context, customer model.ID) ([]*recipient, error) {
	byEmployee := map[model.ID]*recipient{}
	page := store.Page{First: store.MaxFirst}
	for {
		found, err := d.db.Reader().AuditRecords(ctx, bankScope, store.AuditFilter{CustomerID: customer}, page)
		if err != nil {
			return nil, err
		}
		for _, record := range found.Items {
			one := byEmployee[record.EmployeeID]
			if one == nil {
				one = &recipient{Last: record.At}
				byEmployee[record.EmployeeID] = one
			}
			one.Operations++
			one.First = record.At // records come latest first
			if record.Purpose != "" && !slices.Contains(one.Purposes, record.Purpose) {
				one.Purposes = append(one.Purposes, record.Purpose)
			}
		}
		if !found.HasNext {
			break
		}
		page.After = found.Cursors[len(found.Cursors)-1]
	}
	return d.named(ctx, byEmployee)
}

func (d *Desk) named(ctx context.Context, byEmployee map[model.ID]*recipient) ([]*recipient, error) {
	var ids []model.ID
	for id := range byEmployee {
		ids = append(ids, id)
	}
	employees, err := d.db.Reader().Employees(ctx, bankScope, ids)
	if err != nil {
		return nil, err
	}
	recipients := []*recipient{}
	for id, one := range byEmployee {
		if employee := employees[id]; employee != nil {
			one.Employee, one.Name = employee.Login, employee.Name()
		}
		slices.Sort(one.Purposes)
		recipients = append(recipients, one)
	}
	slices.SortFunc(recipients, func(a, b *recipient) int { return cmp.Compare(a.Employee, b.Employee) })
	return recipients, nil
}
