package auth_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"foyer/store/storetest"
)

func TestRolesComeFromTheDatabaseOnEachRequest(t *testing.T) {
	t.Parallel()
	b, db := newBench(t), storetest.SQLite(t)
	staff(t, db)
	d := openDesk(t, db, doors{verifier: b.issuer.Verifier()})
	token := b.sign(t, with(map[string]any{"exp": noon.Add(240 * time.Hour).Unix(), "roles": []string{"AUDITOR"}}), nil)
	_, today := d.as(t, token)
	require.Equal(t, "alice ACCOUNT_MANAGER", today, "the token gives no role")
	d.clock.move(72 * time.Hour)
	_, later := d.as(t, token)
	require.Equal(t, "alice ", later, "the role ended, the token did not")
}

func TestEveryRefusalIsTheSame(t *testing.T) {
	t.Parallel()
	b, db := newBench(t), storetest.SQLite(t)
	staff(t, db)
	d := openDesk(t, db, doors{verifier: b.issuer.Verifier()})
	alice := "Bearer " + b.sign(t, claims(), nil)
	for name, headers := range map[string][]string{
		"no header":           nil,
		"empty token":         {"Bearer "},
		"only the scheme":     {"Bearer"},
		"another scheme":      {"Basic YWxpY2U6c2VjcmV0"},
		"two headers":         {alice, alice},
		"a broken token":      {alice + "x"},
		"nobody of the bank":  {"Bearer " + b.sign(t, with(map[string]any{"sub": "mallory"}), nil)},
		"somebody who left":   {"Bearer " + b.sign(t, with(map[string]any{"sub": "oscar"}), nil)},
		"a login in capitals": {"Bearer " + b.sign(t, with(map[string]any{"sub": "ALICE"}), nil)},
	} {
		var sent []string
		for _, header := range headers {
			sent = append(sent, "Authorization", header)
		}
		response, text := d.send(t, http.MethodPost, "/graphql", "", sent...)
		require.Equal(t, http.StatusUnauthorized, response.StatusCode, name)
		require.Equal(t, `Bearer realm="foyer"`, response.Header.Get("WWW-Authenticate"), name)
		require.Equal(t, "no-store", response.Header.Get("Cache-Control"), name)
		require.Equal(t, refusalBody, text, name)
	}
	require.NotContains(t, d.log.String(), "eyJ", "tokens are not logged")
	require.Contains(t, d.log.String(), "no active employee has this login")
}

func TestTheAuditKeepsWhoTriedButNobodyCanFillIt(t *testing.T) {
	t.Parallel()
	db := storetest.SQLite(t)
	staff(t, db)
	d := openDesk(t, db, doors{})
	d.send(t, http.MethodPost, "/graphql", "")
	require.Empty(t, d.operations(t), "nothing was tried")
	for range 70 {
		d.as(t, "forged")
	}
	require.Equal(t, strings.Repeat("refusal UNAUTHENTICATED,", 60), strings.Join(d.operations(t), ",")+",")
	d.clock.move(time.Minute)
	d.as(t, "forged")
	require.Len(t, d.operations(t), 61)
	require.EqualValues(t, 72, d.refused.Load(), "all are counted")
}

func TestADatabaseThatIsAwayIsNotTheBearersFault(t *testing.T) {
	t.Parallel()
	b, db := newBench(t), storetest.SQLite(t)
	d := openDesk(t, db, doors{verifier: b.issuer.Verifier()})
	require.NoError(t, db.Close())
	response, _ := d.as(t, b.sign(t, claims(), nil))
	require.Equal(t, http.StatusServiceUnavailable, response.StatusCode)
}

func TestARequestEndsWithItsToken(t *testing.T) {
	t.Parallel()
	b, db := newBench(t), storetest.SQLite(t)
	staff(t, db)
	d := openDesk(t, db, doors{verifier: b.issuer.Verifier()})
	expired := noon.Add(-time.Minute + 50*time.Millisecond) // still within the tolerance, for 50 ms
	token := b.sign(t, with(map[string]any{"exp": float64(expired.UnixMilli()) / 1000}), nil)
	response, text := d.send(t, http.MethodGet, "/stream", "", "Authorization", "Bearer "+token)
	require.Equal(t, http.StatusOK, response.StatusCode)
	require.Equal(t, "open\n", text)
}
