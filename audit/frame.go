package audit

import "math/bits"

// Frame is what an export holds of the tree around its records: the hashes of the
// complete subtrees before the first record, and of those behind the last one, so
// that the root can be computed from the records in between.
type Frame struct {
	First int64 // place of the first record
	End   int64 // place behind the last record
	Size  int64 // of the tree
	Left  []Hash
	Right []Hash
}

// ReadFrame reads the hashes around the records [first, end) of a tree of a size.
func ReadFrame(first, end, size int64, read HashReader) (Frame, error) {
	frame := Frame{First: first, End: end, Size: size}
	var err error
	if frame.Left, err = readSpans(spans(0, first), read); err != nil {
		return Frame{}, err
	}
	frame.Right, err = readSpans(spans(end, size), read)
	return frame, err
}

func readSpans(parts []span, read HashReader) ([]Hash, error) {
	if len(parts) == 0 {
		return nil, nil
	}
	positions := make([]Position, len(parts))
	for i, part := range parts {
		positions[i] = Position{Level: part.level, Place: part.from >> part.level, Stored: part.stored()}
	}
	return read(positions)
}

// span is a complete subtree: 1<<level leaves from a place on.
type span struct {
	level int
	from  int64
}

// stored is the position of the span's hash in the order of completion: behind
// all hashes completed up to its last leaf but for the parents of the span.
func (s span) stored() int64 {
	return Completed(s.from+1<<s.level-1) + int64(s.level)
}

// Completed is how many hashes, leaves and inner nodes, a tree of a size has
// completed: the first stored position behind them.
func Completed(size int64) int64 { return 2*size - int64(bits.OnesCount64(uint64(size))) }

// spans cuts the places [from, to) into the largest complete subtrees.
func spans(from, to int64) []span {
	var parts []span
	for from < to {
		level := bits.TrailingZeros64(uint64(from))
		if from == 0 {
			level = 62
		}
		for level > 0 && from+1<<level > to {
			level--
		}
		parts = append(parts, span{level, from})
		from += 1 << level
	}
	return parts
}
