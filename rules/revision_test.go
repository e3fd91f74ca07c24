package rules_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"foyer/model"
	"foyer/rules"
)

func TestARevisionIsNamedByItsContent(t *testing.T) {
	t.Parallel()
	embedded, err := rules.Embedded()
	require.NoError(t, err)
	require.Regexp(t, "^sha256:[0-9a-f]{64}$", embedded.ID())

	fromDir, err := rules.FromDir("policy")
	require.NoError(t, err)
	require.Equal(t, embedded.ID(), fromDir.ID())

	again, err := rules.FromContent(embedded.Content())
	require.NoError(t, err)
	require.Equal(t, embedded.ID(), again.ID())
	require.Equal(t, embedded.Content(), again.Content())

	changed, err := rules.FromContent(strings.Replace(embedded.Content(), "Vehicle loan", "Car loan", 1))
	require.NoError(t, err)
	require.NotEqual(t, embedded.ID(), changed.ID())
}

func TestARevisionHoldsNothingButRulesAndData(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(dir, "README.md"), []byte("words"), 0o600))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "ages.json"), []byte("[]"), 0o600))
	revision, err := rules.FromDir(dir)
	require.NoError(t, err)
	require.JSONEq(t, `{"ages.json": "[]"}`, revision.Content())
}

func TestAFolderThatIsNoPolicyIsRefused(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "policy.rego")
	require.NoError(t, os.WriteFile(file, []byte{0xff, 0xfe}, 0o600))
	for name, wanted := range map[string]struct{ dir, message string }{
		"a folder that does not exist": {filepath.Join(t.TempDir(), "none"), "there is no folder"},
		"a file":                       {file, "is a file"},
		"an empty folder":              {t.TempDir(), "no *.rego or *.json file"},
		"a file in another encoding":   {filepath.Dir(file), "is not UTF-8"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := rules.FromDir(wanted.dir)
			require.ErrorContains(t, err, wanted.message)
			require.Equal(t, model.CodeInvalid, model.CodeOf(err))
		})
	}
}

func TestContentThatIsNoRevisionIsRefused(t *testing.T) {
	t.Parallel()
	for name, content := range map[string]string{
		"not JSON":              "policy",
		"a path out of the way": `{"../a.rego": "package a"}`,
		"another kind of file":  `{"a.sh": "exit"}`,
		"nothing":               `{}`,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := rules.FromContent(content)
			require.Equal(t, model.CodeInvalid, model.CodeOf(err))
		})
	}
}
