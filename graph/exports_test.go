package graph_test

import (
	"encoding/csv"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"foyer/model"
	"foyer/store/storetest"
)

const requestExport = `mutation($input: RequestExportInput!) { requestExport(input: $input) {
	export { id list columns state rowLimit rows requestedAt expiresAt } userErrors { field code } } }`

// exportAs asks for an export and gives its identifier.
func (b *bank) exportAs(t *testing.T, login string, input map[string]any) string {
	t.Helper()
	input["list"] = "CUSTOMERS"
	data := b.data(t, login, requestExport, map[string]any{"input": input})
	require.Equal(t, []any{}, at(data, "requestExport", "userErrors"))
	require.Equal(t, "READY", at(data, "requestExport", "export", "state"))
	return at(data, "requestExport", "export", "id").(string)
}

// fetch gets an export as somebody, with the rights of now.
func (b *bank) fetch(t *testing.T, login, export string) *httptest.ResponseRecorder {
	t.Helper()
	request := httptest.NewRequest(http.MethodGet, "/exports/"+export, nil)
	actor, err := b.db.Reader().Actor(t.Context(), login, model.InstantOf(today.Time()))
	require.NoError(t, err)
	recorder := httptest.NewRecorder()
	b.exports.ServeHTTP(recorder, request.WithContext(model.WithActor(t.Context(), actor)))
	return recorder
}

func cellsOf(t *testing.T, recorder *httptest.ResponseRecorder) [][]string {
	t.Helper()
	require.Equal(t, http.StatusOK, recorder.Code, recorder.Body.String())
	cells, err := csv.NewReader(recorder.Body).ReadAll()
	require.NoError(t, err)
	return cells
}

func TestAnExportGivesWhatItsReaderMaySeeOnce(t *testing.T) {
	t.Parallel()
	for _, target := range storetest.Databases(t) {
		t.Run(target.Name, func(t *testing.T) {
			t.Parallel()
			b := openBank(t, target.Full(t))
			export := b.exportAs(t, "chloe", map[string]any{
				"columns": []string{"ID", "STATUS", "BIRTH_DATE", "CITY", "PCS_CODE", "BRANCH"}, "filter": map[string]any{"not": map[string]any{"city": "Paris"}},
				"orderBy": map[string]any{"field": "CREATED"},
			})
			recorder := b.fetch(t, "chloe", export)
			require.Equal(t, "text/csv; charset=utf-8", recorder.Header().Get("Content-Type"))
			require.Contains(t, recorder.Header().Get("Content-Disposition"), "attachment")
			cells := cellsOf(t, recorder)
			require.Equal(t, []string{"ID", "STATUS", "BIRTH_DATE", "CITY", "PCS_CODE", "BRANCH"}, cells[0])
			require.Len(t, cells, 4, "claire, hugo and nina; victor does not exist")
			for _, row := range cells[1:] {
				require.Equal(t, "1984-01-01", row[2], "masked as anywhere else")
				require.NotEqual(t, globalID("Customer", "victor"), row[0])
				require.Equal(t, "Rennes", row[3])
			}
			entry := b.recorded(t)
			require.Equal(t, "export CUSTOMERS", entry.Operation)
			require.Contains(t, entry.Masked, "CustomerColumn.BIRTH_DATE")
			require.Contains(t, entry.Shown, "CustomerColumn.PCS_CODE")
			rows, err := model.DecodeRows(entry.Rows)
			require.NoError(t, err)
			require.Len(t, rows["Customer"], 3)
			require.Equal(t, http.StatusGone, b.fetch(t, "chloe", export).Code, "an export is fetched once")
			sent := b.data(t, "chloe", `query($id: ID!) { export(id: $id) { state rows columns } }`, map[string]any{"id": export})
			require.Equal(t, "SENT", at(sent, "export", "state"))
			require.EqualValues(t, 3, at(sent, "export", "rows"))
		})
	}
}

func TestD1_C21_AnExportHasColumnsAndEachIsJudged(t *testing.T) {
	t.Parallel()
	b := sqliteBank(t)
	for name, columns := range map[string][]string{"no columns": {}, "a column twice": {"KIND", "KIND"}} {
		data := b.data(t, "chloe", requestExport, map[string]any{"input": map[string]any{"list": "CUSTOMERS", "columns": columns}})
		require.Equal(t, "columns", at(at(data, "requestExport", "userErrors").([]any)[0], "field"), name)
	}
	for _, columns := range []any{nil, []string{"*"}, []string{"EMAIL"}, []string{"KIND", "PHONE"}, []string{"PASSWORD"}} {
		got := b.ask(t, "chloe", requestExport, map[string]any{"input": map[string]any{"list": "CUSTOMERS", "columns": columns}})
		require.NotEmpty(t, got.Errors)
	}
	b.refusedInput(t, "alice", requestExport, map[string]any{"input": map[string]any{"list": "CUSTOMERS", "columns": []string{"KIND"}}}, "requestExport")
	require.Empty(t, b.exported(t))
}

func TestD1_RowsAndColumnsAreJudgedAgainWhenAnExportIsFetched(t *testing.T) {
	t.Parallel()
	b := sqliteBank(t)
	export := b.exportAs(t, "chloe", map[string]any{"columns": []string{"ID"}})
	b.change(t, "UPDATE customers SET sensitivity = 'VIP' WHERE id = ?", id("claire"))
	require.Len(t, cellsOf(t, b.fetch(t, "chloe", export)), 3, "hugo and nina are left")
}

func TestD2_NoCellIsTakenForAFormula(t *testing.T) {
	t.Parallel()
	b := sqliteBank(t)
	hostile := []string{"=1+1", "+33", "-1", "@SUM(A1)", "\tx", "\rx", "＝1", "a\"b,c\nd", "plain"}
	for i, profession := range hostile {
		name := "odd" + string(rune('a'+i))
		b.write(t, person(name, "alice", "branch north", model.Ordinary)[0])
		b.change(t, "UPDATE customers SET profession = ? WHERE id = ?", profession, id(name))
	}
	export := b.exportAs(t, "chloe", map[string]any{"columns": []string{"PROFESSION"}})
	recorder := b.fetch(t, "chloe", export)
	require.Contains(t, recorder.Body.String(), "\r\n")
	require.Contains(t, recorder.Body.String(), `"a""b,c`)
	found := map[string]bool{}
	for _, row := range cellsOf(t, recorder)[1:] {
		require.NotContains(t, "=+-@\t\r＝", string([]rune(row[0])[:1]), row[0])
		found[strings.TrimPrefix(row[0], "'")] = true
	}
	for _, profession := range hostile {
		require.True(t, found[strings.ReplaceAll(profession, "\r", "")], profession)
	}
}

func TestD3_AnExportIsForWhoAskedForItAsLongAsTheyMay(t *testing.T) {
	t.Parallel()
	b := sqliteBank(t)
	b.employ(t, "charles", model.MarketingAnalyst)
	export := b.exportAs(t, "chloe", map[string]any{"columns": []string{"KIND"}})
	missing := b.fetch(t, "charles", globalID("Export", "never was"))
	for _, guess := range []string{export, "x", globalID("Customer", "claire"), ""} {
		foreign := b.fetch(t, "charles", guess)
		require.Equal(t, http.StatusNotFound, foreign.Code, guess)
		require.Equal(t, missing.Body.String(), foreign.Body.String(), guess)
	}
	require.Nil(t, at(b.data(t, "charles", `query($id: ID!) { export(id: $id) { id } }`, map[string]any{"id": export}), "export"))
	b.change(t, "UPDATE employee_roles SET role = 'RULE_ANALYST' WHERE employee_id = ?", id("chloe"))
	revoked := b.fetch(t, "chloe", export)
	require.Equal(t, http.StatusForbidden, revoked.Code)
	require.NotContains(t, revoked.Body.String(), "PERSON")
	b.change(t, "UPDATE employee_roles SET role = 'MARKETING_ANALYST' WHERE employee_id = ?", id("chloe"))
	require.Equal(t, http.StatusOK, b.fetch(t, "chloe", export).Code)
	late := b.exportAs(t, "chloe", map[string]any{"columns": []string{"KIND"}})
	b.later.Store(int64(15 * time.Minute))
	require.Equal(t, http.StatusGone, b.fetch(t, "chloe", late).Code)
	anonymous := httptest.NewRecorder()
	b.exports.ServeHTTP(anonymous, httptest.NewRequest(http.MethodGet, "/exports/"+late, nil))
	require.Equal(t, http.StatusUnauthorized, anonymous.Code)
}

func TestAnExportIsFetchedOnceByTwoAtTheSameTime(t *testing.T) {
	t.Parallel()
	b := sqliteBank(t)
	export := b.exportAs(t, "chloe", map[string]any{"columns": []string{"KIND"}})
	codes := make(chan int, 4)
	for range cap(codes) {
		go func() { codes <- b.fetch(t, "chloe", export).Code }()
	}
	count := map[int]int{}
	for range cap(codes) {
		count[<-codes]++
	}
	require.Equal(t, map[int]int{http.StatusOK: 1, http.StatusGone: 3}, count)
}

func TestNothingIsExportedThatCouldNotBeRecorded(t *testing.T) {
	t.Parallel()
	b := sqliteBank(t)
	export := b.exportAs(t, "chloe", map[string]any{"columns": []string{"KIND"}})
	require.NoError(t, b.db.Write(t.Context(), dropAudit))
	failed := b.fetch(t, "chloe", export)
	require.GreaterOrEqual(t, failed.Code, 500)
	require.NotContains(t, failed.Body.String(), "PERSON")
}
