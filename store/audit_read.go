package store

import (
	"context"
	"strings"

	"foyer/model"
)

// AuditFilter says which records of the audit are wanted. Zero fields ask nothing.
type AuditFilter struct {
	EmployeeID model.ID
	CustomerID model.ID // records that reached the customer
	Coordinate string   // shown, masked or denied in the record
	Seen       bool     // the coordinate was shown or masked, not denied alone
	From       model.Instant
	To         model.Instant // the first instant that is not wanted
	Purpose    model.Purpose
	Emergency  bool // rows were reached through an emergency access
	Denied     bool // something was denied
}

var auditOrder = &keyset[model.AuditRecord]{
	by:    []string{"t.at"},
	desc:  true,
	key:   func(e *model.AuditRecord) string { return instantKey(e.At) },
	parse: parseInstantKey,
	id:    func(e *model.AuditRecord) model.ID { return e.ID },
}

// AuditRecords reads a page of the audit, latest first. Records have no customer
// of their own: whether the viewer may read them at all is decided by the verdicts
// of their coordinates.
func (r *Reader) AuditRecords(ctx context.Context, scope model.Scope, filter AuditFilter, page Page) (*Slice[model.AuditRecord], error) {
	if !r.db.view(&scope).staff() {
		return &Slice[model.AuditRecord]{}, nil
	}
	statement := (&fragment{}).add("SELECT t.id, 0, " + columnsOf[model.AuditRecord](r.db, "t") + " FROM ")
	if filter.CustomerID.IsZero() {
		statement.add("audit_records t WHERE 1 = 1")
	} else {
		waiting, err := r.waitingFor(ctx, filter.CustomerID)
		if err != nil {
			return nil, err
		}
		statement.add(`(SELECT p.record_id FROM audit_customers c CROSS JOIN audit_places p WHERE p.place = c.place AND c.customer_id = ?
			UNION SELECT w.id FROM @places w) k CROSS JOIN audit_records t WHERE t.id = k.record_id`, filter.CustomerID, waiting)
	}
	r.db.auditConditions(statement, filter)
	return auditOrder.list(ctx, r.db, statement, page)
}

func (db *DB) auditConditions(to *fragment, filter AuditFilter) {
	if !filter.EmployeeID.IsZero() {
		to.add(" AND t.employee_id = ?", filter.EmployeeID)
	}
	if !filter.From.IsZero() {
		to.add(" AND t.at >= ?", filter.From)
	}
	if !filter.To.IsZero() {
		to.add(" AND t.at < ?", filter.To)
	}
	if filter.Purpose != "" {
		to.add(" AND t.purpose = ?", string(filter.Purpose))
	}
	if filter.Emergency {
		to.add(" AND t.emergency")
	}
	if filter.Denied {
		to.add(" AND t.denied <> '{}'")
	}
	if filter.Coordinate != "" {
		db.auditCoordinate(to, filter)
	}
}

// auditCoordinate asks for records that name a coordinate, in quotes as JSON
// writes it.
func (db *DB) auditCoordinate(to *fragment, filter AuditFilter) {
	within := "instr"
	if db.dialect == Postgres {
		within = "strpos"
	}
	columns := []string{"shown", "masked", "denied"}
	if filter.Seen {
		columns = columns[:2]
	}
	to.add(" AND (")
	for i, column := range columns {
		if i > 0 {
			to.add(" OR ")
		}
		to.add(within+"(t."+column+", ?) > 0", `"`+strings.ReplaceAll(filter.Coordinate, `"`, "")+`"`)
	}
	to.add(")")
}

// mostWaiting bounds how much of the tail is looked through for a customer.
const mostWaiting = 100_000

// waitingFor gives the records without a place that reached a customer.
func (r *Reader) waitingFor(ctx context.Context, customer model.ID) ([]model.ID, error) {
	tail, err := arrivals(ctx, r.db, r.db.reads, mostWaiting)
	if err != nil {
		return nil, err
	}
	kinds := map[string][]model.ID{}
	reached := make([]map[string][]model.ID, len(tail))
	for i, record := range tail {
		if reached[i], err = model.DecodeRows(record.Rows); err != nil {
			return nil, err
		}
		for kind, ids := range reached[i] {
			kinds[kind] = append(kinds[kind], ids...)
		}
	}
	behind, err := r.db.customersBehind(ctx, r.db.reads, kinds)
	if err != nil {
		return nil, err
	}
	waiting := []model.ID{}
	for i, record := range tail {
		if reaches(reached[i], behind, customer) {
			waiting = append(waiting, record.ID)
		}
	}
	return waiting, nil
}

func reaches(rows map[string][]model.ID, behind map[model.ID][]model.ID, customer model.ID) bool {
	for _, ids := range rows {
		for _, id := range ids {
			for _, found := range behind[id] {
				if found == customer {
					return true
				}
			}
		}
	}
	return false
}

// AuditRecordsByID reads records by id.
func (r *Reader) AuditRecordsByID(ctx context.Context, scope model.Scope, ids []model.ID) (map[model.ID]*model.AuditRecord, error) {
	return plainByID[model.AuditRecord](ctx, r, &scope, ids)
}

// AuditPlaces reads the places of records, by the id of the record; a record
// without a place is left out.
func (r *Reader) AuditPlaces(ctx context.Context, scope model.Scope, records []model.ID) (map[model.ID]*model.AuditPlace, error) {
	rows, err := plainRows[model.AuditPlace](ctx, r, &scope, "t.record_id", "WHERE t.record_id IN @ids", records)
	return byID(rows), err
}
