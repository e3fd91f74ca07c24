package graph

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"path"

	"foyer/graph/view"
	"foyer/model"
)

var errNoExport = model.NotFoundf("no such export")

// exportStatuses are the answers to who can't have an export. Everything that is not the
// viewer's export is not found.
var exportStatuses = map[model.Code]int{
	model.CodeUnauthenticated: http.StatusUnauthorized, model.CodeForbidden: http.StatusForbidden,
	model.CodeNotFound: http.StatusNotFound, model.CodeConflict: http.StatusGone, model.CodeUnavailable: http.StatusServiceUnavailable,
}

// Exports makes the handler of GET /exports/{id}: the list that an employee asked
// for, once, as CSV. Its rows are read, and its columns judged, with the rights of
// the moment; the record of the audit is durable before the first byte leaves.
func Exports(config Config) (http.Handler, error) {
	r, err := newResolver(&config)
	if err != nil {
		return nil, err
	}
	return http.HandlerFunc(func(w http.ResponseWriter, request *http.Request) {
		w.Header().Set("Cache-Control", "no-store")
		if request.Method != http.MethodGet { // to look at the head alone would use the export up
			w.Header().Set("Allow", http.MethodGet)
			w.WriteHeader(http.StatusMethodNotAllowed)
			return
		}
		content, err := r.export(request.Context(), path.Base(request.URL.Path), request.Header.Get("X-Request-Id"))
		if err != nil {
			r.refuseExport(w, request, err)
			return
		}
		w.Header().Set("Content-Type", "text/csv; charset=utf-8")
		w.Header().Set("Content-Disposition", `attachment; filename="customers.csv"`)
		w.Header().Set("X-Content-Type-Options", "nosniff")
		_, _ = w.Write(content) // a client that went away asks again for a new one
	}), nil
}

// export reads, judges and records an export, and gives its content.
func (r *Resolver) export(ctx context.Context, name, requestID string) ([]byte, error) {
	actor := model.ActorFrom(ctx)
	if actor == nil {
		return nil, errUnknown
	}
	global, err := view.ParseGlobalID(name)
	if err != nil || global.Type != "Export" {
		return nil, errNoExport
	}
	export, err := r.reader.Export(ctx, model.Scope{Actor: actor}, global.ID)
	if err != nil {
		return nil, err
	}
	if export == nil {
		return nil, errNoExport
	}
	if export.StateAt(model.InstantOf(r.clock())) != model.ExportReady {
		return nil, model.Conflictf("the export was fetched already, or its time is over: ask for it again")
	}
	op, err := r.exportOperation(ctx, actor, export, requestID)
	if err != nil {
		return nil, err
	}
	return r.exportContent(ctx, op, export)
}

// exportOperation is the fetching of an export as an operation of its own.
func (r *Resolver) exportOperation(ctx context.Context, actor *model.Actor, export *model.Export, requestID string) (*operation, error) {
	purpose, err := r.engine.Purpose(actor, string(export.Purpose))
	if err != nil {
		return nil, err
	}
	scope, err := r.engine.Scope(ctx, actor, purpose)
	if err != nil {
		return nil, err
	}
	op := &operation{actor: actor, purpose: purpose, requestID: requestID, scope: scope, marks: newMarks(len(r.guarded.names))}
	op.trace.began = r.clock()
	return op, nil
}

func (r *Resolver) exportContent(ctx context.Context, op *operation, export *model.Export) ([]byte, error) {
	var picked selection
	if err := json.Unmarshal([]byte(export.Selection), &picked); err != nil {
		return nil, fmt.Errorf("read an export: %w", err)
	}
	columns, err := columnsOf(export)
	if err != nil {
		return nil, err
	}
	coordinate, refusal, err := r.judgeExport(op.scope.Table, export, &picked)
	if err != nil {
		return nil, err
	}
	if refusal != nil {
		return nil, r.exportRefused(ctx, op, coordinate, refusal)
	}
	limit := min(export.RowLimit, exportLimit(r.engine, op.actor))
	rows, err := r.exportRows(ctx, op.scope, &picked, columns, limit)
	if err != nil {
		return nil, err
	}
	var content bytes.Buffer
	if err := r.writeExport(&content, op, columns, rows); err != nil {
		return nil, err
	}
	export.RowCount = int64(len(rows))
	return content.Bytes(), r.desk.TakeExport(ctx, export, r.exportEntry(op, "OK"))
}

// exportEntry is the audit record of the fetching of an export.
func (r *Resolver) exportEntry(op *operation, outcome string) model.AuditRecord {
	r.judgedBy(op)
	entry := model.AuditRecord{
		EmployeeID: op.actor.EmployeeID, Roles: rolesOf(op.actor), Purpose: op.purpose, RequestID: op.requestID,
		Operation: "export CUSTOMERS", Schema: r.schemaHash, Revision: r.engine.Revision().ID(), Outcome: outcome,
	}
	op.trace.fill(&entry)
	entry.DurationMicros = max(0, r.clock().Sub(op.trace.began).Microseconds())
	return entry
}

// exportRefused records that an export was refused, and says by which rule.
func (r *Resolver) exportRefused(ctx context.Context, op *operation, coordinate string, verdict *model.Verdict) error {
	op.trace.refused(coordinate, verdict.Rule)
	entry := r.exportEntry(op, string(model.CodeForbidden))
	if err := r.desk.RecordOperation(ctx, &entry); err != nil {
		return err
	}
	reason, _ := r.texts(op, verdict.Rule)
	return model.Forbiddenf("%s", reason)
}

// refuseExport answers who can't have an export, in the form of other errors.
func (r *Resolver) refuseExport(w http.ResponseWriter, request *http.Request, err error) {
	var known *model.Error
	code, message := model.CodeInternal, "The server failed; the identifier of the request helps to find out why."
	if errors.As(owned(err), &known) && exportStatuses[known.Code] != 0 {
		code, message = known.Code, known.Message
	} else {
		r.log.Error().Err(err).Str("request", request.Header.Get("X-Request-Id")).Msg("export failed")
	}
	status := cmp.Or(exportStatuses[code], http.StatusInternalServerError)
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(map[string]any{"errors": []any{map[string]any{
		"message": message, "extensions": map[string]any{"code": code},
	}}})
}
