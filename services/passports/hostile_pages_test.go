package passports_test

import (
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/web/pagetest"
)

const markup = `"><script>alert(1)</script>`

// hostileValues are what people and programs put into a field that asks for something else.
var hostileValues = map[string]string{
	"very long": strings.Repeat("x", 70_000), "right to left": "\u202eevil\u202c", "emoji": "👩‍⚕️🏥", "markup": markup, "a formula": `=cmd|' /C calc'!A0`,
	"a NUL": "a\x00b", "no text": "\xff\xfe", "a day that is none": "2026-02-30", "year 10000": "10000-01-01", "an hour that comes twice": "2026-10-25T01:30",
	"an hour that never comes": "2026-03-29T01:30", "an id of nobody": "0190a000-0000-7000-8000-0000000000b1", "SQL": "' or 1=1 --", "beyond numbers": "99999999999999999999",
	"below none": "-1", "nothing": "",
}

// unclearWords tell a person nothing.
var unclearWords = []string{"strconv", "unmarshal", "SQLSTATE", "pgx", "runtime error", "goroutine", "%!", "invalid UUID", "parsing time"}

// formPage is a page with forms, and who fills them in.
type formPage struct {
	who  auth.Principal
	path string
}

// pagesWithForms are all pages of passports that have forms, on a passport with a decision, an adjustment and a request.
func (w *world) pagesWithForms(workerID string) []formPage {
	w.t.Helper()
	me, home := asWorker(workerID), verifier("RVV")
	w.partners("RWF", "Maidstone and Tunbridge Wells", "RVV")
	w.share(workerID, "RWF")
	no := w.booking(workerID)
	no.Requirements.EPP = true
	w.request(no)
	w.answer(no.BookingID, 1)
	var mine struct {
		Decisions []struct {
			DecisionID string `json:"decision_id"`
		}
	}
	w.must(http.StatusOK, w.call(me, http.MethodGet, "/me/decisions", "")).into(w.t, &mine)
	w.must(http.StatusSeeOther, w.post(me, "/passport/adjustments", url.Values{"text": {"A chair"}}))
	var kept struct {
		Adjustments []struct {
			AdjustmentID string `json:"adjustment_id"`
		}
	}
	w.must(http.StatusOK, w.call(me, http.MethodGet, "/me/adjustments", "")).into(w.t, &kept)
	w.must(http.StatusSeeOther, w.post(me, "/passport/decisions/"+mine.Decisions[0].DecisionID+"/review", url.Values{"words": {"Please look."}}))
	one := "/passports/workers/" + workerID
	pages := []formPage{
		{me, "/passport/share"}, {me, "/passport/share/RWF/withdraw"}, {me, "/passport/adjustments"}, {me, "/passport/adjustments/" + kept.Adjustments[0].AdjustmentID},
		{me, "/passport/offers"}, {me, "/passport/requests"},
		{home, one}, {home, one + "/checks"}, {home, "/passports/queue"}, {home, "/passports/imports"}, {home, "/passports/imports/queue"},
		{home, "/passports/host-policy"}, {home, "/passports/reviews/" + mine.Decisions[0].DecisionID}, {home, "/verify/requests"}, {home, "/verify"},
	}
	for _, form := range []string{"identity", "right_to_work", "references", "dbs", "occupational_health", "registration", "training", "skill", "engagement", "working-time", "good-standing", "staff-number", "leave", "erase"} {
		pages = append(pages, formPage{home, one + "/record/" + form})
	}
	return pages
}

func (w *world) kept() string {
	w.t.Helper()
	var n string
	if err := w.DB.Pool.QueryRow(w.t.Context(), "select (select count(*) from outbox) || ' ' || (select count(*) from audit) || ' ' || (select sum(version) from workers)").Scan(&n); err != nil {
		w.t.Fatal(err)
	}
	return n
}

func TestNoValueInAnyFieldOfAnyFormDoesHarm(t *testing.T) {
	t.Parallel()
	w := start(t)
	for _, p := range w.pagesWithForms(w.enrol(nurse())) {
		page := pagetest.Parse(t, string(w.must(http.StatusOK, w.page(p.who, p.path, false)).raw))
		sent := 0
		for _, f := range page.Forms() {
			if f.Method != "post" || f.Upload || strings.HasPrefix(f.Action, "/sign") {
				continue
			}
			sent++
			for _, field := range f.Fields {
				if field.Name == "idempotency_key" {
					continue
				}
				for name, value := range hostileValues {
					w.spoil(p, f, field, name, value)
				}
			}
			w.large(p, f)
		}
		if sent == 0 && p.path != "/passports/imports" && !strings.HasSuffix(p.path, "/checks") && p.path != "/passports/imports/queue" && p.path != "/passports/queue" {
			t.Errorf("%s has no form", p.path)
		}
	}
}

// large sends far more than any form holds.
func (w *world) large(p formPage, f pagetest.Form) {
	values := maps.Clone(f.Values)
	values.Set("surplus", strings.Repeat("x", 10<<20))
	if r := w.post(p.who, f.Action, values); r.status != http.StatusRequestEntityTooLarge {
		w.t.Errorf("%s answers 10 MB with %d: %.300s", f.Action, r.status, r.raw)
	}
}

// spoil sends a form with one field spoilt. What is refused changes nothing, says so in a sentence, and keeps what was typed.
func (w *world) spoil(p formPage, f pagetest.Form, field pagetest.Field, name, value string) {
	values := maps.Clone(f.Values)
	values[field.Name] = []string{value}
	at := f.Action
	if at == "" {
		at = p.path
	}
	who := p.who
	// Each as a person of their own, so that none is refused for asking often.
	who.Subject += "-" + id.New().String()
	before := w.kept()
	r := w.post(who, at, values)
	what := fmt.Sprintf("%s: %s with %s", at, field.Name, name)
	page := string(r.raw)
	switch {
	case r.status >= 500 || r.status == http.StatusTooManyRequests:
		w.t.Errorf("%s answers %d: %.300s", what, r.status, page)
	case strings.Contains(page, markup):
		w.t.Errorf("%s: markup came back", what)
	case r.status >= 400:
		w.refusedWell(what, r, before)
		if r.status == http.StatusUnprocessableEntity && keeps(field.Type) && name == "a day that is none" && pagetest.Parse(w.t, page).Value(field.Name) != value {
			w.t.Errorf("%s: what was typed is lost", what)
		}
	}
}

// keeps says which inputs stand in the page as they were typed; a browser shows no date that is none.
func keeps(kind string) bool { return kind == "text" || kind == "" || kind == "textarea" }

func (w *world) refusedWell(what string, r reply, before string) {
	page := pagetest.Parse(w.t, string(r.raw))
	if after := w.kept(); after != before {
		w.t.Errorf("%s is refused with %d, and something changed: %s, then %s", what, r.status, before, after)
	}
	if !strings.Contains(string(r.raw), "<h1") && len(page.All("error-summary")) == 0 {
		w.t.Errorf("%s answers %d without a page: %.300s", what, r.status, r.raw)
	}
	for _, word := range unclearWords {
		if strings.Contains(string(r.raw), word) {
			w.t.Errorf("%s answers with %q", what, word)
		}
	}
}
