package graph

import (
	"context"
	"encoding/json"

	"foyer/desk"
	"foyer/graph/generated/invented"
	"foyer/graph/view"
	"foyer/model"
	"foyer/store"
)

// subjectAccess gives a copy of all that is held on a customer. The desk records
// it; the answer itself is recorded as any other.
func (r *Resolver) subjectAccess(ctx context.Context, id view.GlobalID) (*view.SubjectAccess, error) {
	key, err := id.Of("Customer", "customerId")
	if err != nil {
		return nil, err
	}
	scope, record, err := r.changing(ctx)
	if err != nil {
		return nil, err
	}
	subject, customer, err := r.desk.SubjectAccess(ctx, scope, key, record)
	if err != nil {
		return nil, err
	}
	document, err := json.Marshal(subject)
	if err != nil {
		return nil, err
	}
	operationFrom(ctx).trace.saw("Customer", customer.ID, customer.Class)
	return &view.SubjectAccess{GeneratedAt: subject.GeneratedAt, Document: string(document), Class: customer.Class}, nil
}

func (r *Resolver) objectToProfiling(ctx context.Context, input invented.ObjectToProfilingInput) (*invented.ObjectToProfilingPayload, error) {
	key, err := input.CustomerID.Of("Customer", "customerId")
	if err != nil {
		return nil, err
	}
	scope, record, err := r.changing(ctx)
	if err != nil {
		return nil, err
	}
	customer, consents, err := r.desk.ObjectToProfiling(ctx, scope, desk.ObjectionInput{CustomerID: key, Received: input.Received, Audit: record})
	if err != nil {
		return nil, changed(ctx, err)
	}
	register(ctx, customer)
	return &invented.ObjectToProfilingPayload{Customer: customer, Consents: consents}, changed(ctx, nil, key)
}

// minorConsents gives a page of the consents of minors; each has the class of its customer.
func (r *Resolver) minorConsents(ctx context.Context, comeOfAge bool, first int, after *string) (*view.MinorConsentConnection, error) {
	return paged(ctx, r, first, after, func(scope model.Scope, page store.Page) (*store.Slice[view.MinorConsent], error) {
		found, err := r.reader.MinorConsents(ctx, scope, comeOfAge, r.today(), page)
		if err != nil {
			return nil, err
		}
		rows := make([]*view.MinorConsent, len(found.Items))
		for i, consent := range found.Items {
			rows[i] = &view.MinorConsent{Consent: consent}
		}
		return &store.Slice[view.MinorConsent]{Items: rows, Cursors: found.Cursors, HasNext: found.HasNext}, nil
	})
}

// comesOfAge is the day on which the customer of a consent is no longer a minor.
func (r *Resolver) comesOfAge(ctx context.Context, row *view.MinorConsent) (*model.Date, error) {
	customer, err := relation(ctx, row, view.MinorConsentOf, r.reader.Customers)
	if err != nil || customer == nil || customer.BirthDate.IsZero() {
		return nil, err
	}
	day := customer.BirthDate.Birthday(model.MajorityAge)
	return &day, nil
}

// actingFor reads the customers who act, or did, for others.
func (r *Resolver) actingFor(ctx context.Context, scope model.Scope, customers []model.ID) (map[model.ID][]*model.Customer, error) {
	links, err := r.reader.Representations(ctx, scope, customers)
	if err != nil {
		return nil, err
	}
	var ids []model.ID
	for _, rows := range links {
		for _, row := range rows {
			ids = append(ids, row.RepresentativeID)
		}
	}
	people, err := r.reader.Customers(ctx, scope, ids)
	found := make(map[model.ID][]*model.Customer, len(links))
	for customer, rows := range links {
		for _, row := range rows {
			if person := people[row.RepresentativeID]; person != nil {
				found[customer] = append(found[customer], person)
			}
		}
	}
	return found, err
}
