package audit

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"foyer/model"
)

func TestAnExportIsVerifiedWithoutItsDatabase(t *testing.T) {
	t.Parallel()
	log := newLog(t, 100, 16)
	for _, part := range [][2]int64{{0, 100}, {0, 1}, {37, 64}, {99, 100}, {50, 50}} {
		report, err := VerifyExport(t.Context(), bytes.NewReader(log.export(t, part[0], part[1])), log.keys, nil)
		require.NoError(t, err, "places %v", part)
		require.Equal(t, part[1]-part[0], report.Records)
		require.Equal(t, int64(100), report.Checkpoint.Size)
	}
}

func TestACheckpointKeptOutsideMustFitAnExport(t *testing.T) {
	t.Parallel()
	log, longer := newLog(t, 100, 16), newLog(t, 120, 120)
	export := log.export(t, 40, 100)
	_, err := VerifyExport(t.Context(), bytes.NewReader(export), log.keys, []string{log.notes[2], log.notes[6]})
	require.NoError(t, err)
	_, err = VerifyExport(t.Context(), bytes.NewReader(export), log.keys, []string{longer.notes[0]})
	require.ErrorContains(t, err, "an older state was put back")
	_, err = VerifyExport(t.Context(), bytes.NewReader(export), log.keys, []string{log.notes[0]})
	require.Equal(t, model.CodeInvalid, model.CodeOf(err), "it lies before the export")

	other := newLog(t, 100, 16)
	other.records[50].Outcome = "FORBIDDEN"
	rewritten := &kept{key: other.key, keys: other.keys, hashes: map[int64]Hash{}}
	tree, err := OpenTree(0, rewritten.read)
	require.NoError(t, err)
	for place, record := range other.records {
		leaf, err := tree.Add(record)
		require.NoError(t, err)
		rewritten.records = append(rewritten.records, record)
		rewritten.hashes[Position{Place: int64(place)}.leaf()] = leaf.Hash
		for _, node := range leaf.Nodes {
			rewritten.hashes[node.Stored] = node.Hash
		}
	}
	root, err := tree.Root()
	require.NoError(t, err)
	rewritten.sign(t, 100, root)
	anew := rewritten.export(t, 0, 100)
	_, err = VerifyExport(t.Context(), bytes.NewReader(anew), log.keys, nil)
	require.NoError(t, err, "who has the key can write another log")
	_, err = VerifyExport(t.Context(), bytes.NewReader(anew), log.keys, log.notes[6:])
	require.ErrorContains(t, err, "written anew", "but not against a checkpoint kept outside")
}

func TestAProofIsVerifiedByItself(t *testing.T) {
	t.Parallel()
	log := newLog(t, 77, 77)
	for _, place := range []int64{0, 1, 40, 63, 64, 76} {
		way, err := Inclusion(77, place, log.read)
		require.NoError(t, err)
		text, err := json.Marshal(NewProof(place, log.records[place], way, log.notes[0]))
		require.NoError(t, err)
		proof, err := ReadProof(text)
		require.NoError(t, err)
		checkpoint, err := proof.Verify(log.keys)
		require.NoError(t, err)
		require.Equal(t, int64(77), checkpoint.Size)

		proof.Record.Outcome = "FORBIDDEN"
		_, err = proof.Verify(log.keys)
		var broken *Broken
		require.ErrorAs(t, err, &broken)
		require.Equal(t, place, broken.First)
	}
	_, err := ReadProof([]byte(`{"place": 1, "extra": 2}`))
	require.Equal(t, model.CodeInvalid, model.CodeOf(err))
}

func TestACheckpointIsReadOnlyAsItWasSigned(t *testing.T) {
	t.Parallel()
	log := newLog(t, 3, 3)
	checkpoint, err := log.keys.Open(log.notes[0])
	require.NoError(t, err)
	require.Equal(t, log.checkpoints[0], checkpoint)
	stranger, err := ParseKeys(newKey(t, 2).Public())
	require.NoError(t, err)
	for name, text := range map[string]string{
		"another size": strings.Replace(log.notes[0], "\n3\n", "\n4\n", 1),
		"no signature": log.notes[0][:strings.Index(log.notes[0], "\n\n")+2],
		"nothing":      "",
	} {
		_, err := log.keys.Open(text)
		require.Error(t, err, name)
	}
	_, err = stranger.Open(log.notes[0])
	require.ErrorContains(t, err, "none of the known keys")
}

func TestTheKeyIsMadeOnceAndKeptToItsOwner(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "keys", "bank.audit-key")
	_, err := ReadKey(file)
	require.ErrorIs(t, err, os.ErrNotExist)
	made, err := OpenKey(file, bytes.NewReader(bytes.Repeat([]byte{7}, 200)))
	require.NoError(t, err)
	again, err := OpenKey(file, bytes.NewReader(nil))
	require.NoError(t, err)
	require.Equal(t, made.Public(), again.Public())
	require.NoError(t, os.Chmod(file, 0o644))
	_, err = OpenKey(file, bytes.NewReader(nil))
	require.ErrorContains(t, err, "chmod 600")
	require.NoError(t, os.Chmod(file, 0o600))
	require.NoError(t, os.WriteFile(file, []byte("nonsense"), 0o600))
	_, err = OpenKey(file, bytes.NewReader(nil))
	require.Equal(t, model.CodeInvalid, model.CodeOf(err))
}

func TestAFormulaInASheetIsInert(t *testing.T) {
	t.Parallel()
	for _, cell := range []string{"=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "\n=1"} {
		require.Equal(t, "'"+cell, inert(cell))
	}
	require.Equal(t, "query {a=b}", inert("query {a=b}"))
	record := newRecord(4)
	record.Operation = "=HYPERLINK(\"x\")"
	var out bytes.Buffer
	sheet, err := NewSheet(&out)
	require.NoError(t, err)
	require.NoError(t, sheet.Record(4, record))
	require.NoError(t, sheet.End())
	require.Contains(t, out.String(), `"'=HYPERLINK(""x"")"`)
}
