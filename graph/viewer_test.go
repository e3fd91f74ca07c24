package graph_test

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestTheViewerIsToldTheirRolesAndPurposes(t *testing.T) {
	t.Parallel()
	b := sqliteBank(t)
	data := b.data(t, "alice", `{ viewer { purpose purposes roleTitles { role title { en } } } }`, nil)
	require.Equal(t, at(data, "viewer", "purpose"), at(data, "viewer", "purposes").([]any)[0])
	require.Contains(t, at(data, "viewer", "purposes"), "SALES")
	title := at(data, "viewer", "roleTitles").([]any)[0]
	require.Equal(t, "ACCOUNT_MANAGER", at(title, "role"))
	require.NotEmpty(t, at(title, "title", "en"))
	request := b.request(t, "alice", `{ viewer { purpose } }`, nil)
	request.Header.Set("Foyer-Purpose", "AUDIT")
	got := b.send(t, request)
	require.Equal(t, "FORBIDDEN", got.Errors[0].Extensions["code"], "a purpose of another role")
}

func TestTheTableOfAccessSaysWhatTheExtensionsSay(t *testing.T) {
	t.Parallel()
	b := sqliteBank(t)
	data := b.data(t, "alice", `{ viewer { accessTable(coordinates: ["Customer.birthDate", "Customer.pcsCode", "Mutation.reassignCustomer", "Customer.nothing"]) {
		coordinate rowClass verdict mask rule reason remedy } } }`, nil)
	told := map[string]string{}
	for _, line := range at(data, "viewer", "accessTable").([]any) {
		told[at(line, "coordinate").(string)+" "+at(line, "rowClass").(string)] = at(line, "verdict").(string)
		require.NotEmpty(t, at(line, "reason"))
		require.Equal(t, at(line, "verdict") == "MASK", at(line, "mask") != nil)
	}
	require.Equal(t, "SHOW", told["Customer.birthDate OWN/ORDINARY"])
	require.Equal(t, "MASK", told["Customer.birthDate NETWORK/ORDINARY"])
	require.Equal(t, "DENY", told["Customer.pcsCode NETWORK/ORDINARY"])
	require.NotContains(t, told, "Customer.birthDate NETWORK/VIP", "a class that alice does not see")
	require.NotContains(t, told, "Mutation.reassignCustomer OWN/ORDINARY", "denied everywhere")
	data = b.data(t, "chloe", `{ viewer { accessTable(types: ["Customer", "AuditRecord", "Nothing"]) { coordinate verdict } } }`, nil)
	for _, line := range at(data, "viewer", "accessTable").([]any) {
		require.NotEqual(t, "Customer.displayName", at(line, "coordinate"))
		require.NotContains(t, at(line, "coordinate"), "AuditRecord.at")
	}
	got := b.ask(t, "alice", `query($t: [String!]) { viewer { accessTable(types: $t) { coordinate } } }`, map[string]any{"t": make([]string, 51)})
	require.Equal(t, "BAD_USER_INPUT", got.Errors[0].Extensions["code"])
}
