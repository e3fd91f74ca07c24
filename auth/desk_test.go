package auth_test

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/rs/zerolog"
	"github.com/stretchr/testify/require"

	"foyer/auth"
	"foyer/model"
	"foyer/store"
	"foyer/store/storetest"
)

const refusalBody = `{"errors":[{"message":"Not authenticated: send a valid bearer token.","extensions":{"code":"UNAUTHENTICATED"}}]}`

// id makes the same id for the same name.
func id(name string) model.ID { return model.DeriveID(noon, name) }

// staff writes alice and bruno, who work at the bank, oscar, who left, and a robot.
func staff(t testing.TB, db *store.DB) {
	t.Helper()
	person := func(login, first, last string) *model.Employee {
		return &model.Employee{ID: id(login), Login: login, FirstName: first, LastName: last, Language: model.French,
			BranchID: id("branch"), Active: login != "oscar", Kind: model.HumanEmployee, Scopes: "[]"}
	}
	robot := person("robot", "Robot", "One")
	robot.Kind, robot.OwnerID, robot.ExpiresOn = model.MachineEmployee, id("alice"), model.DateOf(noon).AddDays(100)
	require.NoError(t, db.Write(t.Context(), func(w *store.Writer) error {
		return errors.Join(
			w.Insert(t.Context(), &model.Region{ID: id("region"), Code: "R", Name: "Region"}),
			w.Insert(t.Context(), &model.Branch{ID: id("branch"), RegionID: id("region"), Code: "B", Name: "Lyon Bellecour", City: "Lyon"}),
			w.Insert(t.Context(), []*model.Employee{person("alice", "Alice", "Martin"), person("bruno", "Bruno", "<Durand>"), person("oscar", "Oscar", "Petit"), robot}),
			w.Insert(t.Context(), []*model.EmployeeRole{
				{ID: id("role"), EmployeeID: id("alice"), Role: model.AccountManager, ValidFrom: model.DateOf(noon).AddDays(-1), ValidTo: model.DateOf(noon).AddDays(2)},
			}))
	}))
}

// hand is a clock that tests move.
type hand struct{ at atomic.Int64 }

func (h *hand) now() time.Time        { return time.Unix(0, h.at.Load()).UTC() }
func (h *hand) move(by time.Duration) { h.at.Add(int64(by)) }
func (h *hand) set(at time.Time)      { h.at.Store(at.UnixNano()) }

// journal keeps the log of a desk.
type journal struct {
	mutex sync.Mutex
	text  bytes.Buffer
}

func (j *journal) Write(line []byte) (int, error) {
	j.mutex.Lock()
	defer j.mutex.Unlock()
	return j.text.Write(line)
}

func (j *journal) String() string {
	j.mutex.Lock()
	defer j.mutex.Unlock()
	return j.text.String()
}

// desk is a server with one guarded door, /graphql, which tells who came; with
// /stream, which stays open; and with the pages of a login.
type desk struct {
	url     string
	known   *auth.Authenticator
	db      *store.DB
	clock   *hand
	log     *journal
	refused atomic.Int64
}

// doors say how a desk knows people.
type doors struct {
	verifier *auth.Verifier
	login    auth.Login
	front    http.Handler // in place of the pages of login
	secure   bool
}

func openDesk(t testing.TB, db *store.DB, doors doors) *desk {
	t.Helper()
	d := &desk{db: db, clock: &hand{}, log: &journal{}}
	d.clock.set(noon)
	if doors.verifier == nil {
		doors.verifier = newBench(t).issuer.Verifier()
	}
	known := auth.New(auth.Config{Verifier: doors.verifier, DB: db, Clock: d.clock.now, Random: rand.Reader, Logger: zerolog.New(d.log),
		Secure: doors.secure, Record: d.record, Refused: func() { d.refused.Add(1) }})
	ctx, stop := context.WithCancel(context.Background())
	followed := make(chan struct{})
	go func() { defer close(followed); known.Follow(ctx) }()
	mux := http.NewServeMux()
	mux.Handle("/graphql", known.Require(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		actor := model.ActorFrom(r.Context())
		_, _ = io.WriteString(w, actor.Login+" "+joined(actor.Roles))
	})))
	mux.Handle("/stream", known.Require(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.WriteString(w, "open\n")
		_ = http.NewResponseController(w).Flush()
		<-r.Context().Done()
	})))
	if doors.front == nil {
		doors.front = known.Pages(doors.login)
	}
	mux.Handle("/", doors.front)
	server := httptest.NewServer(mux)
	t.Cleanup(func() { stop(); <-followed; server.Close() })
	d.url, d.known = server.URL, known
	return d
}

func (d *desk) record(event auth.Event) (*model.AuditRecord, error) {
	record := &model.AuditRecord{ID: id(rand.Text()), At: model.InstantOf(event.At), RequestID: event.RequestID, Operation: event.Operation,
		Shown: "[]", Masked: "{}", Denied: "{}", Outcome: event.Outcome}
	if event.Actor != nil {
		record.EmployeeID = event.Actor.EmployeeID
	}
	return record, nil
}

func joined(roles []model.Role) string {
	var out []string
	for _, role := range roles {
		out = append(out, string(role))
	}
	return strings.Join(out, " ")
}

// oidcDesk is a desk that believes a provider.
func oidcDesk(t *testing.T, p *provider) *desk {
	t.Helper()
	db := storetest.SQLite(t)
	staff(t, db)
	return openDesk(t, db, doors{verifier: p.open(t).Verifier()})
}

// send asks a desk for something with headers: name, value, name, value.
func (d *desk) send(t testing.TB, method, path, body string, headers ...string) (*http.Response, string) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), method, d.url+path, strings.NewReader(body))
	require.NoError(t, err)
	for i := 0; i < len(headers); i += 2 {
		request.Header.Add(headers[i], headers[i+1])
	}
	response, err := http.DefaultTransport.RoundTrip(request)
	require.NoError(t, err)
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	require.NoError(t, err)
	return response, string(text)
}

// as asks the guarded door with a token.
func (d *desk) as(t *testing.T, token string) (*http.Response, string) {
	t.Helper()
	return d.send(t, http.MethodPost, "/graphql", "", "Authorization", "Bearer "+token)
}

// passes wants a token to be accepted.
func (d *desk) passes(t *testing.T, name, token string) {
	t.Helper()
	response, text := d.as(t, token)
	require.Equal(t, http.StatusOK, response.StatusCode, name)
	require.Equal(t, "alice ACCOUNT_MANAGER", text, name)
	require.Equal(t, "no-store", response.Header.Get("Cache-Control"), name)
}

// refuses wants a token to get the one answer that every refusal gets, to be
// counted, and not to be in the log.
func (d *desk) refuses(t *testing.T, name, token string) {
	t.Helper()
	before := d.refused.Load()
	response, text := d.as(t, token)
	require.Equal(t, http.StatusUnauthorized, response.StatusCode, name)
	require.Equal(t, refusalBody, text, name)
	require.Equal(t, `Bearer realm="foyer"`, response.Header.Get("WWW-Authenticate"), name)
	require.Equal(t, "no-store", response.Header.Get("Cache-Control"), name)
	require.Equal(t, before+1, d.refused.Load(), "%s is counted", name)
	if len(token) > 20 {
		require.NotContains(t, d.log.String(), token[len(token)-20:], name)
	}
}

// operations lists what the audit holds of the door.
func (d *desk) operations(t *testing.T) []string {
	t.Helper()
	records, err := store.Select[model.AuditRecord](t.Context(), d.db, model.EntireScope("test"), "1 = 1 ORDER BY at, id")
	require.NoError(t, err)
	var out []string
	for _, record := range records {
		out = append(out, record.Operation+" "+record.Outcome)
	}
	return out
}
