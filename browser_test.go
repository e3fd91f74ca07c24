package main

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// TestGraphiQLOpensInABrowserUnderItsContentPolicy needs what "make test" brings:
// a built console and Chromium. A build server (CI=true) must have them; without
// them a developer's run only checks that the page answers.
func TestGraphiQLOpensInABrowserUnderItsContentPolicy(t *testing.T) {
	t.Parallel()
	s := openBank(t).serve(t)
	url := "http://" + s.address + "/graphiql"
	_, page := get(t, url)
	require.Contains(t, page, "<title>")
	browser, missing := exec.LookPath("chromium")
	_, unbuilt := os.Stat(filepath.Join("web", "dist", "graphiql.html"))
	if (missing != nil || unbuilt != nil) && os.Getenv("CI") == "" {
		return
	}
	require.NoError(t, missing)
	require.NoError(t, unbuilt)

	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	command := exec.CommandContext(ctx, browser, "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
		"--user-data-dir="+t.TempDir(), "--virtual-time-budget=10000", "--enable-logging=stderr", "--dump-dom", url)
	var dom, log bytes.Buffer
	command.Stdout, command.Stderr = &dom, &log
	require.NoError(t, command.Run())
	require.Contains(t, dom.String(), "graphiql-editor", "the editor is drawn")
	require.NotContains(t, log.String(), "Content Security Policy", "nothing of it is refused")
}
