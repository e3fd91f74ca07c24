package desk

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"foyer/audit"
	"foyer/model"
	"foyer/store"
)

// detectPage is how many records the detector reads at a time.
const detectPage = 1000

// detector reads the audit behind the sequencer and tells compliance of what does
// not look like work. It counts by employee and hour; what it knows is made again
// from the log when a process starts.
type detector struct {
	desk    *Desk
	begun   bool
	next    int64 // place of the next record to read
	tallies map[tallyKey]*tally
	limits  map[model.Date]limits
}

type tallyKey struct {
	employee model.ID
	hour     model.Instant
}

// tally is what one employee did within an hour.
type tally struct {
	roles       string
	refusals    int64               // operations in which something was denied
	coordinates map[string]struct{} // denied
	misses      int64
	customers   map[model.ID]struct{}
	told        map[model.AlertKind]bool
}

func (d *Desk) newDetector() *detector {
	return &detector{desk: d, tallies: map[tallyKey]*tally{}, limits: map[model.Date]limits{}}
}

// look reads the records that got a place since it last looked.
func (t *detector) look(ctx context.Context) error {
	var alerts []*model.Alert
	err := t.desk.db.ReadAudit(ctx, func(log *store.AuditLog) error {
		size, err := log.Size(ctx)
		if err != nil {
			return err
		}
		if err := t.begin(ctx, log, size); err != nil {
			return err
		}
		for t.next < size {
			found, err := t.page(ctx, log)
			if err != nil {
				return err
			}
			alerts = append(alerts, found...)
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("look through the audit log: %w", err)
	}
	return t.desk.raiseAll(ctx, alerts)
}

// begin finds where to start: the first record of the hour that runs.
func (t *detector) begin(ctx context.Context, log *store.AuditLog, size int64) error {
	if t.begun {
		return nil
	}
	first, end, err := log.Period(ctx, hourOf(t.desk.now()), model.InstantOf(model.MaxDate.Time()))
	if err != nil {
		return err
	}
	t.begun, t.next = true, first
	if first == end {
		t.next = size
	}
	return nil
}

func hourOf(at model.Instant) model.Instant {
	return model.InstantOf(at.Time().Truncate(time.Hour))
}

// page counts one page of records and gives the alerts that it leads to.
func (t *detector) page(ctx context.Context, log *store.AuditLog) ([]*model.Alert, error) {
	entries, err := log.Entries(ctx, t.next, detectPage)
	if err != nil {
		return nil, err
	}
	if len(entries) == 0 { // their records are gone, which the verification tells
		size, err := log.Size(ctx)
		t.next = size
		return nil, err
	}
	last := entries[len(entries)-1]
	customers, err := log.Customers(ctx, t.next, last.Place+1)
	if err != nil {
		return nil, err
	}
	t.next = last.Place + 1
	t.forget(last.Record.At)
	var alerts []*model.Alert
	for _, entry := range entries {
		if !entry.Record.EmployeeID.IsZero() {
			alerts = append(alerts, t.count(entry.Record, customers[entry.Place])...)
		}
	}
	return alerts, nil
}

// forget drops what is two hours old.
func (t *detector) forget(now model.Instant) {
	const kept = 2 * time.Hour
	for key := range t.tallies {
		if key.hour < now-model.Instant(kept.Microseconds()) {
			delete(t.tallies, key)
		}
	}
}

func (t *detector) count(record *model.AuditRecord, customers map[model.ID]bool) []*model.Alert {
	key := tallyKey{record.EmployeeID, hourOf(record.At)}
	known := t.tallies[key]
	if known == nil {
		known = &tally{coordinates: map[string]struct{}{}, customers: map[model.ID]struct{}{}, told: map[model.AlertKind]bool{}}
		t.tallies[key] = known
	}
	known.roles = record.Roles
	known.misses += record.Misses
	var denied map[string]string
	if json.Unmarshal([]byte(record.Denied), &denied) == nil && len(denied) > 0 {
		known.refusals++
		for coordinate := range denied {
			known.coordinates[coordinate] = struct{}{}
		}
	}
	for customer := range customers {
		known.customers[customer] = struct{}{}
	}
	return t.judge(record, key, known, len(customers) > 0)
}

// judge compares what was counted with the limits of the day.
func (t *detector) judge(record *model.AuditRecord, key tallyKey, known *tally, reached bool) []*model.Alert {
	limits := t.limitsOn(record.At.Date())
	var alerts []*model.Alert
	check := func(kind model.AlertKind, window model.Instant, counted, limit int64) {
		if limit <= 0 || counted < limit || known.told[kind] {
			return
		}
		known.told[kind] = true
		alerts = append(alerts, alertOf(kind, record, window, counted, limit))
	}
	check(model.AlertProbing, key.hour, known.refusals, limits.number("probing_operations"))
	check(model.AlertProbing, key.hour, int64(len(known.coordinates)), limits.number("probing_coordinates"))
	check(model.AlertEnumeration, key.hour, known.misses, limits.number("enumeration_misses"))
	check(model.AlertMassReading, key.hour, int64(len(known.customers)), limits.ofRoles("mass_reading_customers", known.roles))
	if reached && limits.closedAt(record.At) {
		day := model.InstantOf(record.At.Time().Truncate(24 * time.Hour))
		check(model.AlertOffHours, day, int64(len(known.customers)), limits.number("off_hours_customers"))
	}
	return alerts
}

// alertOf says what was counted, and in which operation the limit was crossed.
func alertOf(kind model.AlertKind, record *model.AuditRecord, window model.Instant, counted, limit int64) *model.Alert {
	detail, _ := json.Marshal(map[string]any{ // texts and numbers, which can't fail
		"window": window.String(), "counted": counted, "limit": limit,
		"record": record.ID, "document": record.Document, "operation": record.Operation, "roles": strings.Fields(record.Roles),
	})
	return &model.Alert{
		Kind: kind, EmployeeID: record.EmployeeID, Detail: string(detail),
		Dedup: string(kind) + " " + record.EmployeeID.String() + " " + window.String(),
	}
}

func (d *Desk) raiseAll(ctx context.Context, alerts []*model.Alert) error {
	if len(alerts) == 0 {
		return nil
	}
	return d.db.Write(ctx, func(w *store.Writer) error {
		for _, alert := range alerts {
			if err := d.Raise(ctx, w, alert); err != nil {
				return err
			}
		}
		return nil
	})
}

// tellBroken raises that the log does not verify, once a day.
func (d *Desk) tellBroken(ctx context.Context, broken *audit.Broken) error {
	detail, err := json.Marshal(map[string]any{"first": broken.First, "last": broken.Last, "what": broken.What})
	if err != nil {
		return err
	}
	return d.raiseAll(ctx, []*model.Alert{{
		Kind: model.AlertAuditBroken, Detail: string(detail), Dedup: string(model.AlertAuditBroken) + " " + d.Today().String(),
	}})
}

// limits are the thresholds of a day: the parameters of the group "alert".
type limits map[string]any

func (t *detector) limitsOn(day model.Date) limits {
	if known, read := t.limits[day]; read {
		return known
	}
	found := limits{}
	t.limits[day] = found
	for _, parameter := range t.desk.engine.Parameters() {
		if row, valid := parameter.On(day); valid && parameter.Group == "alert" {
			found[parameter.Name] = row.Value
		}
	}
	return found
}

// number gives a threshold, 0 when there is none.
func (l limits) number(name string) int64 { return numberOf(l[name]) }

func numberOf(value any) int64 {
	number, isNumber := value.(json.Number)
	if !isNumber {
		return 0
	}
	whole, err := number.Int64()
	if err != nil {
		return 0
	}
	return whole
}

// ofRoles gives the highest threshold of some roles, 0 when none has one.
func (l limits) ofRoles(name, roles string) int64 {
	byRole, isObject := l[name].(map[string]any)
	if !isObject {
		return 0
	}
	highest := int64(0)
	for _, role := range strings.Fields(roles) {
		highest = max(highest, numberOf(byRole[role]))
	}
	return highest
}

// closedAt tells whether the bank is closed: at the weekend, or outside its hours
// (UTC).
func (l limits) closedAt(at model.Instant) bool {
	when := at.Time()
	if day := when.Weekday(); day == time.Saturday || day == time.Sunday {
		return true
	}
	hour := int64(when.Hour())
	return hour < l.number("opening_hour") || hour >= l.number("closing_hour")
}
