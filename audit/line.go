package audit

import (
	"fmt"
	"time"

	"foyer/model"
)

// Line is a record as exports and proofs write it in JSON. Where OPA's decision
// log has a name for something, the name is that one.
type Line struct {
	DecisionID     model.ID      `json:"decision_id"`
	Timestamp      string        `json:"timestamp"`
	DurationMicros int64         `json:"duration_micros"`
	RequestedBy    *model.ID     `json:"requested_by"` // null for the bank's own commands
	Roles          string        `json:"roles"`
	Purpose        model.Purpose `json:"purpose"`
	RequestID      string        `json:"req_id"`
	Operation      string        `json:"operation"`
	Document       string        `json:"document_hash"`
	Schema         string        `json:"schema_hash"`
	Revision       string        `json:"revision"`
	Shown          string        `json:"shown"`
	Masked         string        `json:"masked"`
	Denied         string        `json:"denied"`
	Rows           []byte        `json:"rows"`
	Misses         int64         `json:"misses"`
	Emergency      bool          `json:"emergency"`
	Outcome        string        `json:"outcome"`
}

// LineOf writes a record.
func LineOf(record *model.AuditRecord) Line {
	line := Line{
		DecisionID: record.ID, Timestamp: record.At.String(), DurationMicros: record.DurationMicros, Roles: record.Roles,
		Purpose: record.Purpose, RequestID: record.RequestID, Operation: record.Operation, Document: record.Document,
		Schema: record.Schema, Revision: record.Revision, Shown: record.Shown, Masked: record.Masked, Denied: record.Denied,
		Rows: record.Rows, Misses: record.Misses, Emergency: record.Emergency, Outcome: record.Outcome,
	}
	if !record.EmployeeID.IsZero() {
		line.RequestedBy = &record.EmployeeID
	}
	return line
}

// record reads the line again.
func (l Line) record() (*model.AuditRecord, error) {
	at, err := time.Parse(time.RFC3339Nano, l.Timestamp)
	if err != nil {
		return nil, fmt.Errorf("read the instant of a record: %w", err)
	}
	record := &model.AuditRecord{
		ID: l.DecisionID, At: model.InstantOf(at), DurationMicros: l.DurationMicros, Roles: l.Roles,
		Purpose: l.Purpose, RequestID: l.RequestID, Operation: l.Operation, Document: l.Document,
		Schema: l.Schema, Revision: l.Revision, Shown: l.Shown, Masked: l.Masked, Denied: l.Denied,
		Rows: l.Rows, Misses: l.Misses, Emergency: l.Emergency, Outcome: l.Outcome,
	}
	if l.RequestedBy != nil {
		record.EmployeeID = *l.RequestedBy
	}
	return record, nil
}
