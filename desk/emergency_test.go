package desk_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"foyer/desk"
	"foyer/model"
	"foyer/store"
)

const grave = "The hospital asks for the person to call"

// open tries to open a file in an emergency.
func (b *staffed) open(t *testing.T, login string, in desk.EmergencyInput) (*model.EmergencyAccess, error) {
	t.Helper()
	as, record := b.as(t, login)
	in.Audit = record
	return b.OpenEmergency(t.Context(), as, in)
}

// sees tells under which relation somebody sees a customer, "" when it does not exist.
func (b *staffed) sees(t *testing.T, login string, customer model.ID) string {
	t.Helper()
	as, _ := b.as(t, login)
	found, err := b.db.Reader().Customers(t.Context(), as, []model.ID{customer})
	require.NoError(t, err)
	if found[customer] == nil {
		return ""
	}
	return model.RelationNames[found[customer].Class.Relation()]
}

func TestAFileIsOpenedInAnEmergencyForItsTimeAndToOneEmployee(t *testing.T) {
	eachStaffed(t, func(t *testing.T, b *staffed) {
		require.Equal(t, "NETWORK", b.sees(t, "alice", id("anna")))
		access, err := b.open(t, "alice", desk.EmergencyInput{Source: "test", ExternalID: "anna", Reason: grave, Minutes: 30})
		require.NoError(t, err)
		require.Equal(t, id("anna"), access.CustomerID)
		require.Equal(t, "EMERGENCY", b.sees(t, "alice", id("anna")))
		require.Equal(t, "NETWORK", b.sees(t, "paul", id("anna")), "it is open to her alone")

		told := b.alerts(t, model.AlertEmergency)
		require.Len(t, told, 1, "compliance is told at once")
		require.Equal(t, id("alice"), told[0].EmployeeID)
		require.Equal(t, id("anna"), told[0].CustomerID)
		require.True(t, json.Valid([]byte(told[0].Detail)))
		require.NotContains(t, told[0].Detail, grave)

		_, err = b.open(t, "alice", desk.EmergencyInput{CustomerID: id("anna"), Reason: grave, Minutes: 60})
		require.Equal(t, model.CodeConflict, model.CodeOf(err), "what runs is not prolonged")
		b.at = b.at.Add(31 * time.Minute)
		require.Equal(t, "NETWORK", b.sees(t, "alice", id("anna")), "its time is over")
	})
}

func TestAnEmergencyIsClosedByWhoOpenedIt(t *testing.T) {
	eachStaffed(t, func(t *testing.T, b *staffed) {
		access, err := b.open(t, "alice", desk.EmergencyInput{CustomerID: id("anna"), Reason: grave, Minutes: 60})
		require.NoError(t, err)
		paul, record := b.as(t, "paul")
		_, err = b.CloseEmergency(t.Context(), paul, desk.CloseEmergencyInput{AccessID: access.ID, Audit: record})
		require.Equal(t, model.CodeNotFound, model.CodeOf(err))
		alice, record := b.as(t, "alice")
		_, err = b.CloseEmergency(t.Context(), alice, desk.CloseEmergencyInput{AccessID: access.ID, Audit: record})
		require.NoError(t, err)
		require.Equal(t, "NETWORK", b.sees(t, "alice", id("anna")))
		_, err = b.CloseEmergency(t.Context(), alice, desk.CloseEmergencyInput{AccessID: access.ID, Audit: record})
		require.Equal(t, model.CodeConflict, model.CodeOf(err))
	})
}

// The answer for what does not exist is that for what stays shut, word for word.
func TestNoEmergencyOpensOnesOwnFileNorThoseOfRelativesAndColleagues(t *testing.T) {
	eachStaffed(t, func(t *testing.T, b *staffed) {
		require.NoError(t, b.db.Write(t.Context(), func(w *store.Writer) error {
			_, err := w.Exec(t.Context(), "UPDATE employees SET customer_id = ? WHERE id = ?", b.claire, id("farid"))
			return err
		}))
		_, missing := b.open(t, "farid", desk.EmergencyInput{CustomerID: id("nobody at all"), Reason: grave, Minutes: 30})
		require.Equal(t, model.CodeNotFound, model.CodeOf(missing))
		for name, shut := range map[string]struct {
			by       string
			customer model.ID
		}{
			"their own":     {"farid", b.claire},
			"a relative's":  {"farid", b.marc},
			"a child's":     {"farid", b.leo},
			"a colleague's": {"paul", b.claire},
		} {
			_, err := b.open(t, shut.by, desk.EmergencyInput{CustomerID: shut.customer, Reason: grave, Minutes: 30})
			require.Equal(t, missing, err, name)
		}
		_, err := b.open(t, "farid", desk.EmergencyInput{Source: "test", ExternalID: "no such", Reason: grave, Minutes: 30})
		require.Equal(t, missing, err)
		alice, _ := b.as(t, "alice")
		require.Empty(t, b.sees(t, "alice", id("victor")), "a VIP of another branch")
		_, err = b.open(t, "alice", desk.EmergencyInput{Source: "test", ExternalID: "victor", Reason: grave, Minutes: 30})
		if alice.Table.Visible.Has(model.ClassOf(model.RelationEmergency, model.VIP)) { // the policy's to say
			require.NoError(t, err)
			return
		}
		require.Equal(t, missing, err)
		require.Empty(t, b.alerts(t, model.AlertEmergency))
	})
}

func TestAnEmployeeOpensFiveFilesADayInEmergencies(t *testing.T) {
	eachStaffed(t, func(t *testing.T, b *staffed) {
		try := func() error {
			access, err := b.open(t, "alice", desk.EmergencyInput{CustomerID: id("anna"), Reason: grave, Minutes: 60})
			if err != nil {
				return err
			}
			as, record := b.as(t, "alice")
			_, err = b.CloseEmergency(t.Context(), as, desk.CloseEmergencyInput{AccessID: access.ID, Audit: record})
			return err
		}
		for range 5 {
			require.NoError(t, try())
		}
		err := try()
		require.Equal(t, model.CodeConflict, model.CodeOf(err))
		require.ErrorContains(t, err, "compliance officer")
		b.at = b.at.AddDate(0, 0, 1)
		require.NoError(t, try(), "the next day begins anew")
	})
}

func TestAnEmergencyNeedsAReasonAndATimeAndARightTo(t *testing.T) {
	eachStaffed(t, func(t *testing.T, b *staffed) {
		right := desk.EmergencyInput{CustomerID: id("anna"), Reason: grave, Minutes: 30}
		for name, wrong := range map[string]struct {
			by     string
			code   model.Code
			change func(in *desk.EmergencyInput)
		}{
			"a short reason":      {"alice", model.CodeInvalid, func(in *desk.EmergencyInput) { in.Reason = strings.Repeat("é", 19) }},
			"a reason of blanks":  {"alice", model.CodeInvalid, func(in *desk.EmergencyInput) { in.Reason = strings.Repeat(" ", 40) }},
			"more than an hour":   {"alice", model.CodeInvalid, func(in *desk.EmergencyInput) { in.Minutes = 61 }},
			"no time":             {"alice", model.CodeInvalid, func(in *desk.EmergencyInput) { in.Minutes = 0 }},
			"nobody":              {"alice", model.CodeInvalid, func(in *desk.EmergencyInput) { in.CustomerID = model.ID{} }},
			"named twice":         {"alice", model.CodeInvalid, func(in *desk.EmergencyInput) { in.Source, in.ExternalID = "test", "anna" }},
			"her own customer":    {"alice", model.CodeConflict, func(in *desk.EmergencyInput) { in.CustomerID = b.claire }},
			"an auditor":          {"david", model.CodeForbidden, func(*desk.EmergencyInput) {}},
			"an administrator":    {"karim", model.CodeForbidden, func(*desk.EmergencyInput) {}},
			"a marketing analyst": {"chloe", model.CodeForbidden, func(*desk.EmergencyInput) {}},
		} {
			in := right
			wrong.change(&in)
			_, err := b.open(t, wrong.by, in)
			require.Equal(t, wrong.code, model.CodeOf(err), "%s: %v", name, err)
		}
		require.Empty(t, b.alerts(t, model.AlertEmergency))
	})
}

func TestTheReportCountsWhatWasDoneUnderAnEmergency(t *testing.T) {
	eachStaffed(t, func(t *testing.T, b *staffed) {
		access, err := b.open(t, "alice", desk.EmergencyInput{CustomerID: id("anna"), Reason: grave, Minutes: 30})
		require.NoError(t, err)
		for _, one := range []struct {
			login     string
			emergency bool
		}{{"alice", true}, {"alice", true}, {"alice", false}, {"paul", true}} {
			require.NoError(t, b.RecordOperation(t.Context(), &model.AuditRecord{EmployeeID: id(one.login), Operation: "query", Emergency: one.emergency}))
		}
		b.at = b.at.Add(time.Hour)
		require.NoError(t, b.RecordOperation(t.Context(), &model.AuditRecord{EmployeeID: id("alice"), Operation: "query", Emergency: true}))
		ines, _ := b.as(t, "ines")
		page, err := b.db.Reader().EmergencyAccesses(t.Context(), ines, store.EmergencyFilter{EmployeeID: id("alice")}, store.Page{First: 10})
		require.NoError(t, err)
		require.Len(t, page.Items, 1)
		require.Equal(t, grave, page.Items[0].Reason)
		uses, err := b.db.Reader().EmergencyUses(t.Context(), ines, []model.ID{access.ID})
		require.NoError(t, err)
		require.Equal(t, map[model.ID]int64{access.ID: 2}, uses)
		none, err := b.db.Reader().EmergencyAccesses(t.Context(), ines, store.EmergencyFilter{To: access.OpenedAt}, store.Page{First: 10})
		require.NoError(t, err)
		require.Empty(t, none.Items)
	})
}

func TestAnAlertIsRaisedOnceAndAcknowledgedBySomebodyElse(t *testing.T) {
	eachStaffed(t, func(t *testing.T, b *staffed) {
		for range 2 {
			require.NoError(t, b.db.Write(t.Context(), func(w *store.Writer) error {
				return b.Raise(t.Context(), w, &model.Alert{Kind: model.AlertMassReading, EmployeeID: id("ines"), Dedup: "mass ines 9h"})
			}))
		}
		_, err := b.open(t, "alice", desk.EmergencyInput{CustomerID: id("anna"), Reason: grave, Minutes: 30})
		require.NoError(t, err)
		about := b.alerts(t, model.AlertMassReading)
		require.Len(t, about, 1)
		ines, record := b.as(t, "ines")
		acknowledge := func(alert model.ID, note string) error {
			_, err := b.AcknowledgeAlert(t.Context(), ines, desk.AcknowledgeInput{AlertID: alert, Note: note, Audit: record})
			return err
		}
		require.Equal(t, model.CodeForbidden, model.CodeOf(acknowledge(about[0].ID, "It was nothing")), "not by the person concerned")
		other := b.alerts(t, model.AlertEmergency)[0]
		require.Equal(t, model.CodeInvalid, model.CodeOf(acknowledge(other.ID, " ")), "a note is needed")
		require.NoError(t, acknowledge(other.ID, "Called the hospital: true"))
		require.Equal(t, model.CodeConflict, model.CodeOf(acknowledge(other.ID, "Again")))
		open, found := true, false
		for _, each := range []struct {
			open *bool
			want model.ID
		}{{&open, about[0].ID}, {&found, other.ID}} {
			page, err := b.db.Reader().Alerts(t.Context(), ines, store.AlertFilter{Open: each.open}, store.Page{First: 10})
			require.NoError(t, err)
			require.Len(t, page.Items, 1)
			require.Equal(t, each.want, page.Items[0].ID)
		}
	})
}
