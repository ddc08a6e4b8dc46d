package oid4vci_test

import (
	"errors"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/muster-ics/muster/services/passports/internal/jws"
	"github.com/muster-ics/muster/services/passports/internal/oid4vci"
)

const issuer = "https://muster.example/issuers/RVV"

var now = time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)

func key(t *testing.T) jws.Key {
	t.Helper()
	k, err := jws.NewKey()
	if err != nil {
		t.Fatal(err)
	}
	return k
}

// nameless signs without telling a kid, as wallets do.
type nameless struct{ jws.Key }

func (nameless) KeyID() string { return "" }

func proof(t *testing.T, change func(h *jws.Header, claims map[string]any)) string {
	t.Helper()
	k := key(t)
	h := jws.Header{Type: jws.Proof, JWK: &k.PublicKey}
	claims := map[string]any{"aud": issuer, "iat": now.Unix(), "nonce": "n-1"}
	change(&h, claims)
	compact, err := jws.Sign(nameless{k}, h, claims)
	if err != nil {
		t.Fatal(err)
	}
	return compact
}

func codeOf(t *testing.T, err error) string {
	t.Helper()
	var e *oid4vci.Error
	if !errors.As(err, &e) {
		t.Fatalf("want a refusal of the protocol, got %v", err)
	}
	return e.Code
}

func TestAProofHoldsForItsIssuerItsKeyAndThisMoment(t *testing.T) {
	t.Parallel()
	other := key(t)
	at := func(d time.Duration) func(*jws.Header, map[string]any) {
		return func(_ *jws.Header, c map[string]any) { c["iat"] = now.Add(d).Unix() }
	}
	for _, c := range []struct {
		name   string
		change func(*jws.Header, map[string]any)
		code   string
	}{
		{"as it should be", func(*jws.Header, map[string]any) {}, ""},
		{"made 30 s ahead of us", at(30 * time.Second), ""},
		{"made 31 s ahead of us", at(31 * time.Second), "invalid_proof"},
		{"made ten minutes ahead", at(10 * time.Minute), "invalid_proof"},
		{"5 min 30 s old", at(-330 * time.Second), ""},
		{"5 min 31 s old", at(-331 * time.Second), "invalid_proof"},
		{"ten minutes old", at(-10 * time.Minute), "invalid_proof"},
		{"without iat", func(_ *jws.Header, c map[string]any) { delete(c, "iat") }, "invalid_proof"},
		{"iat as text", func(_ *jws.Header, c map[string]any) { c["iat"] = "now" }, "invalid_proof"},
		{"for another issuer", func(_ *jws.Header, c map[string]any) { c["aud"] = "https://muster.example/issuers/RWF" }, "invalid_proof"},
		{"for a list of issuers", func(_ *jws.Header, c map[string]any) { c["aud"] = []string{issuer} }, "invalid_proof"},
		{"for nobody", func(_ *jws.Header, c map[string]any) { delete(c, "aud") }, "invalid_proof"},
		{"without a nonce", func(_ *jws.Header, c map[string]any) { delete(c, "nonce") }, "invalid_nonce"},
		{"with another's key", func(h *jws.Header, _ map[string]any) { h.JWK = &other.PublicKey }, "invalid_proof"},
		{"without a key", func(h *jws.Header, _ map[string]any) { h.JWK = nil }, "invalid_proof"},
		{"with a chain of certificates too", func(h *jws.Header, _ map[string]any) { h.X5C = []string{"MIIB"} }, "invalid_proof"},
		{"a key binding in its place", func(h *jws.Header, _ map[string]any) { h.Type = jws.KeyBinding }, "invalid_proof"},
		{"a request object in its place", func(h *jws.Header, _ map[string]any) { h.Type = jws.Request }, "invalid_proof"},
		{"a status list in its place", func(h *jws.Header, _ map[string]any) { h.Type = jws.StatusList }, "invalid_proof"},
		{"a registry in its place", func(h *jws.Header, _ map[string]any) { h.Type = jws.Registry }, "invalid_proof"},
		{"a credential in its place", func(h *jws.Header, _ map[string]any) { h.Type = jws.Credential }, "invalid_proof"},
		{"without typ's prefix", func(h *jws.Header, _ map[string]any) { h.Type = "JWT" }, "invalid_proof"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got, err := oid4vci.Proof(proof(t, c.change), issuer, now)
			if c.code != "" {
				if code := codeOf(t, err); code != c.code {
					t.Errorf("want %s, got %s", c.code, code)
				}
				return
			}
			if err != nil || got.Nonce != "n-1" || got.Key == nil {
				t.Errorf("got %+v, %v", got, err)
			}
		})
	}
}

func TestAProofThatIsNoTokenIsRefused(t *testing.T) {
	t.Parallel()
	good := proof(t, func(*jws.Header, map[string]any) {})
	parts := strings.Split(good, ".")
	none := jws.Encode([]byte(`{"alg":"none","typ":"openid4vci-proof+jwt"}`))
	hmac := jws.Encode([]byte(`{"alg":"HS256","typ":"openid4vci-proof+jwt"}`))
	for name, compact := range map[string]string{
		"nothing": "", "text": "not a token", "unsigned": none + "." + parts[1] + ".", "signed by a secret": hmac + "." + parts[1] + "." + parts[2],
		"cut": parts[0] + "." + parts[1], "with another body": parts[0] + "." + jws.Encode([]byte(`{"aud":"`+issuer+`","nonce":"x","iat":1}`)) + "." + parts[2],
	} {
		if _, err := oid4vci.Proof(compact, issuer, now); codeOf(t, err) != "invalid_proof" {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

func TestARequestNamesOneConfigurationAndOneProof(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, body, code string }{
		{"as it should be", `{"credential_configuration_id":"dbs","proofs":{"jwt":["x"]}}`, ""},
		{"nothing", `{}`, "invalid_credential_request"},
		{"an identifier", `{"credential_identifier":"x","proofs":{"jwt":["x"]}}`, "unknown_credential_identifier"},
		{"encryption asked for", `{"credential_configuration_id":"dbs","credential_response_encryption":{},"proofs":{"jwt":["x"]}}`, "invalid_encryption_parameters"},
		{"the draft's single proof", `{"credential_configuration_id":"dbs","proof":{"proof_type":"jwt","jwt":"x"}}`, "invalid_proof"},
		{"no proof", `{"credential_configuration_id":"dbs","proofs":{"jwt":[]}}`, "invalid_proof"},
		{"two proofs", `{"credential_configuration_id":"dbs","proofs":{"jwt":["x","y"]}}`, "invalid_proof"},
		{"another kind beside it", `{"credential_configuration_id":"dbs","proofs":{"jwt":["x"],"attestation":["y"]}}`, "invalid_proof"},
		{"a proof that is a number", `{"credential_configuration_id":"dbs","proofs":{"jwt":[1]}}`, "invalid_proof"},
	} {
		body, err := jws.Object([]byte(c.body))
		if err != nil {
			t.Fatal(err)
		}
		_, err = oid4vci.ReadRequest(body)
		if c.code == "" && err != nil || c.code != "" && codeOf(t, err) != c.code {
			t.Errorf("%s: want %q, got %v", c.name, c.code, err)
		}
	}
}

func TestATokenIsAskedForByCodeAndTransactionCode(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, form, code string }{
		{"as it should be", "grant_type=" + url.QueryEscape(oid4vci.GrantType) + "&pre-authorized_code=a&tx_code=123456", ""},
		{"no transaction code", "grant_type=" + url.QueryEscape(oid4vci.GrantType) + "&pre-authorized_code=a", "invalid_request"},
		{"no code", "grant_type=" + url.QueryEscape(oid4vci.GrantType) + "&tx_code=1", "invalid_request"},
		{"another grant", "grant_type=authorization_code&code=a", "unsupported_grant_type"},
		{"nothing", "", "unsupported_grant_type"},
		{"two codes", "grant_type=" + url.QueryEscape(oid4vci.GrantType) + "&pre-authorized_code=a&pre-authorized_code=b&tx_code=1", "invalid_request"},
	} {
		form, err := url.ParseQuery(c.form)
		if err != nil {
			t.Fatal(err)
		}
		_, err = oid4vci.ReadTokenRequest(form)
		if c.code == "" && err != nil || c.code != "" && codeOf(t, err) != c.code {
			t.Errorf("%s: want %q, got %v", c.name, c.code, err)
		}
	}
}

func TestAnOffersLinkFitsAQRCodeThatPhonesRead(t *testing.T) {
	t.Parallel()
	link := oid4vci.OfferLink("https://a-rather-long-name.of-an-integrated-care-system.nhs.example/oid4vci/offer/" + strings.Repeat("x", 43))
	if len(link) > 300 {
		t.Errorf("the link has %d characters", len(link))
	}
}
