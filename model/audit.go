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
	Misses         int64  // identifiers asked for that do not exist for the viewer
	Emergency      bool   // rows were reached through an emergency access
	Outcome        string // OK or an error code
}

// AuditArrival is a record that has no place in the tree yet.
type AuditArrival struct {
	RecordID ID `bun:"record_id,pk"`
}

// AuditPlace is the place of a record in the tree, counted from 0, with the hash
// of its leaf.
type AuditPlace struct {
	Place    int64 `bun:"place,pk"`
	RecordID ID
	Hash     []byte
}

// AuditNode is the hash of an inner node of the tree, at its position in the order
// in which nodes are completed (leaves counted).
type AuditNode struct {
	Position int64 `bun:"position,pk"`
	Hash     []byte
}

// AuditCheckpoint is a signed statement of how the tree was at a size.
type AuditCheckpoint struct {
	Size int64 `bun:"size,pk"` // records under it
	Root []byte
	At   Instant
	Note string // the signed text
}

// AuditCustomer says that the record at a place reached a customer.
type AuditCustomer struct {
	CustomerID ID    `bun:"customer_id,pk"`
	Place      int64 `bun:"place,pk"`
}

// RowID identifies the record.
func (a *AuditRecord) RowID() ID { return a.ID }

// AccessClass says that no customer is behind the record.
func (a *AuditRecord) AccessClass() RowClass { return ClassNone }
