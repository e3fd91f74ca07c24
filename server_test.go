package main

import (
	"bufio"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"foyer/store/storetest"
)

// customerOnTop reads the first customer of the list with all that the tour of
// the README shows.
const customerOnTop = `{ actions(first: 1) { nodes { title { fr en } customer { id displayName
	household { members { role customer { displayName } } }
	contracts(first: 5) { nodes { __typename number product { title { en } } } }
	lifeEvents(first: 5) { nodes { kind occurredOn expectedOn definition { title { fr en } } } }
	recommendations { offer { title { fr en } } reasons { check why { fr en } } } } } } }`

type text struct{ FR, EN string }

type onTop struct {
	Actions struct {
		Nodes []struct {
			Title    text
			Customer struct {
				ID, DisplayName string
				Household       *struct{ Members []struct{ Role string } }
				Contracts       struct{ Nodes []struct{ Number string } }
				Recommendations []struct {
					Offer   struct{ Title text }
					Reasons []struct {
						Check string
						Why   text
					}
				}
			}
		}
	}
}

func TestANewcomerMakesABankPlansTheDayAndReadsAList(t *testing.T) {
	t.Parallel()
	for _, target := range storetest.Databases(t) {
		t.Run(target.Name, func(t *testing.T) {
			t.Parallel()
			p := newProgram(t, target.URL(t))
			require.Contains(t, p.done(t, "demo", "--customers", demoSize, "--date", demoDay), "digest")
			require.Contains(t, p.done(t, "night", "--date", demoDay), "decisions")
			s := p.serve(t)
			_, ready := get(t, "http://"+s.address+"/readyz")
			require.Contains(t, ready, `"status":"ready"`)

			var list onTop
			s.ask(t, p.token(t, "alice"), strings.Replace(customerOnTop, "first: 1", `first: 1, day: "`+demoDay+`"`, 1), nil, &list)
			require.NotEmpty(t, list.Actions.Nodes)
			first := list.Actions.Nodes[0]
			require.NotEmpty(t, first.Title.FR)
			require.NotEmpty(t, first.Title.EN)
			require.NotEmpty(t, first.Customer.DisplayName)
			require.NotEmpty(t, first.Customer.Recommendations)
			require.NotEmpty(t, first.Customer.Recommendations[0].Reasons)
			require.NotEmpty(t, first.Customer.Recommendations[0].Reasons[0].Why.FR)
			require.NotEmpty(t, first.Customer.Recommendations[0].Reasons[0].Why.EN)
			require.Equal(t, exitDone, s.stop(t))
		})
	}
}

func TestALifeEventChangesTheListAtOnce(t *testing.T) {
	t.Parallel()
	p := openBank(t)
	s := p.serve(t)
	token := p.token(t, "alice")
	var own struct {
		Customers struct {
			Nodes []struct {
				ID, Kind, Status, BirthDate string
			}
		}
	}
	s.ask(t, token, `{ customers(filter: {relations: [OWN]}, first: 50) { nodes { id kind status birthDate } } }`, nil, &own)
	customer := ""
	for _, node := range own.Customers.Nodes {
		if node.Kind == "PERSON" && node.Status == "CUSTOMER" && node.BirthDate > "1970" && node.BirthDate < "2000" {
			customer = node.ID
		}
	}
	require.NotEmpty(t, customer)

	const record = `mutation($id: ID!) { recordLifeEvent(input: {customerId: $id, kind: "CHILD_EXPECTED",
		expectedOn: "2027-06-01", source: "journey", externalId: "1"}) {
		repeated decision { id } recommendations { offerCode } userErrors { message } } }`
	var recorded struct {
		RecordLifeEvent struct {
			Repeated        bool
			Decision        *struct{ ID string }
			Recommendations []struct{ OfferCode string }
			UserErrors      []struct{ Message string }
		}
	}
	s.ask(t, token, record, map[string]any{"id": customer}, &recorded)
	require.Empty(t, recorded.RecordLifeEvent.UserErrors)
	require.NotNil(t, recorded.RecordLifeEvent.Decision)
	require.NotEmpty(t, recorded.RecordLifeEvent.Recommendations)

	var list struct {
		Actions struct {
			Nodes []struct{ Customer struct{ ID string } }
		}
	}
	s.ask(t, token, `{ actions(first: 100) { nodes { customer { id } } } }`, nil, &list)
	found := 0
	for _, action := range list.Actions.Nodes {
		if action.Customer.ID == customer {
			found++
		}
	}
	require.Positive(t, found, "the customer is on today's list")

	s.ask(t, token, record, map[string]any{"id": customer}, &recorded)
	require.True(t, recorded.RecordLifeEvent.Repeated)
}

func TestWithoutAValidTokenThereIsOneAnswer(t *testing.T) {
	t.Parallel()
	p, stranger := openBank(t), openBank(t)
	s := p.serve(t)
	good := p.token(t, "alice")
	var bodies []string
	for _, token := range []string{"", "alice", good + "x", good[:len(good)-4], stranger.token(t, "alice"), strings.Repeat("a", 9000)} {
		response, body := s.post(t, token, "{ viewer { roles } }", nil)
		require.Equal(t, http.StatusUnauthorized, response.StatusCode)
		require.Equal(t, `Bearer realm="foyer"`, response.Header.Get("WWW-Authenticate"))
		bodies = append(bodies, body)
	}
	for _, body := range bodies {
		require.Equal(t, bodies[0], body)
	}
	require.Equal(t, exitDone, s.stop(t))
	require.NotContains(t, s.log.String(), good, "tokens are not logged")
}

func TestPagesAndProbesAreGuarded(t *testing.T) {
	t.Parallel()
	p := openBank(t)
	s := p.serve(t)
	alive, body := get(t, "http://"+s.address+"/healthz")
	require.Equal(t, http.StatusOK, alive.StatusCode)
	require.Contains(t, body, "alive")
	require.NotEmpty(t, alive.Header.Get("X-Request-Id"))
	require.Equal(t, "nosniff", alive.Header.Get("X-Content-Type-Options"))
	require.NotContains(t, alive.Header.Get("Content-Security-Policy"), "unsafe")

	missing, _ := get(t, "http://"+s.address+"/metrics")
	require.Equal(t, http.StatusNotFound, missing.StatusCode, "metrics have a listener of their own")
	_, measured := get(t, "http://"+s.metrics+"/metrics")
	require.Contains(t, measured, `foyer_http_request_seconds_count{code="200",method="GET",route="/healthz"} 1`)

	page, _ := get(t, "http://"+s.address+"/graphiql")
	require.Equal(t, http.StatusOK, page.StatusCode)
	require.NotContains(t, page.Header.Get("Content-Security-Policy"), "script-src", "scripts come from the desk alone")
	bare := p.serve(t, "--no-graphiql")
	hidden, _ := get(t, "http://"+bare.address+"/graphiql")
	require.Equal(t, http.StatusNotFound, hidden.StatusCode)

	closed, _ := get(t, "http://"+s.address+"/graphql?query={viewer{roles}}")
	require.NotEqual(t, http.StatusOK, closed.StatusCode)
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, "http://"+s.address+"/graphql", strings.NewReader("{}"))
	require.NoError(t, err)
	request.Header.Set("Sec-Fetch-Site", "cross-site")
	response, err := http.DefaultClient.Do(request)
	require.NoError(t, err)
	require.NoError(t, response.Body.Close())
	require.Equal(t, http.StatusForbidden, response.StatusCode, "other sites can't post")
}

func TestClosingEndsSubscriptionsAndTheProcess(t *testing.T) {
	t.Parallel()
	p := openBank(t)
	s := p.serve(t)
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, "http://"+s.address+"/graphql",
		strings.NewReader(`{"query":"subscription { actionListChanged { day } }"}`))
	require.NoError(t, err)
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("Accept", "text/event-stream")
	request.Header.Set("Authorization", "Bearer "+p.token(t, "alice"))
	response, err := http.DefaultClient.Do(request)
	require.NoError(t, err)
	defer response.Body.Close()
	require.Equal(t, http.StatusOK, response.StatusCode)
	lines := bufio.NewScanner(response.Body)
	for lines.Scan() && !strings.Contains(lines.Text(), "actionListChanged") {
		continue
	}
	require.NoError(t, lines.Err())
	require.Equal(t, exitDone, s.stop(t))
	for lines.Scan() { // to its end, which comes
		continue
	}
}
