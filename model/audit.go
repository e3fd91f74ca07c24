package model

// AuditRecord is what the bank keeps of one operation: who, why, which
// coordinates, which rows, under which rules. It is written in the transaction of
// any change, and before an answer with customers' data leaves. It holds
// identifiers and never values of customers' data. Its ID is the decision id.
type AuditRecord struct {
	ID             ID `bun:"id,pk"`
	At             Instant
	DurationMicros int64  // from the request to the record
	EmployeeID     ID     // zero for the bank's own commands
	Roles          string // the roles held, separated by spaces
	Purpose        Purpose
	RequestID      string
	Operation      string // query, mutation, subscription or command, with its name
	Document       string // sha256 of the document text, hexadecimal
	Schema         string // sha256 of the schema text, hexadecimal
	Revision       string
	Shown          string // JSON list of the coordinates shown
	Masked         string // JSON object: coordinate masked → rule
	Denied         string // JSON object: coordinate denied → rule
	Rows           []byte // the rows reached, as EncodeRows writes them
	Emergency      bool   // rows were reached through an emergency access
	Outcome        string // OK or an error code
}

// RowID identifies the record.
func (a *AuditRecord) RowID() ID { return a.ID }

// AccessClass says that no customer is behind the record.
func (a *AuditRecord) AccessClass() RowClass { return ClassNone }
