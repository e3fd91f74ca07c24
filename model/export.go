package model

// ExportList is a list that can be exported.
type ExportList string

// ExportCustomers is the list of customers.
const ExportCustomers ExportList = "CUSTOMERS"

// CustomerColumn is a column of an export of customers; what it may show is
// claimed under CustomerColumn.<name>.
type CustomerColumn string

// ExportState says whether an export can be fetched.
type ExportState string

// The states of an export.
const (
	ExportReady   ExportState = "READY"
	ExportSent    ExportState = "SENT"
	ExportExpired ExportState = "EXPIRED"
)

// Export is a list that an employee asked for and may fetch once. It keeps what
// was asked, never the rows: they are read, with the rights of that moment, when
// it is fetched.
type Export struct {
	ID          ID `bun:"id,pk"`
	EmployeeID  ID
	Purpose     Purpose
	List        ExportList
	Columns     string // JSON list of column names, in order
	Selection   string // JSON object: the filter and the order, as the store takes them
	Coordinates string // JSON list of the coordinates that the filter, the order and the columns name
	RowLimit    int64
	RequestedAt Instant
	ExpiresAt   Instant // the first instant at which it can't be fetched
	SentAt      Instant // when it was fetched, else zero
	RowCount    int64   // rows sent
}

// StateAt says whether the export can be fetched at a moment.
func (e *Export) StateAt(now Instant) ExportState {
	switch {
	case !e.SentAt.IsZero():
		return ExportSent
	case now >= e.ExpiresAt:
		return ExportExpired
	}
	return ExportReady
}

// RowID identifies the export.
func (e *Export) RowID() ID { return e.ID }

// AccessClass says that the export itself is the bank's.
func (e *Export) AccessClass() RowClass { return ClassNone }
