package graph

import (
	"bytes"
	"context"
	"errors"
	"testing"

	"github.com/rs/zerolog"
	"github.com/stretchr/testify/require"

	"foyer/model"
)

func TestTheServersOwnTroublesAreToldWithoutTheirWords(t *testing.T) {
	t.Parallel()
	for code, err := range map[model.Code]error{
		model.CodeUnavailable: &model.Error{Code: model.CodeUnavailable, Message: "the file bank.db is busy", Err: errors.New("locked")},
		model.CodeInternal:    errors.New("no column bank.db"),
	} {
		var log bytes.Buffer
		resolver := &Resolver{log: zerolog.New(&log)}
		shown := resolver.present(context.Background(), err)
		require.Equal(t, string(code), shown.Extensions["code"])
		require.NotContains(t, shown.Error(), "bank.db")
		require.Contains(t, log.String(), "bank.db")
	}
}

func TestAnOperationCutShortIsNotAFailureOfTheServer(t *testing.T) {
	t.Parallel()
	require.Equal(t, model.CodeUnavailable, model.CodeOf(owned(context.DeadlineExceeded)))
	require.Equal(t, model.CodeInternal, model.CodeOf(owned(errors.New("other"))))
	require.NoError(t, owned(nil))
}
