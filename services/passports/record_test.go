package passports_test

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/muster-ics/muster/events"
	contract "github.com/muster-ics/muster/events/passports"
	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/testkit"
)

// told awaits the event of a type about a worker, and the state that is in it.
func (w *world) told(name, workerID string) events.Event {
	w.t.Helper()
	return w.await(func(e events.Envelope) bool { return e.Type == name && strings.Contains(string(e.Data), workerID) })
}

func people(ods string, duties ...string) auth.Principal {
	p := verifier(ods)
	p.Subject, p.Duties = p.Subject+"-"+strings.Join(duties, "-"), duties
	return p
}

func TestOccupationalHealthAloneRecordsWorkHealthAssessments(t *testing.T) {
	t.Parallel()
	w := start(t)
	workerID := w.enrol(nurse())
	body := `{"type":"occupational_health","outcome":"satisfied","level":"fit_with_restrictions","restrictions":["no_nights"],"checked_on":"2024-01-02"}`
	for _, c := range []struct {
		name   string
		who    auth.Principal
		status int
	}{
		{"the home employer's verifier", people("RVV", auth.Verify), http.StatusForbidden},
		{"another employer's occupational health", people("RWF", auth.Health), http.StatusNotFound},
		{"the worker", asWorker(workerID), http.StatusNotFound},
	} {
		if r := w.call(c.who, http.MethodPost, "/workers/"+workerID+"/checks", body); r.status != c.status {
			t.Errorf("%s: %d %s", c.name, r.status, r.raw)
		}
	}
	if r := w.call(people("RVV", auth.Verify), http.MethodPost, "/workers", encode(t, nurse())); r.status != http.StatusForbidden {
		t.Errorf("enrolment with an assessment by a verifier alone: %d", r.status)
	}
	health := people("RVV", auth.Health)
	w.must(http.StatusNotFound, w.call(health, http.MethodPost, "/workers/"+workerID+"/checks", `{"type":"identity","outcome":"satisfied","checked_on":"2024-01-02"}`))
	seen := string(w.must(http.StatusOK, w.call(health, http.MethodGet, "/workers/"+workerID, "")).raw)
	if !strings.Contains(seen, canaryFamily) || !strings.Contains(seen, `"occupational_health"`) {
		t.Errorf("occupational health must know whom it assesses: %s", seen)
	}
	for _, hidden := range []string{`"dbs"`, `"right_to_work"`, canaryNumber, canaryEmail, "FIRE"} {
		if strings.Contains(seen, hidden) {
			t.Errorf("occupational health reads %s", hidden)
		}
	}
	if all := string(w.must(http.StatusOK, w.call(health, http.MethodGet, "/workers?employer=RVV", "")).raw); !strings.Contains(all, canaryFamily) || strings.Contains(all, `"dbs"`) {
		t.Errorf("occupational health lists %s", all)
	}
	w.must(http.StatusNotFound, w.call(health, http.MethodGet, "/workers/"+workerID+"/checks", ""))
	w.must(http.StatusNotFound, w.call(health, http.MethodPost, "/workers/"+workerID+"/suspend", `{"why":"conduct"}`))
	var s standing
	w.must(http.StatusCreated, w.call(health, http.MethodPost, "/workers/"+workerID+"/checks", body)).into(t, &s)
	ev, ok := w.passportEvent(workerID, s.PassportVersion).(contract.PassportChangedV1)
	if !ok || !ev.Passport.NoNights || ev.Passport.WardAgrees {
		t.Fatalf("want no nights told, and no more: %+v", ev)
	}
}

func TestEachChangeOfTheRecordIsToldByItself(t *testing.T) {
	t.Parallel()
	w := start(t)
	workerID := w.enrol(nurse())
	w.change(workerID, "/checks", `{"type":"identity","outcome":"satisfied","checked_on":"2024-01-02","standard_version":"nhs_ecs_2025"}`)
	c, ok := w.told("muster.passports.check.recorded.v1", workerID).(contract.CheckRecordedV1)
	if !ok || c.Check.Type != "identity" || c.Check.StandardVersion != "nhs_ecs_2025" {
		t.Fatalf("told %+v", c)
	}
	w.change(workerID, "/checks", `{"type":"identity","outcome":"withdrawn","checked_on":"2024-01-03","supersedes":"`+c.Check.CheckID+`","recorded_reason":"found_invalid"}`)
	if ev := w.told("muster.passports.check.withdrawn.v1", workerID).(contract.CheckWithdrawnV1); ev.Check.Supersedes != c.Check.CheckID {
		t.Errorf("told %+v", ev)
	}
	w.change(workerID, "/competencies", `{"framework":"cstf","code":"RES","level":2,"achieved_on":"2025-06-01","provisional":true}`)
	if ev := w.told("muster.passports.competency.recorded.v1", workerID).(contract.CompetencyRecordedV1); !ev.Competency.Provisional {
		t.Errorf("told %+v", ev)
	}
	w.change(workerID, "/registrations", `{"body":"NMC","number":"98Z7654Q","status":"conditions"}`)
	if ev := w.told("muster.passports.registration.changed.v1", workerID).(contract.RegistrationChangedV1); ev.Registration.Effect != contract.Approval {
		t.Errorf("told %+v", ev)
	}
	w.change(workerID, "/engagements", `{"employer":"RVV","kind":"bank","staff_group":"nursing_midwifery","role":"registered_nurse","band":"6","from":"2024-01-01"}`)
	e := w.told("muster.passports.engagement.changed.v1", workerID).(contract.EngagementChangedV1)
	w.change(workerID, "/engagements/"+e.Engagement.Engagement.EngagementID+"/end", `{"until":"2025-01-01"}`)
	ended := w.await(func(x events.Envelope) bool {
		return x.AggregateID == e.Engagement.Engagement.EngagementID && x.AggregateVersion == 2
	}).(contract.EngagementChangedV1)
	if ended.Engagement.Engagement.Until == nil {
		t.Errorf("told %+v", ended)
	}
	h := w.change(workerID, "/holds", `{"why":"own_request"}`)
	w.change(workerID, "/holds/"+h.HoldID+"/lift", ``)
	lifted := w.await(func(x events.Envelope) bool { return x.AggregateID == h.HoldID && x.AggregateVersion == 2 }).(contract.HoldLiftedV1)
	if lifted.Hold.LiftedAt == nil {
		t.Errorf("told %+v", lifted)
	}
	w.must(http.StatusCreated, w.call(verifier("RVV"), http.MethodPost, "/registers/NMC/reads", `{"employer":"RVV"}`))
	w.await(func(x events.Envelope) bool { return x.Type == "muster.passports.register.read.v1" })
}

func TestAHostShowsRoundWhoIsOrWasBookedThere(t *testing.T) {
	t.Parallel()
	w := start(t)
	workerID := w.enrol(nurse())
	at := "/workers/" + workerID + "/inductions"
	body := `{"employer":"RWF","site":"RWF03","done_on":"2024-01-02"}`
	ward := people("RWF", auth.Post)
	w.must(http.StatusNotFound, w.call(ward, http.MethodPost, at, body))
	w.must(http.StatusNotFound, w.call(people("RPA", auth.Post), http.MethodPost, at, body))
	b := w.booking(workerID)
	if got := codes(w.cleared(b).Reasons); !slices.Equal(got, []string{"INDUCTION_MISSING"}) {
		t.Fatalf("told %v", got)
	}
	w.confirm(b)
	w.must(http.StatusNotFound, w.call(ward, http.MethodPost, at, strings.Replace(body, "RWF03", "RWF04", 1)))
	w.must(http.StatusNotFound, w.call(people("RWF", auth.Finance), http.MethodPost, at, body))
	w.must(http.StatusNotFound, w.call(people("RPA", auth.Post), http.MethodPost, at, strings.Replace(body, `"RWF"`, `"RPA"`, 1)))
	w.must(http.StatusUnprocessableEntity, w.call(ward, http.MethodPost, at, strings.Replace(body, "2024-01-02", "2190-01-02", 1)))
	w.must(http.StatusCreated, w.call(ward, http.MethodPost, at, body))
	again := w.booking(workerID)
	again.StartsAt, again.EndsAt = b.StartsAt.AddDate(0, 0, 7), b.EndsAt.AddDate(0, 0, 7)
	if got := w.cleared(again).Reasons; len(got) != 0 {
		t.Errorf("told again: %v", codes(got))
	}
}

func TestWhoLeavesIsUnbookedAtOnce(t *testing.T) {
	t.Parallel()
	w := start(t)
	workerID := w.enrol(nurse())
	b := w.booking(workerID)
	w.cleared(b)
	w.confirm(b)
	w.must(http.StatusNotFound, w.call(verifier("RWF"), http.MethodPost, "/workers/"+workerID+"/leave", `{"why":"resigned"}`))
	w.must(http.StatusUnprocessableEntity, w.call(verifier("RVV"), http.MethodPost, "/workers/"+workerID+"/leave", `{"why":"bored"}`))
	s := w.change(workerID, "/leave", `{"why":"resigned"}`)
	if s.Status != "left" || s.RevocationFloor != s.PassportVersion {
		t.Errorf("stands as %+v", s)
	}
	ev, ok := w.answer(b.BookingID, 2).(contract.BookingUnclearedV1)
	if !ok || !slices.Contains(codes(ev.Reasons), "PASSPORT_LEFT") {
		t.Fatalf("told %+v", ev)
	}
	changed, ok := w.passportEvent(workerID, s.PassportVersion).(contract.PassportChangedV1)
	if !ok || changed.Passport.Status != "left" {
		t.Fatalf("told %+v", changed)
	}
	w.must(http.StatusConflict, w.call(verifier("RVV"), http.MethodPost, "/workers/"+workerID+"/leave", `{"why":"resigned"}`))
}

func TestANewPostWithTheHomeEmployerBringsBackWhoHasLeft(t *testing.T) {
	t.Parallel()
	w := start(t)
	workerID := w.enrol(nurse())
	b := w.booking(workerID)
	w.cleared(b)
	w.confirm(b)
	left := w.change(workerID, "/leave", `{"why":"resigned"}`)
	w.answer(b.BookingID, 2)
	post := `{"employer":%q,"kind":"bank","staff_group":"nursing_midwifery","role":"registered_nurse","band":"5","from":"2024-01-01"}`
	if s := w.change(workerID, "/engagements", fmt.Sprintf(post, "RWF")); s.Status != "left" {
		t.Errorf("a post elsewhere brings nobody back: %+v", s)
	}
	s := w.change(workerID, "/engagements", fmt.Sprintf(post, "RVV"))
	if s.Status != "active" || s.RevocationFloor < left.RevocationFloor {
		t.Fatalf("stands as %+v", s)
	}
	if ev, ok := w.passportEvent(workerID, s.PassportVersion).(contract.PassportChangedV1); !ok || ev.Passport.Status != "active" {
		t.Errorf("told %+v", ev)
	}
	var erase *string
	var action string
	if err := w.DB.Pool.QueryRow(t.Context(), "select left_recorded_at::text from workers where id = $1", workerID).Scan(&erase); err != nil || erase != nil {
		t.Errorf("the names of who is back are kept: %v, %v", erase, err)
	}
	err := w.DB.Pool.QueryRow(t.Context(), "select action from audit where entity = 'passports.passport' and aggregate = $1 and version = $2", workerID, s.PassportVersion).Scan(&action)
	if err != nil || action != "passport.return" {
		t.Errorf("audited as %q, %v", action, err)
	}
	w.cleared(again(b))
}

func TestErasureWaitsForBookingsAndLeavesARecordWithoutAName(t *testing.T) {
	t.Parallel()
	w := start(t)
	home := verifier("RVV")
	workerID := w.enrol(nurse())
	w.change(workerID, "/checks", `{"type":"dbs","outcome":"satisfied","level":"enhanced","workforce":"adult","checked_on":"2024-01-02","response":{"reference":"001234567890"}}`)
	b := w.booking(workerID)
	w.cleared(b)
	w.confirm(b)
	erase := func() reply { return w.call(home, http.MethodPost, "/workers/"+workerID+"/erase", `{"why":"request"}`) }
	if p := w.must(http.StatusConflict, erase()).problem(t); p.Code != "bookings_ahead" {
		t.Errorf("refused as %+v", p)
	}
	w.must(http.StatusNotFound, w.call(verifier("RWF"), http.MethodPost, "/workers/"+workerID+"/erase", `{"why":"request"}`))
	w.change(workerID, "/leave", `{"why":"resigned"}`)
	w.must(http.StatusOK, erase())

	var v struct {
		GivenName string                    `json:"given_name"`
		Checks    []any                     `json:"checks"`
		ErasedAt  *string                   `json:"erased_at"`
		Numbers   []struct{ Number string } `json:"registrations"`
	}
	w.must(http.StatusOK, w.call(home, http.MethodGet, "/workers/"+workerID, "")).into(t, &v)
	if v.GivenName != "" || v.ErasedAt == nil || len(v.Checks) != 6 || v.Numbers[0].Number != "" {
		t.Errorf("what is left is %+v", v)
	}
	for table, sql := range map[string]string{
		"vault keys": "select count(*) from vault_keys where worker_id = $1", "vault": "select count(*) from vault where worker_id = $1",
		"digests": "select count(*) from check_references where worker_id = $1 and digest <> ''",
	} {
		var left int
		if err := w.DB.Pool.QueryRow(t.Context(), sql, workerID).Scan(&left); err != nil || left != 0 {
			t.Errorf("%s: %d rows left, %v", table, left, err)
		}
	}
	var answers int
	if err := w.DB.Pool.QueryRow(t.Context(), "select count(*) from clearances where worker_id = $1", workerID).Scan(&answers); err != nil || answers != 1 {
		t.Errorf("%d answers are left, %v", answers, err)
	}
	for _, path := range []string{"/checks", "/erase", "/suspend"} {
		body := map[string]string{"/checks": `{"type":"identity","outcome":"satisfied","checked_on":"2024-01-02"}`, "/erase": `{"why":"request"}`, "/suspend": `{"why":"conduct"}`}[path]
		if r := w.call(home, http.MethodPost, "/workers/"+workerID+path, body); r.status != http.StatusConflict || r.problem(t).Code != "erased" {
			t.Errorf("%s after the erasure: %d %s", path, r.status, r.raw)
		}
	}
}

func TestBadInputToTheRecordIsRefusedByItsPlaceAndChangesNothing(t *testing.T) {
	t.Parallel()
	w := start(t)
	home := verifier("RVV")
	workerID := w.enrol(nurse())
	lead := auth.Principal{Subject: "lead", Role: auth.Lead, ICS: testkit.ICS}
	check := func(more string) string {
		return `{"type":"dbs","outcome":"satisfied","level":"enhanced","workforce":"adult","checked_on":"2024-01-02",` + more + `}`
	}
	worker := "/workers/" + workerID
	for name, c := range map[string]struct {
		who      auth.Principal
		path     string
		body     string
		location string
	}{
		"a replacement at enrolment": {home, "/workers", encode(t, with(func(e enrolment) {
			part(e, "checks")["supersedes"] = "01957f00-0000-7000-8000-000000000001"
		})), "body.checks[0].supersedes"},
		"a sentence as reason":       {home, worker + "/checks", check(`"recorded_reason":"Mrs Jones said so"`), "body.recorded_reason"},
		"no record to replace":       {home, worker + "/checks", check(`"supersedes":"somewhere"`), "body.supersedes"},
		"restrictions on a dbs":      {home, worker + "/checks", check(`"restrictions":["no_nights"]`), "body.restrictions"},
		"a barred list of nobody":    {home, worker + "/checks", strings.Replace(check(`"barred_lists":["pets"]`), "enhanced", "enhanced_barred", 1), "body.barred_lists"},
		"evidence for seven years":   {home, worker + "/checks", check(`"evidence":{"reference":"file","destroy_after":"2099-01-01"}`), "body.evidence.destroy_after"},
		"evidence without a word":    {home, worker + "/checks", check(`"evidence":{"reference":" "}`), "body.evidence.reference"},
		"evidence of two lines":      {home, worker + "/checks", check(`"evidence":{"reference":"a\nb"}`), "body.evidence.reference"},
		"evidence with a date of no": {home, worker + "/checks", check(`"evidence":{"reference":"a","expires":"never"}`), "body.evidence.expires"},
		"issued tomorrow":            {home, worker + "/checks", check(`"issued_on":"2190-01-01"`), "body.issued_on"},
		"the document itself":        {home, worker + "/checks", check(`"document":"JVBERi0xLjQ="`), "body.document"},
		"no licence said":            {home, worker + "/registrations", `{"body":"GMC","number":"7654321","status":"registered"}`, "body.licence_to_practise"},
		"an assessor by name":        {home, worker + "/competencies", `{"framework":"cstf","code":"FIRE","level":1,"achieved_on":"2024-01-01","assessor_org":"Mrs Jones"}`, "body.assessor_org"},
		"a standing of tomorrow":     {home, worker + "/good-standing", `{"good":true,"stated_on":"2190-01-01"}`, "body.stated_on"},
		"a standing in words":        {home, worker + "/good-standing", `{"good":"mostly","stated_on":"2024-01-01"}`, "body.good"},
		"a reason to erase":          {home, worker + "/erase", `{"why":"spring cleaning"}`, "body.why"},
		"words of nothing":           {asWorker(workerID), "/me/adjustments", `{"text":"   "}`, "body.text"},
		"shared with a name":         {asWorker(workerID), "/me/adjustments", `{"text":"A chair.","shared_with":["East Kent"]}`, "body.shared_with"},
		"a form that is none":        {lead, "/registers", `{"over":0,"registers":[{"body":"NMC","title":"N","form":"(","parts":[],"licence":false,"source":"s","confirmed":false}]}`, "body.registers[0].form"},
	} {
		t.Run(name, func(t *testing.T) {
			r := w.call(c.who, http.MethodPost, c.path, c.body)
			if r.status != http.StatusUnprocessableEntity {
				t.Fatalf("want 422, got %d: %s", r.status, r.raw)
			}
			p := r.problem(t)
			if len(p.Errors) != 1 || p.Errors[0].Location != c.location {
				t.Errorf("want %s, got %+v", c.location, p.Errors)
			}
		})
	}
	w.must(http.StatusNotFound, w.call(home, http.MethodPost, worker+"/checks", check(`"supersedes":"01957f00-0000-7000-8000-000000000001","recorded_reason":"wrong_date"`)))
	w.must(http.StatusUnprocessableEntity, w.call(home, http.MethodGet, worker+"/checks?as_known_at=yesterday", ""))
	w.must(http.StatusNotFound, w.call(verifier("RWF"), http.MethodGet, worker+"/checks", ""))
	w.must(http.StatusNotFound, w.call(verifier("RWF"), http.MethodGet, worker+"/adjustments", ""))
	w.must(http.StatusForbidden, w.call(home, http.MethodPost, "/registers", `{"over":0,"registers":[{"body":"NMC","title":"N","form":"x","parts":[],"licence":false,"source":"s","confirmed":false}]}`))
	var version int64
	if err := w.DB.Pool.QueryRow(t.Context(), "select version from workers where id = $1", workerID).Scan(&version); err != nil || version != 1 {
		t.Errorf("the passport is at version %d, %v", version, err)
	}
}
