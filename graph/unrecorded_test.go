package graph

import (
	"context"
	"net/http"

	"foyer/model"
)

// Unrecorded makes a handler whose operations leave no record, to measure what the
// audit costs.
func Unrecorded(config Config) (http.Handler, error) {
	resolver, err := newResolver(&config)
	if err != nil {
		return nil, err
	}
	resolver.keep = func(context.Context, *model.AuditRecord) error { return nil }
	return resolver.server(&config), nil
}
