package main

import (
	"fmt"
	"os"

	"foyer/graph"
	"foyer/model"
)

// gateFlags say what the desk lets in.
type gateFlags struct {
	TrustedDocuments string `type:"path" placeholder:"FILE" help:"Documents that an application was built with: a JSON object of documents by sha256:<hex> or by name."`
	TrustedMode      string `default:"off" enum:"off,warn,enforce" placeholder:"MODE" help:"What happens to other documents: off serves them, warn logs and counts them, enforce refuses them. Default: ${default}."`
	RateLimit        bool   `negatable:"" default:"true" help:"Refuse people who ask for more than their role's cost of a minute."`
}

// manifest reads the trusted documents, nil when there are none.
func (f *gateFlags) manifest() (_ *graph.Manifest, err error) {
	if f.TrustedDocuments == "" {
		if f.TrustedMode != string(graph.TrustOff) {
			return nil, model.Invalidf("--trusted-mode", "%s needs documents to trust: give --trusted-documents FILE", f.TrustedMode)
		}
		return nil, nil
	}
	if err := mustBeFile("--trusted-documents", f.TrustedDocuments); err != nil {
		return nil, err
	}
	file, err := os.Open(f.TrustedDocuments)
	if err != nil {
		return nil, model.Invalidf("--trusted-documents", "%s can't be read (%v)", f.TrustedDocuments, err)
	}
	defer file.Close()
	manifest, err := graph.ReadManifest(file)
	if err != nil {
		return nil, fmt.Errorf("--trusted-documents %s: %w", f.TrustedDocuments, err)
	}
	return manifest, nil
}
