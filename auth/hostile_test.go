package auth_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/hmac"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"math/big"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// hostileCase is one attack with a token. It lists tokens that must be refused, and
// the honest neighbours that must not be.
type hostileCase struct {
	name    string
	refused map[string]string
	passing map[string]string
}

func TestHostileTokensAreRefusedAlike(t *testing.T) {
	t.Parallel()
	p := newProvider(t)
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	require.NoError(t, err)
	p.publish(curveJWK("one", &p.curve.PublicKey), rsaJWK("rsa", &key.PublicKey))
	visits := &atomic.Int64{}
	attacker := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { visits.Add(1) }))
	t.Cleanup(attacker.Close)
	d := oidcDesk(t, p)
	for _, one := range []hostileCase{
		unsignedTokens(t, p), symmetricTokens(t, p, key), emptySignatures(t, p), broughtKeys(t, p), keyAddresses(t, p, attacker.URL), oddKeyNames(t, p),
		otherIssuers(t, p), otherAudiences(t, p), severalAudiences(t, p), noAudience(t, p), expired(t, p), notYetValid(t, p), skewed(t, p), issuedLater(t, p),
		otherTypes(t, p), withoutSubject(t, p), ambiguous(t, p), packed(t, p), withRoles(t, p),
	} {
		t.Run(one.name, func(t *testing.T) {
			for name, token := range one.refused {
				d.refuses(t, name, token)
			}
			for name, token := range one.passing {
				d.passes(t, name, token)
			}
		})
	}
	require.Zero(t, visits.Load(), "nobody asks the attacker for keys")
	require.Contains(t, d.operations(t), "refusal UNAUTHENTICATED")
}

func unsignedTokens(t *testing.T, p *provider) hostileCase {
	one := hostileCase{name: "TestG1_tokens without an algorithm", refused: map[string]string{}}
	for _, none := range []string{"none", "None", "nOnE", "NONE", "", " "} {
		header := map[string]any{"alg": none, "kid": "one", "typ": "at+jwt"}
		one.refused[none+" with a signature"] = mint(t, header, p.claims(nil), signES(t, p.curve))
		one.refused[none+" without"] = mint(t, header, p.claims(nil), func(string) []byte { return nil })
	}
	one.refused["no member alg"] = p.token(t, nil, map[string]any{"alg": nil})
	return one
}

func symmetricTokens(t *testing.T, p *provider, key *rsa.PrivateKey) hostileCase {
	der, err := x509.MarshalPKIXPublicKey(&key.PublicKey)
	require.NoError(t, err)
	jwk, err := json.Marshal(rsaJWK("rsa", &key.PublicKey))
	require.NoError(t, err)
	one := hostileCase{name: "TestG2_the public key as a shared secret", refused: map[string]string{},
		passing: map[string]string{"RS256": mint(t, map[string]any{"alg": "RS256", "kid": "rsa", "typ": "at+jwt"}, p.claims(nil), signRS(t, key))}}
	for name, secret := range map[string][]byte{"PEM": pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: der}), "DER": der, "JWK": jwk,
		"modulus": key.N.Bytes(), "nothing": nil} {
		header := map[string]any{"alg": "HS256", "kid": "rsa", "typ": "at+jwt"}
		one.refused[name] = mint(t, header, p.claims(nil), func(signed string) []byte {
			hash := hmac.New(sha256.New, secret)
			hash.Write([]byte(signed))
			return hash.Sum(nil)
		})
	}
	one.refused["ES256 with an RSA key"] = mint(t, map[string]any{"alg": "ES256", "kid": "rsa", "typ": "at+jwt"}, p.claims(nil), signES(t, p.curve))
	one.refused["RS256 with a curve"] = mint(t, map[string]any{"alg": "RS256", "kid": "one", "typ": "at+jwt"}, p.claims(nil), signRS(t, key))
	one.refused["RS1"] = mint(t, map[string]any{"alg": "RS1", "kid": "rsa", "typ": "at+jwt"}, p.claims(nil), signRS(t, key))
	return one
}

func emptySignatures(t *testing.T, p *provider) hostileCase {
	parts := strings.Split(p.token(t, nil, nil), ".")
	zero := func(size int) string { return base64.RawURLEncoding.EncodeToString(make([]byte, size)) }
	order := elliptic.P256().Params().N.Bytes()
	return hostileCase{name: "TestG3_empty and zero signatures", refused: map[string]string{
		"no signature": parts[0] + "." + parts[1] + ".", "two parts": parts[0] + "." + parts[1], "zeros": parts[0] + "." + parts[1] + "." + zero(64),
		"one byte": parts[0] + "." + parts[1] + "." + zero(1), "the order of the curve": parts[0] + "." + parts[1] + "." + base64.RawURLEncoding.EncodeToString(append(order, order...)),
		"another payload": parts[0] + "." + encode(t, p.claims(map[string]any{"preferred_username": "bruno"})) + "." + parts[2],
		"empty":           "", "a word": "alice", "only dots": "..",
	}}
}

func broughtKeys(t *testing.T, p *provider) hostileCase {
	own := curveKey(t)
	brought := curveJWK("one", &own.PublicKey)
	sign := func(header map[string]any) string { return mint(t, header, p.claims(nil), signES(t, own)) }
	return hostileCase{name: "TestG4_keys that tokens bring along", refused: map[string]string{
		"by our key's name":     sign(map[string]any{"alg": "ES256", "typ": "at+jwt", "kid": "one", "jwk": brought}),
		"without a name":        sign(map[string]any{"alg": "ES256", "typ": "at+jwt", "jwk": brought}),
		"a certificate":         sign(map[string]any{"alg": "ES256", "typ": "at+jwt", "kid": "one", "x5c": []string{"MIIB"}}),
		"beside our signature":  p.token(t, nil, map[string]any{"jwk": brought}),
		"a stranger's key":      sign(map[string]any{"alg": "ES256", "typ": "at+jwt", "kid": "one"}),
		"a critical extension":  p.token(t, nil, map[string]any{"crit": []string{"exp"}}),
		"an unencoded payload":  p.token(t, nil, map[string]any{"b64": false}),
		"null as a key brought": p.token(t, nil, map[string]any{"jwk": json.RawMessage("null")}),
	}}
}

func keyAddresses(t *testing.T, p *provider, attacker string) hostileCase {
	return hostileCase{name: "TestG5_addresses of keys", refused: map[string]string{
		"jku": p.token(t, nil, map[string]any{"jku": attacker + "/keys"}), "x5u": p.token(t, nil, map[string]any{"x5u": attacker + "/chain"}),
		"jku of the provider": p.token(t, nil, map[string]any{"jku": p.URL + "/keys"}), "kid is an address": p.token(t, nil, map[string]any{"kid": attacker + "/keys"}),
	}}
}

func oddKeyNames(t *testing.T, p *provider) hostileCase {
	one := hostileCase{name: "TestG6_names of keys that are paths, statements, or very long", refused: map[string]string{
		"no name": p.token(t, nil, map[string]any{"kid": nil}), "a number": p.token(t, nil, map[string]any{"kid": 1}), "a list": p.token(t, nil, map[string]any{"kid": []string{"one"}}),
	}}
	for _, name := range []string{"../../../../dev/null", "/etc/passwd", "one' OR '1'='1", "one\x00", "", "ONE", strings.Repeat("k", 257), strings.Repeat("k", 10<<10)} {
		one.refused[fmt.Sprintf("%.20q", name)] = p.token(t, nil, map[string]any{"kid": name})
	}
	return one
}

func otherIssuers(t *testing.T, p *provider) hostileCase {
	one := hostileCase{name: "TestG8_other issuers", refused: map[string]string{"a list": p.token(t, map[string]any{"iss": []string{p.URL}}, nil)}}
	for _, issuer := range []any{"https://elsewhere.example", p.URL + "/", strings.ToUpper(p.URL), "", " " + p.URL, 7, nil} {
		one.refused[fmt.Sprint(issuer)] = p.token(t, map[string]any{"iss": issuer}, nil)
	}
	return one
}

func otherAudiences(t *testing.T, p *provider) hostileCase {
	one := hostileCase{name: "TestG9_other audiences", passing: map[string]string{"a list of one": p.token(t, map[string]any{"aud": []string{"foyer"}}, nil)}, refused: map[string]string{}}
	for _, audience := range []any{"payments", "FOYER", "foyer ", "foye", []string{"payments"}, []any{"payments", nil}, []any{[]string{"foyer"}}, map[string]string{"foyer": "foyer"}} {
		one.refused[fmt.Sprint(audience)] = p.token(t, map[string]any{"aud": audience}, nil)
	}
	return one
}

func severalAudiences(t *testing.T, p *provider) hostileCase {
	both := []string{"payments", "foyer"}
	return hostileCase{name: "TestG10_several audiences", refused: map[string]string{
		"nobody named":    p.token(t, map[string]any{"aud": both}, nil),
		"another named":   p.token(t, map[string]any{"aud": both, "azp": "payments"}, nil),
		"a list named":    p.token(t, map[string]any{"aud": both, "azp": []string{"foyer"}}, nil),
		"nothing named":   p.token(t, map[string]any{"aud": both, "azp": ""}, nil),
		"the same, twice": p.token(t, map[string]any{"aud": []string{"foyer", "foyer"}}, nil),
	}, passing: map[string]string{"issued to us": p.token(t, map[string]any{"aud": both, "azp": "foyer"}, nil)}}
}

func noAudience(t *testing.T, p *provider) hostileCase {
	return hostileCase{name: "TestG11_no audience", refused: map[string]string{
		"none": p.token(t, map[string]any{"aud": nil}, nil), "empty": p.token(t, map[string]any{"aud": ""}, nil), "an empty list": p.token(t, map[string]any{"aud": []string{}}, nil),
	}}
}

func expired(t *testing.T, p *provider) hostileCase {
	one := hostileCase{name: "TestG12_expired", refused: map[string]string{"never": p.token(t, map[string]any{"exp": nil}, nil)}}
	for _, end := range []any{noon.Add(-time.Hour).Unix(), 0, -1, "1999999999", 1e300, true, []int64{noon.Add(time.Hour).Unix()}} {
		one.refused[fmt.Sprint(end)] = p.token(t, map[string]any{"exp": end}, nil)
	}
	return one
}

func notYetValid(t *testing.T, p *provider) hostileCase {
	return hostileCase{name: "TestG13_not yet valid", refused: map[string]string{
		"in an hour": p.token(t, map[string]any{"nbf": noon.Add(time.Hour).Unix()}, nil), "a text": p.token(t, map[string]any{"nbf": "now"}, nil),
	}, passing: map[string]string{"not told": p.token(t, map[string]any{"nbf": nil, "iat": nil}, nil)}}
}

func skewed(t *testing.T, p *provider) hostileCase {
	at := func(claim string, seconds float64) string {
		return p.token(t, map[string]any{claim: float64(noon.Unix()) + seconds}, nil)
	}
	return hostileCase{name: "TestG14_clocks that differ by 60 seconds, and by 61", passing: map[string]string{
		"ended 60 s ago": at("exp", -60), "begins in 60 s": at("nbf", 60), "issued in 60 s": at("iat", 60), "ended 59.9 s ago": at("exp", -59.9),
	}, refused: map[string]string{
		"ended 61 s ago": at("exp", -61), "begins in 61 s": at("nbf", 61), "issued in 61 s": at("iat", 61), "ended 60.5 s ago": at("exp", -60.5),
	}}
}

func issuedLater(t *testing.T, p *provider) hostileCase {
	return hostileCase{name: "TestG15_issued in the far future", refused: map[string]string{
		"in ten years":    p.token(t, map[string]any{"iat": noon.AddDate(10, 0, 0).Unix(), "exp": noon.AddDate(20, 0, 0).Unix()}, nil),
		"in milliseconds": p.token(t, map[string]any{"iat": noon.UnixMilli(), "exp": noon.UnixMilli() * 2}, nil),
	}}
}

func otherTypes(t *testing.T, p *provider) hostileCase {
	one := hostileCase{name: "TestG16_ID tokens and other types", refused: map[string]string{
		"an ID token": p.idTokenFor(t, "alice", "n", nil), "an ID token for us": p.idTokenFor(t, "alice", "n", map[string]any{"aud": "foyer"}),
		"with a nonce": p.token(t, map[string]any{"nonce": "n"}, nil), "with at_hash": p.token(t, map[string]any{"at_hash": "h"}, nil), "of claim ID": p.token(t, map[string]any{"typ": "ID"}, nil),
	}, passing: map[string]string{"in full": p.token(t, nil, map[string]any{"typ": "application/at+jwt"}), "in capitals": p.token(t, nil, map[string]any{"typ": "AT+JWT"})}}
	for _, kind := range []any{nil, "JWT", "jwt", "", "at", "logout+jwt", "dpop+jwt", 7} {
		one.refused[fmt.Sprint("type ", kind)] = p.token(t, nil, map[string]any{"typ": kind})
	}
	return one
}

func withoutSubject(t *testing.T, p *provider) hostileCase {
	one := hostileCase{name: "TestG17_no subject, or no login", refused: map[string]string{}}
	for _, claim := range []string{"sub", "preferred_username"} {
		for _, value := range []any{nil, "", 7, []string{"alice"}, map[string]any{}, json.RawMessage("null")} {
			one.refused[fmt.Sprint(claim, value)] = p.token(t, map[string]any{claim: value}, nil)
		}
	}
	for _, login := range []string{"mallory", "oscar", "ALICE", "alice ", "alice\x00", "' OR 1=1 --", "alice\n", strings.Repeat("a", 1000), "\u202ealice"} {
		one.refused[fmt.Sprintf("%.20q", login)] = p.token(t, map[string]any{"preferred_username": login}, nil)
	}
	return one
}

func ambiguous(t *testing.T, p *provider) hostileCase {
	payload, err := json.Marshal(p.claims(nil))
	require.NoError(t, err)
	header := `{"alg":"ES256","kid":"one","typ":"at+jwt"`
	body := strings.TrimSuffix(string(payload), "}")
	sign := func(header, payload string) string { return mint(t, header, payload, signES(t, p.curve)) }
	return hostileCase{name: "TestG18_claims and headers given twice", refused: map[string]string{
		"alg twice":             sign(header+`,"alg":"ES256"}`, body+"}"),
		"kid twice":             sign(header+`,"kid":"one"}`, body+"}"),
		"sub twice":             sign(header+"}", body+`,"sub":"0815"}`),
		"login twice":           sign(header+"}", body+`,"preferred_username":"bruno"}`),
		"login twice, escaped":  sign(header+"}", body+`,"preferred\u005fusername":"bruno"}`),
		"twice inside":          sign(header+"}", body+`,"more":{"a":1,"a":2}}`),
		"twice in a list":       sign(header+"}", body+`,"more":[{"a":1,"a":2}]}`),
		"something behind":      sign(header+"}", body+`}{"preferred_username":"bruno"}`),
		"not an object":         sign(header+"}", `["`+p.URL+`"]`),
		"null":                  sign(header+"}", `null`),
		"not UTF-8":             sign(header+"}", body+`,"more":"`+"\xff"+`"}`),
		"a mark before":         sign(header+"}", "\ufeff"+body+"}"),
		"cut short":             sign(header+"}", body),
		"very deep":             sign(header+"}", body+`,"more":`+strings.Repeat("[", 1500)+strings.Repeat("]", 1500)+"}"),
		"a header not closed":   sign(header, body+"}"),
		"a header with a tail":  sign(header+"}{}", body+"}"),
		"a header that is null": sign("null", body+"}"),
	}, passing: map[string]string{"once": sign(header+"}", body+"}"), "other case is another claim": sign(header+"}", body+`,"SUB":"bruno","Preferred_Username":"bruno"}`)}}
}

func packed(t *testing.T, p *provider) hostileCase {
	good := p.token(t, nil, nil)
	bomb := base64.RawURLEncoding.EncodeToString(make([]byte, 6<<10))
	return hostileCase{name: "TestG24_packed, nested and oversized", refused: map[string]string{
		"encrypted":      encode(t, map[string]any{"alg": "RSA-OAEP", "enc": "A256GCM", "zip": "DEF", "kid": "one"}) + ".a2V5.aXY." + bomb + ".dGFn",
		"direct":         encode(t, map[string]any{"alg": "dir", "enc": "A256GCM", "kid": "one"}) + "..aXY.Y2lwaGVy.dGFn",
		"zipped":         p.token(t, nil, map[string]any{"zip": "DEF"}),
		"nested":         mint(t, map[string]any{"alg": "ES256", "kid": "one", "typ": "at+jwt", "cty": "JWT"}, good, signES(t, p.curve)),
		"nested, silent": mint(t, map[string]any{"alg": "ES256", "kid": "one", "typ": "at+jwt"}, good, signES(t, p.curve)),
		"over 8 KiB":     p.token(t, map[string]any{"note": strings.Repeat("x", 9000)}, nil),
		"a fourth part":  good + ".e30",
		"JSON form":      `{"payload":"` + strings.Split(good, ".")[1] + `","signatures":[]}`,
	}, passing: map[string]string{"nearly 8 KiB": p.token(t, map[string]any{"note": strings.Repeat("x", 5500)}, nil)}}
}

func withRoles(t *testing.T, p *provider) hostileCase {
	roles := map[string]any{"roles": []string{"ADMINISTRATOR", "AUDITOR", "EMPEROR"}, "role": "AUDITOR", "realm_access": map[string]any{"roles": []string{"ADMINISTRATOR"}}, "scope": "admin"}
	foreign := p.claims(roles)
	foreign["iss"] = "https://elsewhere.example"
	return hostileCase{name: "TestG26_roles in tokens give no role",
		passing: map[string]string{"of our issuer": p.token(t, roles, nil)},
		refused: map[string]string{"of another issuer": mint(t, map[string]any{"alg": "ES256", "kid": "one", "typ": "at+jwt"}, foreign, signES(t, p.curve))}}
}

func TestG23_EveryCopyOfARevokedTokenIsRefused(t *testing.T) {
	t.Parallel()
	p := newProvider(t)
	d := oidcDesk(t, p)
	for name, id := range map[string]any{"with an identifier": "token-1", "without one": nil} {
		token := p.token(t, map[string]any{"jti": id}, nil)
		other := p.token(t, map[string]any{"jti": "token-2"}, nil)
		cut := strings.LastIndexByte(token, '.')
		signature, err := base64.RawURLEncoding.DecodeString(token[cut+1:])
		require.NoError(t, err)
		twin := token[:cut+1] + base64.RawURLEncoding.EncodeToString(mirrored(&p.curve.PublicKey, signature))
		d.passes(t, name, token)
		d.passes(t, "the same token with the other signature that is as good", twin)
		response, _ := d.send(t, http.MethodPost, "/logout", "", "Authorization", "Bearer "+token)
		require.Equal(t, http.StatusNoContent, response.StatusCode)
		for copied, text := range map[string]string{"itself": token, "the other signature": twin, "padding": token + "=", "more padding": token + "==",
			"trailing bits": token[:len(token)-1] + string(nextSymbol(token[len(token)-1])), "space": token + " ", "two spaces before": " " + token, "a tab": token + "\t"} {
			d.refuses(t, name+": "+copied, text)
		}
		d.passes(t, "another token of the same person", other)
		again, _ := d.send(t, http.MethodPost, "/logout", "", "Authorization", "Bearer "+token)
		require.Equal(t, http.StatusUnauthorized, again.StatusCode)
	}
}

// mirrored is the second signature that the same key's owner could have made.
func mirrored(key *ecdsa.PublicKey, signature []byte) []byte {
	s := new(big.Int).SetBytes(signature[32:])
	s.Sub(key.Params().N, s)
	return append(append([]byte{}, signature[:32]...), s.FillBytes(make([]byte, 32))...)
}

// nextSymbol is a base64url symbol that differs in bits which carry nothing at the
// end of 64 bytes.
func nextSymbol(symbol byte) byte {
	const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
	return alphabet[strings.IndexByte(alphabet, symbol)|1]
}
