// Command print prints the whole schema in one text, as clients see it.
package main

import (
	"fmt"
	"os"

	"foyer/graph"
)

func main() {
	if _, err := fmt.Print(graph.Schema()); err != nil {
		os.Exit(1)
	}
}
