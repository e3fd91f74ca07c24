package main

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/format"
	"go/parser"
	"go/token"
	"os"
	"regexp"
)

// removal is a file without one of its checks.
type removal struct {
	file string
	line int
	what string
	text []byte // of the whole file
}

func (r removal) String() string { return fmt.Sprintf("%s:%d %s", r.file, r.line, r.what) }

// find lists what can be removed from a file: every condition about a right that
// ends a function early, and every use of the condition by which a statement leaves
// out rows that the viewer does not see.
func find(file string) ([]removal, error) {
	source, err := os.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", file, err)
	}
	set := token.NewFileSet()
	tree, err := parser.ParseFile(set, file, source, parser.ParseComments)
	if err != nil {
		return nil, fmt.Errorf("parse %s: %w", file, err)
	}
	var found []removal
	replace := func(node ast.Node, by, what string) {
		from, to := set.Position(node.Pos()).Offset, set.Position(node.End()).Offset
		changed := append(append(bytes.Clone(source[:from]), by...), source[to:]...)
		if formatted, err := format.Source(changed); err == nil {
			found = append(found, removal{file, set.Position(node.Pos()).Line, what, formatted})
		}
	}
	ast.Inspect(tree, func(node ast.Node) bool {
		switch node := node.(type) {
		case *ast.IfStmt:
			condition := string(source[set.Position(node.Cond.Pos()).Offset:set.Position(node.Cond.End()).Offset])
			if leaves(node.Body) && aboutRights.MatchString(condition) {
				replace(node.Cond, "("+condition+") && false", "if "+condition)
			}
		case *ast.CallExpr:
			if called, is := node.Fun.(*ast.Ident); is && called.Name == "visibleClass" {
				replace(node, `"CAST(? AS BIGINT) IS NOT NULL"`, "rows that are not seen")
			}
		}
		return true
	})
	return found, nil
}

// leaves tells whether a block ends its function.
func leaves(block *ast.BlockStmt) bool {
	if len(block.List) == 0 {
		return false
	}
	_, returns := block.List[len(block.List)-1].(*ast.ReturnStmt)
	return returns
}

// aboutRights are the conditions that decide what a person may see or do.
var aboutRights = regexp.MustCompile(`verdict|refus|Visible|Show|Deny|Mask\b|actor == nil|export == nil|StateAt|classes|lost\(|revisionMark|` +
	`Runs\(|RowLimit|maxFirst|spent\.|missing|maxVariableDepth|m\.open|staff\(\)|scope\.(Actor|Rows)|MaxFilter|[mM]achine|customer == nil|ContainsRune`)
