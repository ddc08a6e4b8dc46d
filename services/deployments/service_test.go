package deployments_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/muster-ics/muster/events"
	"github.com/muster-ics/muster/events/shifts"
	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/testkit"
)

func TestRegistersAreIdempotentByCode(t *testing.T) {
	t.Parallel()
	w := start(t)
	rvv := employerBody("RVV", "acute")
	w.must(201, lead(), "POST", "/employers", rvv)
	w.must(200, lead(), "POST", "/employers", rvv)
	other := employerBody("RVV", "community")
	if got := w.must(409, lead(), "POST", "/employers", other).code(t); got != "employer_differs" {
		t.Errorf("code %s", got)
	}
	w.must(422, lead(), "POST", "/sites", siteBody("RPA02", "RPA")) // RPA is not registered
	w.must(201, lead(), "POST", "/sites", siteBody("RVV01", "RVV"))
	w.must(200, lead(), "POST", "/sites", siteBody("RVV01", "RVV"))
	moved := siteBody("RVV01", "RVV")
	moved["lat"] = 50.0
	w.must(409, lead(), "POST", "/sites", moved)

	foreign := employerBody("RYD", "ambulance")
	foreign["ics"] = "QNX"
	w.must(422, lead(), "POST", "/employers", foreign)
	w.must(403, person("RVV", auth.Approve), "POST", "/employers", employerBody("RN7", "acute"))
	w.must(403, auth.Principal{Subject: "lead-2", Role: auth.Lead, ICS: "QNX"}, "POST", "/employers", employerBody("RN7", "acute"))
	w.must(401, auth.Principal{}, "GET", "/employers", nil)

	var list struct{ Employers, Sites []struct{ ODS string } }
	w.must(200, worker("RVV"), "GET", "/employers", nil).into(t, &list)
	w.must(200, worker("RVV"), "GET", "/sites?employer=RVV", nil).into(t, &list)
	if len(list.Employers) != 1 || len(list.Sites) != 1 || list.Sites[0].ODS != "RVV01" {
		t.Errorf("lists: %+v", list)
	}
	w.heard.Await(t, wait, func(e events.Envelope) bool {
		return e.Type == "muster.deployments.employer.registered.v1" && e.AggregateID == "RVV"
	})
	w.heard.Await(t, wait, func(e events.Envelope) bool {
		return e.Type == "muster.deployments.site.registered.v1" && e.ODS() == "RVV"
	})
}

func TestAnAgreementIsSignedByEveryPartyAndTold(t *testing.T) {
	t.Parallel()
	w := start(t)
	w.register()
	a := w.draft(nil)
	path := "/agreements/" + a.ID
	w.must(409, person("RVV", auth.Executive), "POST", path+"/sign", map[string]any{"capacity": "chief_nurse", "terms_hash": a.TermsHash})
	w.must(403, person("RPA", auth.Approve), "POST", path+"/offer", nil)
	w.offer(a)
	w.must(409, person("RVV", auth.Approve), "POST", path+"/offer", nil)
	w.must(403, person("RVV", auth.Approve), "POST", path+"/sign", map[string]any{"capacity": "chief_nurse", "terms_hash": a.TermsHash})
	if got := w.must(409, person("RVV", auth.Executive), "POST", path+"/sign",
		map[string]any{"capacity": "chief_nurse", "terms_hash": strings.Repeat("0", 64)}).code(t); got != "terms_differ" {
		t.Errorf("code %s", got)
	}
	if got := w.sign(a, "RPA"); got.Status != "offered" || len(got.Unsigned) != 1 || got.Unsigned[0] != "RVV" {
		t.Errorf("after one signature: %+v", got)
	}
	if got := w.sign(a, "RVV"); got.Status != "in_force" || len(got.Unsigned) != 0 {
		t.Errorf("after both: %+v", got)
	}
	for version, name := range []string{"offered", "signed", "signed", "in_force"} {
		w.heard.Await(t, wait, func(e events.Envelope) bool {
			return e.AggregateID == a.ID && e.AggregateVersion == int64(version+1) && e.Type == "muster.deployments.agreement."+name+".v1"
		})
	}

	text := w.must(200, person("RPA"), "GET", path+"/text", nil)
	if !strings.Contains(string(text.raw), "RPA and RVV") || !strings.HasPrefix(text.header.Get("Content-Type"), "text/plain") {
		t.Errorf("text: %s %s", text.header, text.raw)
	}
	for _, foreign := range []auth.Principal{person("RWF", auth.Approve, auth.Executive), worker("RVV")} {
		w.must(404, foreign, "GET", path, nil)
		w.must(404, foreign, "GET", path+"/text", nil)
		w.must(404, foreign, "POST", path+"/offer", nil)
		w.must(404, foreign, "POST", path+"/sign", map[string]any{"capacity": "chief_nurse", "terms_hash": a.TermsHash})
		w.must(404, foreign, "POST", path+"/end", map[string]any{})
	}
	w.must(404, person("RWF"), "GET", "/agreements?employer=RVV", nil)
	w.must(200, lead(), "GET", path, nil)
	w.must(200, auth.Principal{Subject: "auditor", Role: auth.Auditor}, "GET", path, nil)
	var list struct{ Agreements []agreement }
	w.must(200, person("RWF"), "GET", "/agreements", nil).into(t, &list)
	if len(list.Agreements) != 0 {
		t.Error("an employer sees an agreement that does not name it")
	}
	w.must(200, person("RPA"), "GET", "/agreements", nil).into(t, &list)
	if len(list.Agreements) != 1 {
		t.Error("a party does not see its agreement")
	}
}

func TestTwoAgreementsCannotDecideTheSameShifts(t *testing.T) {
	t.Parallel()
	w := start(t)
	w.register()
	w.inForce(nil)
	second := w.draft(func(c map[string]any) { c["parties"] = []string{"RPA", "RWF", "RVV"} })
	w.offer(second)
	w.sign(second, "RVV")
	w.sign(second, "RWF")
	got := w.must(409, person("RPA", auth.Executive), "POST", "/agreements/"+second.ID+"/sign",
		map[string]any{"capacity": "chief_nurse", "terms_hash": second.TermsHash})
	if got.code(t) != "same_scope_in_force" {
		t.Errorf("%s", got.raw)
	}
	// Another scope is another matter.
	if a := w.inForce(func(c map[string]any) { c["bands"] = []string{"5"} }); a.Status != "in_force" {
		t.Errorf("%+v", a)
	}
}

func TestABookingAcrossEmployersIsAnsweredOnce(t *testing.T) {
	t.Parallel()
	w := start(t)
	w.register()
	none := w.booking(nil)
	env := w.request(none)
	refused, _ := w.await(none, "refused")
	if refused.Reasons[0].Code != "AGREEMENT_NONE" {
		t.Errorf("%+v", refused.Reasons)
	}
	a := w.inForce(nil)
	yes := w.booking(nil)
	request := w.request(yes)
	got, told := w.await(yes, "authorised")
	if got.AgreementID != a.ID || got.AgreementVersion != 1 || told.CausationID != request.ID || told.ODS() != "RPA" || told.AggregateVersion != 1 {
		t.Errorf("%+v %+v", got, told)
	}
	own := w.booking(func(b *shifts.BookingState) { b.HostEmployer, b.Site, b.Channel = "RVV", "RVV01", shifts.OwnBank })
	w.request(own)
	w.request(yes) // asked again under another event id
	for range 2 {  // and the same event again
		if err := w.Service.Handle(t.Context(), env); err != nil {
			t.Fatal(err)
		}
	}
	w.withdrawn(yes)
	w.await(yes, "stood_down")
	w.withdrawn(yes)
	w.request(yes)
	w.settled()
	count := map[string]int{}
	for _, e := range w.heard.All() {
		if events.EntityOf(e.Type) == "deployments.deployment" {
			count[e.Type]++
		}
	}
	if count["muster.deployments.deployment.authorised.v1"] != 1 || count["muster.deployments.deployment.refused.v1"] != 1 ||
		count["muster.deployments.deployment.stood_down.v1"] != 1 {
		t.Errorf("told %v", count)
	}
	var list struct {
		Deployments []struct{ Status, BookingID string }
	}
	w.must(200, person("RPA"), "GET", "/deployments?booking_id="+yes.BookingID, nil).into(t, &list)
	if len(list.Deployments) != 1 || list.Deployments[0].Status != "stood_down" {
		t.Errorf("%+v", list)
	}
	w.must(404, person("RWF"), "GET", "/deployments?employer=RPA", nil)
	w.must(200, person("RWF"), "GET", "/deployments?booking_id="+yes.BookingID, nil).into(t, &list)
	if len(list.Deployments) != 0 {
		t.Error("a third employer sees a deployment")
	}
}

func TestAnEndThatComesBeforeTheRequestLeavesNothingAuthorised(t *testing.T) {
	t.Parallel()
	w := start(t)
	w.register()
	w.inForce(nil)
	b := w.booking(nil)
	w.withdrawn(b)
	w.settled()
	w.request(b)
	w.settled()
	after := w.booking(nil)
	w.request(after)
	w.await(after, "authorised")
	for _, e := range w.heard.All() {
		if events.EntityOf(e.Type) == "deployments.deployment" && strings.Contains(string(e.Data), b.BookingID) {
			t.Errorf("answered a booking that had ended: %s", e.Type)
		}
	}
}

func TestEndingAnAgreementRevokesOrHonours(t *testing.T) {
	t.Parallel()
	w := start(t)
	w.register()
	a := w.inForce(func(c map[string]any) { c["at_end"] = "revoke" })
	soon, later := w.booking(nil), w.booking(func(b *shifts.BookingState) {
		b.StartsAt, b.EndsAt = b.StartsAt.Add(240*time.Hour), b.EndsAt.Add(240*time.Hour)
	})
	w.request(soon)
	w.request(later)
	w.await(soon, "authorised")
	w.await(later, "authorised")
	notice := w.Clock.Now().Add(72 * time.Hour)
	w.must(403, person("RPA", auth.Approve), "POST", "/agreements/"+a.ID+"/end", map[string]any{})
	w.must(422, person("RPA", auth.Executive), "POST", "/agreements/"+a.ID+"/end", map[string]any{"at": "2020-01-01T00:00:00Z"})
	w.must(200, person("RPA", auth.Executive), "POST", "/agreements/"+a.ID+"/end", map[string]any{"at": notice.Format(time.RFC3339Nano)})
	if got, _ := w.await(later, "revoked"); got.Reasons[0].Code != "AGREEMENT_ENDS" {
		t.Errorf("%+v", got)
	}
	beyond := w.booking(func(b *shifts.BookingState) { b.StartsAt, b.EndsAt = notice.Add(-time.Hour), notice.Add(time.Hour) })
	w.request(beyond)
	if got, _ := w.await(beyond, "refused"); got.Reasons[0].Code != "AGREEMENT_ENDS" {
		t.Errorf("%+v", got)
	}
	w.must(200, person("RPA", auth.Executive), "POST", "/agreements/"+a.ID+"/end", map[string]any{})
	w.await(soon, "revoked")
	w.must(409, person("RPA", auth.Executive), "POST", "/agreements/"+a.ID+"/end", map[string]any{})

	b := w.inForce(nil) // honour
	kept := w.booking(nil)
	w.request(kept)
	w.await(kept, "authorised")
	w.must(200, person("RVV", auth.Executive), "POST", "/agreements/"+b.ID+"/end", map[string]any{})
	w.heard.Await(t, wait, func(e events.Envelope) bool {
		return e.AggregateID == b.ID && e.Type == "muster.deployments.agreement.ended.v1"
	})
	var list struct{ Deployments []struct{ Status string } }
	w.must(200, lead(), "GET", "/deployments?booking_id="+kept.BookingID, nil).into(t, &list)
	if list.Deployments[0].Status != "authorised" {
		t.Error("an honoured deployment was not left alone")
	}
}

func TestAnAgreementExpiresByItself(t *testing.T) {
	t.Parallel()
	w := start(t)
	w.register()
	until := w.Clock.Now().Add(48 * time.Hour)
	a := w.inForce(func(c map[string]any) { c["until"] = until.Format(time.RFC3339Nano) })
	w.Clock.Set(until)
	w.heard.Await(t, wait, func(e events.Envelope) bool {
		return e.AggregateID == a.ID && e.Type == "muster.deployments.agreement.ended.v1"
	})
}

func TestTheDaysOfOneWorkerAreCountedAcrossConcurrentRequests(t *testing.T) {
	t.Parallel()
	w := start(t)
	w.register()
	w.inForce(func(c map[string]any) { c["max_days"] = 2 })
	first := w.booking(nil)
	var all []shifts.BookingState
	for n := range 6 {
		b := w.booking(func(b *shifts.BookingState) {
			b.WorkerID = first.WorkerID
			b.StartsAt, b.EndsAt = b.StartsAt.AddDate(0, 0, n), b.EndsAt.AddDate(0, 0, n)
		})
		all = append(all, b)
		w.request(b)
	}
	w.settled()
	var list struct{ Deployments []struct{ Status string } }
	w.must(200, lead(), "GET", "/deployments?status=authorised", nil).into(t, &list)
	if len(list.Deployments) != 2 {
		t.Errorf("%d of %d authorised, want 2", len(list.Deployments), len(all))
	}
}

func TestCoverageSaysWhoMayWorkForWhom(t *testing.T) {
	t.Parallel()
	w := start(t)
	w.register()
	w.inForce(func(c map[string]any) { c["staff_groups"] = []string{"nursing_midwifery"} })
	var got struct {
		Coverage []struct {
			A, B       string
			StaffGroup string `json:"staff_group"`
			Covered    bool
			Agreements []struct{ Title string }
		}
	}
	w.must(200, lead(), "GET", "/coverage", nil).into(t, &got)
	covered := 0
	for _, c := range got.Coverage {
		if c.Covered {
			covered++
			if c.A != "RPA" || c.B != "RVV" || c.StaffGroup != "nursing_midwifery" || c.Agreements[0].Title != "Kent nurses" {
				t.Errorf("%+v", c)
			}
		}
	}
	if len(got.Coverage) != 30 || covered != 1 {
		t.Errorf("%d rows, %d covered", len(got.Coverage), covered)
	}
	w.must(200, person("RWF"), "GET", "/coverage", nil).into(t, &got)
	if len(got.Coverage) != 20 {
		t.Errorf("%d rows for one of three employers", len(got.Coverage))
	}
	w.must(404, worker("RVV"), "GET", "/coverage", nil)
}

func TestBadInputIsRefusedAndChangesNothing(t *testing.T) {
	t.Parallel()
	w := start(t)
	w.register()
	exec := person("RVV", auth.Approve, auth.Executive)
	a := w.draft(nil)
	for name, tc := range map[string]struct {
		path string
		body any
	}{
		"not JSON":                      {"/agreements", `{`},
		"a list where an object is due": {"/agreements", `[]`},
		"an unknown field":              {"/agreements", w.clauses(func(c map[string]any) { c["secret"] = 1 })},
		"a number where text is due":    {"/agreements", w.clauses(func(c map[string]any) { c["title"] = 7 })},
		"an unknown model":              {"/agreements", w.clauses(func(c map[string]any) { c["model"] = "barter" })},
		"an unknown staff group":        {"/agreements", w.clauses(func(c map[string]any) { c["staff_groups"] = []string{"x"} })},
		"an unregistered party":         {"/agreements", w.clauses(func(c map[string]any) { c["parties"] = []string{"RVV", "RN7"} })},
		"another's site":                {"/agreements", w.clauses(func(c map[string]any) { c["sites"] = []string{"RWF01"} })},
		"not one's own":                 {"/agreements", w.clauses(func(c map[string]any) { c["parties"] = []string{"RWF", "RPA"} })},
		"an end before the start":       {"/agreements", w.clauses(func(c map[string]any) { c["until"] = "2020-01-01T00:00:00Z" })},
		"an impossible time":            {"/agreements", w.clauses(func(c map[string]any) { c["from"] = "2026-02-30T00:00:00Z" })},
		"a time of another age":         {"/agreements", w.clauses(func(c map[string]any) { c["from"] = "0001-01-01T00:00:00Z" })},
		"too many days":                 {"/agreements", w.clauses(func(c map[string]any) { c["max_days"] = 1e9 })},
		"a null character":              {"/agreements", w.clauses(func(c map[string]any) { c["title"] = "a\x00b" })},
		"a long title":                  {"/agreements", w.clauses(func(c map[string]any) { c["title"] = strings.Repeat("x", 5000) })},
		"a duplicate key":               {"/agreements", `{"title":"a","title":"b"}`},
		"an unknown capacity":           {"/agreements/" + a.ID + "/sign", map[string]any{"capacity": "cleaner", "terms_hash": a.TermsHash}},
		"a short hash":                  {"/agreements/" + a.ID + "/sign", map[string]any{"capacity": "chief_nurse", "terms_hash": "00"}},
		"an id that is none":            {"/agreements/nonsense/offer", ""},
		"a body of 10 MB":               {"/agreements", `{"title":"` + strings.Repeat("x", 10<<20) + `"}`},
	} {
		got := w.call(exec, "POST", base+tc.path, body(t, tc.body))
		if got.status < 400 || got.status >= 500 || !strings.HasPrefix(got.header.Get("Content-Type"), "application/problem+json") {
			t.Errorf("%s: %d %s %s", name, got.status, got.header.Get("Content-Type"), got.raw)
		}
	}
	for _, path := range []string{"/deployments?booking_id=x", "/deployments?cursor=abc", "/deployments?limit=0", "/agreements/" + strings.Repeat("9", 400)} {
		if got := w.call(exec, "GET", base+path, ""); got.status < 400 || got.status >= 500 {
			t.Errorf("GET %s = %d %s", path, got.status, got.raw)
		}
	}
	var list struct{ Agreements []agreement }
	w.must(200, exec, "GET", "/agreements", nil).into(t, &list)
	if len(list.Agreements) != 1 || list.Agreements[0].Status != "draft" {
		t.Errorf("changed: %+v", list)
	}
}

func TestAnInstanceWithoutABusAnswersByHandleAlone(t *testing.T) {
	t.Parallel()
	w := start(t)
	w.register()
	w.inForce(nil)
	b := w.booking(nil)
	env, err := events.New(shifts.BookingRequestedV1{Booking: b}, events.Meta{
		ID: "0190a000-0000-7000-8000-0000000000aa", Time: w.Clock.Now(), ICS: testkit.ICS, ODS: "RPA", AggregateID: b.BookingID, AggregateVersion: 1,
	})
	if err != nil {
		t.Fatal(err)
	}
	deps := w.Deps
	deps.Bus = nil
	quiet, err := newService(deps)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), wait)
	defer cancel()
	if err := quiet.Handle(ctx, env); err != nil {
		t.Fatal(err)
	}
	w.await(b, "authorised")
}

func TestADraftSentTwiceUnderOneKeyIsOneDraft(t *testing.T) {
	t.Parallel()
	w := start(t)
	w.register()
	content := body(t, w.clauses(nil))
	first := w.callWithKey(person("RVV", auth.Approve), "POST", base+"/agreements", content, "key-1")
	again := w.callWithKey(person("RVV", auth.Approve), "POST", base+"/agreements", content, "key-1")
	if first.status != 201 || again.status != 201 || again.header.Get("Idempotent-Replayed") != "true" || string(first.raw) != string(again.raw) {
		t.Errorf("%d %s, then %d %s", first.status, first.raw, again.status, again.raw)
	}
	other := w.callWithKey(person("RVV", auth.Approve), "POST", base+"/agreements", body(t, w.clauses(func(c map[string]any) { c["title"] = "Another" })), "key-1")
	none := w.callWithKey(person("RVV", auth.Approve), "POST", base+"/agreements", content, "")
	if other.status != 422 || none.status != 422 {
		t.Errorf("another body under the key: %d; no key: %d", other.status, none.status)
	}
	var list struct{ Agreements []agreement }
	w.must(200, person("RVV"), "GET", "/agreements", nil).into(t, &list)
	if len(list.Agreements) != 1 {
		t.Errorf("%d drafts", len(list.Agreements))
	}
}
