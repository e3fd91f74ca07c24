package main

import (
	"bytes"
	"database/sql"
	"encoding/base64"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

// everybodysQuery asks for a customer of alice's, one of a colleague's in her
// branch, one of a far region and one of the staff, and for what is not a customer's.
const everybodysQuery = `query($own: ID!, $near: ID!, $far: ID!, $staff: ID!, $day: Date!) {
	viewer { employee { login } roles purpose }
	own: customer(id: $own) { ...file }
	near: customer(id: $near) { ...file }
	far: customer(id: $far) { ...file }
	staff: customer(id: $staff) { ...file }
	actions(day: $day, first: 2) { nodes { position offerClass customer { displayName } } }
	auditRecords(first: 1) { nodes { operation outcome employee { login } } }
	offer(code: "vehicle_loan") { title { fr en } benefit { fr en } }
}
fragment file on Customer {
	id accessClass displayName firstName lastName birthDate pcsCode maritalStatus sensitivity
	branch { code name } accountManager { login }
	emails { address } phones { number } addresses { line1 city } incomes { amount { amountMinor currency } }
	household { members { role customer { displayName } } }
	contracts(first: 2) { nodes { __typename number ... on CurrentAccount { balance { amountMinor } movements(first: 1) { nodes { label } } } } }
	interactions(first: 1) { nodes { channel report } }
	recommendations { offerCode priority reasons { check } }
	decisions(first: 1) { nodes { cause revision } }
}`

func TestTheFourRolesSeeWhatThePoliciesSay(t *testing.T) {
	t.Parallel()
	p := openBank(t)
	s := p.serve(t)
	variables := map[string]any{
		"day": demoDay,
		"own": p.customer(t, `c.portfolio_id IN (SELECT h.portfolio_id FROM portfolio_holders h JOIN employees e ON e.id = h.employee_id WHERE e.login = 'alice')
			AND c.sensitivity = 'ORDINARY' AND EXISTS (SELECT 1 FROM recommendations r WHERE r.customer_id = c.id)
			AND EXISTS (SELECT 1 FROM interactions i WHERE i.customer_id = c.id)`),
		"near": p.customer(t, `c.branch_id IN (SELECT e.branch_id FROM employees e WHERE e.login = 'alice') AND c.sensitivity = 'ORDINARY'
			AND NOT EXISTS (SELECT 1 FROM portfolio_holders h JOIN employees e ON e.id = h.employee_id WHERE e.login = 'alice' AND h.portfolio_id = c.portfolio_id)
			AND NOT EXISTS (SELECT 1 FROM delegations d JOIN employees e ON e.id = d.employee_id WHERE e.login = 'alice' AND d.portfolio_id = c.portfolio_id)
			AND EXISTS (SELECT 1 FROM recommendations r WHERE r.customer_id = c.id) AND EXISTS (SELECT 1 FROM incomes i WHERE i.customer_id = c.id)
			AND EXISTS (SELECT 1 FROM interactions i WHERE i.customer_id = c.id)`),
		"far": p.customer(t, `c.sensitivity = 'ORDINARY' AND c.kind = 'PERSON' AND c.branch_id IN (SELECT b.id FROM branches b
			WHERE b.region_id NOT IN (SELECT x.region_id FROM branches x JOIN employees e ON e.branch_id = x.id WHERE e.login = 'alice'))
			AND EXISTS (SELECT 1 FROM incomes i WHERE i.customer_id = c.id)`),
		"staff": p.customer(t, `c.sensitivity = 'STAFF' AND c.portfolio_id IN (SELECT h.portfolio_id FROM portfolio_holders h
			JOIN employees e ON e.id = h.employee_id WHERE e.login = 'alice')`),
	}
	for _, login := range []string{"alice", "bruno", "chloe", "david"} {
		t.Run(login, func(t *testing.T) {
			_, answer := s.post(t, p.token(t, login), everybodysQuery, variables)
			file := filepath.Join("testdata", "roles", login+".json")
			seen := readable(t, answer)
			if *update {
				require.NoError(t, os.MkdirAll(filepath.Dir(file), 0o755))
				require.NoError(t, os.WriteFile(file, seen, 0o644))
			}
			expected, err := os.ReadFile(file)
			require.NoError(t, err)
			require.Equal(t, string(expected), string(seen))
		})
	}
}

// customer gives the global id of the first customer for whom a condition holds.
func (p *program) customer(t *testing.T, condition string) string {
	t.Helper()
	id := ""
	p.query(t, func(rows *sql.Rows) error { return rows.Scan(&id) },
		"SELECT id FROM (SELECT c.id FROM customers c WHERE "+condition+" ORDER BY c.id LIMIT 1)")
	require.NotEmpty(t, id, condition)
	return base64.RawURLEncoding.EncodeToString([]byte("Customer:" + id))
}

// readable indents an answer and takes out what differs each time: the name of
// the request, and the revision, which any change of a rule renames.
func readable(t *testing.T, answer string) []byte {
	t.Helper()
	var tree any
	require.NoError(t, json.Unmarshal([]byte(answer), &tree))
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	require.NoError(t, encoder.Encode(withoutVolatile(tree)))
	return out.Bytes()
}

func withoutVolatile(tree any) any {
	switch node := tree.(type) {
	case map[string]any:
		for key, value := range node {
			if text, isText := value.(string); isText && text != "" && (key == "requestId" || key == "revision") {
				value = "any"
			}
			node[key] = withoutVolatile(value)
		}
	case []any:
		for i, value := range node {
			node[i] = withoutVolatile(value)
		}
	}
	return tree
}
