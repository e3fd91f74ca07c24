// Command mutate shows that the tests notice when enforcement is taken out of the
// code: it removes one check at a time, runs the tests on what is left, and says
// which removals nobody noticed. Run it from the root of the project:
//
//	go run ./secrecy/mutate            every check, one after the other
//	go run ./secrecy/mutate -list      say what would be removed
//	go run ./secrecy/mutate -only 3,7  these only
package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
)

// enforcing are the files in which access is enforced.
var enforcing = []string{
	"graph/access.go", "graph/input*.go", "graph/mask.go", "graph/reason*.go", "graph/cursor.go", "graph/read.go", "graph/node.go",
	"graph/operation.go", "graph/cohort.go", "graph/export*.go", "graph/statistics*.go", "graph/guard*.go", "graph/limit*.go",
	"store/scope.go", "store/filter*.go", "store/read*.go", "store/search.go", "store/narrow*.go", "store/condition*.go",
	"store/statistics*.go", "desk/command.go", "rules/machine.go", "rules/purpose*.go", "auth/auth.go", "auth/session*.go",
}

// longest is how long the tests may take on one removal.
const longest = 5 * time.Minute

func main() {
	list := flag.Bool("list", false, "say what would be removed")
	only := flag.String("only", "", "numbers of the removals to try, separated by commas")
	tests := flag.String("tests", "./secrecy ./graph ./store ./desk ./auth ./rules", "packages whose tests must notice")
	flag.Parse()
	if err := run(*list, *only, strings.Fields(*tests)); err != nil {
		fmt.Fprintln(os.Stderr, "mutate:", err)
		os.Exit(1)
	}
}

func run(list bool, only string, tests []string) error {
	removals, err := findAll()
	if err != nil {
		return err
	}
	wanted := strings.Split(only, ",")
	noticed, tried := 0, 0
	for i, one := range removals {
		if only != "" && !slices.Contains(wanted, strconv.Itoa(i+1)) {
			continue
		}
		if list {
			fmt.Printf("%3d %s\n", i+1, one)
			continue
		}
		result, err := one.try(tests)
		if err != nil {
			return err
		}
		fmt.Printf("%3d %-9s %s\n", i+1, result, one)
		if result != broken {
			tried++
		}
		if result == killed {
			noticed++
		}
	}
	if !list {
		fmt.Printf("%d of %d removals noticed\n", noticed, tried)
	}
	return nil
}

func findAll() ([]removal, error) {
	var found []removal
	for _, pattern := range enforcing {
		files, err := filepath.Glob(pattern)
		if err != nil {
			return nil, fmt.Errorf("look for %s: %w", pattern, err)
		}
		for _, file := range files {
			if strings.HasSuffix(file, "_test.go") {
				continue
			}
			removals, err := find(file)
			if err != nil {
				return nil, err
			}
			found = append(found, removals...)
		}
	}
	return found, nil
}

// What became of a removal.
const (
	killed   = "noticed"
	survived = "SURVIVED"
	broken   = "no build" // what is left does not compile, so it can't be shipped either
)

// try runs the tests on the code without one check.
func (r removal) try(tests []string) (string, error) {
	folder, err := os.MkdirTemp("", "foyer-mutate-")
	if err != nil {
		return "", fmt.Errorf("make a folder: %w", err)
	}
	defer os.RemoveAll(folder)
	changed, overlay := filepath.Join(folder, "changed.go"), filepath.Join(folder, "overlay.json")
	original, err := filepath.Abs(r.file)
	if err != nil {
		return "", fmt.Errorf("find %s: %w", r.file, err)
	}
	text, err := json.Marshal(map[string]any{"Replace": map[string]string{original: changed}})
	if err != nil {
		return "", fmt.Errorf("write the overlay: %w", err)
	}
	if err := errors.Join(os.WriteFile(changed, r.text, 0o600), os.WriteFile(overlay, text, 0o600)); err != nil {
		return "", fmt.Errorf("write the change: %w", err)
	}
	if exec.Command("go", "build", "-overlay", overlay, "./"+filepath.Dir(r.file)).Run() != nil {
		return broken, nil
	}
	ctx, cancel := context.WithTimeout(context.Background(), longest)
	defer cancel()
	for _, pkg := range tests {
		command := exec.CommandContext(ctx, "go", "test", "-overlay", overlay, "-failfast", pkg)
		command.Env = append(os.Environ(), "FOYER_SEED=1")
		if command.Run() != nil {
			return killed, nil
		}
	}
	return survived, nil
}
