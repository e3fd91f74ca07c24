package audit

import (
	"reflect"
	"testing"

	"github.com/stretchr/testify/require"

	"foyer/model"
)

func TestEveryColumnOfARecordIsInItsLeaf(t *testing.T) {
	t.Parallel()
	whole := Encode(newRecord(5))
	kind := reflect.TypeFor[model.AuditRecord]()
	for i := range kind.NumField() {
		changed := newRecord(5)
		change(t, reflect.ValueOf(changed).Elem().Field(i))
		require.NotEqual(t, whole, Encode(changed), "the column %s is not in the leaf", kind.Field(i).Name)
		text := LineOf(changed)
		again, err := text.record()
		require.NoError(t, err)
		require.Equal(t, changed, again, "the column %s is not in an export", kind.Field(i).Name)
	}
}

// change gives a column another value.
func change(t *testing.T, column reflect.Value) {
	t.Helper()
	switch column.Kind() {
	case reflect.Array:
		column.Index(15).SetUint(column.Index(15).Uint() ^ 1)
	case reflect.Int64:
		column.SetInt(column.Int() + 1)
	case reflect.String:
		column.SetString(column.String() + "x")
	case reflect.Slice:
		column.SetBytes(append([]byte{}, append(column.Bytes(), 0)...))
	case reflect.Bool:
		column.SetBool(!column.Bool())
	default:
		t.Fatalf("a column of kind %s has no case here", column.Kind())
	}
}

func TestTextCannotMoveFromOneColumnToTheNext(t *testing.T) {
	t.Parallel()
	one, other := newRecord(1), newRecord(1)
	one.Roles, one.Purpose = "AUDITOR", "SERVICE"
	other.Roles, other.Purpose = "AUDITORS", "ERVICE"
	require.NotEqual(t, Encode(one), Encode(other))
}
