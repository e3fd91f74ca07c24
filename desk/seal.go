package desk

import (
	"fmt"
	"io"

	"github.com/tink-crypto/tink-go/v2/aead/subtle"

	"foyer/model"
)

// sealingKeySize is the size of a customer's key in bytes (AES-256-GCM).
const sealingKeySize = 32

func (d *Desk) newSealingKey() ([]byte, error) {
	key := make([]byte, sealingKeySize)
	if _, err := io.ReadFull(d.random, key); err != nil {
		return nil, fmt.Errorf("draw a sealing key: %w", err)
	}
	return key, nil
}

// seal encrypts the facts of a decision under the customer's key; the decision
// they belong to is bound in, so a receipt can't borrow another one's facts.
func seal(key []byte, decision model.ID, facts []byte) ([]byte, error) {
	aead, err := subtle.NewAESGCM(key)
	if err != nil {
		return nil, fmt.Errorf("prepare a sealing key: %w", err)
	}
	sealed, err := aead.Encrypt(facts, decision[:])
	if err != nil {
		return nil, fmt.Errorf("seal facts: %w", err)
	}
	return sealed, nil
}

// unseal gives the facts of a decision back.
func unseal(key []byte, decision model.ID, sealed []byte) ([]byte, error) {
	aead, err := subtle.NewAESGCM(key)
	if err != nil {
		return nil, fmt.Errorf("prepare a sealing key: %w", err)
	}
	facts, err := aead.Decrypt(sealed, decision[:])
	if err != nil {
		return nil, fmt.Errorf("unseal facts: %w", err)
	}
	return facts, nil
}
