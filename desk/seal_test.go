package desk

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/tink-crypto/tink-go/v2/aead/subtle"

	"foyer/model"
)

func TestSealedFactsOpenOnlyWithTheCustomersKeyAndForTheirDecision(t *testing.T) {
	t.Parallel()
	key, decision := bytes.Repeat([]byte{7}, sealingKeySize), model.ID{1}
	sealed, err := seal(key, decision, []byte(`{"age_years":45}`))
	require.NoError(t, err)
	require.NotContains(t, string(sealed), "age_years")

	opener, err := subtle.NewAESGCM(key)
	require.NoError(t, err)
	facts, err := opener.Decrypt(sealed, decision[:])
	require.NoError(t, err)
	require.JSONEq(t, `{"age_years":45}`, string(facts))

	other := model.ID{2}
	_, err = opener.Decrypt(sealed, other[:])
	require.Error(t, err, "the facts of one decision can't be shown as another's")
	stranger, err := subtle.NewAESGCM(bytes.Repeat([]byte{8}, sealingKeySize))
	require.NoError(t, err)
	_, err = stranger.Decrypt(sealed, decision[:])
	require.Error(t, err)
}
