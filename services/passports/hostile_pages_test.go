package passports_test

import (
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
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
		{me, "/passport/share"}, {me, "/passport/share/RWF/withdraw"}, {me, "/passport/adjustments/" + kept.Adjustments[0].AdjustmentID}, {me, "/passport/adjustments"},
		{me, "/passport/offers"}, {me, "/passport/requests"},
		{home, one}, {home, one + "/checks"}, {home, "/passports/queue"}, {home, "/passports/imports"}, {home, "/passports/imports/queue"},
		{home, "/passports/host-policy"}, {home, "/passports/reviews/" + mine.Decisions[0].DecisionID}, {home, "/verify/requests"}, {home, "/verify"},
	}
	pages = append(pages, w.pagesOfRequests(workerID)...)
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
	tooLarge := map[auth.Role]bool{}
	for _, p := range w.pagesWithForms(w.enrol(nurse())) {
		shown := w.page(p.who, p.path, false)
		if shown.status != http.StatusOK {
			t.Errorf("%s answers %d", p.path, shown.status)
			continue
		}
		page := pagetest.Parse(t, string(shown.raw))
		sent := 0
		for _, f := range page.Forms() {
			if f.Method != "post" || f.Upload || strings.HasPrefix(f.Action, "/sign") {
				continue
			}
			sent++
			w.spoilAll(p, f)
			if !tooLarge[p.who.Role] {
				tooLarge[p.who.Role] = true
				w.large(p, f)
			}
		}
		if sent == 0 && !formless[p.path] && !strings.HasSuffix(p.path, "/checks") {
			t.Errorf("%s has no form", p.path)
		}
	}
}

// formless are pages that have forms only when there is work to do.
var formless = map[string]bool{"/passports/imports": true, "/passports/imports/queue": true, "/passports/queue": true, "/passports/health": true}

// spoilAll sends a form once for each value, in another field each time and with others of them in all other fields: each
// field meets each value, in as many requests as there are values. Then each field alone has to keep what was typed.
func (w *world) spoilAll(p formPage, f pagetest.Form) {
	var fields []pagetest.Field
	for _, field := range f.Fields {
		if field.Name != "idempotency_key" {
			fields = append(fields, field)
		}
	}
	names := slices.Sorted(maps.Keys(hostileValues))
	before := w.kept()
	for i := range names {
		values := maps.Clone(f.Values)
		for n, field := range fields {
			values[field.Name] = []string{hostileValues[names[(i+n)%len(names)]]}
		}
		before = w.spoil(p, f, values, fmt.Sprintf("all fields from %s on", names[i]), before)
	}
	for _, field := range fields {
		values := maps.Clone(f.Values)
		values[field.Name] = []string{hostileValues[slip]}
		before = w.spoil(p, f, values, field.Name+" with "+slip, before)
	}
	if after := w.kept(); after != before {
		w.t.Errorf("%s: what was refused changed something: %s, then %s", p.path, before, after)
	}
}

// slip is what somebody may well type.
const slip = "a day that is none"

// large sends far more than any form holds.
func (w *world) large(p formPage, f pagetest.Form) {
	values := maps.Clone(f.Values)
	values.Set("surplus", strings.Repeat("x", 10<<20))
	if r := w.post(p.who, f.Action, values); r.status != http.StatusRequestEntityTooLarge {
		w.t.Errorf("%s answers 10 MB with %d: %.300s", f.Action, r.status, r.raw)
	}
}

// spoil sends a form. What is refused says so in a sentence, and keeps what was typed. It gives what is kept from now on:
// what it was before, unless the form was accepted.
func (w *world) spoil(p formPage, f pagetest.Form, values url.Values, how, before string) string {
	at := f.Action
	if at == "" {
		at = p.path
	}
	who := p.who
	// Each as a person of their own, so that none is refused for asking often.
	who.Subject += "-" + id.New().String()
	r := w.post(who, at, values)
	what := fmt.Sprintf("%s: %s", at, how)
	page := string(r.raw)
	switch {
	case r.status >= 500 || r.status == http.StatusTooManyRequests:
		w.t.Errorf("%s answers %d: %.300s", what, r.status, page)
	case strings.Contains(page, markup):
		w.t.Errorf("%s: markup came back", what)
	case r.status < 400:
		return w.kept()
	}
	if r.status >= 400 {
		w.refusedWell(what, r)
		for _, field := range f.Fields {
			if typed := values[field.Name]; r.status == http.StatusUnprocessableEntity && keeps(field.Type) && len(typed) == 1 && typed[0] == hostileValues[slip] && strings.HasSuffix(how, " with "+slip) &&
				pagetest.Parse(w.t, page).Value(field.Name) != typed[0] {
				w.t.Errorf("%s: what was typed is lost", what)
			}
		}
	}
	return before
}

// keeps says which inputs stand in the page as they were typed; a browser shows no date that is none.
func keeps(kind string) bool { return kind == "text" || kind == "" || kind == "textarea" }

func (w *world) refusedWell(what string, r reply) {
	page := pagetest.Parse(w.t, string(r.raw))
	if !strings.Contains(string(r.raw), "<h1") && len(page.All("error-summary")) == 0 {
		w.t.Errorf("%s answers %d without a page: %.300s", what, r.status, r.raw)
	}
	for _, word := range unclearWords {
		if strings.Contains(string(r.raw), word) {
			w.t.Errorf("%s answers with %q", what, word)
		}
	}
}
