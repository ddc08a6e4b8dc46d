package passports_test

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	contract "github.com/muster-ics/muster/events/passports"
	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/service"
	"github.com/muster-ics/muster/pkg/web/pagetest"
	"github.com/muster-ics/muster/services/passports/internal/dcql"
	"github.com/muster-ics/muster/services/passports/internal/jws"
	"github.com/muster-ics/muster/services/passports/internal/oid4vp"
	"github.com/muster-ics/muster/services/passports/internal/receiver"
	"github.com/muster-ics/muster/services/passports/internal/sdjwt"
	"github.com/muster-ics/muster/services/passports/internal/trust"
)

const dbsQuery = `{"credentials":[{"id":"dbs","format":"dc+sd-jwt","meta":{"vct_values":["https://muster.example/vct/dbs/1"]},
	"claims":[{"id":"o","path":["outcome"]},{"id":"f","path":["family_name"]},{"id":"d","path":["checked_on"]}],"claim_sets":[["o","f","d"],["o","f"]]}]}`

// hospice is a receiver outside the system, with a verifier of its own.
type hospice struct {
	w        *world
	root     jws.Key
	cert     oid4vp.Certificate
	srv      *httptest.Server
	mu       sync.Mutex
	request  string
	fetched  int
	answered []url.Values
	status   int
	says     string
}

func (w *world) hospice() *hospice {
	w.t.Helper()
	h := &hospice{w: w, status: http.StatusOK, says: "{}"}
	h.srv = httptest.NewServer(h)
	w.t.Cleanup(h.srv.Close)
	var err error
	if h.root, err = jws.NewKey(); err != nil {
		w.t.Fatal(err)
	}
	if h.cert, err = oid4vp.NewCertificate(h.root, "127.0.0.1", w.Clock.Now()); err != nil {
		w.t.Fatal(err)
	}
	return h
}

// ServeHTTP gives the request, and takes the answer.
func (h *hospice) ServeHTTP(out http.ResponseWriter, r *http.Request) {
	h.mu.Lock()
	defer h.mu.Unlock()
	switch r.URL.Path {
	case "/request":
		h.fetched++
		_, _ = out.Write([]byte(h.request))
	case "/answer":
		if err := r.ParseForm(); err == nil {
			h.answered = append(h.answered, r.PostForm)
		}
		out.WriteHeader(h.status)
		_, _ = out.Write([]byte(h.says))
	}
}

func (h *hospice) host() string { return strings.TrimPrefix(h.srv.URL, "http://") }

func (h *hospice) client() string { return oid4vp.SANPrefix + "127.0.0.1" }

// listed has the lead list it, on top of a version of the receivers.
func (h *hospice) listed(over int64) {
	h.w.t.Helper()
	root, err := oid4vp.Root(h.root, h.w.Clock.Now())
	if err != nil {
		h.w.t.Fatal(err)
	}
	h.w.must(http.StatusOK, h.w.call(lead(), http.MethodPost, "/receivers", encode(h.w.t, map[string]any{"over": over, "receivers": []receiver.Receiver{{
		Name: "St Example Hospice", Purpose: "pre_employment", Hosts: []string{h.host()}, Roots: []string{root}, ValidFrom: h.w.Clock.Now().Add(-time.Hour),
	}}})))
}

// asks makes a signed request and gives its link.
func (h *hospice) asks(change func(map[string]any)) string {
	h.w.t.Helper()
	raw, err := jws.Object([]byte(dbsQuery))
	if err != nil {
		h.w.t.Fatal(err)
	}
	query, err := dcql.Parse(raw)
	if err != nil {
		h.w.t.Fatal(err)
	}
	now := h.w.Clock.Now()
	claims := oid4vp.Request{
		ClientID: h.client(), ResponseURI: h.srv.URL + "/answer", Nonce: id.New().String(), State: id.New().String(), Query: query, IssuedAt: now, ExpiresAt: now.Add(5 * time.Minute),
	}.Object()
	if change != nil {
		change(claims)
	}
	compact, err := jws.Sign(h.cert.Key, jws.Header{Type: jws.Request, X5C: h.cert.Chain}, claims)
	if err != nil {
		h.w.t.Fatal(err)
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	h.request = compact
	return oid4vp.Link(h.client(), h.srv.URL+"/request")
}

// answers are the forms that it got.
func (h *hospice) answers() []url.Values {
	h.mu.Lock()
	defer h.mu.Unlock()
	return slices.Clone(h.answered)
}

type approached struct {
	ApproachID string `json:"approach_id"`
	Status     string
	ReasonCode string `json:"reason_code"`
	Next       string
	Missing    []string
	Told       []struct {
		Type   string
		Claims []string
	}
}

func (w *world) opens(me auth.Principal, link string) string {
	w.t.Helper()
	var a approached
	w.must(http.StatusCreated, w.call(me, http.MethodPost, "/me/approaches", encode(w.t, map[string]string{"link": link}))).into(w.t, &a)
	if a.ApproachID == "" {
		w.t.Fatal("the link leads to no receiver outside the system")
	}
	return a.ApproachID
}

func (w *world) says(me auth.Principal, approachID, body string) approached {
	w.t.Helper()
	var a approached
	w.must(http.StatusOK, w.call(me, http.MethodPost, "/me/approaches/"+approachID+"/answer", body)).into(w.t, &a)
	return a
}

func TestAPassportThatIsKeptHereAnswersAListedReceiverOutsideTheSystem(t *testing.T) {
	t.Parallel()
	w := start(t)
	h := w.hospice()
	h.listed(0)
	h.says = `{"redirect_uri":"` + h.srv.URL + `/done"}`
	workerID := w.enrol(nurse())
	me := asWorker(workerID)
	link := h.asks(nil)
	got := w.must(http.StatusSeeOther, w.post(me, "/passport/requests", url.Values{"link": {link}}))
	at := got.header.Get("Location")
	page := pagetest.Parse(t, string(w.must(http.StatusOK, w.page(me, at, false)).raw))
	page.Has("receiver", "St Example Hospice")
	page.Has("purpose", "to check your record", h.host())
	page.Has("share-dbs", canaryFamily, "you may leave this out")
	if again := w.must(http.StatusSeeOther, w.post(me, "/passport/requests", url.Values{"link": {link}})); again.header.Get("Location") != at || h.fetched != 1 {
		t.Errorf("the same link leads to %s after %d calls", again.header.Get("Location"), h.fetched)
	}
	if len(h.answers()) != 0 {
		t.Fatal("something was shown before the worker said yes")
	}

	w.must(http.StatusSeeOther, w.post(me, at, url.Values{}))
	shown := pagetest.Parse(t, string(w.must(http.StatusOK, w.page(me, at, false)).raw))
	shown.Has("answered", "have taken")
	shown.Has("next", "Go on at")
	h.showedOnly("outcome", "family_name")
	approachID := at[strings.LastIndex(at, "/")+1:]
	ev, _ := w.passportEvent(approachID, 3).(contract.ApproachSettledV1)
	if a := ev.Approach; a.Status != "accepted" || a.WorkerID != workerID || a.Receiver != "St Example Hospice" || len(a.Told) != 1 || len(a.Told[0].Claims) != 2 {
		t.Errorf("told: %+v", ev)
	}
	seen := pagetest.Parse(t, string(w.must(http.StatusOK, w.page(me, "/passport/seen", false)).raw))
	seen.Has("look-presentation", "St Example Hospice", "checks, name")
	w.must(http.StatusConflict, w.post(me, at, url.Values{}))
	if n := len(h.answers()); n != 1 {
		t.Errorf("%d answers were sent", n)
	}
	w.must(http.StatusNotFound, w.page(asWorker(w.enrol(nurse())), at, false))
}

// showedOnly verifies the last answer as the receiver would: by the issuer's key of the registry, for its own name and nonce.
func (h *hospice) showedOnly(claims ...string) {
	t := h.w.t
	t.Helper()
	all := h.answers()
	if len(all) == 0 {
		t.Fatal("there was no answer")
	}
	answer, err := oid4vp.ReadAnswer(all[len(all)-1])
	if err != nil || len(answer.Presentations["dbs"]) != 1 {
		t.Fatalf("got %+v, %v", answer, err)
	}
	asked, err := jws.Peek(h.request)
	if err != nil {
		t.Fatal(err)
	}
	if answer.State != asked.Claims["state"] {
		t.Errorf("the state is %q", answer.State)
	}
	nonce, _ := asked.Claims["nonce"].(string)
	issuers := h.w.trusted()
	read := func(_ context.Context, address string) ([]byte, error) {
		return h.w.plainly(http.MethodGet, address, "", "", "").raw, nil
	}
	v, err := sdjwt.Verify(t.Context(), answer.Presentations["dbs"][0], sdjwt.Policy{
		Issuers: issuers, Types: []string{"https://muster.example/vct/dbs/1"}, Status: trust.NewStatuses(read, issuers, 0), At: h.w.Clock.Now(),
		KeyBinding: sdjwt.KeyBindingPolicy{Audience: h.client(), Nonce: nonce, MaxAge: 5 * time.Minute},
	})
	if err != nil || !slices.Equal(slices.Sorted(slices.Values(v.Disclosed)), slices.Sorted(slices.Values(claims))) {
		t.Errorf("it told %v: %v", v.Disclosed, err)
	}
}

// trusted is the registry as a receiver reads it that was told the operator's key.
func (w *world) trusted() *trust.Registries {
	w.t.Helper()
	token := w.public("/registry.jwt").raw
	k, err := w.operators(string(token))[0].Public()
	if err != nil {
		w.t.Fatal(err)
	}
	thumb, err := jws.Thumbprint(k)
	if err != nil {
		w.t.Fatal(err)
	}
	return trust.NewRegistries(func(context.Context) ([]byte, error) { return token, nil }, trust.Pin{Operators: []string{thumb}})
}

func TestWhatAReceiverMakesOfAnAnswerIsKept(t *testing.T) {
	t.Parallel()
	w := start(t)
	h := w.hospice()
	h.listed(0)
	me := asWorker(w.enrol(nurse()))

	h.status = http.StatusBadRequest
	if a := w.says(me, w.opens(me, h.asks(nil)), `{}`); a.Status != "refused" || a.ReasonCode != "RECEIVER_REFUSED" || a.Next != "" {
		t.Errorf("not taken: %+v", a)
	}
	h.status, h.says = http.StatusOK, `{"redirect_uri":"https://evil.example/"}`
	if a := w.says(me, w.opens(me, h.asks(nil)), `{"keep":["dbs.checked_on"]}`); a.Status != "accepted" || a.Next != "" || len(a.Told[0].Claims) != 3 {
		t.Errorf("a way on to somebody else: %+v", a)
	}
	no := w.opens(me, h.asks(nil))
	w.must(http.StatusNoContent, w.call(me, http.MethodPost, "/me/approaches/"+no+"/decline", "{}"))
	if all := h.answers(); all[len(all)-1].Get("error") != "access_denied" || all[len(all)-1].Has("vp_token") {
		t.Errorf("a no went out as %v", all[len(all)-1])
	}
	w.must(http.StatusConflict, w.call(me, http.MethodPost, "/me/approaches/"+no+"/answer", "{}"))
	gone := w.opens(me, h.asks(nil))
	h.srv.Close()
	if a := w.says(me, gone, `{}`); a.Status != "unclear" || a.ReasonCode != "NO_ANSWER" {
		t.Errorf("nobody there: %+v", a)
	}
	var all struct{ Approaches []approached }
	w.must(http.StatusOK, w.call(me, http.MethodGet, "/me/approaches", "")).into(t, &all)
	if len(all.Approaches) != 4 || all.Approaches[1].Status != "declined" {
		t.Errorf("kept: %+v", all)
	}
	var looks int
	if err := w.DB.Pool.QueryRow(t.Context(), "select count(*) from looks where receiver = 'St Example Hospice'").Scan(&looks); err != nil || looks != 3 {
		t.Errorf("%d looks of the hospice: %v", looks, err)
	}
}

func TestARequestFromOutsideIsAnsweredOnceAndInTime(t *testing.T) {
	t.Parallel()
	w := start(t)
	h := w.hospice()
	h.listed(0)
	first, second := asWorker(w.enrol(nurse())), asWorker(w.enrol(nurse()))
	link := h.asks(nil)
	one, other := w.opens(first, link), w.opens(second, link)
	replies := make([]reply, 4)
	var wg sync.WaitGroup
	for i := range replies {
		who, approachID := first, one
		if i%2 == 1 {
			who, approachID = second, other
		}
		wg.Go(func() { replies[i] = w.call(who, http.MethodPost, "/me/approaches/"+approachID+"/answer", "{}") })
	}
	wg.Wait()
	won := 0
	for _, r := range replies {
		switch r.status {
		case http.StatusOK:
			won++
		case http.StatusConflict:
		default:
			t.Errorf("got %d: %s", r.status, r.raw)
		}
	}
	if n := len(h.answers()); won != 1 || n != 1 {
		t.Errorf("%d answers counted and %d were sent", won, n)
	}

	late := w.opens(first, h.asks(nil))
	w.Clock.Advance(5 * time.Minute)
	w.must(http.StatusConflict, w.call(first, http.MethodPost, "/me/approaches/"+late+"/answer", "{}"))
	pagetest.Parse(t, string(w.must(http.StatusOK, w.page(first, "/passport/approaches/"+late, false)).raw)).Has("over", "too old")
	unlisted := w.opens(first, h.asks(nil))
	w.must(http.StatusOK, w.call(lead(), http.MethodPost, "/receivers", `{"over":1,"receivers":[]}`))
	w.must(http.StatusForbidden, w.call(first, http.MethodPost, "/me/approaches/"+unlisted+"/answer", "{}"))
	if n := len(h.answers()); n != 1 {
		t.Errorf("%d answers were sent", n)
	}
}

func TestARequestThatIsNotTheReceiversOwnIsRefused(t *testing.T) {
	t.Parallel()
	w := start(t)
	h, evil := w.hospice(), w.hospice()
	h.listed(0)
	me := asWorker(w.enrol(nurse()))
	refused := func(name, link, code string) {
		t.Helper()
		r := w.call(me, http.MethodPost, "/me/approaches", encode(t, map[string]string{"link": link}))
		if r.status < 400 || r.status >= 500 || r.problem(t).Code != code {
			t.Errorf("%s: want %s, got %d %s", name, code, r.status, r.raw)
		}
	}
	refused("somebody who is not listed", evil.asks(nil), "request_not_found") // it has this system's own host name
	refused("another host in front", oid4vp.Link("x509_san_dns:evil.example", h.srv.URL+"/request"), "receiver_not_listed")
	h.cert, evil.cert = evil.cert, h.cert
	refused("a signature of somebody else", h.asks(nil), "request_refused")
	h.cert = evil.cert
	refused("an answer that goes elsewhere", h.asks(func(c map[string]any) { c["response_uri"] = evil.srv.URL + "/answer" }), "answer_goes_elsewhere")
	refused("one that is over", h.asks(func(c map[string]any) { c["exp"] = w.Clock.Now().Add(-time.Minute).Unix() }), "request_refused")
	refused("an answer by fragment", h.asks(func(c map[string]any) { c["response_mode"] = "fragment" }), "request_refused")
	refused("an encrypted answer", h.asks(func(c map[string]any) { c["response_mode"] = "direct_post.jwt" }), "request_refused")
	h.asks(nil)
	h.mu.Lock()
	h.request = strings.Repeat("x", 300<<10)
	h.mu.Unlock()
	refused("one without end", oid4vp.Link(h.client(), h.srv.URL+"/request"), "request_unread")
	if evil.fetched != 0 || len(evil.answers())+len(h.answers()) != 0 {
		t.Error("somebody was called who must not be")
	}

	// What passports do not have cannot be shown, and a stranger's words for it are in no event.
	strange := h.asks(func(c map[string]any) {
		c["dcql_query"] = map[string]any{"credentials": []any{map[string]any{"id": "x", "format": "dc+sd-jwt", "meta": map[string]any{"vct_values": []any{"https://else.example/" + canaryFamily}},
			"claims": []any{map[string]any{"path": []any{canaryNumber}}}}}}
	})
	approachID := w.opens(me, strange)
	pagetest.Parse(t, string(w.must(http.StatusOK, w.page(me, "/passport/approaches/"+approachID, false)).raw)).Has("missing", "no part of a passport")
	w.must(http.StatusConflict, w.call(me, http.MethodPost, "/me/approaches/"+approachID+"/answer", "{}"))
	ev, _ := w.passportEvent(approachID, 1).(contract.ApproachOpenedV1)
	if raw, err := json.Marshal(ev); err != nil || strings.Contains(string(raw), "anary") || strings.Contains(string(raw), canaryNumber) || ev.Approach.Asked[0].Type != "other" {
		t.Errorf("told: %s, %v", raw, err)
	}
}

func TestAnUnsignedRequestIsAnsweredOnlyWhereTheOperatorAllowsItAndTheReceiverIsListed(t *testing.T) {
	t.Parallel()
	link := func(h *hospice) string {
		to := h.srv.URL + "/answer"
		return "openid4vp://?" + url.Values{"client_id": {"redirect_uri:" + to}, "response_uri": {to}, "response_type": {"vp_token"}, "response_mode": {"direct_post"},
			"nonce": {id.New().String()}, "dcql_query": {dbsQuery}}.Encode()
	}
	strict := start(t)
	h := strict.hospice()
	h.listed(0)
	r := strict.call(asWorker(strict.enrol(nurse())), http.MethodPost, "/me/approaches", encode(t, map[string]string{"link": link(h)}))
	if strict.must(http.StatusForbidden, r).problem(t).Code != "unverified_receiver" {
		t.Errorf("got %s", r.raw)
	}

	w := startWith(t, func(d *service.Deps) { d.AllowUnsignedRequests = true })
	h, nobody := w.hospice(), w.hospice()
	h.listed(0)
	me := asWorker(w.enrol(nurse()))
	r = w.call(me, http.MethodPost, "/me/approaches", encode(t, map[string]string{"link": link(nobody)}))
	if w.must(http.StatusForbidden, r).problem(t).Code != "receiver_not_listed" {
		t.Errorf("one that is not listed: %s", r.raw)
	}
	approachID := w.opens(me, link(h))
	pagetest.Parse(t, string(w.must(http.StatusOK, w.page(me, "/passport/approaches/"+approachID, false)).raw)).Has("unverified", "Unverified receiver", h.host())
	if a := w.says(me, approachID, "{}"); a.Status != "accepted" || len(h.answers()) != 1 || h.answers()[0].Has("state") {
		t.Errorf("got %+v, %v", a, h.answers())
	}
}
