package secrecy_test

import (
	"database/sql"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"foyer/model"
)

// leads are the coordinates by which a viewer comes to the rows of a table: where
// all are closed, that there are rows is hidden, too.
var leads = map[string]string{
	"emails": "Customer.emails", "phones": "Customer.phones", "addresses": "Customer.addresses", "incomes": "Customer.incomes",
	"assets": "Customer.assets", "interactions": "Customer.interactions", "fragilities": "Customer.fragilities Customer.financiallyFragile",
	"channel_preferences": "Customer.channelPreferences", "movements": "CurrentAccount.movements SavingsAccount.movements",
	"standing_orders": "CurrentAccount.standingOrders", "direct_debits": "CurrentAccount.directDebits",
}

// uproot removes every other row that the viewer may not come to, and gives the
// bank more customers whom the viewer does not see.
func uproot(t testing.TB, db *sql.DB, table *model.Table, stands *standing) int {
	t.Helper()
	changed := 0
	for name, coordinates := range leads {
		anchor := anchors[name]
		for i, row := range rowsOf(t, db, fmt.Sprintf("SELECT id, %s FROM %s ORDER BY id", anchor.column, name)) {
			if i%2 == 0 || !closed(table, coordinates, stands.of(anchor.of)[row[1]]) {
				continue
			}
			_, err := db.ExecContext(t.Context(), "DELETE FROM "+name+" WHERE id = ?", row[0])
			require.NoError(t, err)
			changed++
		}
	}
	return changed + strangers(t, db, stands)
}

func closed(table *model.Table, coordinates string, class model.RowClass) bool {
	if class == 0 || class == conflicted {
		return true
	}
	for coordinate := range strings.FieldsSeq(coordinates) {
		if table.Of(coordinate, class).Kind != model.Deny {
			return false
		}
	}
	return true
}

// strangers copies customers whom the viewer does not see.
func strangers(t testing.TB, db *sql.DB, stands *standing) int {
	t.Helper()
	columns := []string{}
	for _, row := range rowsOf(t, db, "SELECT name FROM pragma_table_info('customers') WHERE name NOT IN ('id', 'external_id', 'decision_key')") {
		columns = append(columns, row[0])
	}
	list := strings.Join(columns, ", ")
	added := 0
	for id, class := range stands.customers {
		if class != 0 || stands.opposed[id] {
			continue // their consents are not copied
		}
		_, err := db.ExecContext(t.Context(), fmt.Sprintf(`INSERT INTO customers (id, external_id, decision_key, %s)
			SELECT 'f' || substr(id, 2), '', 'f' || substr(id, 2), %s FROM customers WHERE id = ?`, list, list), id)
		require.NoError(t, err)
		added++
	}
	return added
}
