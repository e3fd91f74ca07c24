package audit

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/mod/sumdb/tlog"
	"pgregory.net/rapid"
)

// The test data of Certificate Transparency: leaves, and the root after each.
var (
	publishedLeaves = []string{"", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"}
	publishedRoots  = []string{
		"6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
		"fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
		"aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
		"d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
		"4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
		"76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
		"ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
		"5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
	}
)

func TestRootsAreThoseThatCertificateTransparencyPublished(t *testing.T) {
	t.Parallel()
	var tree stack
	empty := tree.root()
	require.Equal(t, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", hex.EncodeToString(empty[:]))
	for i, leaf := range publishedLeaves {
		content, err := hex.DecodeString(leaf)
		require.NoError(t, err)
		tree.push(0, hashLeaf(content), func(Hash) {})
		root := tree.root()
		require.Equal(t, publishedRoots[i], hex.EncodeToString(root[:]), "after %d leaves", i+1)
	}
}

// shelf keeps the hashes of a tree that tlog grows.
type shelf []tlog.Hash

func (s *shelf) add(t require.TestingT, place int64, content []byte) {
	hashes, err := tlog.StoredHashes(place, content, tlog.HashReaderFunc(s.read))
	require.NoError(t, err)
	*s = append(*s, hashes...)
}

func (s *shelf) read(indexes []int64) ([]tlog.Hash, error) {
	out := make([]tlog.Hash, len(indexes))
	for i, index := range indexes {
		if index >= int64(len(*s)) {
			return nil, fmt.Errorf("no hash at %d", index)
		}
		out[i] = (*s)[index]
	}
	return out, nil
}

func (s *shelf) hashes(positions []Position) ([]Hash, error) {
	out := make([]Hash, len(positions))
	for i, position := range positions {
		if position.Stored != tlog.StoredHashIndex(position.Level, position.Place) {
			return nil, fmt.Errorf("position %v is not where tlog keeps it", position)
		}
		found, err := s.read([]int64{position.Stored})
		if err != nil {
			return nil, err
		}
		out[i] = Hash(found[0])
	}
	return out, nil
}

func TestTheVerifiersTreeAndTheLibrarysAreOne(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		size := rapid.Int64Range(1, 300).Draw(t, "size")
		kept := &shelf{}
		var tree stack
		var completed []Hash
		leaves := make([]Hash, size)
		for place := range size {
			content := sha256.Sum256(fmt.Append(nil, place))
			kept.add(t, place, content[:])
			leaves[place] = hashLeaf(content[:])
			completed = append(completed, leaves[place])
			tree.push(0, leaves[place], func(node Hash) { completed = append(completed, node) })
		}
		for i, hash := range completed {
			require.Equal(t, Hash((*kept)[i]), hash, "hash %d in the order of completion", i)
		}
		root, err := tlog.TreeHash(size, tlog.HashReaderFunc(kept.read))
		require.NoError(t, err)
		require.Equal(t, Hash(root), tree.root())

		place := rapid.Int64Range(0, size-1).Draw(t, "place")
		way, err := Inclusion(size, place, kept.hashes)
		require.NoError(t, err)
		found, ok := rootOf(leaves[place], place, size, way)
		require.True(t, ok)
		require.Equal(t, Hash(root), found)
		require.NoError(t, tlog.CheckRecord(recordProof(way), size, root, place, tlog.Hash(leaves[place])))

		first := rapid.Int64Range(0, size).Draw(t, "first")
		end := rapid.Int64Range(first, size).Draw(t, "end")
		frame, err := ReadFrame(first, end, size, kept.hashes)
		require.NoError(t, err)
		var part stack
		require.True(t, part.fill(first, frame.Left, func() {}))
		for place := first; place < end; place++ {
			part.push(0, leaves[place], func(Hash) {})
		}
		require.True(t, part.fill(size, frame.Right, func() {}))
		require.Equal(t, Hash(root), part.root())
	})
}

func recordProof(way []Hash) tlog.RecordProof {
	var proof tlog.RecordProof
	for _, hash := range way {
		proof = append(proof, tlog.Hash(hash))
	}
	return proof
}
