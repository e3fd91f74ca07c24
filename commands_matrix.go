package main

import (
	"bufio"
	"context"
	"encoding/csv"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"foyer/model"
	"foyer/rules"
)

type rulesMatrix struct {
	databaseFlags
	Dir     string `arg:"" optional:"" type:"path" help:"Policy folder; default: the policies inside the program."`
	Format  string `enum:"markdown,csv" default:"markdown" help:"markdown: equal cells put together; csv: one line per cell."`
	Role    string `help:"Only this role; default: all."`
	Purpose string `help:"Only this purpose; default: all."`
}

type rulesDiff struct {
	databaseFlags
	Old    string `arg:"" type:"path" help:"Policy folder before."`
	New    string `arg:"" type:"path" help:"Policy folder after."`
	Format string `enum:"markdown,csv" default:"markdown" help:"markdown: equal changes put together; csv: one line per cell."`
}

// Run prints the access matrix of a policy.
func (c *rulesMatrix) Run(ctx context.Context, m *machine) error {
	engine, err := policyEngine(ctx, c.Dir)
	if err != nil {
		return err
	}
	roles, err := oneWord("role", c.Role, model.Roles)
	if err != nil {
		return err
	}
	purposes, err := oneWord("purpose", c.Purpose, model.Purposes)
	if err != nil {
		return err
	}
	out := bufio.NewWriter(m.stdout)
	if c.Format == "csv" {
		if err := matrixCSV(out, engine, roles, purposes); err != nil {
			return fmt.Errorf("write the matrix: %w", err)
		}
	} else {
		matrixMarkdown(out, engine, roles, purposes)
	}
	if err := out.Flush(); err != nil {
		return fmt.Errorf("write the matrix: %w", err)
	}
	return nil
}

// Run prints what differs in access between two policies.
func (c *rulesDiff) Run(ctx context.Context, m *machine) error {
	before, err := policyEngine(ctx, c.Old)
	if err != nil {
		return err
	}
	after, err := policyEngine(ctx, c.New)
	if err != nil {
		return err
	}
	changes := rules.AccessDiff(before, after)
	out := bufio.NewWriter(m.stdout)
	if c.Format == "csv" {
		if err := changesCSV(out, changes); err != nil {
			return fmt.Errorf("write the differences: %w", err)
		}
	} else {
		changesMarkdown(out, changes)
		fmt.Fprintf(out, "\n%d verdicts differ from %s to %s\n", len(changes), before.Revision().ID(), after.Revision().ID())
	}
	if err := out.Flush(); err != nil {
		return fmt.Errorf("write the differences: %w", err)
	}
	return nil
}

// policyEngine makes the engine of a policy folder, "" for the shipped one.
func policyEngine(ctx context.Context, dir string) (*rules.Engine, error) {
	if err := mustBePolicy(dir); err != nil {
		return nil, err
	}
	revision, err := rules.Embedded()
	if dir != "" {
		revision, err = rules.FromDir(dir)
	}
	if err != nil {
		return nil, err
	}
	return rules.NewEngine(ctx, revision)
}

// oneWord gives the word named, none for "".
func oneWord[T ~string](name, word string, words []T) ([]T, error) {
	if word == "" {
		return nil, nil
	}
	if !slices.Contains(words, T(word)) {
		return nil, model.Invalidf(name, "there is no %s; expected one of %v", word, words)
	}
	return []T{T(word)}, nil
}

func matrixCSV(out io.Writer, engine *rules.Engine, roles []model.Role, purposes []model.Purpose) error {
	table := csv.NewWriter(out)
	if err := table.Write([]string{"role", "purpose", "class", "coordinate", "group", "verdict", "mask", "rule"}); err != nil {
		return err
	}
	for cell := range engine.Matrix(roles, purposes) {
		line := append([]string{string(cell.Role), string(cell.Purpose), cell.Class.String(), cell.Coordinate, cell.Group}, verdictCells(cell.Verdict)...)
		if err := table.Write(line); err != nil {
			return err
		}
	}
	table.Flush()
	return table.Error()
}

// verdictCells are the verdict, the mask and the rule.
func verdictCells(verdict model.Verdict) []string {
	return []string{kindWord(verdict.Kind), verdict.Mask, verdict.Rule}
}

func kindWord(kind model.VerdictKind) string {
	return [...]string{model.Deny: "DENY", model.Mask: "MASK", model.Show: "SHOW"}[kind]
}

func verdictText(verdict model.Verdict) string {
	return strings.Join(strings.Fields(strings.Join(verdictCells(verdict), " ")), " ")
}

// matrixMarkdown prints a table per role by groups, then the coordinates of each group.
func matrixMarkdown(out io.Writer, engine *rules.Engine, roles []model.Role, purposes []model.Purpose) {
	fmt.Fprintf(out, "# Access matrix of %s\n", engine.Revision().ID())
	var role model.Role
	for _, row := range engine.CompactMatrix(roles, purposes) {
		if row.Role != role {
			role = row.Role
			fmt.Fprintf(out, "\n## %s\n\n| group | purposes | verdicts by row class |\n|---|---|---|\n", role)
		}
		cells := make([]string, len(row.Cells))
		for i, cell := range row.Cells {
			cells[i] = "**" + verdictText(cell.Verdict) + "**: " + strings.ReplaceAll(rules.ClassesText(cell.Classes), "*", `\*`)
		}
		fmt.Fprintf(out, "| %s | %s | %s |\n", row.Group, joined(row.Purposes), strings.Join(cells, "<br>"))
	}
	byGroup := map[string][]string{}
	claims := engine.Claims()
	for _, coordinate := range engine.Coordinates() {
		byGroup[claims[coordinate]] = append(byGroup[claims[coordinate]], "`"+coordinate+"`")
	}
	fmt.Fprint(out, "\n## Coordinates of the groups\n\n| group | coordinates |\n|---|---|\n")
	for _, group := range slices.Sorted(maps.Keys(byGroup)) {
		fmt.Fprintf(out, "| %s | %s |\n", group, strings.Join(byGroup[group], " "))
	}
}

func joined(purposes []model.Purpose) string {
	words := make([]string, len(purposes))
	for i, purpose := range purposes {
		words[i] = string(purpose)
	}
	return strings.Join(words, " ")
}

func changesCSV(out io.Writer, changes []rules.CellChange) error {
	table := csv.NewWriter(out)
	if err := table.Write([]string{
		"role", "purpose", "class", "coordinate", "verdict_before", "mask_before", "rule_before", "verdict_after", "mask_after", "rule_after",
	}); err != nil {
		return err
	}
	for _, change := range changes {
		line := slices.Concat([]string{string(change.Role), string(change.Purpose), change.Class.String(), change.Coordinate},
			verdictCells(change.Before), verdictCells(change.After))
		if err := table.Write(line); err != nil {
			return err
		}
	}
	table.Flush()
	return table.Error()
}

// changesMarkdown puts the changes of a coordinate that are the same into one line.
func changesMarkdown(out io.Writer, changes []rules.CellChange) {
	type line struct {
		role          model.Role
		purpose       model.Purpose
		coordinate    string
		before, after model.Verdict
	}
	classes, order := map[line][]model.RowClass{}, []line(nil)
	for _, change := range changes {
		key := line{change.Role, change.Purpose, change.Coordinate, change.Before, change.After}
		if classes[key] == nil {
			order = append(order, key)
		}
		classes[key] = append(classes[key], change.Class)
	}
	fmt.Fprint(out, "| role | purpose | coordinate | row classes | before | after |\n|---|---|---|---|---|---|\n")
	for _, key := range order {
		fmt.Fprintf(out, "| %s | %s | `%s` | %s | %s | %s |\n", key.role, key.purpose, key.coordinate,
			strings.ReplaceAll(rules.ClassesText(classes[key]), "*", `\*`), verdictText(key.before), verdictText(key.after))
	}
}
