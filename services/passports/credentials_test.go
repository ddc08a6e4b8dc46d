package passports_test

import (
	"crypto/ecdsa"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	contract "github.com/muster-ics/muster/events/passports"
	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/services/passports/internal/jws"
	"github.com/muster-ics/muster/services/passports/internal/registry"
	"github.com/muster-ics/muster/services/passports/internal/statuslist"
)

type credentialView struct {
	CredentialID string     `json:"credential_id"`
	Type         string     `json:"type"`
	Subject      string     `json:"subject"`
	Issuer       string     `json:"issuer"`
	ExpiresAt    time.Time  `json:"expires_at"`
	RevokedAt    *time.Time `json:"revoked_at"`
	Why          string     `json:"why"`
	Live         bool       `json:"live"`
}

func (w *world) credentials(method, workerID, body string) []credentialView {
	w.t.Helper()
	var out struct{ Credentials []credentialView }
	r := w.call(asWorker(workerID), method, "/me/credentials", body)
	if r.status != http.StatusOK && r.status != http.StatusCreated {
		w.t.Fatalf("%d %s", r.status, r.raw)
	}
	r.into(w.t, &out)
	return out.Credentials
}

// public asks as somebody unknown would.
func (w *world) public(path string) reply {
	w.t.Helper()
	res, err := http.Get(w.URL + path) //nolint:gosec,noctx // the address of the test's own server
	if err != nil {
		w.t.Fatal(err)
	}
	return read(w.t, res)
}

func TestAWorkerIsGivenOneCredentialForEachRecordThatStandsAndOnlyOnce(t *testing.T) {
	t.Parallel()
	w := start(t)
	workerID := w.enrol(nurse())
	given := w.credentials(http.MethodPost, workerID, `{}`)
	var subjects []string
	for _, c := range given {
		subjects = append(subjects, c.Subject)
		if !c.Live || c.Issuer != "RVV" || c.ExpiresAt.After(w.Clock.Now().AddDate(0, 0, 90)) {
			t.Errorf("got %+v", c)
		}
	}
	slices.Sort(subjects)
	want := []string{"check:dbs", "check:identity", "check:occupational_health", "check:references", "check:right_to_work", "competency:cstf:FIRE:1", "registration:NMC"}
	if !slices.Equal(subjects, want) {
		t.Fatalf("got %v", subjects)
	}
	ev, ok := w.passportEvent(given[0].CredentialID, 1).(contract.CredentialIssuedV1)
	if !ok || ev.Credential.WorkerID != workerID || ev.Credential.Holder != "custodial" {
		t.Errorf("got %+v", ev)
	}
	if again := w.credentials(http.MethodPost, workerID, `{}`); len(again) != 0 {
		t.Errorf("a second time gave %d", len(again))
	}
	if listed := w.credentials(http.MethodGet, workerID, ""); len(listed) != len(given) {
		t.Errorf("listed %d of %d", len(listed), len(given))
	}
	w.Clock.Advance(61 * 24 * time.Hour)
	if renewed := w.credentials(http.MethodPost, workerID, `{"types":["dbs/1"]}`); len(renewed) != 1 || renewed[0].Type != "dbs/1" {
		t.Errorf("from day 60 on it is renewed: %+v", renewed)
	}
	other := verifier("RVV")
	w.must(http.StatusNotFound, w.call(other, http.MethodPost, "/me/credentials", `{}`))
	w.must(http.StatusUnauthorized, w.call(auth.Principal{}, http.MethodGet, "/me/credentials", ""))
}

func TestAChangeTakesBackWhatItMakesUntrueAndNothingElse(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		path, body string
		gone       map[string]string
	}{
		"check superseded": {"/checks", `{"type":"dbs","outcome":"satisfied","level":"enhanced","workforce":"both","checked_on":"2026-01-02"}`, map[string]string{"check:dbs": "record_superseded"}},
		"check withdrawn":  {"/checks", `{"type":"right_to_work","outcome":"withdrawn","checked_on":"2024-01-01"}`, map[string]string{"check:right_to_work": "record_not_standing"}},
		"struck off":       {"/registrations", `{"body":"NMC","number":"98Z7654Q","status":"struck_off"}`, map[string]string{"registration:NMC": "record_not_standing"}},
		"hold placed":      {"/holds", `{"why":"sickness"}`, map[string]string{}},
		"passport suspended": {"/suspend", `{"why":"conduct"}`, map[string]string{
			"check:dbs": "passport_suspended", "check:identity": "passport_suspended", "check:occupational_health": "passport_suspended", "check:references": "passport_suspended",
			"check:right_to_work": "passport_suspended", "competency:cstf:FIRE:1": "passport_suspended", "registration:NMC": "passport_suspended",
		}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := start(t)
			workerID := w.enrol(nurse())
			w.credentials(http.MethodPost, workerID, `{}`)
			w.change(workerID, c.path, c.body)
			for _, got := range w.credentials(http.MethodGet, workerID, "") {
				if got.Why != c.gone[got.Subject] || got.Live != (got.Why == "") {
					t.Errorf("%s: live %t, why %q, want %q", got.Subject, got.Live, got.Why, c.gone[got.Subject])
				}
				if got.Why == "" {
					continue
				}
				ev, ok := w.passportEvent(got.CredentialID, 2).(contract.CredentialRevokedV1)
				if !ok || ev.ReasonCode != got.Why || w.statusOf(ev.Credential) != 1 {
					t.Errorf("%s: told as %+v", got.Subject, ev)
				}
			}
		})
	}
}

// statusOf reads a credential's status as a receiver would: by the registry's key and the published list.
func (w *world) statusOf(c contract.CredentialState) byte {
	w.t.Helper()
	uri := w.URL + "/status/" + itoa(c.List)
	r := w.registry()
	iss := w.URL + "/issuers/" + c.Issuer
	res := w.public("/status/" + itoa(c.List))
	if ct := res.header.Get("Content-Type"); ct != "application/statuslist+jwt" || res.header.Get("Cache-Control") != "public, no-cache" {
		w.t.Fatalf("got %s %s", ct, res.raw)
	}
	s, err := statuslist.Open(string(res.raw), iss, uri, w.Clock.Now(), w.keyOf(r, iss))
	if err != nil {
		w.t.Fatal(err)
	}
	got, err := s.List.At(c.Place)
	if err != nil {
		w.t.Fatal(err)
	}
	return got
}

func (w *world) registry() registry.Registry {
	w.t.Helper()
	token := string(w.must(http.StatusOK, w.public("/registry.jwt")).raw)
	r, err := registry.Open(token, w.operators(token), 0, w.Clock.Now())
	if err != nil {
		w.t.Fatal(err)
	}
	return r
}

// operators stands for the operator's key that a receiver was given by another way.
func (w *world) operators(token string) []jws.JWK {
	w.t.Helper()
	t, err := jws.Peek(token)
	if err != nil {
		w.t.Fatal(err)
	}
	var row jws.JWK
	if err := w.DB.Pool.QueryRow(w.t.Context(), "select kid, x, y from issuer_keys where owner = 'operator' and kid = $1", t.Header.KeyID).Scan(&row.Kid, &row.X, &row.Y); err != nil {
		w.t.Fatal(err)
	}
	row.Kty, row.Crv = "EC", "P-256"
	return []jws.JWK{row}
}

func TestALeaversCredentialsAreTakenBackAndTheirHostsNoMore(t *testing.T) {
	t.Parallel()
	w := start(t)
	workerID := w.enrol(nurse())
	w.credentials(http.MethodPost, workerID, `{}`)
	var v struct {
		Engagements []struct {
			EngagementID string `json:"engagement_id"`
		}
	}
	w.must(http.StatusOK, w.call(verifier("RVV"), http.MethodGet, "/workers/"+workerID, "")).into(t, &v)
	w.change(workerID, "/engagements/"+v.Engagements[0].EngagementID+"/end", `{"until":"2026-01-31"}`)
	for _, c := range w.credentials(http.MethodGet, workerID, "") {
		if c.Live || c.Why != "engagement_ended" {
			t.Errorf("got %+v", c)
		}
	}
	if again := w.credentials(http.MethodPost, workerID, `{}`); len(again) != 0 {
		t.Errorf("a leaver was given %d", len(again))
	}
}

func TestTheHomeEmployerTakesACredentialBackWithAReason(t *testing.T) {
	t.Parallel()
	w := start(t)
	workerID := w.enrol(nurse())
	c := w.credentials(http.MethodPost, workerID, `{"types":["dbs/1"]}`)[0]
	path := "/workers/" + workerID + "/credentials/" + c.CredentialID + "/revoke"
	w.must(http.StatusNotFound, w.call(verifier("RWF"), http.MethodPost, path, `{"why":"issued_in_error"}`))
	w.must(http.StatusNotFound, w.call(asWorker(workerID), http.MethodPost, path, `{"why":"own_request"}`))
	w.must(http.StatusUnprocessableEntity, w.call(verifier("RVV"), http.MethodPost, path, `{"why":"because"}`))
	w.must(http.StatusNotFound, w.call(verifier("RVV"), http.MethodPost, "/workers/"+workerID+"/credentials/"+workerID+"/revoke", `{"why":"issued_in_error"}`))
	issued, ok := w.passportEvent(c.CredentialID, 1).(contract.CredentialIssuedV1)
	if !ok || w.statusOf(issued.Credential) != 0 {
		t.Fatal("it stands until then")
	}
	w.must(http.StatusNoContent, w.call(verifier("RVV"), http.MethodPost, path, `{"why":"issued_in_error"}`))
	if w.statusOf(issued.Credential) != 1 {
		t.Error("the next list must say so at once")
	}
	w.must(http.StatusNoContent, w.call(verifier("RVV"), http.MethodPost, path, `{"why":"issued_in_error"}`))
	if again := w.credentials(http.MethodPost, workerID, `{}`); !slices.ContainsFunc(again, func(c credentialView) bool { return c.Type == "dbs/1" }) {
		t.Error("another one may be issued")
	}
}

func TestKeysAreChangedByTheQuarterAndOldOnesVerifyOn(t *testing.T) {
	t.Parallel()
	w := start(t)
	workerID := w.enrol(nurse())
	w.credentials(http.MethodPost, workerID, `{"types":["dbs/1"]}`)
	keys := func() []string {
		var set struct{ Keys []jws.JWK }
		w.must(http.StatusOK, w.public("/issuers/RVV/jwks")).into(t, &set)
		var ids []string
		for _, k := range set.Keys {
			ids = append(ids, k.Kid)
		}
		return ids
	}
	first := keys()
	before := w.registry()
	w.Clock.Advance(93 * 24 * time.Hour)
	w.credentials(http.MethodPost, workerID, `{"types":["dbs/1"]}`)
	if both := keys(); len(first) != 1 || len(both) != 2 || both[1] != first[0] {
		t.Fatalf("got %v, then %v", first, both)
	}
	if after := w.registry(); after.Version <= before.Version {
		t.Errorf("the registry went from version %d to %d", before.Version, after.Version)
	}
	w.Clock.Advance(92 * 24 * time.Hour)
	if left := keys(); len(left) != 1 || left[0] == first[0] {
		t.Errorf("the first key has nothing left to verify: %v", left)
	}
}

func TestWhatReceiversReadIsThereForEverybody(t *testing.T) {
	t.Parallel()
	w := start(t)
	workerID := w.enrol(nurse())
	w.credentials(http.MethodPost, workerID, `{}`)
	var meta struct{ Issuer, JwksURI string }
	var raw map[string]string
	w.must(http.StatusOK, w.public("/.well-known/jwt-vc-issuer/issuers/RVV")).into(t, &raw)
	meta.Issuer, meta.JwksURI = raw["issuer"], raw["jwks_uri"]
	if meta.Issuer != w.URL+"/issuers/RVV" || meta.JwksURI != meta.Issuer+"/jwks" {
		t.Errorf("got %+v", meta)
	}
	r := w.registry()
	e, ok := r.Organisation("RVV", w.Clock.Now())
	if !ok || e.Issuer != meta.Issuer || len(e.Keys) != 1 || !slices.Contains(e.PermittedTypes, "https://muster.example/vct/dbs/1") || e.Receivers[0] != strings.TrimPrefix(w.URL, "http://") {
		t.Errorf("got %+v", e)
	}
	var typ struct {
		VCT    string
		Claims []struct{ Path []string }
	}
	w.must(http.StatusOK, w.public("/vct/dbs/1")).into(t, &typ)
	if typ.VCT != "https://muster.example/vct/dbs/1" || len(typ.Claims) != 16 {
		t.Errorf("got %+v", typ)
	}
	for _, path := range []string{"/status/999", "/status/x", "/status/-1", "/issuers/NONE/jwks", "/issuers/operator/jwks", "/.well-known/jwt-vc-issuer/issuers/operator", "/vct/dbs/9", "/vct/none/1"} {
		if got := w.public(path); got.status != http.StatusNotFound {
			t.Errorf("%s: %d", path, got.status)
		}
	}
	if got := w.public("/registry.jwt"); got.header.Get("Access-Control-Allow-Origin") != "*" {
		t.Error("a wallet in a browser must be able to read it")
	}
}

func itoa(n int64) string { return strconv.FormatInt(n, 10) }

func (w *world) keyOf(r registry.Registry, iss string) func(string) (*ecdsa.PublicKey, error) {
	return func(keyID string) (*ecdsa.PublicKey, error) { return r.Key(iss, keyID, w.Clock.Now()) }
}

// credentialsOf issues, lists, publishes and takes back, for the search for what must lie nowhere but sealed.
func (w *world) credentialsOf(workerID string) {
	w.t.Helper()
	given := w.credentials(http.MethodPost, workerID, `{}`)
	if len(given) == 0 {
		w.t.Fatal("nothing was issued")
	}
	w.must(http.StatusNoContent, w.call(verifier("RVV"), http.MethodPost, "/workers/"+workerID+"/credentials/"+given[0].CredentialID+"/revoke", `{"why":"own_request"}`))
	for _, path := range []string{"/status/1", "/registry.jwt", "/issuers/RVV/jwks"} {
		w.must(http.StatusOK, w.public(path))
	}
}
