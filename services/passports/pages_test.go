package passports_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/web/pagetest"
)

// page opens a page as somebody, without following redirects.
func (w *world) page(who auth.Principal, path string, hx bool) reply {
	w.t.Helper()
	req, err := http.NewRequestWithContext(w.t.Context(), http.MethodGet, w.URL+path, nil)
	if err != nil {
		w.t.Fatal(err)
	}
	req.Header.Set("Accept", "text/html")
	if hx {
		req.Header.Set("HX-Request", "true")
	}
	return w.send(who, req)
}

func (w *world) post(who auth.Principal, path string, form url.Values) reply {
	w.t.Helper()
	form.Set("idempotency_key", id.New().String())
	req, err := http.NewRequestWithContext(w.t.Context(), http.MethodPost, w.URL+path, strings.NewReader(form.Encode()))
	if err != nil {
		w.t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	req.Header.Set("Accept", "text/html")
	return w.send(who, req)
}

func (w *world) send(who auth.Principal, req *http.Request) reply {
	w.t.Helper()
	req.Header.Set("Authorization", "Bearer "+w.Token(who))
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	res, err := client.Do(req)
	if err != nil {
		w.t.Fatal(err)
	}
	return read(w.t, res)
}

func TestTheHomeEmployerManagesAPassportByForms(t *testing.T) {
	t.Parallel()
	w := start(t)
	workerID := w.enrol(nurse())
	home := verifier("RVV")

	list := pagetest.Parse(t, string(w.must(http.StatusOK, w.page(home, "/passports", false)).raw))
	list.Has("worker", canaryGiven, "All in place")
	if got := pagetest.Parse(t, string(w.must(http.StatusOK, w.page(home, "/passports?show=expiring", false)).raw)).All("worker"); len(got) != 0 {
		t.Errorf("nothing of theirs runs out, and yet %v", got)
	}

	at := "/passports/workers/" + workerID
	soon := w.Clock.Now().AddDate(0, 1, 0).Format(time.DateOnly)
	r := w.must(http.StatusSeeOther, w.post(home, at+"/record/training", url.Values{
		"code": {"IPC"}, "level": {"2"}, "achieved_on": {"2025-01-06"}, "valid_until": {soon},
	}))
	if r.header.Get("Location") != at+"?done=training" {
		t.Errorf("sent to %s", r.header.Get("Location"))
	}
	one := pagetest.Parse(t, string(w.must(http.StatusOK, w.page(home, at+"?done=training", false)).raw))
	one.Has("competency-IPC", "Infection Prevention and Control level 2", "Expires soon")
	one.Has("success", "recorded")
	pagetest.Parse(t, string(w.must(http.StatusOK, w.page(home, "/passports?show=expiring", false)).raw)).Has("attention", "Infection Prevention")

	w.must(http.StatusSeeOther, w.post(home, at+"/record/training", url.Values{
		"code": {"IPC"}, "level": {"2"}, "achieved_on": {"2025-02-06"}, "valid_until": {"2099-01-01"},
	}))
	if got := pagetest.Parse(t, string(w.must(http.StatusOK, w.page(home, "/passports?show=expiring", false)).raw)).All("worker"); len(got) != 0 {
		t.Errorf("it was renewed, and yet %v", got)
	}

	refused := pagetest.Parse(t, string(w.must(http.StatusUnprocessableEntity, w.post(home, at+"/record/dbs", url.Values{
		"outcome": {"satisfied"}, "checked_on": {"2025-01-06"},
	})).raw))
	refused.Has("error-summary", "is not known")

	w.must(http.StatusSeeOther, w.post(home, at+"/holds", url.Values{"hold_why": {"own_request"}}))
	w.must(http.StatusSeeOther, w.post(home, at+"/suspend", url.Values{"suspend_why": {"conduct"}}))
	w.must(http.StatusConflict, w.post(home, at+"/suspend", url.Values{"suspend_why": {"conduct"}}))
	pagetest.Parse(t, string(w.must(http.StatusOK, w.page(home, at, false)).raw)).Has("suspended", "Conduct")
	own := pagetest.Parse(t, string(w.must(http.StatusOK, w.page(asWorker(workerID), "/passport", false)).raw))
	own.One("suspended")
	if strings.Contains(strings.ToLower(own.One("hold")), "own request") {
		t.Error("a worker's page must not say why a hold was placed")
	}
	w.must(http.StatusSeeOther, w.post(home, at+"/reinstate", url.Values{}))

	for _, stranger := range []auth.Principal{verifier("RWF"), asWorker(workerID), {Subject: "lead", Role: auth.Lead, ICS: "QKS"}} {
		w.must(http.StatusNotFound, w.page(stranger, at, false))
		w.must(http.StatusNotFound, w.post(stranger, at+"/suspend", url.Values{"suspend_why": {"conduct"}}))
	}
}

func TestAHostSeesTheCardWhileTheWorkerIsBookedAndEachLookIsKept(t *testing.T) {
	t.Parallel()
	w := start(t)
	workerID := w.enrol(nurse())
	card := "/passports/workers/" + workerID + "/card"
	host := auth.Principal{Subject: "ward-rwf", Role: auth.Employer, Employer: "RWF", ICS: "QKS", Duties: []string{auth.Post}}
	w.must(http.StatusNotFound, w.page(host, card, true))

	b := w.booking(workerID)
	w.cleared(b)
	w.must(http.StatusNotFound, w.page(host, card, true))
	w.confirm(b)
	r := w.must(http.StatusOK, w.page(host, card, true))
	p := pagetest.Parse(t, string(r.raw))
	p.Has("card-name", canaryGiven)
	p.Has("card-light", "Fit, please read below")
	p.One("card-first")
	if strings.Contains(string(r.raw), canaryNumber) || strings.Contains(string(r.raw), canaryEmail) || strings.Contains(string(r.raw), "<html") {
		t.Error("the fragment shows a name and no more")
	}
	w.must(http.StatusNotFound, w.page(verifier("RPA"), card, true))
	w.must(http.StatusNotFound, w.page(asWorker(workerID), card, true))
	w.must(http.StatusNotFound, w.page(auth.Principal{Subject: "lead", Role: auth.Lead, ICS: "QKS"}, card, true))
	w.must(http.StatusNotFound, w.page(host, "/passports/workers/"+workerID, false))

	w.change(workerID, "/holds", `{"why":"sickness"}`)
	red := w.must(http.StatusOK, w.page(host, card, true))
	pagetest.Parse(t, string(red.raw)).Has("card-light", "Must not work")
	if strings.Contains(string(red.raw), "sickness") {
		t.Error("why a hold was placed stays at home")
	}

	w.Clock.Set(b.EndsAt)
	w.must(http.StatusNotFound, w.page(host, card, true))
	var views int
	if err := w.DB.Pool.QueryRow(t.Context(), "select count(*) from looks where worker_id = $1 and booking_id = $2 and employer = 'RWF' and viewer = 'ward-rwf'", workerID, b.BookingID).Scan(&views); err != nil {
		t.Fatal(err)
	}
	if views != 2 {
		t.Errorf("want two looks kept, got %d", views)
	}
	// The second booking at the same site is no longer the first.
	again := w.booking(workerID)
	again.StartsAt, again.EndsAt = b.EndsAt.Add(24*time.Hour), b.EndsAt.Add(36*time.Hour)
	w.request(again)
	w.answer(again.BookingID, 1)
	w.confirm(again)
	if p := pagetest.Parse(t, string(w.must(http.StatusOK, w.page(host, card, true)).raw)); len(p.All("card-first")) != 0 {
		t.Error("this worker has been here before")
	}
}
