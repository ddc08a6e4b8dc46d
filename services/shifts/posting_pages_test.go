package shifts_test

import (
	"net/url"
	"strings"
	"testing"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/web/pagetest"

	"github.com/muster-ics/muster/services/shifts/internal/walltime"
)

// send fills in a page's form and sends it, with the key that the page gave.
func (w *world) send(who auth.Principal, on pagetest.Page, to string, form url.Values) (status int, at string, p pagetest.Page) {
	w.t.Helper()
	form.Set("idempotency_key", on.Value("idempotency_key"))
	return w.open(who, "POST", to, form)
}

func TestAWardPostsFromItsTemplateAndAMatronApprovesWithoutScripts(t *testing.T) {
	t.Parallel()
	w := start(t)
	w.always()
	ward, matron := staff(host), staff(host, auth.Approve)

	_, _, p := w.open(ward, "GET", "/templates/new", nil)
	kept := url.Values{"name": {"Night, RN"}, "site": {site}, "ward": {"ward_7"}, "starts_at": {"20:00"}, "ends_at": {"07:30"}, "break_minutes": {"60"}, "staff_group": {"nursing_midwifery"},
		"role": {"registered_nurse"}, "band": {"5"}, "rate_pence": {"18.45"}, "reason": {"vacancy"}, "competencies": {"cstf FIRE 1"}}
	kept.Set("name", "")
	status, _, p := w.send(ward, p, "/templates/new", kept)
	if status != 422 {
		t.Fatalf("no name answers %d", status)
	}
	p.Has("error-summary", "Give a name")
	kept.Set("name", "Night, RN")
	if status, to, _ := w.send(ward, p, "/templates/new", kept); status != 303 || to != "/templates" {
		t.Fatalf("making a template answers %d, %q", status, to)
	}
	_, _, p = w.open(ward, "GET", "/templates", nil)
	p.Has("template", "Night, RN", "20:00 to 07:30", "£18.45 an hour")

	_, _, p = w.open(ward, "GET", "/shifts/new", nil)
	day := walltime.DayOf(w.Clock.Now()).Plus(3)
	var all struct{ Templates []struct{ ID string } }
	w.must(200, ward, "GET", "/templates", nil).into(t, &all)
	status, to, _ := w.send(ward, p, "/shifts/new", url.Values{"template": {all.Templates[0].ID}, "date": {day.String()}, "places": {"2"}, "reason": {""}})
	if status != 303 || !strings.HasPrefix(to, "/shifts/") {
		t.Fatalf("posting answers %d, %q", status, to)
	}
	_, _, p = w.open(ward, "GET", to, nil)
	p.Has("shift-status", "Waiting for approval")
	if len(p.All("approve")) != 0 {
		t.Error("who posts may approve")
	}
	if status, _, _ := w.open(ward, "GET", "/approvals", nil); status != 403 {
		t.Errorf("who posts sees what waits: %d", status)
	}

	// The ward changes one of them while it waits.
	_, _, p = w.open(ward, "GET", to+"/amend", nil)
	change := url.Values{}
	for _, name := range []string{"version", "date", "starts_at", "ends_at", "break_minutes", "rate_pence", "cost_code", "registration_body"} {
		change.Set(name, p.Value(name))
	}
	change.Set("ward", "ward_7") // chosen by its name
	change.Set("reason", "sickness")
	change.Set("competencies", "cstf FIRE 1")
	change.Set("ends_at", "08:00")
	if status, at, p := w.send(ward, p, to+"/amend", change); status != 303 || at != to {
		t.Fatalf("changing answers %d, %q %v", status, at, p.All("error-summary"))
	}
	_, _, p = w.open(ward, "GET", to+"/amend", nil)
	if status, _, p := w.send(ward, p, to+"/amend", change); status != 409 {
		t.Errorf("changing an older version answers %d", status)
	} else {
		p.Has("error-summary", "Somebody changed this before you")
	}

	_, _, p = w.open(matron, "GET", "/approvals", nil)
	if waiting := p.All("waiting"); len(waiting) != 2 || !strings.Contains(strings.Join(waiting, " "), "Sickness") {
		t.Fatalf("%d wait: %v", len(waiting), waiting)
	}
	status, at, _ := w.send(matron, p, "/approvals", url.Values{"shift": {strings.TrimPrefix(to, "/shifts/")}})
	if status != 303 || at != "/approvals?done=1" {
		t.Fatalf("approving answers %d, %q", status, at)
	}
	_, _, p = w.open(matron, "GET", at, nil)
	if len(p.All("waiting")) != 1 {
		t.Error("the other one does not wait any more")
	}
	_, _, p = w.open(ward, "GET", to, nil)
	p.Has("shift-status", "Open")
	p.Has("notice", "You would call it off")
}

func TestAWardSeesTheDaysOfAPatternAndPostsThemWithoutScripts(t *testing.T) {
	t.Parallel()
	w := start(t)
	ward := staff(host)
	k := w.template(nil)
	_, _, p := w.open(ward, "GET", "/shifts/repeat?template="+k.ID, nil)
	p.One("show")
	from := walltime.DayOf(w.Clock.Now()).Plus(1)
	form := url.Values{"template": {k.ID}, "from": {from.String()}, "count": {"3"}, "every_weeks": {"1"}, "places": {"2"},
		"weekdays": {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}}
	status, _, p := w.open(ward, "GET", "/shifts/repeat?"+form.Encode(), nil)
	if status != 200 || len(p.All("day")) != 3 {
		t.Fatalf("answered %d with %d days", status, len(p.All("day")))
	}
	p.Has("total", "6 shifts on 3 days")
	if status, to, _ := w.send(ward, p, "/shifts/repeat", form); status != 303 || to != "/shifts?when=later" {
		t.Fatalf("posting answers %d, %q", status, to)
	}
	var n, postings int
	if err := w.DB.Pool.QueryRow(t.Context(), "select count(*), count(distinct posting_id) from shifts").Scan(&n, &postings); err != nil || n != 6 || postings != 1 {
		t.Errorf("%d shifts of %d postings, %v", n, postings, err)
	}
	form.Del("weekdays")
	if status, _, p := w.open(ward, "GET", "/shifts/repeat?"+form.Encode(), nil); status != 422 {
		t.Errorf("no weekday answers %d", status)
	} else {
		p.Has("error-summary", "Choose at least one day of the week")
	}
	if status, _, _ := w.open(nurse(host), "GET", "/shifts/repeat", nil); status != 403 {
		t.Errorf("a worker sees the page: %d", status)
	}
}

func TestAnExecutiveChangesAPolicyWithoutScripts(t *testing.T) {
	t.Parallel()
	w := start(t)
	executive := staff(host, auth.Executive)
	status, _, p := w.open(executive, "GET", "/policies", nil)
	if status != 200 || len(p.All("policy")) < 2 {
		t.Fatalf("answered %d with %d policies", status, len(p.All("policy")))
	}
	_, _, p = w.open(executive, "GET", "/policies/approval", nil)
	form := url.Values{"version": {p.Value("version")}, "required": {"sometimes"}, "rate_above_pence": {"25.00"}, "lead_under_hours": {"0"}, "bands": {"8a", "8b"}}
	status, _, p = w.send(executive, p, "/policies/approval", form)
	if status != 422 {
		t.Fatalf("a choice there is not answers %d", status)
	}
	p.Has("error-summary", "Choose never, always or when.")
	form.Set("required", "when")
	if status, to, _ := w.send(executive, p, "/policies/approval", form); status != 303 || to != "/policies" {
		t.Fatalf("changing it answers %d, %q", status, to)
	}
	var k employersPolicy
	w.must(200, staff(host), "GET", "/policies/approval", nil).into(t, &k)
	if bands, _ := k.Settings["bands"].([]any); k.Version != 1 || k.Settings["required"] != "when" || len(bands) != 2 {
		t.Errorf("%+v", k)
	}
	_, _, p = w.open(executive, "GET", "/policies/approval", nil)
	form.Set("version", "0")
	if status, _, _ := w.send(executive, p, "/policies/approval", form); status != 409 {
		t.Errorf("an older version answers %d", status)
	}
	if status, _, p := w.open(staff(host), "GET", "/policies/approval", nil); status != 200 || len(p.All("change")) != 0 {
		t.Errorf("the ward sees %d", status)
	}
	w.must(422, lead(), "GET", "/policies", nil)
}
