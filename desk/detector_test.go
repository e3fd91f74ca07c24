package desk_test

import (
	"context"
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"foyer/model"
	"foyer/store"
)

// alerts gives the kinds of the alerts raised, with how often.
func (l *logbook) alerts(t *testing.T) map[model.AlertKind]int {
	t.Helper()
	l.sequence(t)
	require.NoError(t, l.keeper.DetectOnce(t.Context()))
	rows, err := store.Select[model.Alert](t.Context(), l.db, scope, "1 = 1 ORDER BY id")
	require.NoError(t, err)
	found := map[model.AlertKind]int{}
	for _, alert := range rows {
		found[alert.Kind]++
		var detail map[string]any
		require.NoError(t, json.Unmarshal([]byte(alert.Detail), &detail))
		require.NotContains(t, alert.Detail, "Martin")
	}
	return found
}

// crowd adds customers of alice's.
func (l *logbook) crowd(t *testing.T, size int) []model.ID {
	t.Helper()
	var rows []*model.Customer
	var ids []model.ID
	for n := range size {
		row := l.person(id(fmt.Sprint("client ", n)), fmt.Sprint("Client ", n), today.AddMonths(-400), model.FullCapacity)
		row.PortfolioID, row.BranchID, row.HouseholdID = id("hers"), id("branch"), model.ID{}
		rows, ids = append(rows, row), append(ids, row.ID)
	}
	require.NoError(t, l.db.Write(context.Background(), func(w *store.Writer) error { return w.Insert(context.Background(), rows) }))
	return ids
}

func TestWorkRaisesNoAlert(t *testing.T) {
	eachLogbook(t, func(t *testing.T, log *logbook) {
		clients := log.crowd(t, 120)
		for n := range 400 { // a day's worth of files within an hour, some with a field that is hidden
			log.record(t, func(r *model.AuditRecord) {
				r.Rows = model.EncodeRows(map[string][]model.ID{"Customer": {clients[n%len(clients)]}})
				if n%10 == 0 {
					r.Denied = `{"Customer.income":"ACC-1"}`
				}
				if n%50 == 0 {
					r.Misses = 1
				}
			})
		}
		require.Empty(t, log.alerts(t))
	})
}

func TestAttacksAreToldToCompliance(t *testing.T) {
	for name, attack := range map[string]struct {
		kind model.AlertKind
		do   func(t *testing.T, log *logbook)
	}{
		"C: filters on a hidden field, again and again": {model.AlertProbing, func(t *testing.T, log *logbook) {
			for range 80 {
				log.record(t, func(r *model.AuditRecord) { r.Denied, r.Rows = `{"Customer.income":"ACC-1"}`, nil })
			}
		}},
		"A: every hidden field once": {model.AlertProbing, func(t *testing.T, log *logbook) {
			for n := range 50 {
				log.record(t, func(r *model.AuditRecord) { r.Denied = fmt.Sprintf(`{"Customer.field%d":"ACC-1"}`, n) })
			}
		}},
		"A: identifiers are guessed": {model.AlertEnumeration, func(t *testing.T, log *logbook) {
			for range 8 {
				log.record(t, func(r *model.AuditRecord) { r.Misses, r.Rows = 5, nil })
			}
		}},
		"D: a whole branch is read": {model.AlertMassReading, func(t *testing.T, log *logbook) {
			clients := log.crowd(t, 320)
			for from := 0; from < len(clients); from += 40 {
				log.record(t, func(r *model.AuditRecord) {
					r.Rows = model.EncodeRows(map[string][]model.ID{"Customer": clients[from : from+40]})
				})
			}
		}},
		"files are read at night": {model.AlertOffHours, func(t *testing.T, log *logbook) {
			log.now = today.Time().Add(23 * time.Hour)
			for _, client := range log.crowd(t, 6) {
				log.record(t, func(r *model.AuditRecord) { r.Rows = model.EncodeRows(map[string][]model.ID{"Customer": {client}}) })
			}
		}},
		"files are read on a Sunday": {model.AlertOffHours, func(t *testing.T, log *logbook) {
			log.now = today.AddDays(-1).Time().Add(10 * time.Hour)
			for _, client := range log.crowd(t, 6) {
				log.record(t, func(r *model.AuditRecord) { r.Rows = model.EncodeRows(map[string][]model.ID{"Customer": {client}}) })
			}
		}},
	} {
		t.Run(name, func(t *testing.T) {
			eachLogbook(t, func(t *testing.T, log *logbook) {
				attack.do(t, log)
				require.Equal(t, map[model.AlertKind]int{attack.kind: 1}, log.alerts(t))
				require.Equal(t, map[model.AlertKind]int{attack.kind: 1}, log.alerts(t), "looking again tells nothing twice")
			})
		})
	}
}
