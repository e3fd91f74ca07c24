package graph

import (
	"context"
	"encoding/json"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"

	"foyer/desk"
	"foyer/graph/view"
	"foyer/model"
	"foyer/store"
)

// mostMissing is how many missing places are named.
const mostMissing = 100

func (r *Resolver) auditRecords(ctx context.Context, filter *view.AuditFilter, first int, after *string) (*view.AuditRecordConnection, error) {
	wanted := view.AuditFilter{}
	if filter != nil {
		wanted = *filter
	}
	employee, err := optional(wanted.EmployeeID, "Employee", "filter.employeeId")
	if err != nil {
		return nil, err
	}
	customer, err := optional(wanted.CustomerID, "Customer", "filter.customerId")
	if err != nil {
		return nil, err
	}
	return r.auditPage(ctx, store.AuditFilter{
		EmployeeID: employee, CustomerID: customer, Coordinate: orZero(wanted.Coordinate), From: orZero(wanted.From), To: orZero(wanted.To),
		Purpose: orZero(wanted.Purpose), Emergency: orZero(wanted.Emergency), Denied: orZero(wanted.Denied),
	}, first, after)
}

func (r *Resolver) whoSaw(ctx context.Context, id view.GlobalID, wanted view.AuditFilter, first int, after *string) (*view.AuditRecordConnection, error) {
	customer, err := id.Of("Customer", "customerId")
	if err != nil {
		return nil, err
	}
	return r.auditPage(ctx, store.AuditFilter{
		CustomerID: customer, Coordinate: orZero(wanted.Coordinate), Seen: true, From: orZero(wanted.From), To: orZero(wanted.To),
	}, first, after)
}

// auditPage gives a page of records; that they were read is in the reader's own
// record.
func (r *Resolver) auditPage(ctx context.Context, filter store.AuditFilter, first int, after *string) (*view.AuditRecordConnection, error) {
	list, err := paged(ctx, r, first, after, func(scope model.Scope, page store.Page) (*store.Slice[model.AuditRecord], error) {
		return r.reader.AuditRecords(ctx, scope, filter, page)
	})
	if err != nil {
		return nil, err
	}
	sawRecords(ctx, list.Nodes...)
	return list, nil
}

// sawRecords says that records of the audit were read: they have no customer of
// their own, so the reading itself does not.
func sawRecords(ctx context.Context, records ...*model.AuditRecord) {
	trace := &operationFrom(ctx).trace
	for _, record := range records {
		trace.saw("AuditRecord", record.ID, model.ClassNone)
	}
}

// auditRecord reads one record; nil when there is none.
func (r *Resolver) auditRecord(ctx context.Context, id view.GlobalID, place string) (*model.AuditRecord, error) {
	key, err := id.Of("AuditRecord", place)
	if err != nil {
		return nil, err
	}
	scope, err := scopeOf(ctx)
	if err != nil {
		return nil, err
	}
	found, err := r.reader.AuditRecordsByID(ctx, scope, []model.ID{key})
	if err != nil {
		return nil, err
	}
	register(ctx, found)
	sawRecords(ctx, slices.Collect(maps.Values(found))...)
	operationFrom(ctx).trace.missed(1 - len(found))
	return found[key], nil
}

// auditPlace is the place of a record in the log, nil while it has none.
func (r *Resolver) auditPlace(ctx context.Context, record *model.AuditRecord) (*int64, error) {
	found, err := relation(ctx, record, (*model.AuditRecord).RowID, r.reader.AuditPlaces)
	if err != nil || found == nil {
		return nil, err
	}
	return &found.Place, nil
}

func (r *Resolver) auditProof(ctx context.Context, id view.GlobalID) (*string, error) {
	record, err := r.auditRecord(ctx, id, "recordId")
	if err != nil {
		return nil, err
	}
	if record == nil {
		return nil, model.NotFoundf("no such record")
	}
	scope, err := scopeOf(ctx)
	if err != nil {
		return nil, err
	}
	places, err := r.reader.AuditPlaces(ctx, scope, []model.ID{record.ID})
	if err != nil {
		return nil, err
	}
	proof, err := desk.ProveAudit(ctx, r.db, record, places[record.ID])
	if err != nil {
		return nil, err
	}
	text, err := json.Marshal(proof)
	written := string(text)
	return &written, err
}

func (r *Resolver) auditCheckpoint(ctx context.Context) (*view.AuditCheckpoint, error) {
	latest, err := r.db.LastCheckpoint(ctx)
	if err != nil {
		return nil, err
	}
	state := &view.AuditCheckpoint{}
	if latest != nil {
		state.Size, state.At, state.Note = latest.Size, latest.At, latest.Note
	}
	return state, r.db.ReadAudit(ctx, func(log *store.AuditLog) error {
		size, err := log.Size(ctx)
		if err != nil {
			return err
		}
		state.Window = max(0, size-state.Size)
		state.Waiting, err = log.Waiting(ctx)
		return err
	})
}

func (r *Resolver) auditContinuity(ctx context.Context, from, to model.Instant) (*view.AuditContinuity, error) {
	latest, err := r.db.LastCheckpoint(ctx)
	if err != nil {
		return nil, err
	}
	found := &view.AuditContinuity{Missing: []int64{}}
	err = r.db.ReadAudit(ctx, func(log *store.AuditLog) error {
		var err error
		if found.First, found.End, err = log.Period(ctx, from, to); err != nil {
			return err
		}
		if found.Records, found.Missing, err = log.Present(ctx, found.First, found.End, mostMissing); err != nil {
			return err
		}
		found.Waiting, err = log.Waiting(ctx)
		return err
	})
	found.Signed = latest != nil && found.End <= latest.Size
	return found, err
}

// auditSample draws places of a period, each at most once, by a seed.
func (r *Resolver) auditSample(ctx context.Context, seed int64, size int, from, to model.Instant) ([]*model.AuditRecord, error) {
	if size < 1 || size > maxFirst {
		return nil, model.Invalidf("first", "a sample has 1 to %d items, not %d", maxFirst, size)
	}
	records := []*model.AuditRecord{}
	err := r.db.ReadAudit(ctx, func(log *store.AuditLog) error {
		first, end, err := log.Period(ctx, from, to)
		if err != nil {
			return err
		}
		records, err = log.At(ctx, drawn(seed, size, first, end))
		return err
	})
	if err != nil {
		return nil, err
	}
	register(ctx, records)
	sawRecords(ctx, records...)
	return records, nil
}

// drawn gives distinct places of [first, end) in order: as many as are asked for,
// or all there are.
func drawn(seed int64, size int, first, end int64) []int64 {
	dice := rand.New(rand.NewPCG(uint64(seed), 0))
	chosen := map[int64]struct{}{}
	for int64(len(chosen)) < min(int64(size), end-first) {
		chosen[first+dice.Int64N(end-first)] = struct{}{}
	}
	return slices.Sorted(maps.Keys(chosen))
}

func rolesIn(record *model.AuditRecord) []model.Role {
	roles := []model.Role{}
	for _, word := range strings.Fields(record.Roles) {
		if role := model.Role(word); slices.Contains(model.Roles, role) {
			roles = append(roles, role)
		}
	}
	return roles
}

func shownIn(record *model.AuditRecord) ([]string, error) {
	shown := []string{}
	err := json.Unmarshal([]byte(record.Shown), &shown)
	return shown, err
}

// verdictsIn reads the coordinates masked or denied, in order.
func verdictsIn(text string) ([]*view.AuditVerdict, error) {
	var rules map[string]string
	if err := json.Unmarshal([]byte(text), &rules); err != nil {
		return nil, err
	}
	found := []*view.AuditVerdict{}
	for _, coordinate := range slices.Sorted(maps.Keys(rules)) {
		found = append(found, &view.AuditVerdict{Coordinate: coordinate, Rule: rules[coordinate]})
	}
	return found, nil
}

func rowsIn(record *model.AuditRecord) ([]*view.AuditRows, error) {
	rows, err := model.DecodeRows(record.Rows)
	if err != nil {
		return nil, err
	}
	found := []*view.AuditRows{}
	for _, kind := range slices.Sorted(maps.Keys(rows)) {
		one := &view.AuditRows{Kind: kind}
		for _, id := range rows[kind] {
			one.IDs = append(one.IDs, view.GlobalID{Type: kind, ID: id}.String())
		}
		found = append(found, one)
	}
	return found, nil
}
