package auth

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/big"
	"net/http"
	"sync"
	"time"

	"github.com/lestrrat-go/jwx/v3/jwa"
	"github.com/lestrrat-go/jwx/v3/jwk"
)

// How the keys of an OpenID provider are kept.
const (
	keysRefresh = 4 * time.Minute  // keys are asked for again in the background
	keysFresh   = 5 * time.Minute  // a key withdrawn is refused after this long
	keysStale   = 24 * time.Hour   // keys serve this long while the provider is away
	keysPause   = 30 * time.Second // least time between two fetches
	keysTimeout = 5 * time.Second  // of a fetch
	maxKeySet   = 1 << 20          // bytes
	leastRSA    = 2048             // bits of the modulus
	leastE      = 65537            // public exponent
)

// providerKeys keeps the published keys of a provider. An unknown key asks for
// them again, though never more than once in keysPause. No lock is held while the
// provider is asked: known keys go on serving.
type providerKeys struct {
	url    string
	client *http.Client

	mutex   sync.Mutex
	keys    map[string]jwk.Key
	fetched time.Time     // last success
	tried   time.Time     // last attempt
	away    bool          // the last attempt failed
	flight  chan struct{} // closed when the running attempt ends; nil without one
}

func (p *providerKeys) key(ctx context.Context, id string, now time.Time) (jwk.Key, error) {
	if flight := p.ask(ctx, id, now); flight != nil {
		select {
		case <-flight:
		case <-ctx.Done():
			return nil, fmt.Errorf("wait for the keys of the provider: %w", ctx.Err())
		}
	}
	p.mutex.Lock()
	defer p.mutex.Unlock()
	if key, known := p.keys[id]; known && now.Sub(p.fetched) <= keysStale {
		return key, nil
	}
	return nil, fmt.Errorf("the provider has no key named %.60q", id)
}

// ask starts an attempt when one is due, and gives the running one when the key
// can't be judged without it. While the provider is away known keys wait for nothing.
func (p *providerKeys) ask(ctx context.Context, id string, now time.Time) <-chan struct{} {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	_, known := p.keys[id]
	age := now.Sub(p.fetched)
	if p.flight == nil && (!known || age > keysRefresh) && now.Sub(p.tried) >= keysPause {
		p.tried, p.flight = now, make(chan struct{})
		go p.refresh(context.WithoutCancel(ctx), now)
	}
	if !known || age > keysFresh && !p.away {
		return p.flight
	}
	return nil
}

func (p *providerKeys) refresh(ctx context.Context, now time.Time) {
	keys, err := p.fetch(ctx)
	p.mutex.Lock()
	defer p.mutex.Unlock()
	if p.away = err != nil; !p.away {
		p.keys, p.fetched = keys, now
	}
	close(p.flight)
	p.flight = nil
}

func (p *providerKeys) fetch(ctx context.Context) (map[string]jwk.Key, error) {
	ctx, cancel := context.WithTimeout(ctx, keysTimeout)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, p.url, nil)
	if err != nil {
		return nil, fmt.Errorf("fetch the keys of the provider: %w", err)
	}
	response, err := p.client.Do(request)
	if err != nil {
		return nil, fmt.Errorf("fetch the keys of the provider: %w", err)
	}
	defer response.Body.Close()
	var published struct{ Keys []json.RawMessage }
	err = json.NewDecoder(io.LimitReader(response.Body, maxKeySet)).Decode(&published)
	if err != nil || response.StatusCode != http.StatusOK {
		return nil, errors.Join(fmt.Errorf("fetch the keys of the provider: status %d", response.StatusCode), err)
	}
	return usableKeys(published.Keys), nil
}

// usableKeys keeps public signature keys that have a name of their own: of two
// keys with one name neither is believed, and a bad key does not spoil the others.
func usableKeys(published []json.RawMessage) map[string]jwk.Key {
	usable, seen := map[string]jwk.Key{}, map[string]int{}
	for _, text := range published {
		members, err := readObject(text)
		if err != nil {
			continue
		}
		id, err := members.text("kid")
		if err != nil || id == "" {
			continue
		}
		seen[id]++
		if key, err := jwk.ParseKey(text); err == nil && isSignatureKey(key) {
			usable[id] = key
		}
	}
	for id, times := range seen {
		if times > 1 {
			delete(usable, id)
		}
	}
	return usable
}

func isSignatureKey(key jwk.Key) bool {
	if use, has := key.KeyUsage(); has && use != string(jwk.ForSignature) {
		return false
	}
	if private, err := jwk.IsPrivateKey(key); err != nil || private { // a private key can do what its public half does
		return false
	}
	switch key := key.(type) {
	case jwk.RSAPublicKey:
		modulus, _ := key.N()
		exponent, _ := key.E()
		n, e := new(big.Int).SetBytes(modulus), new(big.Int).SetBytes(exponent)
		return n.BitLen() >= leastRSA && e.Cmp(big.NewInt(leastE)) >= 0 && e.Bit(0) == 1
	case jwk.ECDSAPublicKey:
		curve, _ := key.Crv()
		return curve == jwa.P256()
	case jwk.OKPPublicKey:
		curve, _ := key.Crv()
		return curve == jwa.Ed25519()
	}
	return false // symmetric keys, and kinds that we do not know
}
