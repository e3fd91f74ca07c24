package audit

import (
	"fmt"

	"golang.org/x/mod/sumdb/tlog"

	"foyer/model"
)

// Hash is the hash of a leaf, of a node or of the whole tree.
type Hash = [32]byte

// Position names a stored hash of the tree: that of the subtree at a level (leaves
// are level 0), counted from the left.
type Position struct {
	Level int
	Place int64
	// Stored is the position in the order in which hashes are completed.
	Stored int64
}

// HashReader reads stored hashes, in the order in which they are asked for.
type HashReader func(positions []Position) ([]Hash, error)

// tlog reads through reader by the numbers that the library counts in.
func (read HashReader) tlog() tlog.HashReader {
	return tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		positions := make([]Position, len(indexes))
		for i, index := range indexes {
			level, place := tlog.SplitStoredHashIndex(index)
			positions[i] = Position{Level: level, Place: place, Stored: index}
		}
		hashes, err := read(positions)
		if err != nil {
			return nil, err
		}
		out := make([]tlog.Hash, len(hashes))
		for i, hash := range hashes {
			out[i] = tlog.Hash(hash)
		}
		return out, nil
	})
}

// Tree is a tree that grows. It keeps the hashes of its right edge, so that a
// batch of records needs no reading.
type Tree struct {
	size int64
	edge map[int64]tlog.Hash // by stored position
}

// OpenTree takes up the tree of a size whose hashes read gives.
func OpenTree(size int64, read HashReader) (*Tree, error) {
	tree := &Tree{size: size, edge: map[int64]tlog.Hash{}}
	edge := edgeOf(size)
	hashes, err := read.tlog().ReadHashes(edge)
	if err != nil {
		return nil, fmt.Errorf("read the edge of the audit tree: %w", err)
	}
	for i, position := range edge {
		tree.edge[position] = hashes[i]
	}
	return tree, nil
}

// edgeOf lists the stored positions of the complete subtrees that make up a tree.
func edgeOf(size int64) []int64 {
	var edge []int64
	for level := 62; level >= 0; level-- {
		if size&(1<<level) != 0 {
			edge = append(edge, tlog.StoredHashIndex(level, size>>level-1))
		}
	}
	return edge
}

// Leaf is what a record added to the tree: its place, the hash of its leaf, and
// the inner nodes that it completed.
type Leaf struct {
	Place int64
	Hash  Hash
	Nodes []Node
}

// Node is the hash of an inner node at its stored position.
type Node struct {
	Stored int64
	Hash   Hash
}

// Add gives a record the next place of the tree.
func (t *Tree) Add(record *model.AuditRecord) (Leaf, error) {
	leaf := tlog.RecordHash(Encode(record))
	hashes, err := tlog.StoredHashesForRecordHash(t.size, leaf, t.reader())
	if err != nil {
		return Leaf{}, fmt.Errorf("add a record to the audit tree: %w", err)
	}
	added := Leaf{Place: t.size, Hash: Hash(leaf)}
	first := tlog.StoredHashIndex(0, t.size)
	for i, hash := range hashes {
		t.edge[first+int64(i)] = hash
		if i > 0 {
			added.Nodes = append(added.Nodes, Node{Stored: first + int64(i), Hash: Hash(hash)})
		}
	}
	t.size++
	t.trim()
	return added, nil
}

// trim forgets what is no longer on the edge.
func (t *Tree) trim() {
	kept := make(map[int64]tlog.Hash, 64)
	for _, position := range edgeOf(t.size) {
		kept[position] = t.edge[position]
	}
	t.edge = kept
}

func (t *Tree) reader() tlog.HashReader {
	return tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		out := make([]tlog.Hash, len(indexes))
		for i, index := range indexes {
			hash, found := t.edge[index]
			if !found {
				return nil, fmt.Errorf("hash %d is not on the edge of the tree", index)
			}
			out[i] = hash
		}
		return out, nil
	})
}

// Root is the hash of the whole tree.
func (t *Tree) Root() (Hash, error) {
	root, err := tlog.TreeHash(t.size, t.reader())
	if err != nil {
		return Hash{}, fmt.Errorf("hash the audit tree: %w", err)
	}
	return Hash(root), nil
}

// RootAt computes the root of the first size records from stored hashes.
func RootAt(size int64, read HashReader) (Hash, error) {
	root, err := tlog.TreeHash(size, read.tlog())
	if err != nil {
		return Hash{}, fmt.Errorf("hash the audit tree at %d: %w", size, err)
	}
	return Hash(root), nil
}

// Inclusion gives the hashes that lead from the record at a place to the root of
// the first size records.
func Inclusion(size, place int64, read HashReader) ([]Hash, error) {
	proof, err := tlog.ProveRecord(size, place, read.tlog())
	if err != nil {
		return nil, fmt.Errorf("prove the record at place %d: %w", place, err)
	}
	hashes := make([]Hash, len(proof))
	for i, hash := range proof {
		hashes[i] = Hash(hash)
	}
	return hashes, nil
}

// Extends tells whether the tree of a size with a root began as the tree of an
// older size with its root, as far as the stored hashes say.
func Extends(older int64, olderRoot Hash, size int64, root Hash, read HashReader) error {
	if older == 0 {
		return nil
	}
	proof, err := tlog.ProveTree(size, older, read.tlog())
	if err != nil {
		return fmt.Errorf("compare the audit tree with its last checkpoint: %w", err)
	}
	return tlog.CheckTree(proof, size, tlog.Hash(root), older, tlog.Hash(olderRoot))
}
