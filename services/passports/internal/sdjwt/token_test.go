package sdjwt_test

import (
	"crypto/hmac"
	"crypto/sha256"
	"crypto/x509"
	"encoding/json"
	"strings"
	"testing"

	"github.com/muster-ics/muster/services/passports/internal/jws"
	"github.com/muster-ics/muster/services/passports/internal/sdjwt"
)

func saltOf(t testing.TB, encoded string) string {
	t.Helper()
	raw, err := jws.Decode(encoded)
	if err != nil {
		t.Fatal(err)
	}
	var parts []any
	if err := json.Unmarshal(raw, &parts); err != nil {
		t.Fatal(err)
	}
	s, _ := parts[0].(string)
	if b, err := jws.Decode(s); err != nil || len(b) != 16 {
		t.Fatalf("a salt of %d bytes", len(b))
	}
	return s
}

// raw makes a token with any header and payload, signed by sign.
func raw(header, payload string, sign func(string) []byte) string {
	input := jws.Encode([]byte(header)) + "." + jws.Encode([]byte(payload))
	return input + "." + jws.Encode(sign(input))
}

func payloadOf(t testing.TB, c case1) string {
	t.Helper()
	b, err := json.Marshal(c.plain)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestNoAlgorithmButES256IsAccepted(t *testing.T) {
	t.Parallel()
	c := fresh(t)
	public, err := x509.MarshalPKIXPublicKey(&c.issuer.PublicKey)
	if err != nil {
		t.Fatal(err)
	}
	mac := func(s string) []byte { m := hmac.New(sha256.New, public); m.Write([]byte(s)); return m.Sum(nil) }
	none := func(string) []byte { return nil }
	kid := c.issuer.KeyID()
	for name, token := range map[string]string{
		"none":       raw(`{"alg":"none","typ":"dc+sd-jwt","kid":"`+kid+`"}`, payloadOf(t, c), none),
		"None":       raw(`{"alg":"None","typ":"dc+sd-jwt","kid":"`+kid+`"}`, payloadOf(t, c), none),
		"no alg":     raw(`{"typ":"dc+sd-jwt","kid":"`+kid+`"}`, payloadOf(t, c), none),
		"HS256":      raw(`{"alg":"HS256","typ":"dc+sd-jwt","kid":"`+kid+`"}`, payloadOf(t, c), mac),
		"ES384":      raw(`{"alg":"ES384","typ":"dc+sd-jwt","kid":"`+kid+`"}`, payloadOf(t, c), mac),
		"alg twice":  raw(`{"alg":"ES256","alg":"none","typ":"dc+sd-jwt","kid":"`+kid+`"}`, payloadOf(t, c), none),
		"Alg":        raw(`{"Alg":"ES256","typ":"dc+sd-jwt","kid":"`+kid+`"}`, payloadOf(t, c), none),
		"ES256, HS":  raw(`{"alg":"ES256","typ":"dc+sd-jwt","kid":"`+kid+`"}`, payloadOf(t, c), mac),
		"ES256, nil": raw(`{"alg":"ES256","typ":"dc+sd-jwt","kid":"`+kid+`"}`, payloadOf(t, c), none),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if v, err := sdjwt.Verify(t.Context(), c.bind(t, token+"~", nil), c.policy); err == nil {
				t.Errorf("accepted: %+v", v)
			}
		})
	}
}

func TestAKeyThatTheCredentialBringsAlongIsIgnored(t *testing.T) {
	t.Parallel()
	c := fresh(t)
	thief := key(t)
	token, err := jws.Sign(thief, jws.Header{Type: jws.Credential, JWK: &thief.PublicKey}, c.plain)
	if err != nil {
		t.Fatal(err)
	}
	_, err = sdjwt.Verify(t.Context(), c.bind(t, token+"~", nil), c.policy)
	refusedAs(t, err, sdjwt.IssuerUnknown)
	token, err = jws.Sign(renamed{thief, c.issuer.KeyID()}, jws.Header{Type: jws.Credential, JWK: &thief.PublicKey}, c.plain)
	if err != nil {
		t.Fatal(err)
	}
	_, err = sdjwt.Verify(t.Context(), c.bind(t, token+"~", nil), c.policy)
	refusedAs(t, err, sdjwt.SignatureWrong)
}

type renamed struct {
	jws.Key
	id string
}

func (r renamed) KeyID() string { return r.id }

func TestNoTokenPassesForAnother(t *testing.T) {
	t.Parallel()
	types := []string{jws.Credential, jws.KeyBinding, jws.StatusList, jws.Registry, jws.Proof, jws.Request, "at+jwt"}
	k := key(t)
	for _, is := range types {
		token, err := jws.Sign(k, jws.Header{Type: is}, map[string]any{"iss": "x"})
		if err != nil {
			t.Fatal(err)
		}
		for _, as := range types {
			_, err := jws.Open(token, as, keyOf(k))
			if (err == nil) != (is == as) {
				t.Errorf("a %s as a %s: %v", is, as, err)
			}
		}
	}
	c := fresh(t)
	for _, is := range types[1:] {
		token, err := jws.Sign(c.issuer, jws.Header{Type: is}, c.plain)
		if err != nil {
			t.Fatal(err)
		}
		_, err = sdjwt.Verify(t.Context(), c.bind(t, token+"~", nil), c.policy)
		refusedAs(t, err, sdjwt.WrongTokenType)
		own, err := jws.Sign(c.holder, jws.Header{Type: is}, map[string]any{"iat": noon.Unix(), "aud": verifier, "nonce": nonce})
		if err != nil {
			t.Fatal(err)
		}
		if is == jws.KeyBinding {
			continue
		}
		_, err = sdjwt.Verify(t.Context(), c.credential(t)+own, c.policy)
		refusedAs(t, err, sdjwt.WrongTokenType)
	}
}

func TestSloppyJSONIsRefused(t *testing.T) {
	t.Parallel()
	c := fresh(t)
	body := payloadOf(t, c)
	head := `{"alg":"ES256","typ":"dc+sd-jwt","kid":"` + c.issuer.KeyID() + `"}`
	for name, token := range map[string][2]string{
		"name twice in the payload":   {head, strings.Replace(body, `{`, `{"vct":"x",`, 1)},
		"name twice deep inside":      {head, strings.Replace(body, `{`, `{"a":{"b":1,"b":2},`, 1)},
		"name twice by escape":        {head, strings.Replace(body, `{`, `{"v\u0063t":"x",`, 1)},
		"something behind":            {head, body + `{}`},
		"something behind header":     {head + ` 1`, body},
		"no object":                   {head, `[]`},
		"broken":                      {head, body[:len(body)-1]},
		"no UTF-8":                    {head, strings.Replace(body, `{`, "{\"a\":\"\xff\",", 1)},
		"critical extension":          {strings.Replace(head, `{`, `{"crit":["b64"],"b64":false,`, 1), body},
		"nested beyond 32 levels":     {head, strings.Replace(body, `{`, `{"a":`+strings.Repeat("[", 40)+strings.Repeat("]", 40)+`,`, 1)},
		"a private key in the header": {strings.Replace(head, `{`, `{"jwk":{"kty":"EC","crv":"P-256","d":"x"},`, 1), body},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			signed := raw(token[0], token[1], es256(t, c.issuer))
			_, err := sdjwt.Verify(t.Context(), c.bind(t, signed+"~", nil), c.policy)
			refusedAs(t, err, sdjwt.Malformed)
		})
	}
	if _, err := sdjwt.Verify(t.Context(), c.bind(t, raw(head, body, es256(t, c.issuer))+"~", nil), c.policy); err != nil {
		t.Errorf("the same without a fault: %v", err)
	}
	if _, err := sdjwt.Verify(t.Context(), strings.Repeat("a~", 40000), c.policy); sdjwt.CodeOf(err) != sdjwt.Malformed {
		t.Errorf("oversize: %v", err)
	}
}
