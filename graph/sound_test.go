package graph_test

import (
	"bytes"
	"compress/gzip"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// raw sends a request as it stands, as alice.
func (b *bank) raw(t *testing.T, method, target, body string, headers map[string]string) *httptest.ResponseRecorder {
	t.Helper()
	known := b.request(t, "alice", `{ viewer { purpose } }`, nil)
	request := httptest.NewRequest(method, target, bytes.NewBufferString(body)).WithContext(known.Context())
	request.Header = known.Header
	for name, value := range headers {
		request.Header.Set(name, value)
	}
	recorder := httptest.NewRecorder()
	before := b.statements.Load()
	b.handler.ServeHTTP(recorder, request)
	if recorder.Code != http.StatusOK {
		require.Equal(t, before, b.statements.Load(), "no statement is sent")
	}
	return recorder
}

func TestE7_E8_E9_E15_OnlySoundRequestsAreRead(t *testing.T) {
	t.Parallel()
	b := sqliteBank(t)
	const query = `"query":"{viewer{purpose}}"`
	for name, wrong := range map[string]struct {
		body   string
		status int
	}{
		"E7 variables 4,000 deep":            {`{` + query + `,"variables":{"a":` + strings.Repeat("[", 4000) + strings.Repeat("]", 4000) + `}}`, http.StatusBadRequest},
		"E7 variables 17 deep":               {`{` + query + `,"variables":{"a":` + strings.Repeat("[", 17) + strings.Repeat("]", 17) + `}}`, http.StatusBadRequest},
		"E7 200,000 brackets":                {strings.Repeat("[", 200_000), http.StatusRequestEntityTooLarge},
		"E7 90,000 brackets":                 {strings.Repeat("[", 90_000), http.StatusBadRequest},
		"E8 a byte more than 100 KiB":        {`{` + query + `}` + strings.Repeat(" ", 100<<10+1-27), http.StatusRequestEntityTooLarge},
		"E8 5 MB of spaces":                  {strings.Repeat(" ", 5<<20), http.StatusRequestEntityTooLarge},
		"E8 no body":                         {"", http.StatusBadRequest},
		"E9 a batch":                         {`[{` + query + `}]`, http.StatusBadRequest},
		"E15 a key twice":                    {`{` + query + `,` + query + `}`, http.StatusBadRequest},
		"E15 a key of the variables twice":   {`{` + query + `,"variables":{"a":1,"a":2}}`, http.StatusBadRequest},
		"E15 an escaped key twice":           {`{` + query + `,"quer\u0079":"{viewer{roles}}"}`, http.StatusBadRequest},
		"E15 QUERY":                          {`{"QUERY":"{viewer{purpose}}"}`, http.StatusBadRequest},
		"E15 Query beside query":             {`{` + query + `,"Query":"{viewer{roles}}"}`, http.StatusBadRequest},
		"E15 an unknown member":              {`{` + query + `,"secret":1}`, http.StatusBadRequest},
		"E15 something after":                {`{` + query + `} x`, http.StatusBadRequest},
		"E15 another object after":           {`{` + query + `}{` + query + `}`, http.StatusBadRequest},
		"E15 NUL":                            {`{` + query + `}` + "\x00", http.StatusBadRequest},
		"E15 an escaped NUL":                 {`{` + query + `,"variables":{"a":"\u0000"}}`, http.StatusBadRequest},
		"E15 half a character":               {`{` + query + `,"variables":{"a":"\ud83d"}}`, http.StatusBadRequest},
		"E15 the wrong half":                 {`{` + query + `,"variables":{"a":"\udc00\ud83d"}}`, http.StatusBadRequest},
		"E15 half a character before a line": {`{` + query + `,"variables":{"a":"\ud83d\n"}}`, http.StatusBadRequest},
		"E15 bytes that are not UTF-8":       {`{` + query + `,"variables":{"a":"` + "\xff" + `"}}`, http.StatusBadRequest},
		"E15 a byte order mark":              {"\ufeff{" + query + `}`, http.StatusBadRequest},
		"a query as a number":                {`{"query":5}`, http.StatusBadRequest},
		"no query":                           {`{"operationName":"a"}`, http.StatusBadRequest},
		"variables as a list":                {`{` + query + `,"variables":[]}`, http.StatusBadRequest},
		"cut short":                          {`{` + query, http.StatusBadRequest},
	} {
		answer := b.raw(t, http.MethodPost, "/graphql", wrong.body, nil)
		require.Equal(t, wrong.status, answer.Code, name)
		require.NotContains(t, answer.Body.String(), "secret", name)
		require.NotContains(t, answer.Body.String(), `"data"`, name)
		require.Less(t, answer.Body.Len(), 1000, name)
	}
}

func TestE15_SoundTextsOfEveryKindAreRead(t *testing.T) {
	t.Parallel()
	b := sqliteBank(t)
	for _, text := range []string{`\ud83d\ude00`, "😀", `\\ud83d`, `\\\\u0000`, `\u00e9`, `é`, `\n\t\"`} {
		body := `{"query":"query($t: String!){searchCustomers(text:$t){totalCount}}","variables":{"t":"` + text + `xx"},"operationName":null,"extensions":null}`
		require.Equal(t, http.StatusOK, b.raw(t, http.MethodPost, "/graphql", body, nil).Code, text)
	}
}

func TestE8_ACompressedBodyIsNotRead(t *testing.T) {
	t.Parallel()
	b := sqliteBank(t)
	var bomb bytes.Buffer
	packed := gzip.NewWriter(&bomb)
	_, err := packed.Write(bytes.Repeat([]byte(" "), 50<<20))
	require.NoError(t, err)
	require.NoError(t, packed.Close())
	for _, encoding := range []string{"gzip", "deflate", "br", "zstd"} {
		answer := b.raw(t, http.MethodPost, "/graphql", bomb.String(), map[string]string{"Content-Encoding": encoding})
		require.Equal(t, http.StatusUnsupportedMediaType, answer.Code, encoding)
	}
}

func TestE13_OnlyQueriesGoByGET(t *testing.T) {
	t.Parallel()
	b := sqliteBank(t)
	const two = `query Read { viewer { purpose } } mutation Write { completeAction(input: {actionId: "x"}) { userErrors { code } } }`
	asked := map[string]string{"GraphQL-Require-Preflight": "1", "Content-Type": ""}
	get := func(members url.Values, headers map[string]string) *httptest.ResponseRecorder {
		return b.raw(t, http.MethodGet, "/graphql?"+members.Encode(), "", headers)
	}
	read := get(url.Values{"query": {two}, "operationName": {"Read"}, "variables": {`{"a": 1}`}, "extensions": {`{}`}}, asked)
	require.Equal(t, http.StatusOK, read.Code, read.Body)
	require.Contains(t, read.Body.String(), `"purpose":"SERVICE"`)
	for name, wrong := range map[string]struct {
		members url.Values
		headers map[string]string
		status  int
	}{
		"a mutation":                  {url.Values{"query": {two}, "operationName": {"Write"}}, asked, http.StatusMethodNotAllowed},
		"a subscription":              {url.Values{"query": {followList}}, asked, http.StatusBadRequest},
		"unasked":                     {url.Values{"query": {"{viewer{purpose}}"}}, map[string]string{"Content-Type": ""}, http.StatusBadRequest},
		"unasked, as a form":          {url.Values{"query": {"{viewer{purpose}}"}}, map[string]string{"Content-Type": "text/plain"}, http.StatusBadRequest},
		"two queries":                 {url.Values{"query": {"{viewer{purpose}}", "{viewer{roles}}"}}, asked, http.StatusBadRequest},
		"variables that are no JSON":  {url.Values{"query": {"{viewer{purpose}}"}, "variables": {"{"}}, asked, http.StatusBadRequest},
		"variables with a key twice":  {url.Values{"query": {"{viewer{purpose}}"}, "variables": {`{"a":1,"a":2}`}}, asked, http.StatusBadRequest},
		"a text that is not UTF-8":    {url.Values{"query": {"{viewer{purpose}}\xff"}}, asked, http.StatusBadRequest},
		"an unknown member":           {url.Values{"query": {"{viewer{purpose}}"}, "callback": {"x"}}, asked, http.StatusBadRequest},
		"a very long address":         {url.Values{"query": {strings.Repeat(" ", 101<<10)}}, asked, http.StatusRequestEntityTooLarge},
		"nothing":                     {nil, asked, http.StatusBadRequest},
		"a half character in a query": {url.Values{"query": {"\x00{viewer{purpose}}"}}, asked, http.StatusBadRequest},
	} {
		require.Equal(t, wrong.status, get(wrong.members, wrong.headers).Code, name)
	}
	require.Equal(t, "POST", get(url.Values{"query": {two}, "operationName": {"Write"}}, asked).Header().Get("Allow"))
	for _, method := range []string{http.MethodPut, http.MethodPatch, http.MethodDelete, http.MethodOptions, "PROPFIND"} {
		require.Equal(t, http.StatusMethodNotAllowed, b.raw(t, method, "/graphql", `{"query":"{viewer{purpose}}"}`, nil).Code, method)
	}
}

func TestE14_WhatAPageOfAnotherSiteCanSendUnaskedIsNotARequest(t *testing.T) {
	t.Parallel()
	b := sqliteBank(t)
	const form = "query=mutation%7Bx%7D&operations=%5B%5D"
	for _, kind := range []string{"text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "", "application/graphql", "application/csp-report", "application/json+x", "application/json; charset=utf-7"} {
		for _, body := range []string{form, `{"query":"{viewer{purpose}}"}`, `[{"query":"{viewer{purpose}}"}]`} {
			answer := b.raw(t, http.MethodPost, "/graphql", body, map[string]string{"Content-Type": kind})
			require.Equal(t, http.StatusUnsupportedMediaType, answer.Code, "%s %s", kind, body)
		}
	}
}
