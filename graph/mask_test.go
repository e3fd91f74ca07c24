package graph

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"foyer/model"
)

func TestMasksLeaveWhatTheirNameSays(t *testing.T) {
	t.Parallel()
	euros := func(minor int64) model.Money { return model.Money{Minor: minor, Currency: "EUR"} }
	for _, masking := range []struct {
		mask       string
		value, hid any
	}{
		{"INITIALS", "Jean-Paul d'Ormesson", "J. P. D. O."},
		{"INITIALS", "Élodie", "É."},
		{"LAST4", "+33612345678", dots + "5678"},
		{"LAST4", "123", dots},
		{"DOMAIN", "claire@example.org", dots + "@example.org"},
		{"DOMAIN", "not an address", nil},
		{"YEAR", model.NewDate(1984, time.May, 17), model.NewDate(1984, time.January, 1)},
		{"BAND", euros(284_300), euros(250_000)},
		{"BAND", euros(-100), euros(-50_000)},
		{"BAND", model.Money{Minor: 1234, Currency: "JPY"}, model.Money{Minor: 1000, Currency: "JPY"}},
		{"YEAR", model.InstantOf(time.Date(1984, time.May, 17, 9, 30, 0, 0, time.UTC)), model.InstantOf(time.Date(1984, time.January, 1, 0, 0, 0, 0, time.UTC))},
		{"YEAR", "1984-05-17", nil},
		{"BAND", "284300", nil},
		{"INITIALS", int64(3), nil},
		{"BAND", int64(1234), int64(1000)},
		{"DOMAIN", []string{"a@x.org", "none"}, []string{dots + "@x.org"}},
		{"HASH", true, nil},
		{"HASH", model.CustomerStatus("FORMER"), nil},
		{"HASH", model.ID{1}, nil},
		{"NONSENSE", "Claire", nil},
	} {
		require.Equal(t, masking.hid, newMasker([]byte("key")).masked(masking.mask, model.PurposeService, masking.value), "%s of %v", masking.mask, masking.value)
	}
}

func TestABandHoldsItsAmount(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		amount := model.Money{Minor: rapid.Int64Range(-1e15, 1e15).Draw(t, "minor"), Currency: "EUR"}
		band := banded(amount)
		require.LessOrEqual(t, band.Minor, amount.Minor)
		require.Less(t, amount.Minor-band.Minor, int64(50_000))
		require.Zero(t, band.Minor%50_000)
	})
}

func TestAmountsAreWrittenAsPeopleDo(t *testing.T) {
	t.Parallel()
	amount := model.Money{Minor: 123_456_789, Currency: "EUR"}
	require.Equal(t, "1\u202f234\u202f567,89\u00a0€", formatted(amount, model.French))
	require.Equal(t, "€1,234,567.89", formatted(amount, model.English))
	require.Equal(t, "-0,05\u00a0€", formatted(model.Money{Minor: -5, Currency: "EUR"}, model.French))
	require.Equal(t, "CZK\u00a012.00", formatted(model.Money{Minor: 1200, Currency: "CZK"}, model.English))
	require.Equal(t, "500\u00a0JPY", formatted(model.Money{Minor: 500, Currency: "JPY"}, model.French))
}
