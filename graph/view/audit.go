package view

import "foyer/model"

// AuditFilter says which records of the audit to list. Absent fields narrow nothing.
type AuditFilter struct {
	EmployeeID *GlobalID
	CustomerID *GlobalID
	Coordinate *string
	From       *model.Instant
	To         *model.Instant
	Purpose    *model.Purpose
	Emergency  *bool
	Denied     *bool
}

// AuditVerdict is a coordinate that was masked or denied, with the rule.
type AuditVerdict struct {
	Coordinate string
	Rule       string
}

// AuditRows are the rows of one type that an operation reached.
type AuditRows struct {
	Kind string
	IDs  []string
}

// AuditCheckpoint is the latest signed checkpoint, and what is under none.
type AuditCheckpoint struct {
	Size    int64
	At      model.Instant
	Note    string
	Window  int64
	Waiting int64
}

// AuditContinuity says whether the log has a gap over a period.
type AuditContinuity struct {
	First   int64
	End     int64
	Records int64
	Missing []int64
	Signed  bool
	Waiting int64
}

// AccessLine is what one role sees of one coordinate for one purpose.
type AccessLine struct {
	Role       model.Role
	Purpose    model.Purpose
	Coordinate string
	Group      string
	Verdicts   []*AccessVerdict
}

// AccessVerdict is a verdict for some row classes. Mask and Rule are nil when there
// is none.
type AccessVerdict struct {
	RowClasses []model.RowClass
	Verdict    VerdictKind
	Mask       *string
	Rule       *string
}

// AccessChange is what one role sees otherwise of one coordinate for one purpose.
type AccessChange struct {
	Role       model.Role
	Purpose    model.Purpose
	Coordinate string
	RowClasses []model.RowClass
	Before     *AccessVerdict
	After      *AccessVerdict
}

// ParameterValue is the value of a parameter over a period.
type ParameterValue struct {
	Name   string
	Doc    model.Text
	Unit   string
	From   model.Date
	To     model.Date
	Value  string
	Source string
}

// The connections of the audit.
type (
	AuditRecordConnection = Connection[*model.AuditRecord]
	AuditRecordEdge       = Edge[*model.AuditRecord]
)

// Count is the number of rows.
func (a *AuditRows) Count() int { return len(a.IDs) }
