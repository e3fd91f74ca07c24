package audit

import "crypto/sha256"

// The prefixes by which RFC 6962 keeps leaves and inner nodes apart.
const (
	leafPrefix = 0
	nodePrefix = 1
)

// hashLeaf is the hash of a leaf as RFC 6962 says.
func hashLeaf(content []byte) Hash {
	sum := sha256.New()
	sum.Write([]byte{leafPrefix})
	sum.Write(content)
	return Hash(sum.Sum(nil))
}

// hashNode is the hash of an inner node as RFC 6962 says.
func hashNode(left, right Hash) Hash {
	var text [65]byte
	text[0] = nodePrefix
	copy(text[1:], left[:])
	copy(text[33:], right[:])
	return sha256.Sum256(text[:])
}

// stack computes the hashes of a tree from left to right. It keeps the complete
// subtrees that make up what was put on it, the largest first: that is all that
// the root of any size needs.
type stack struct {
	size  int64 // leaves
	parts []part
}

// part is a complete subtree of 1<<level leaves.
type part struct {
	level int
	hash  Hash
}

// push puts a complete subtree behind what is there, and tells of each inner node
// that it completes, lowest first. The size must be a multiple of the subtree's.
func (s *stack) push(level int, hash Hash, completed func(node Hash)) {
	s.size += 1 << level
	s.parts = append(s.parts, part{level, hash})
	for last := len(s.parts) - 1; last > 0 && s.parts[last].level == s.parts[last-1].level; last-- {
		joined := part{s.parts[last].level + 1, hashNode(s.parts[last-1].hash, s.parts[last].hash)}
		s.parts = append(s.parts[:last-1], joined)
		completed(joined.hash)
	}
}

// fill puts the complete subtrees of the places from size to a place, and tells
// whether there were as many hashes as it takes.
func (s *stack) fill(to int64, hashes []Hash, reached func()) bool {
	parts := spans(s.size, to)
	if len(parts) != len(hashes) || s.size > to {
		return false
	}
	for i, one := range parts {
		s.push(one.level, hashes[i], func(Hash) {})
		reached()
	}
	return true
}

// root is the hash of the tree of what is on the stack.
func (s *stack) root() Hash {
	if len(s.parts) == 0 {
		return sha256.Sum256(nil)
	}
	root := s.parts[len(s.parts)-1].hash
	for i := len(s.parts) - 2; i >= 0; i-- {
		root = hashNode(s.parts[i].hash, root)
	}
	return root
}

// rootOf computes the root of the first size leaves from the hash of the leaf at
// a place and the hashes on its way up, as RFC 6962 says; false when the way has
// another length.
func rootOf(leaf Hash, place, size int64, way []Hash) (Hash, bool) {
	if place < 0 || place >= size {
		return Hash{}, false
	}
	hash, last := leaf, size-1
	for _, beside := range way {
		switch {
		case last == 0:
			return Hash{}, false
		case place%2 == 1 || place == last:
			hash = hashNode(beside, hash)
			for place%2 == 0 && place != 0 { // levels at which the node stands alone
				place, last = place/2, last/2
			}
		default:
			hash = hashNode(hash, beside)
		}
		place, last = place/2, last/2
	}
	return hash, last == 0
}
