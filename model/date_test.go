package model_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"foyer/model"
)

func TestEveryDayAroundTheEpochIsADay(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"1850-01-01", "1969-12-30", "1969-12-31", "1970-01-01", "1970-01-02", "2199-12-31"} {
		date, err := model.ParseDate(text)
		require.NoError(t, err)
		require.False(t, date.IsZero())
		require.Positive(t, int32(date))
		require.Equal(t, text, date.String())
		require.Equal(t, date, model.DateOfDay(date.Day()))
	}
	require.EqualValues(t, 0, model.NewDate(1970, 1, 1).Day())
}
