package model

import (
	"encoding/binary"
	"errors"
	"maps"
	"slices"
)

// EncodeRows writes the rows that an operation reached, by type: for each type in
// order its name and its identifiers in order, each once. No rows are no bytes.
func EncodeRows(rows map[string][]ID) []byte {
	out := []byte{}
	for _, kind := range slices.Sorted(maps.Keys(rows)) {
		ids := slices.CompactFunc(slices.SortedFunc(slices.Values(rows[kind]), ID.Compare), func(a, b ID) bool { return a == b })
		if len(ids) == 0 {
			continue
		}
		out = binary.AppendUvarint(out, uint64(len(kind)))
		out = append(out, kind...)
		out = binary.AppendUvarint(out, uint64(len(ids)))
		for _, id := range ids {
			out = append(out, id[:]...)
		}
	}
	return out
}

var errRows = errors.New("the rows of an audit record can't be read")

// DecodeRows reads what EncodeRows wrote.
func DecodeRows(encoded []byte) (map[string][]ID, error) {
	rows := map[string][]ID{}
	for len(encoded) > 0 {
		name, rest, err := lengthOf(encoded)
		if err != nil || name > uint64(len(rest)) {
			return nil, errRows
		}
		kind := string(rest[:name])
		count, rest, err := lengthOf(rest[name:])
		if err != nil || count > uint64(len(rest)/len(ID{})) {
			return nil, errRows
		}
		for range count {
			rows[kind] = append(rows[kind], ID(rest[:len(ID{})]))
			rest = rest[len(ID{}):]
		}
		encoded = rest
	}
	return rows, nil
}

func lengthOf(encoded []byte) (uint64, []byte, error) {
	value, read := binary.Uvarint(encoded)
	if read <= 0 {
		return 0, nil, errRows
	}
	return value, encoded[read:], nil
}
