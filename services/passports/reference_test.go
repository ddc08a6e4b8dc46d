package passports_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/muster-ics/muster/events"
	contract "github.com/muster-ics/muster/events/passports"
	"github.com/muster-ics/muster/pkg/web/pagetest"
)

type referenceBody struct {
	Version int64
	Columns []string
	Rows    []map[string]string
}

// The lead changes what is asked of nurses by the API, and how often fire safety is learnt by the page; everybody at work
// reads who did it and why, and the queue follows.
func TestTheLeadChangesReferenceDataByAPIAndPage(t *testing.T) {
	t.Parallel()
	w := start(t)
	home := verifier("RVV")
	w.enrol(nurse())
	var all struct {
		Tables []struct {
			Kind    string
			Version int64
		}
	}
	w.must(http.StatusOK, w.call(home, http.MethodGet, "/reference", "")).into(t, &all)
	if len(all.Tables) != 4 {
		t.Fatalf("%+v", all)
	}
	w.must(http.StatusForbidden, w.call(asWorker("01957f00-0000-7000-8000-000000000001"), http.MethodGet, "/reference/profile", ""))
	var profile referenceBody
	w.must(http.StatusOK, w.call(lead(), http.MethodGet, "/reference/profile", "")).into(t, &profile)
	for _, r := range profile.Rows {
		if r["staff_group"] == "nursing_midwifery" {
			r["subjects"] += " CR1"
		}
	}
	const due = "/passports/queue?what=competency:cstf:CR"
	if got := w.opened(home, due).All("due"); len(got) != 0 {
		t.Fatalf("nobody asks for it yet: %q", got)
	}
	body := func(over int64, why string) string {
		return encode(t, map[string]any{"over": over, "why": why, "rows": profile.Rows})
	}
	w.must(http.StatusForbidden, w.call(home, http.MethodPut, "/reference/profile", body(0, "x")))
	w.must(http.StatusNotFound, w.call(lead(), http.MethodPut, "/reference/horoscopes", body(0, "x")))
	if p := w.must(http.StatusUnprocessableEntity, w.call(lead(), http.MethodPut, "/reference/refresh", body(0, "x"))).problem(t); len(p.Errors) == 0 || !strings.HasPrefix(p.Errors[0].Location, "body.rows[0].") {
		t.Errorf("refused as %+v", p)
	}
	w.must(http.StatusOK, w.call(lead(), http.MethodPut, "/reference/profile", body(0, "Agreed by the workforce board")))
	w.must(http.StatusConflict, w.call(lead(), http.MethodPut, "/reference/profile", body(0, "Agreed by the workforce board")))
	told, ok := w.await(func(e events.Envelope) bool { return e.Type == "muster.passports.reference.changed.v1" }).(contract.ReferenceChangedV1)
	if !ok || told.Kind != "profile" || told.Version != 1 || told.Rows != len(profile.Rows) {
		t.Errorf("told %+v", told)
	}
	if got := w.opened(home, due).All("due"); len(got) != 1 {
		t.Errorf("the queue follows the profile, got %q", got)
	}

	page := w.opened(lead(), "/passports/reference/refresh")
	form := url.Values{"over": {page.Value("over")}, "rows": {strings.Replace(page.Value("rows"), "FIRE,1,24", "FIRE,1,often", 1)}, "why": {"Fire safety each year"}}
	refused := pagetest.Parse(t, string(w.must(http.StatusUnprocessableEntity, w.post(lead(), "/passports/reference/refresh", form)).raw))
	refused.Has("error-summary", "Row 4, months: Give a whole number from 1 to 120.")
	if !strings.Contains(refused.Value("rows"), "FIRE,1,often") || refused.Value("why") != "Fire safety each year" {
		t.Error("what was sent is kept")
	}
	form.Set("rows", strings.Replace(refused.Value("rows"), "FIRE,1,often", "FIRE,1,12", 1))
	w.must(http.StatusSeeOther, w.post(lead(), "/passports/reference/refresh", form))
	w.must(http.StatusConflict, w.post(lead(), "/passports/reference/refresh", form))
	w.must(http.StatusForbidden, w.post(home, "/passports/reference/refresh", form))
	w.opened(home, "/passports/reference/refresh").Has("versions", "by lead: Fire safety each year")
	w.opened(home, "/passports/reference/refresh?version=0").Has("standing", "As Muster ships it")
	w.opened(home, "/passports/reference").Has("table-profile", "Agreed by the workforce board")
	w.must(http.StatusNotFound, w.page(home, "/passports/reference/refresh?version=7", false))
	w.must(http.StatusNotFound, w.page(home, "/passports/reference/horoscopes", false))
}
