package passports_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	contract "github.com/muster-ics/muster/events/passports"
	"github.com/muster-ics/muster/services/passports/internal/jws"
	"github.com/muster-ics/muster/services/passports/internal/oid4vci"
	"github.com/muster-ics/muster/services/passports/internal/sdjwt"
)

// purse is a wallet of a worker's own, as far as the protocols see one.
type purse struct {
	w   *world
	key jws.Key
	// credentials by the configuration that they were fetched for.
	credentials map[string]string
}

func (w *world) purse() *purse {
	w.t.Helper()
	k, err := jws.NewKey()
	if err != nil {
		w.t.Fatal(err)
	}
	return &purse{w: w, key: k, credentials: map[string]string{}}
}

// plainly asks without being signed in, as wallets do.
func (w *world) plainly(method, address, contentType, body, bearer string) reply {
	w.t.Helper()
	req, err := http.NewRequestWithContext(w.t.Context(), method, w.local(address), strings.NewReader(body))
	if err != nil {
		w.t.Fatal(err)
	}
	if contentType != "" {
		req.Header.Set("Content-Type", contentType)
	}
	if bearer != "" {
		req.Header.Set("Authorization", "Bearer "+bearer)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		w.t.Fatal(err)
	}
	return read(w.t, res)
}

// local leads a public address to where the test's service listens.
func (w *world) local(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		w.t.Fatal(err)
	}
	return w.URL + u.RequestURI()
}

type offered struct{ Link, Code string }

func (w *world) offer(workerID string, kinds ...string) string {
	w.t.Helper()
	var o struct {
		OfferID string `json:"offer_id"`
	}
	w.must(http.StatusCreated, w.call(verifier("RVV"), http.MethodPost, "/workers/"+workerID+"/offers", encode(w.t, map[string]any{"kinds": kinds}))).into(w.t, &o)
	return o.OfferID
}

func (w *world) openOffer(workerID, offerID string) offered {
	w.t.Helper()
	var o offered
	w.must(http.StatusOK, w.call(asWorker(workerID), http.MethodPost, "/me/offers/"+offerID+"/wallet", "{}")).into(w.t, &o)
	return o
}

func (o offered) uri(t *testing.T) string {
	t.Helper()
	u, err := url.Parse(o.Link)
	if err != nil || u.Scheme != "openid-credential-offer" {
		t.Fatalf("%q is no link for a wallet", o.Link)
	}
	return u.Query().Get("credential_offer_uri")
}

type grant struct {
	issuer, code   string
	configurations []string
}

// reads fetches the offer that a link leads to.
func (p *purse) reads(o offered) grant {
	p.w.t.Helper()
	var body struct {
		Issuer         string   `json:"credential_issuer"`
		Configurations []string `json:"credential_configuration_ids"`
		Grants         map[string]struct {
			Code string `json:"pre-authorized_code"`
		}
	}
	p.w.must(http.StatusOK, p.w.plainly(http.MethodGet, o.uri(p.w.t), "", "", "")).into(p.w.t, &body)
	return grant{body.Issuer, body.Grants[oid4vci.GrantType].Code, body.Configurations}
}

func (p *purse) token(code, transaction string) reply {
	p.w.t.Helper()
	form := url.Values{"grant_type": {oid4vci.GrantType}, "pre-authorized_code": {code}, "tx_code": {transaction}}
	return p.w.plainly(http.MethodPost, "/oid4vci/token", "application/x-www-form-urlencoded", form.Encode(), "")
}

func accessToken(t *testing.T, r reply) string {
	t.Helper()
	var body struct {
		Token string `json:"access_token"`
	}
	r.into(t, &body)
	if r.status != http.StatusOK || body.Token == "" || r.header.Get("Cache-Control") != "no-store" {
		t.Fatalf("got %d %s", r.status, r.raw)
	}
	return body.Token
}

func (p *purse) nonce() string {
	p.w.t.Helper()
	var body struct {
		Nonce string `json:"c_nonce"`
	}
	p.w.must(http.StatusOK, p.w.plainly(http.MethodPost, "/oid4vci/nonce", "", "", "")).into(p.w.t, &body)
	return body.Nonce
}

// nameless signs without a kid, as wallets do.
type nameless struct{ jws.Key }

func (nameless) KeyID() string { return "" }

func (p *purse) proof(issuer, nonce string) string {
	p.w.t.Helper()
	compact, err := jws.Sign(nameless{p.key}, jws.Header{Type: jws.Proof, JWK: &p.key.PublicKey},
		map[string]any{"aud": issuer, "iat": p.w.Clock.Now().Unix(), "nonce": nonce})
	if err != nil {
		p.w.t.Fatal(err)
	}
	return compact
}

func (p *purse) fetch(token, configuration, proof string) reply {
	p.w.t.Helper()
	body := encode(p.w.t, map[string]any{"credential_configuration_id": configuration, "proofs": map[string]any{"jwt": []string{proof}}})
	return p.w.plainly(http.MethodPost, "/oid4vci/credential", "application/json", body, token)
}

// takes goes through the whole of flow A.
func (p *purse) takes(o offered) {
	p.w.t.Helper()
	g := p.reads(o)
	token := accessToken(p.w.t, p.token(g.code, o.Code))
	for _, configuration := range g.configurations {
		var body struct {
			Credentials []struct{ Credential string }
		}
		p.w.must(http.StatusOK, p.fetch(token, configuration, p.proof(g.issuer, p.nonce()))).into(p.w.t, &body)
		p.credentials[configuration] = body.Credentials[0].Credential
	}
}

func errorOf(t *testing.T, r reply) string {
	t.Helper()
	var body struct{ Error string }
	r.into(t, &body)
	return body.Error
}

func TestAWalletOfTheWorkersOwnTakesWhatTheHomeEmployerOffers(t *testing.T) {
	t.Parallel()
	w := start(t)
	workerID := w.enrol(nurse())
	offerID := w.offer(workerID, "check.dbs", "registration.NMC", "competency.cstf.FIRE.1")
	p := w.purse()
	p.takes(w.openOffer(workerID, offerID))

	c, err := sdjwt.Parse(p.credentials["check.dbs"])
	if err != nil || !strings.HasSuffix(c.Claims["vct"].(string), "dbs/1") {
		t.Fatalf("got %v, %v", c.Claims, err)
	}
	thumb, err := jws.Thumbprint(&p.key.PublicKey)
	if err != nil {
		t.Fatal(err)
	}
	bound, err := jws.ReadJWK(c.Claims["cnf"].(map[string]any)["jwk"])
	if err != nil {
		t.Fatal(err)
	}
	if got, err := jws.Thumbprint(bound); err != nil || got != thumb {
		t.Errorf("the credential is bound to another key: %v", err)
	}
	offer := w.passportEvent(offerID, 2).(contract.CredentialAcceptedV1).Offer
	if offer.Wallet != "external" || offer.WorkerID != workerID || len(offer.Types) != 3 {
		t.Errorf("got %+v", offer)
	}
	// The metadata stands between host and path, and names what was issued.
	var meta struct {
		Issuer    string `json:"credential_issuer"`
		Supported map[string]struct{ Format, VCT string }
	}
	raw := w.must(http.StatusOK, w.plainly(http.MethodGet, "/.well-known/openid-credential-issuer/issuers/RVV", "", "", "")).raw
	raw = []byte(strings.Replace(string(raw), "credential_configurations_supported", "supported", 1))
	if err := json.Unmarshal(raw, &meta); err != nil || !strings.HasSuffix(meta.Issuer, "/issuers/RVV") || meta.Supported["check.dbs"].Format != "dc+sd-jwt" {
		t.Errorf("got %s, %v", raw, err)
	}
	if r := w.plainly(http.MethodGet, "/.well-known/openid-credential-issuer/issuers/NOBODY", "", "", ""); r.status != http.StatusNotFound {
		t.Errorf("an issuer that is not there: %d", r.status)
	}
}

func TestACodeIsGoodOnceAlsoWhenTwoWalletsComeAtOnce(t *testing.T) {
	t.Parallel()
	w := start(t)
	workerID := w.enrol(nurse())
	o := w.openOffer(workerID, w.offer(workerID, "check.dbs"))
	p := w.purse()
	code := p.reads(o).code
	replies := make([]reply, 8)
	var wg sync.WaitGroup
	for i := range replies {
		wg.Go(func() { replies[i] = p.token(code, o.Code) })
	}
	wg.Wait()
	won := 0
	for _, r := range replies {
		if r.status == http.StatusOK {
			won++
		} else if errorOf(t, r) != "invalid_grant" {
			t.Errorf("got %d %s", r.status, r.raw)
		}
	}
	if won != 1 {
		t.Errorf("%d wallets got a token", won)
	}
	if r := w.plainly(http.MethodGet, o.uri(t), "", "", ""); r.status != http.StatusNotFound {
		t.Errorf("the offer's link still leads somewhere: %d", r.status)
	}
}

func TestANonceIsGoodOnceAlsoWhenTwoProofsComeAtOnce(t *testing.T) {
	t.Parallel()
	w := start(t)
	workerID := w.enrol(nurse())
	o := w.openOffer(workerID, w.offer(workerID, "check.dbs"))
	p := w.purse()
	g := p.reads(o)
	token, proof := accessToken(t, p.token(g.code, o.Code)), p.proof(g.issuer, p.nonce())
	replies := make([]reply, 8)
	var wg sync.WaitGroup
	for i := range replies {
		wg.Go(func() { replies[i] = p.fetch(token, "check.dbs", proof) })
	}
	wg.Wait()
	won := 0
	for _, r := range replies {
		if r.status == http.StatusOK {
			won++
		} else if errorOf(t, r) != "invalid_nonce" {
			t.Errorf("got %d %s", r.status, r.raw)
		}
	}
	if won != 1 {
		t.Errorf("%d proofs were taken", won)
	}
}

func TestTheFifthWrongTransactionCodeEndsTheOffer(t *testing.T) {
	t.Parallel()
	w := start(t)
	workerID := w.enrol(nurse())
	offerID := w.offer(workerID, "check.dbs")
	o := w.openOffer(workerID, offerID)
	p := w.purse()
	code := p.reads(o).code
	for range 5 {
		if r := p.token(code, "no"); errorOf(t, r) != "invalid_grant" {
			t.Fatalf("got %s", r.raw)
		}
	}
	if r := p.token(code, o.Code); r.status != http.StatusBadRequest {
		t.Errorf("the right code after five wrong ones: %d", r.status)
	}
	if got := w.passportEvent(offerID, 2).(contract.CredentialRejectedV1).Offer.ReasonCode; got != "tx_code_tries" {
		t.Errorf("got %s", got)
	}
	if again := w.openOffer(workerID, offerID); again.Link != "" {
		t.Error("an offer that is over still gives a link")
	}
}

func TestWhatAWalletGetsWrongIsRefusedInTheProtocolsWords(t *testing.T) {
	t.Parallel()
	w := start(t)
	workerID := w.enrol(nurse())
	o := w.openOffer(workerID, w.offer(workerID, "check.dbs"))
	p := w.purse()
	g := p.reads(o)
	if r := p.token("made up", o.Code); errorOf(t, r) != "invalid_grant" {
		t.Errorf("a code that is none: %s", r.raw)
	}
	token := accessToken(t, p.token(g.code, o.Code))
	for _, c := range []struct {
		name          string
		token, config string
		proof         string
		status        int
		code          string
	}{
		{"no token", "", "check.dbs", p.proof(g.issuer, p.nonce()), 401, "invalid_token"},
		{"a token that is none", "made-up", "check.dbs", p.proof(g.issuer, p.nonce()), 401, "invalid_token"},
		{"what was not offered", token, "check.identity", p.proof(g.issuer, p.nonce()), 400, "unknown_credential_configuration"},
		{"a proof for another issuer", token, "check.dbs", p.proof(g.issuer+"X", p.nonce()), 400, "invalid_proof"},
		{"a nonce that is none", token, "check.dbs", p.proof(g.issuer, "made-up"), 400, "invalid_nonce"},
		{"no proof", token, "check.dbs", "x", 400, "invalid_proof"},
	} {
		r := p.fetch(c.token, c.config, c.proof)
		if r.status != c.status || errorOf(t, r) != c.code {
			t.Errorf("%s: want %d %s, got %d %s", c.name, c.status, c.code, r.status, r.raw)
		}
	}
	late := p.nonce()
	w.Clock.Advance(6 * time.Minute)
	if r := p.fetch(token, "check.dbs", p.proof(g.issuer, late)); errorOf(t, r) != "invalid_nonce" {
		t.Errorf("a nonce of six minutes ago: %s", r.raw)
	}
	w.Clock.Advance(5 * time.Minute)
	if r := p.fetch(token, "check.dbs", p.proof(g.issuer, p.nonce())); r.status != 401 {
		t.Errorf("a token of eleven minutes ago: %d", r.status)
	}
	for _, body := range []string{`{`, `[]`, `{"credential_configuration_id":"a","credential_configuration_id":"b"}`} {
		if r := w.plainly(http.MethodPost, "/oid4vci/credential", "application/json", body, token); errorOf(t, r) != "invalid_credential_request" {
			t.Errorf("%s: %s", body, r.raw)
		}
	}
}

func TestANewWalletTakesThePlaceOfTheOneBefore(t *testing.T) {
	t.Parallel()
	w := start(t)
	workerID := w.enrol(nurse())
	lost := w.purse()
	lost.takes(w.openOffer(workerID, w.offer(workerID, "check.dbs", "check.identity")))
	fresh := w.purse()
	fresh.takes(w.openOffer(workerID, w.offer(workerID, "check.dbs")))
	var n, left int
	if err := w.DB.Pool.QueryRow(t.Context(), `select count(*) filter (where why = 'holder_key_rebound'), count(*) filter (where revoked_at is null)
		from credentials where external`).Scan(&n, &left); err != nil || n != 2 || left != 1 {
		t.Errorf("want two taken back and one left, got %d and %d, %v", n, left, err)
	}
}

func TestWorkersRejectWhatIsWrongAndSeeOnlyTheirOwn(t *testing.T) {
	t.Parallel()
	w := start(t)
	workerID, other := w.enrol(nurse()), w.enrol(nurse())
	offerID := w.offer(workerID, "check.dbs")
	for _, path := range []string{"/accept", "/wallet"} {
		w.must(http.StatusNotFound, w.call(asWorker(other), http.MethodPost, "/me/offers/"+offerID+path, "{}"))
	}
	w.must(http.StatusNotFound, w.call(asWorker(other), http.MethodPost, "/me/offers/"+offerID+"/reject", `{"reason":"not_mine"}`))
	w.must(http.StatusUnprocessableEntity, w.call(asWorker(workerID), http.MethodPost, "/me/offers/"+offerID+"/reject", `{"reason":"because"}`))
	w.must(http.StatusOK, w.call(asWorker(workerID), http.MethodPost, "/me/offers/"+offerID+"/reject", `{"reason":"wrong_details"}`))
	w.must(http.StatusConflict, w.call(asWorker(workerID), http.MethodPost, "/me/offers/"+offerID+"/accept", "{}"))
	if got := w.passportEvent(offerID, 2).(contract.CredentialRejectedV1).Offer.ReasonCode; got != "wrong_details" {
		t.Errorf("got %s", got)
	}
	w.must(http.StatusNotFound, w.call(verifier("RWF"), http.MethodPost, "/workers/"+workerID+"/offers", "{}"))
	w.must(http.StatusUnprocessableEntity, w.call(verifier("RVV"), http.MethodPost, "/workers/"+workerID+"/offers", `{"kinds":["check.heroism"]}`))
}

func TestWhatIsAcceptedIsKeptForTheWorker(t *testing.T) {
	t.Parallel()
	w := start(t)
	workerID := w.enrol(nurse())
	offerID := w.offer(workerID)
	w.must(http.StatusOK, w.call(asWorker(workerID), http.MethodPost, "/me/offers/"+offerID+"/accept", "{}"))
	var n int
	if err := w.DB.Pool.QueryRow(t.Context(), "select count(*) from credentials where worker_id = $1 and not external and revoked_at is null", workerID).Scan(&n); err != nil || n != 7 {
		t.Errorf("want five checks, a registration and a competency, got %d, %v", n, err)
	}
}
