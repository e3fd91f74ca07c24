package main

import (
	"bufio"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

const (
	longestFile     = 400
	longestFunction = 60
)

// floors is the import law: what each room may import of ours, and why.
var floors = map[string]struct {
	may    []string
	reason string
}{
	"model":                    {nil, "words have no opinions"},
	"migrations":               {nil, "SQL that makes the tables knows nothing of the program"},
	"rules":                    {[]string{"model"}, "a judge sees the file, never the archive"},
	"audit":                    {[]string{"model"}, "who verifies the log trusts nobody who keeps it"},
	"store":                    {[]string{"model", "migrations"}, "the archive never judges"},
	"store/storetest":          {[]string{"store"}, "real databases for the tests of every room"},
	"desk":                     {[]string{"audit", "model", "rules", "store"}, "judgement meets archive here only"},
	"intake":                   {[]string{"model", "store", "desk"}, "data comes in by the same doors"},
	"auth":                     {[]string{"model", "store"}, "a token or a session only identifies"},
	"graph/view":               {[]string{"model", "rules", "store"}, "how the graph's words look outside"},
	"graph/generated/invented": {[]string{"model", "rules", "store", "graph/view"}, "inputs and payloads that gqlgen writes"},
	"graph/generated":          {[]string{"model", "rules", "store", "graph/view", "graph/generated/invented"}, "written by gqlgen from the schema"},
	"graph":                    {[]string{"model", "rules", "store", "desk", "graph/view", "graph/generated", "graph/generated/invented"}, "reads go straight down, changes go through the desk"},
	"graph/print":              {[]string{"graph"}, "writes schema.graphql"},
	"secrecy":                  {nil, "a trial of the whole from outside: tests only"},
	"secrecy/mutate":           {nil, "takes checks out of the code and runs its tests"},
	"web":                      {nil, "the console talks to GraphQL only"},
	"bench":                    {[]string{"model", "rules", "store"}, "measures from outside, and the judge alone"},
	".":                        {[]string{"audit", "auth", "desk", "graph", "intake", "model", "rules", "store", "web"}, "wiring"},
}

// homes names the one room that may know a technology.
var homes = map[string]string{
	"github.com/open-policy-agent/opa":    "rules",
	"github.com/uptrace/bun":              "store",
	"github.com/jackc/pgx":                "store",
	"modernc.org/sqlite":                  "store",
	"github.com/99designs/gqlgen":         "graph",
	"github.com/vektah/gqlparser":         "graph",
	"github.com/lestrrat-go/jwx":          "auth",
	"github.com/coreos/go-oidc":           "auth",
	"golang.org/x/oauth2":                 "auth",
	"golang.org/x/mod/sumdb":              "audit",
	"github.com/alecthomas/kong":          ".",
	"github.com/go-chi/chi":               ".",
	"github.com/prometheus/client_golang": ".",
}

// files lists the files of the project, as a clone has them.
func files(t *testing.T) []string {
	t.Helper()
	left := []string{".git", "var", "node_modules", "dist"}
	var found []string
	err := filepath.WalkDir(".", func(name string, entry fs.DirEntry, err error) error {
		if err == nil && entry.IsDir() && slices.Contains(left, entry.Name()) {
			return fs.SkipDir
		}
		if err == nil && !entry.IsDir() {
			found = append(found, filepath.ToSlash(name))
		}
		return err
	})
	require.NoError(t, err)
	return found
}

func isGenerated(name string) bool { return strings.Contains(name, "/generated/") }

func parse(t *testing.T, name string) (*token.FileSet, *ast.File) {
	t.Helper()
	set := token.NewFileSet()
	file, err := parser.ParseFile(set, name, nil, parser.ParseComments)
	require.NoError(t, err)
	return set, file
}

func TestEveryRoomImportsOnlyWhatItsFloorAllows(t *testing.T) {
	t.Parallel()
	for _, name := range files(t) {
		if !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			continue
		}
		room := path.Dir(name)
		law, known := floors[room]
		require.True(t, known, "%s is in a room that floors does not know: add it with its reason", name)
		_, file := parse(t, name)
		for _, spec := range file.Imports {
			imported := strings.Trim(spec.Path.Value, `"`)
			if own, ours := strings.CutPrefix(imported, "foyer/"); ours {
				require.Contains(t, law.may, own, "%s imports %s, but %s: %s", name, imported, room, law.reason)
			}
			for module, home := range homes {
				if strings.HasPrefix(imported, module) && room != home && !strings.HasPrefix(room, home+"/") {
					t.Errorf("%s imports %s, which only %s may know", name, imported, home)
				}
			}
		}
	}
}

func TestPackagesAreNounsOfTheDomainAndStartNothingByThemselves(t *testing.T) {
	t.Parallel()
	for _, name := range files(t) {
		if !strings.HasSuffix(name, ".go") || isGenerated(name) {
			continue
		}
		_, file := parse(t, name)
		require.NotContains(t, []string{"util", "utils", "common", "helpers", "service", "mock", "mocks"}, file.Name.Name, name)
		for _, declared := range file.Decls {
			if function, is := declared.(*ast.FuncDecl); is && function.Recv == nil {
				require.NotEqual(t, "init", function.Name.Name, "%s has an init function: hand things in instead", name)
			}
		}
	}
}

func TestFilesAndFunctionsAreShort(t *testing.T) {
	t.Parallel()
	for _, name := range files(t) {
		if isGenerated(name) || !slices.Contains([]string{".go", ".rego", ".ts", ".tsx", ".graphqls"}, path.Ext(name)) {
			continue
		}
		require.LessOrEqual(t, lines(t, name), longestFile, "%s has too many lines", name)
		if path.Ext(name) != ".go" {
			continue
		}
		set, file := parse(t, name)
		for _, declared := range file.Decls {
			if function, is := declared.(*ast.FuncDecl); is {
				length := set.Position(function.End()).Line - set.Position(function.Pos()).Line + 1
				require.LessOrEqual(t, length, longestFunction, "%s: function %s has too many lines", name, function.Name.Name)
			}
		}
	}
}

func lines(t *testing.T, name string) int {
	t.Helper()
	file, err := os.Open(name)
	require.NoError(t, err)
	defer file.Close()
	count, scanner := 0, bufio.NewScanner(file)
	scanner.Buffer(nil, 1<<20)
	for scanner.Scan() {
		count++
	}
	require.NoError(t, scanner.Err())
	return count
}

var (
	quoted    = regexp.MustCompile("`([^`\n]+)`")
	linked    = regexp.MustCompile(`\]\(([^)#\s]+)[^)]*\)`)
	pathShape = regexp.MustCompile(`^\.?[A-Za-z0-9_-][A-Za-z0-9_.-]*(/[A-Za-z0-9_.-]+)*/?$`)
	fileShape = regexp.MustCompile(`/|\.(go|md|mod|yml|json|graphql|sql|rego)$`)
)

// made are paths that docs may name though a clone does not have them.
var made = []string{"var/", "node_modules/", "web/dist/", "application/json", "text/event-stream"}

func TestEveryPathThatADocNamesExists(t *testing.T) {
	t.Parallel()
	for _, doc := range files(t) {
		if path.Ext(doc) != ".md" {
			continue
		}
		text, err := os.ReadFile(doc)
		require.NoError(t, err)
		for _, match := range quoted.FindAllStringSubmatch(string(text), -1) {
			name := match[1]
			named := pathShape.MatchString(name) && fileShape.MatchString(name)
			if !named || slices.ContainsFunc(made, func(prefix string) bool { return strings.HasPrefix(name, prefix) }) {
				continue
			}
			requirePath(t, doc, name)
		}
		for _, match := range linked.FindAllStringSubmatch(string(text), -1) {
			if !strings.Contains(match[1], "://") {
				requirePath(t, doc, match[1])
			}
		}
	}
}

// requirePath wants a path from the root, or from the folder of the doc.
func requirePath(t *testing.T, doc, name string) {
	t.Helper()
	if _, err := os.Stat(path.Join(path.Dir(doc), name)); err == nil {
		return
	}
	_, err := os.Stat(name)
	require.NoError(t, err, "%s names %s", doc, name)
}
