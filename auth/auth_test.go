package auth_test

import (
	"bytes"
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/rs/zerolog"
	"github.com/stretchr/testify/require"

	"foyer/auth"
	"foyer/model"
	"foyer/store"
	"foyer/store/storetest"
)

// id makes the same id for the same name.
func id(name string) model.ID { return model.DeriveID(noon, name) }

// staffed opens a bank with alice, who works there, and with oscar, who left.
func staffed(t *testing.T) *store.DB {
	t.Helper()
	db := storetest.SQLite(t)
	err := db.Write(t.Context(), func(w *store.Writer) error {
		return errors.Join(
			w.Insert(t.Context(), &model.Region{ID: id("region"), Code: "R", Name: "Region"}),
			w.Insert(t.Context(), &model.Branch{ID: id("branch"), RegionID: id("region"), Code: "B", Name: "Branch", City: "Lyon"}),
			w.Insert(t.Context(), []*model.Employee{
				{ID: id("alice"), Login: "alice", FirstName: "Alice", LastName: "Martin", Language: model.French, BranchID: id("branch"), Active: true},
				{ID: id("oscar"), Login: "oscar", FirstName: "Oscar", LastName: "Petit", Language: model.French, BranchID: id("branch")},
			}),
			w.Insert(t.Context(), []*model.EmployeeRole{
				{ID: id("role"), EmployeeID: id("alice"), Role: model.AccountManager, ValidFrom: model.DateOf(noon).AddDays(-1), ValidTo: model.DateOf(noon).AddDays(2)},
			}))
	})
	require.NoError(t, err)
	return db
}

func newAuthenticator(b bench, directory auth.Directory, now time.Time, log *bytes.Buffer) *auth.Authenticator {
	return auth.New(auth.Config{Verifier: b.issuer.Verifier(), Directory: directory,
		Clock: func() time.Time { return now }, Logger: zerolog.New(log)})
}

func request(t *testing.T, headers ...string) *http.Request {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/graphql", nil)
	for _, header := range headers {
		r.Header.Add("Authorization", header)
	}
	return r
}

func TestRolesComeFromTheDatabaseOnEachRequest(t *testing.T) {
	t.Parallel()
	b, db := newBench(t), staffed(t)
	token := b.sign(t, with(map[string]any{"exp": noon.Add(240 * time.Hour).Unix(), "roles": []string{"AUDITOR"}}), nil)
	today, err := newAuthenticator(b, db.Reader(), noon, &bytes.Buffer{}).Actor(request(t, "Bearer "+token))
	require.NoError(t, err)
	require.Equal(t, []model.Role{model.AccountManager}, today.Roles, "the token gives no role")
	later, err := newAuthenticator(b, db.Reader(), noon.Add(72*time.Hour), &bytes.Buffer{}).Actor(request(t, "bearer "+token))
	require.NoError(t, err)
	require.Empty(t, later.Roles, "the role ended, the token did not")
}

func TestEveryRefusalIsTheSame(t *testing.T) {
	t.Parallel()
	b, db := newBench(t), staffed(t)
	var log bytes.Buffer
	guarded := newAuthenticator(b, db.Reader(), noon, &log).Require(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {
		t.Error("the request passed")
	}))
	alice := "Bearer " + b.sign(t, claims(), nil)
	for name, headers := range map[string][]string{
		"no header":           nil,
		"empty token":         {"Bearer "},
		"another scheme":      {"Basic YWxpY2U6c2VjcmV0"},
		"two headers":         {alice, alice},
		"a broken token":      {alice + "x"},
		"nobody of the bank":  {"Bearer " + b.sign(t, with(map[string]any{"sub": "mallory"}), nil)},
		"somebody who left":   {"Bearer " + b.sign(t, with(map[string]any{"sub": "oscar"}), nil)},
		"a login in capitals": {"Bearer " + b.sign(t, with(map[string]any{"sub": "ALICE"}), nil)},
	} {
		answer := httptest.NewRecorder()
		guarded.ServeHTTP(answer, request(t, headers...))
		require.Equal(t, http.StatusUnauthorized, answer.Code, name)
		require.Equal(t, `Bearer realm="foyer"`, answer.Header().Get("WWW-Authenticate"), name)
		require.Equal(t, `{"errors":[{"message":"Not authenticated: send a valid bearer token.","extensions":{"code":"UNAUTHENTICATED"}}]}`, answer.Body.String(), name)
	}
	require.NotContains(t, log.String(), "eyJ", "tokens are not logged")
	require.Contains(t, log.String(), "no active employee has this login")
}

func TestADatabaseThatIsAwayIsNotTheBearersFault(t *testing.T) {
	t.Parallel()
	b, db := newBench(t), staffed(t)
	require.NoError(t, db.Close())
	guarded := newAuthenticator(b, db.Reader(), noon, &bytes.Buffer{}).Require(http.NotFoundHandler())
	answer := httptest.NewRecorder()
	guarded.ServeHTTP(answer, request(t, "Bearer "+b.sign(t, claims(), nil)))
	require.Equal(t, http.StatusServiceUnavailable, answer.Code)
}

func TestARequestEndsWithItsToken(t *testing.T) {
	t.Parallel()
	b, db := newBench(t), staffed(t)
	guarded := newAuthenticator(b, db.Reader(), noon, &bytes.Buffer{}).Require(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		require.Equal(t, "alice", model.ActorFrom(r.Context()).Login)
		<-r.Context().Done()
		require.ErrorIs(t, r.Context().Err(), context.DeadlineExceeded)
	}))
	expired := noon.Add(-time.Minute + 50*time.Millisecond) // still within the tolerance, for 50 ms
	token := b.sign(t, with(map[string]any{"exp": float64(expired.UnixMilli()) / 1000}), nil)
	guarded.ServeHTTP(httptest.NewRecorder(), request(t, "Bearer "+token))
}
