package audit

import (
	"encoding/binary"

	"foyer/model"
)

// encoding begins the text of every leaf, so that another encoding can follow
// without the two being taken for each other.
const encoding = "foyer audit record 1\n"

// Encode writes a record as bytes that say all of its columns and nothing else:
// texts and bytes after their length, numbers in eight bytes, always in the same
// order. Two records have the same bytes only when they are the same.
func Encode(record *model.AuditRecord) []byte {
	out := make([]byte, 0, 512+len(record.Shown)+len(record.Masked)+len(record.Denied)+len(record.Rows))
	out = append(out, encoding...)
	out = append(out, record.ID[:]...)
	out = binary.BigEndian.AppendUint64(out, uint64(record.At))
	out = binary.BigEndian.AppendUint64(out, uint64(record.DurationMicros))
	out = append(out, record.EmployeeID[:]...)
	for _, text := range []string{
		record.Roles, string(record.Purpose), record.RequestID, record.Operation, record.Document, record.Schema,
		record.Revision, record.Shown, record.Masked, record.Denied, string(record.Rows), record.Outcome,
	} {
		out = binary.AppendUvarint(out, uint64(len(text)))
		out = append(out, text...)
	}
	out = binary.BigEndian.AppendUint64(out, uint64(record.Misses))
	if record.Emergency {
		return append(out, 1)
	}
	return append(out, 0)
}
