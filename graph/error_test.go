package graph_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"foyer/store"
)

func TestInternalTextsStayInTheLog(t *testing.T) {
	t.Parallel()
	b := sqliteBank(t)
	b.write(t, crowd(5)...)
	request := b.request(t, "alice", `{ customers(filter: {relations: [OWN]}) { nodes { emails { address } } } }`, nil)
	require.NoError(t, b.db.Write(t.Context(), func(w *store.Writer) error {
		_, err := w.Exec(t.Context(), "DROP TABLE emails")
		return err
	}))
	recorder := httptest.NewRecorder()
	b.handler.ServeHTTP(recorder, request)
	require.NotContains(t, recorder.Body.String(), "no such table")
	var got answer
	require.NoError(t, json.Unmarshal(recorder.Body.Bytes(), &got))
	require.Len(t, got.Errors, 1, "once, not once per row")
	require.Equal(t, "INTERNAL", got.Errors[0].Extensions["code"])
	require.Equal(t, "request-1", got.Errors[0].Extensions["requestId"])
	require.Contains(t, b.log.String(), "no such table")
	require.NotContains(t, b.log.String(), "Marchand")
}

func TestEveryErrorHasACodeOfTheClosedList(t *testing.T) {
	t.Parallel()
	b := sqliteBank(t)
	deep := strings.Repeat("household { members { customer { ", 4) + "id" + strings.Repeat(" } } }", 4)
	wide := strings.Repeat("a: branches { employees { name branch { name city } } } ", 15)
	const invalid = "BAD_USER_INPUT"
	for document, told := range map[string]struct{ code, message string }{
		`{`:                                     {invalid, ""},
		`{ customer }`:                          {invalid, ""},
		`{ viewer { ... @defer { purpose } } }`: {invalid, "no such directive"},
		`{ nobody }`:                            {invalid, "no such field"},
		`{ custome(id: "x") { id } }`:           {invalid, "no such field"},
		`{ customer(id: "claire") { id } }`:     {invalid, "not an identifier"},
		`{ customers(first: 0) { nodes { id } } }`:                {invalid, "1 to 100"},
		`{ customers(first: 101) { nodes { id } } }`:              {invalid, "1 to 100"},
		`{ customers(orderBy: {field: NAM}) { nodes { id } } }`:   {invalid, "not of the type"},
		`{ actions(day: "2026-02-30") { nodes { id } } }`:         {invalid, "not a date"},
		`{ searchCustomers(text: "é") { nodes { id } } }`:         {invalid, "at least 2"},
		`{ customers { nodes { ` + deep + ` } } }`:                {"QUERY_TOO_DEEP", "12 levels"},
		`{ customers(first: 99999999) { nodes { id } } }`:         {"QUERY_TOO_COSTLY", "costs"},
		`{ ` + strings.Repeat("viewer { purpose } ", 900) + `}`:   {"QUERY_TOO_LARGE", "tokens"},
		`{ ` + strings.Repeat("a: viewer { purpose } ", 90) + `}`: {"QUERY_TOO_LARGE", "20 fields"},
		`{ ` + wide + `}`: {"QUERY_TOO_COSTLY", "costs"},
	} {
		got := b.ask(t, "alice", document, nil)
		require.NotEmpty(t, got.Errors, document)
		for _, problem := range got.Errors {
			require.Equal(t, told.code, problem.Extensions["code"], document)
			require.Equal(t, "request-1", problem.Extensions["requestId"], document)
			require.Contains(t, problem.Message, told.message)
			require.NotContains(t, problem.Message, "Did you mean", document)
		}
	}
}

func TestNobodyIsToldNothing(t *testing.T) {
	t.Parallel()
	b := sqliteBank(t)
	request := b.request(t, "alice", `{ viewer { purpose } }`, nil)
	anonymous := httptest.NewRequest(http.MethodPost, "/graphql", request.Body)
	anonymous.Header = request.Header
	got := b.send(t, anonymous)
	require.Equal(t, "UNAUTHENTICATED", got.Errors[0].Extensions["code"])
	require.Empty(t, got.Data)
}

func TestWhatDoesNotSayItIsJSONIsNotARequest(t *testing.T) {
	t.Parallel()
	b := sqliteBank(t)
	for kind, status := range map[string]int{
		"": http.StatusUnsupportedMediaType, "text/plain": http.StatusUnsupportedMediaType,
		"application/x-www-form-urlencoded": http.StatusUnsupportedMediaType, "multipart/form-data; boundary=x": http.StatusUnsupportedMediaType,
		"application/graphql-response+json": http.StatusUnsupportedMediaType, "application/json; charset=latin1": http.StatusUnsupportedMediaType,
		"application/json": http.StatusOK, "Application/JSON; charset=UTF-8": http.StatusOK,
	} {
		request := b.request(t, "alice", `mutation { completeAction(input: {actionId: "x"}) { userErrors { code } } }`, nil)
		request.Header.Set("Content-Type", kind)
		recorder := httptest.NewRecorder()
		b.handler.ServeHTTP(recorder, request)
		require.Equal(t, status, recorder.Code, kind)
		var got answer
		require.NoError(t, json.Unmarshal(recorder.Body.Bytes(), &got), kind)
		if status != http.StatusOK {
			require.Equal(t, "BAD_USER_INPUT", got.Errors[0].Extensions["code"], kind)
		}
	}
}

func TestAnAnswerHasDataOnlyWhenTheOperationBegan(t *testing.T) {
	t.Parallel()
	b := sqliteBank(t)
	for _, asked := range []struct {
		document, accept, kind string
		status                 int
		data                   bool
	}{
		{`{ nobody }`, "", "application/json", http.StatusOK, false},
		{`{`, "application/graphql-response+json, application/json", "application/graphql-response+json", http.StatusBadRequest, false},
		{`{ ` + strings.Repeat("a: branches { employees { name branch { employees { name } } } } ", 90) + `}`, "*/*", "application/json", http.StatusOK, false},
		{`{ customer(id: "x") { id } }`, "application/json", "application/json", http.StatusOK, true},
		{`{ viewer { purpose } }`, "application/graphql-response+json", "application/graphql-response+json", http.StatusOK, true},
	} {
		request := b.request(t, "alice", asked.document, nil)
		request.Header.Set("Accept", asked.accept)
		recorder := httptest.NewRecorder()
		b.handler.ServeHTTP(recorder, request)
		require.Equal(t, asked.status, recorder.Code, asked.document)
		require.Equal(t, asked.kind+"; charset=utf-8", recorder.Header().Get("Content-Type"), asked.document)
		var members map[string]json.RawMessage
		require.NoError(t, json.Unmarshal(recorder.Body.Bytes(), &members))
		require.Equal(t, asked.data, members["data"] != nil, asked.document)
	}
}

func TestAnErrorNamesThePlaceInTheInput(t *testing.T) {
	t.Parallel()
	b := sqliteBank(t)
	for document, field := range map[string]string{
		`{ customer(id: "claire") { id } }`:                                  "id",
		`{ customer(id: 5) { id } }`:                                         "id",
		`{ customer(id: "") { id } }`:                                        "id",
		`{ node(id: "claire") { id } }`:                                      "id",
		`{ nodes(ids: ["claire"]) { id } }`:                                  "ids[0]",
		`{ customers(filter: {branchId: "north"}) { nodes { id } } }`:        "filter.branchId",
		`{ customers(filter: {relations: []}) { nodes { id } totalCount } }`: "filter.relations",
		`{ actions(day: "2026-02-30") { nodes { id } } }`:                    "day",
		`mutation { recordLifeEvent(input: {customerId: "zzz", kind: "MOVE", source: "desk", expectedOn: "2027-02-30"}) { repeated } }`:                            "expectedOn",
		`mutation { addInteraction(input: {customerId: "zzz", channel: PHONE, direction: INBOUND, subject: "Car", occurredAt: "today"}) { userErrors { code } } }`: "occurredAt",
	} {
		got := b.ask(t, "alice", document, nil)
		require.Len(t, got.Errors, 1, document)
		require.Equal(t, "BAD_USER_INPUT", got.Errors[0].Extensions["code"], document)
		require.Equal(t, field, got.Errors[0].Extensions["field"], document)
	}
}
