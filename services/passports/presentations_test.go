package passports_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	contract "github.com/muster-ics/muster/events/passports"
	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/web/pagetest"
	"github.com/muster-ics/muster/services/passports/internal/jws"
	"github.com/muster-ics/muster/services/passports/internal/sdjwt"
)

type requested struct {
	RequestID  string `json:"request_id"`
	Status     string
	ReasonCode string `json:"reason_code"`
	Link, Page string
	Shown      []struct {
		Type   string
		Claims map[string]any
	}
	Receipt struct {
		Code    string
		Missing []string
	}
}

// asks has RWF ask for a DBS check, with the certificate's number as it pleases the worker, and for a registration.
func (w *world) asks() requested {
	w.t.Helper()
	var r requested
	w.must(http.StatusCreated, w.call(verifier("RWF"), http.MethodPost, "/vp/requests", `{"purpose":"bank_shift","asks":[
		{"type":"dbs/1","claims":["outcome","check_level","family_name"],"optional":["checked_on"]},
		{"type":"professional-registration/1","claims":["regulator","registration_status"],"optional":["number"],"spare":true}]}`)).into(w.t, &r)
	return r
}

func (w *world) result(r requested) requested {
	w.t.Helper()
	var got requested
	w.must(http.StatusOK, w.call(verifier("RWF"), http.MethodGet, "/vp/requests/"+r.RequestID, "")).into(w.t, &got)
	return got
}

// object is the request as a wallet fetches it.
func (w *world) object(r requested) map[string]any {
	w.t.Helper()
	u, err := url.Parse(r.Link)
	if err != nil || u.Scheme != "openid4vp" || len(r.Link) > 300 {
		w.t.Fatalf("%q is no link for a wallet", r.Link)
	}
	got := w.must(http.StatusOK, w.plainly(http.MethodGet, u.Query().Get("request_uri"), "", "", ""))
	if got.header.Get("Content-Type") != "application/oauth-authz-req+jwt" {
		w.t.Fatalf("got %s", got.header.Get("Content-Type"))
	}
	token, err := jws.Peek(string(got.raw))
	if err != nil || len(token.Header.X5C) != 2 || token.Claims["client_id"] != u.Query().Get("client_id") {
		w.t.Fatalf("got %+v, %v", token, err)
	}
	return token.Claims
}

// shows makes a presentation of a credential of a purse.
func (p *purse) shows(object map[string]any, configuration string, claims ...string) string {
	p.w.t.Helper()
	s, err := sdjwt.Present(p.credentials[configuration], claims, sdjwt.KeyBinding{
		Signer: p.key, Audience: object["client_id"].(string), Nonce: object["nonce"].(string), IssuedAt: p.w.Clock.Now(),
	})
	if err != nil {
		p.w.t.Fatal(err)
	}
	return s
}

func (w *world) respond(object map[string]any, token any) reply {
	w.t.Helper()
	form := url.Values{"state": {object["state"].(string)}, "vp_token": {encode(w.t, token)}}
	return w.plainly(http.MethodPost, object["response_uri"].(string), "application/x-www-form-urlencoded", form.Encode(), "")
}

func withWallet(t *testing.T) (*world, string, *purse) {
	t.Helper()
	w := start(t)
	workerID := w.enrol(nurse())
	p := w.purse()
	p.takes(w.openOffer(workerID, w.offer(workerID, "check.dbs", "registration.NMC")))
	return w, workerID, p
}

func TestAReceiverAsksAndAWalletShowsNoMoreThanTheWorkerChose(t *testing.T) {
	t.Parallel()
	w, workerID, p := withWallet(t)
	r := w.asks()
	object := w.object(r)
	w.must(http.StatusOK, w.respond(object, map[string]any{
		"c0": []string{p.shows(object, "check.dbs", "outcome", "check_level", "family_name")},
		"c1": []string{p.shows(object, "registration.NMC", "regulator", "registration_status")},
	}))
	got := w.result(r)
	if got.Status != "verified" || len(got.Shown) != 2 || got.Shown[0].Claims["check_level"] != "enhanced_barred" || got.Shown[0].Claims["family_name"] != canaryFamily {
		t.Fatalf("got %+v", got)
	}
	if _, told := got.Shown[0].Claims["checked_on"]; told {
		t.Error("a claim that was kept back is there")
	}
	ev := w.passportEvent(r.RequestID, 2).(contract.PresentationVerifiedV1).Presentation
	if ev.Receiver != "RWF" || ev.WorkerID != workerID || len(ev.Told) != 2 || len(ev.Told[0].Claims) != 3 {
		t.Errorf("got %+v", ev)
	}
	seen := pagetest.Parse(t, string(w.must(http.StatusOK, w.page(asWorker(workerID), "/passport/seen", false)).raw))
	seen.Has("look-presentation", "RWF", "checks, name, registrations")
	w.must(http.StatusNotFound, w.call(verifier("RVV"), http.MethodGet, "/vp/requests/"+r.RequestID, ""))
	w.must(http.StatusBadRequest, w.respond(object, map[string]any{"c0": []string{p.shows(object, "check.dbs", "outcome", "check_level", "family_name")}}))
}

func TestWhatDoesNotHoldIsRefusedByItsCode(t *testing.T) {
	t.Parallel()
	w, _, p := withWallet(t)
	other, another := w.purse(), w.enrol(nurse())
	other.takes(w.openOffer(another, w.offer(another, "registration.NMC")))
	needed := []string{"outcome", "check_level", "family_name"}
	for _, c := range []struct {
		name string
		make func(object map[string]any) any
		code string
	}{
		{"the key binding is cut off", func(o map[string]any) any {
			s := p.shows(o, "check.dbs", needed...)
			return map[string]any{"c0": []string{s[:strings.LastIndex(s, "~")+1]}}
		}, "KEY_BINDING_MISSING"},
		{"for another receiver", func(o map[string]any) any {
			return map[string]any{"c0": []string{p.shows(map[string]any{"client_id": "x509_san_dns:evil.example", "nonce": o["nonce"]}, "check.dbs", needed...)}}
		}, "AUDIENCE_WRONG"},
		{"for another request", func(o map[string]any) any {
			return map[string]any{"c0": []string{p.shows(map[string]any{"client_id": o["client_id"], "nonce": "old"}, "check.dbs", needed...)}}
		}, "NONCE_WRONG"},
		{"a needed claim is kept back", func(o map[string]any) any {
			return map[string]any{"c0": []string{p.shows(o, "check.dbs", "outcome")}}
		}, "QUERY_NOT_SATISFIED"},
		{"the DBS check is kept back", func(o map[string]any) any {
			return map[string]any{"c1": []string{p.shows(o, "registration.NMC", "regulator", "registration_status")}}
		}, "QUERY_NOT_SATISFIED"},
		{"another credential in its place", func(o map[string]any) any {
			return map[string]any{"c0": []string{p.shows(o, "registration.NMC", "outcome")}}
		}, "TYPE_UNWANTED"},
		{"something that was not asked for", func(o map[string]any) any {
			return map[string]any{"c0": []string{p.shows(o, "check.dbs", needed...)}, "c9": []string{p.shows(o, "check.dbs")}}
		}, "QUERY_NOT_SATISFIED"},
		{"two where one was asked for", func(o map[string]any) any {
			s := p.shows(o, "check.dbs", needed...)
			return map[string]any{"c0": []string{s, s}}
		}, "QUERY_NOT_SATISFIED"},
		{"credentials of two people", func(o map[string]any) any {
			return map[string]any{"c0": []string{p.shows(o, "check.dbs", needed...)}, "c1": []string{other.shows(o, "registration.NMC", "regulator", "registration_status")}}
		}, "SUBJECTS_DIFFER"},
		{"the issuer's proof of nothing", func(map[string]any) any { return map[string]any{"c0": []string{"a.b.c~"}} }, "MALFORMED"},
		{"the request itself in its place", func(o map[string]any) any {
			return map[string]any{"c0": []string{string(w.plainly(http.MethodGet, strings.Replace(o["response_uri"].(string), "response", "request", 1), "", "", "").raw) + "~"}}
		}, "WRONG_TOKEN_TYPE"},
	} {
		r := w.asks()
		object := w.object(r)
		w.must(http.StatusBadRequest, w.respond(object, c.make(object)))
		if got := w.result(r); got.Status != "refused" || got.ReasonCode != c.code || len(got.Shown) != 0 {
			t.Errorf("%s: want %s, got %+v", c.name, c.code, got)
		}
	}
}

func TestARevokedCredentialIsRefusedAtOnce(t *testing.T) {
	t.Parallel()
	w, workerID, p := withWallet(t)
	w.change(workerID, "/checks", `{"type":"dbs","outcome":"withdrawn","level":"enhanced_barred","workforce":"both","checked_on":"2026-01-05"}`)
	r := w.asks()
	object := w.object(r)
	w.must(http.StatusBadRequest, w.respond(object, map[string]any{"c0": []string{p.shows(object, "check.dbs", "outcome", "check_level", "family_name")}}))
	if got := w.result(r); got.ReasonCode != "REVOKED" {
		t.Errorf("got %+v", got)
	}
}

func TestOfTwoAnswersAtOnceExactlyOneCounts(t *testing.T) {
	t.Parallel()
	w, _, p := withWallet(t)
	r := w.asks()
	object := w.object(r)
	token := map[string]any{"c0": []string{p.shows(object, "check.dbs", "outcome", "check_level", "family_name")}}
	replies := make([]reply, 6)
	var wg sync.WaitGroup
	for i := range replies {
		wg.Go(func() { replies[i] = w.respond(object, token) })
	}
	wg.Wait()
	won := 0
	for _, r := range replies {
		if r.status == http.StatusOK {
			won++
		}
	}
	if won != 1 || w.result(r).Status != "verified" {
		t.Errorf("%d answers counted", won)
	}
}

func TestARequestLivesTenMinutesAndKnowsItsState(t *testing.T) {
	t.Parallel()
	w, _, p := withWallet(t)
	r := w.asks()
	object := w.object(r)
	token := map[string]any{"c0": []string{p.shows(object, "check.dbs", "outcome", "check_level", "family_name")}}
	foreign := map[string]any{"state": "guessed", "response_uri": object["response_uri"]}
	w.must(http.StatusNotFound, w.respond(foreign, token))
	w.Clock.Advance(10 * time.Minute)
	w.must(http.StatusBadRequest, w.respond(object, token))
	if got := w.result(r); got.Status != "over" || got.Link != "" {
		t.Errorf("got %+v", got)
	}
	w.must(http.StatusNotFound, w.plainly(http.MethodGet, strings.Replace(object["response_uri"].(string), "response", "request", 1), "", "", ""))
}

func TestAWorkerWithoutAPhoneAnswersByForms(t *testing.T) {
	t.Parallel()
	w := start(t)
	workerID := w.enrol(nurse())
	me := asWorker(workerID)
	r := w.asks()
	u, err := url.Parse(r.Page)
	if err != nil {
		t.Fatal(err)
	}
	page := pagetest.Parse(t, string(w.must(http.StatusOK, w.page(me, u.Path, false)).raw))
	page.Has("receiver", "RWF")
	page.Has("purpose", "bank shift")
	page.Has("share-c0", canaryFamily, "you may leave this out")
	page.Has("share-c1", "they can do without it")
	// The date is unticked, the registration kept back.
	w.must(http.StatusSeeOther, w.post(me, u.Path, url.Values{}))
	got := w.result(r)
	if got.Status != "verified" || len(got.Shown) != 1 || len(got.Shown[0].Claims) != 3 {
		t.Fatalf("got %+v", got)
	}
	pagetest.Parse(t, string(w.must(http.StatusOK, w.page(me, u.Path, false)).raw)).Has("answered", "could verify it")
	result := pagetest.Parse(t, string(w.must(http.StatusOK, w.page(verifier("RWF"), "/verify/requests/"+r.RequestID, false)).raw))
	result.Has("told", "Criminal record", canaryFamily)
	if looks := string(w.must(http.StatusOK, w.call(me, http.MethodGet, "/me/looks", "")).raw); !strings.Contains(looks, `"presentation"`) || !strings.Contains(looks, "RWF") {
		t.Errorf("the worker does not see who looked: %s", looks)
	}

	again := w.asks()
	w.must(http.StatusSeeOther, w.post(me, "/passport/requests/"+again.RequestID+"/decline", url.Values{}))
	if got := w.result(again); got.ReasonCode != "HOLDER_DECLINED" || len(got.Shown) != 0 {
		t.Errorf("got %+v", got)
	}
	w.must(http.StatusConflict, w.post(me, "/passport/requests/"+again.RequestID, url.Values{}))
}

func TestNothingIsShownWhileSomethingNeededIsMissing(t *testing.T) {
	t.Parallel()
	w := start(t)
	workerID := w.enrol(nurse())
	w.change(workerID, "/checks", `{"type":"dbs","outcome":"withdrawn","level":"enhanced_barred","workforce":"both","checked_on":"2026-01-05"}`)
	r := w.asks()
	me := asWorker(workerID)
	pagetest.Parse(t, string(w.must(http.StatusOK, w.page(me, "/passport/requests/"+r.RequestID, false)).raw)).Has("missing", "Criminal record")
	w.must(http.StatusConflict, w.call(me, http.MethodPost, "/me/requests/"+r.RequestID+"/answer", "{}"))
	if got := w.result(r); got.Status != "requested" {
		t.Errorf("got %+v", got)
	}
}

func TestOnlyReceiversAskAndOnlyForWhatThereIs(t *testing.T) {
	t.Parallel()
	w := start(t)
	ask := `{"purpose":"bank_shift","asks":[{"type":"dbs/1","claims":["outcome"]}]}`
	w.must(http.StatusForbidden, w.call(asWorker(w.enrol(nurse())), http.MethodPost, "/vp/requests", ask))
	for _, bad := range []string{
		`{"purpose":"curiosity","asks":[{"type":"dbs/1"}]}`, `{"purpose":"bank_shift","asks":[]}`, `{"purpose":"bank_shift","asks":[{"type":"heroism/1"}]}`,
		`{"purpose":"bank_shift","asks":[{"type":"dbs/1","claims":["diagnosis"]}]}`, `{"purpose":"bank_shift"}`,
	} {
		w.must(http.StatusUnprocessableEntity, w.call(verifier("RWF"), http.MethodPost, "/vp/requests", bad))
	}
}

func TestAnybodyVerifiesAPresentationByThePage(t *testing.T) {
	t.Parallel()
	w, _, p := withWallet(t)
	open := func() pagetest.Page {
		return pagetest.Parse(t, string(w.must(http.StatusOK, w.plainly(http.MethodGet, "/verify", "", "", "")).raw))
	}
	page := open()
	nonce := page.Value("nonce")
	made := p.shows(map[string]any{"client_id": page.One("audience"), "nonce": nonce}, "check.dbs", "outcome")
	judge := func(nonce, text string) pagetest.Page {
		form := url.Values{"nonce": {nonce}, "presentation": {text}}
		r := w.plainly(http.MethodPost, "/verify", "application/x-www-form-urlencoded", form.Encode(), "")
		return pagetest.Parse(t, string(w.must(http.StatusOK, r).raw))
	}
	judge(nonce, made).Has("verdict", "Verified", "satisfied")
	judge(nonce, made).Has("verdict", "Not to be relied on", "NONCE_SPENT")
	judge(open().Value("nonce"), made).Has("verdict", "Not to be relied on", "NONCE_WRONG")
	judge(open().Value("nonce"), "rubbish<script>").Has("verdict", "Not to be relied on", "MALFORMED")
}

func TestADoorCodeShowsTheVerdictForFiveMinutesAndTheWorkerSeesTheLook(t *testing.T) {
	t.Parallel()
	w := start(t)
	workerID := w.enrol(nurse())
	me := asWorker(workerID)
	pass := pagetest.Parse(t, string(w.must(http.StatusOK, w.page(me, "/passport/door", false)).raw))
	pass.Has("door-name", canaryGiven)
	pass.Has("door-verdict", "Not booked")
	var n int
	if err := w.DB.Pool.QueryRow(t.Context(), "select count(*) from door_codes").Scan(&n); err != nil || n != 1 {
		t.Errorf("want one code, got %d, %v", n, err)
	}
	b := w.booking(workerID)
	w.saidYes(workerID, b.HostEmployer)
	w.cleared(b)
	w.confirm(b)
	link := w.doorLink(me)
	scanned := pagetest.Parse(t, string(w.must(http.StatusOK, w.plainly(http.MethodGet, link, "", "", "")).raw))
	scanned.Has("door-verdict", "Fit for this shift")
	scanned.Has("door-booking", "RWF")
	w.change(workerID, "/holds", `{"why":"sickness","from":"2026-01-01"}`)
	pagetest.Parse(t, string(w.must(http.StatusOK, w.plainly(http.MethodGet, link, "", "", "")).raw)).Has("door-name", canaryGiven)
	if looks := string(w.must(http.StatusOK, w.call(me, http.MethodGet, "/me/looks", "")).raw); strings.Count(looks, `"purpose":"door"`) != 2 {
		t.Errorf("the worker does not see the scans: %s", looks)
	}
	w.Clock.Advance(5 * time.Minute)
	pagetest.Parse(t, string(w.must(http.StatusNotFound, w.plainly(http.MethodGet, link, "", "", "")).raw)).Has("over", "five minutes")
	w.must(http.StatusNotFound, w.plainly(http.MethodGet, "/verify/d/made-up", "", "", ""))
}

var doorLink = regexp.MustCompile(`/verify/d/[A-Z0-9]+`)

func (w *world) doorLink(who auth.Principal) string {
	w.t.Helper()
	link := doorLink.FindString(string(w.must(http.StatusOK, w.page(who, "/passport/door", false)).raw))
	if link == "" {
		w.t.Fatal("the door page has no link")
	}
	return link
}
