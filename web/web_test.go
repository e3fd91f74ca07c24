package web

import (
	"net/http"
	"net/http/httptest"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"
)

func get(t *testing.T, handler http.Handler, path string) *httptest.ResponseRecorder {
	t.Helper()
	answer := httptest.NewRecorder()
	handler.ServeHTTP(answer, httptest.NewRequest(http.MethodGet, path, nil))
	return answer
}

func TestWithoutABuiltConsoleThePagesSayHowToBuildIt(t *testing.T) {
	t.Parallel()
	pages := handler(fstest.MapFS{"placeholder.txt": {Data: []byte("x")}})
	for _, path := range []string{"/", "/graphiql"} {
		answer := get(t, pages, path)
		require.Equal(t, http.StatusOK, answer.Code)
		require.Contains(t, answer.Body.String(), "npm ci")
		require.Contains(t, answer.Body.String(), "npm run build")
	}
	require.Equal(t, http.StatusNotFound, get(t, pages, "/assets/app.js").Code)
}

func TestABuiltConsoleIsServed(t *testing.T) {
	t.Parallel()
	pages := handler(fstest.MapFS{"graphiql.html": {Data: []byte("<p>GraphiQL")}, "assets/app.js": {Data: []byte("1")}})
	require.Equal(t, "/graphiql", get(t, pages, "/").Header().Get("Location"))
	require.Contains(t, get(t, pages, "/graphiql").Body.String(), "GraphiQL")
	script := get(t, pages, "/assets/app.js")
	require.Equal(t, http.StatusOK, script.Code)
	require.Contains(t, script.Header().Get("Cache-Control"), "immutable")
	require.Equal(t, http.StatusNotFound, get(t, pages, "/secret").Code)
}

func TestTheProgramServesSomethingAtItsRoot(t *testing.T) {
	t.Parallel()
	require.Contains(t, []int{http.StatusOK, http.StatusFound}, get(t, Handler(), "/").Code)
}
