package passports_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	contract "github.com/muster-ics/muster/events/passports"
	"github.com/muster-ics/muster/events/shifts"
	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/id"
)

type overrideBody struct {
	OverrideID string `json:"override_id"`
	State      string
	Eyes       string
	Words      string
	MayDecide  bool `json:"may_decide"`
}

func (w *world) ask(who auth.Principal, decisionID, requirement string) reply {
	return w.call(who, http.MethodPost, "/decisions/"+decisionID+"/overrides",
		fmt.Sprintf(`{"requirement":%q,"why":"agreed_conditions","words":"Agreed with %s"}`, requirement, canaryGiven))
}

// again is the worker's next try at the same shift.
func again(b shifts.BookingState) shifts.BookingState {
	b.BookingID = id.New().String()
	return b
}

func TestConditionsOfPracticeAreApprovedByHomeAndHostForOneShift(t *testing.T) {
	t.Parallel()
	w := start(t)
	workerID := w.enrol(nurse())
	w.change(workerID, "/registrations", `{"body":"NMC","number":"98Z7654Q","status":"conditions"}`)
	b := w.booking(workerID)
	no := w.refused(b)
	home, host := verifier("RVV"), personOf("matron-rwf", "RWF", auth.Approve)

	w.must(http.StatusNotFound, w.ask(verifier("RPA"), no.DecisionID, "registration:NMC"))
	w.must(http.StatusUnprocessableEntity, w.ask(home, no.DecisionID, "right_to_work"))
	w.must(http.StatusForbidden, w.ask(personOf("poster", "RVV", auth.Post), no.DecisionID, "registration:NMC"))
	var o overrideBody
	w.must(http.StatusCreated, w.ask(home, no.DecisionID, "registration:NMC")).into(t, &o)
	if o.State != "requested" || o.Eyes != "home_and_host" || o.MayDecide {
		t.Fatalf("got %+v", o)
	}
	w.must(http.StatusConflict, w.ask(home, no.DecisionID, "registration:NMC"))
	grant := "/overrides/" + o.OverrideID + "/grant"
	if code := w.must(http.StatusForbidden, w.call(home, http.MethodPost, grant, "")).problem(t).Code; code != "same_person" {
		t.Errorf("got %s", code)
	}
	w.must(http.StatusForbidden, w.call(personOf("exec-rvv", "RVV", auth.Executive), http.MethodPost, grant, ""))
	w.must(http.StatusNotFound, w.call(verifier("RPA"), http.MethodPost, grant, ""))
	w.must(http.StatusOK, w.call(host, http.MethodPost, grant, "")).into(t, &o)
	if o.State != "granted" {
		t.Fatalf("got %+v", o)
	}
	if ev, ok := w.passportEvent(o.OverrideID, 2).(contract.OverrideGrantedV1); !ok || ev.Override.ShiftID != b.ShiftID || !ev.Override.ExpiresAt.Equal(b.EndsAt) {
		t.Errorf("got %+v", ev)
	}
	if ev := w.cleared(again(b)); codes(ev.Reasons)[0] != "REG_CONDITIONS" {
		t.Errorf("it is told beside the yes: %+v", ev.Reasons)
	}
	w.refused(w.booking(workerID))

	var own struct{ Overrides []overrideBody }
	w.must(http.StatusOK, w.call(asWorker(workerID), http.MethodGet, "/me/overrides", "")).into(t, &own)
	var mine overrideBody
	w.must(http.StatusOK, w.call(asWorker(workerID), http.MethodGet, "/overrides/"+o.OverrideID, "")).into(t, &mine)
	if len(own.Overrides) != 1 || mine.Words == "" {
		t.Errorf("the worker reads it: %+v %+v", own, mine)
	}
	w.liesSealed(canaryGiven)
	// What has become worse, the approval does not cover.
	w.change(workerID, "/registrations", `{"body":"NMC","number":"98Z7654Q","status":"suspended"}`)
	if no := w.refused(again(b)); no.Reasons[0].Code != "REG_NOT_ACTIVE" {
		t.Errorf("got %+v", no.Reasons)
	}
	if got := w.ask(home, w.refused(again(b)).DecisionID, "registration:NMC"); got.status != http.StatusUnprocessableEntity {
		t.Errorf("a removed registration can be overridden: %d %s", got.status, got.raw)
	}
}

func TestFourEyesOfTheHostDecideAboutChecksAndOneAboutTraining(t *testing.T) {
	t.Parallel()
	w := start(t)
	workerID := w.enrol(nurse())
	b := w.booking(workerID)
	b.Requirements.Competencies = append(b.Requirements.Competencies, shifts.Competency{Framework: "cstf", Code: "RES", Level: 1})
	w.change(workerID, "/checks", `{"type":"right_to_work","outcome":"withdrawn","checked_on":"2024-01-01"}`)
	no := w.refused(b)
	executive := personOf("exec-rwf", "RWF", auth.Executive, auth.Approve)

	var rtw, res overrideBody
	// An executive who asks does not also decide.
	w.must(http.StatusCreated, w.ask(executive, no.DecisionID, "right_to_work")).into(t, &rtw)
	w.must(http.StatusForbidden, w.call(executive, http.MethodPost, "/overrides/"+rtw.OverrideID+"/grant", ""))
	w.must(http.StatusForbidden, w.call(personOf("matron", "RWF", auth.Approve), http.MethodPost, "/overrides/"+rtw.OverrideID+"/grant", ""))
	w.must(http.StatusOK, w.call(personOf("exec-2", "RWF", auth.Executive), http.MethodPost, "/overrides/"+rtw.OverrideID+"/grant", ""))
	w.must(http.StatusCreated, w.ask(executive, no.DecisionID, "competency:cstf:RES:1")).into(t, &res)
	if rtw.Eyes != "four_eyes" || res.Eyes != "one_of_host" || res.State != "granted" {
		t.Errorf("got %+v and %+v", rtw, res)
	}
	w.cleared(again(b))
	var page struct {
		Overrides []overrideBody
		Counts    []struct {
			Host string `json:"host_employer"`
			Code string
			N    int
		}
	}
	w.must(http.StatusOK, w.call(executive, http.MethodGet, "/overrides?state=granted", "")).into(t, &page)
	if len(page.Overrides) != 2 || len(page.Counts) != 2 || page.Counts[0].N != 1 {
		t.Errorf("got %+v", page)
	}
}

func TestAnOverrideRunsOutWithItsShift(t *testing.T) {
	t.Parallel()
	w := start(t)
	workerID := w.enrol(nurse())
	b := w.booking(workerID)
	matron := personOf("matron", "RWF", auth.Approve)
	ahead := func(code, requirement string, from time.Time) reply {
		return w.call(matron, http.MethodPost, "/overrides", fmt.Sprintf(
			`{"worker_id":%q,"shift_id":%q,"host_employer":"RWF","starts_at":%q,"ends_at":%q,"requirement":%q,"code":%q,"why":"patient_safety","words":"x"}`,
			workerID, b.ShiftID, from.Format(time.RFC3339), from.Add(12*time.Hour).Format(time.RFC3339), requirement, code))
	}
	w.must(http.StatusUnprocessableEntity, ahead("REG_NOT_ACTIVE", "registration:NMC", b.StartsAt))
	w.must(http.StatusUnprocessableEntity, ahead("HOLD", "hold", b.StartsAt))
	w.must(http.StatusUnprocessableEntity, ahead("COMPETENCE_MISSING", "competency:cstf:RES:1", w.Clock.Now().Add(-time.Hour)))
	var granted, asked overrideBody
	w.must(http.StatusCreated, ahead("COMPETENCE_MISSING", "competency:cstf:RES:1", b.StartsAt)).into(t, &granted)
	w.must(http.StatusCreated, ahead("DBS_LEVEL", "dbs_level", b.StartsAt)).into(t, &asked)
	w.Clock.Set(b.StartsAt)
	if ev, ok := w.passportEvent(asked.OverrideID, 2).(contract.OverrideExpiredV1); !ok {
		t.Errorf("what nobody decided before the start is over: %+v", ev)
	}
	w.Clock.Set(b.EndsAt)
	if ev, ok := w.passportEvent(granted.OverrideID, 2).(contract.OverrideExpiredV1); !ok {
		t.Errorf("what was granted ends with the shift: %+v", ev)
	}
	w.must(http.StatusConflict, w.call(personOf("exec", "RWF", auth.Executive), http.MethodPost, "/overrides/"+asked.OverrideID+"/grant", ""))
}

func TestAnOverrideUpToAMomentBeforeTheShiftEndsTheBookingWhenNothingHasCome(t *testing.T) {
	t.Parallel()
	w := start(t)
	matron := personOf("matron", "RWF", auth.Approve)
	bridged := func(workerID string) (shifts.BookingState, string) {
		b := w.booking(workerID)
		b.Requirements.Competencies = append(b.Requirements.Competencies, shifts.Competency{Framework: "cstf", Code: "RES", Level: 1})
		b.StartsAt = w.Clock.Now().Add(10 * 24 * time.Hour).Truncate(time.Hour)
		b.EndsAt = b.StartsAt.Add(12 * time.Hour)
		no := w.refused(b)
		until := func(at time.Time) reply {
			return w.call(matron, http.MethodPost, "/decisions/"+no.DecisionID+"/overrides", fmt.Sprintf(
				`{"requirement":"competency:cstf:RES:1","why":"record_on_its_way","words":"x","expires_at":%q}`, at.Format(time.RFC3339)))
		}
		for name, at := range map[string]time.Time{"past": w.Clock.Now(), "the middle of the shift": b.StartsAt.Add(time.Second), "after the shift": b.EndsAt.Add(time.Second)} {
			if r := until(at); r.status != http.StatusUnprocessableEntity || !strings.Contains(string(r.raw), "expires_at") {
				t.Errorf("%s: %d %s", name, r.status, r.raw)
			}
		}
		var o overrideBody
		w.must(http.StatusCreated, until(b.StartsAt.Add(-5*24*time.Hour))).into(t, &o)
		b = again(b)
		if ev := w.cleared(b); !strings.Contains(ev.Reasons[0].Message, "by ") {
			t.Errorf("it is told beside the yes by when: %+v", ev.Reasons)
		}
		w.confirm(b)
		return b, o.OverrideID
	}
	came, _ := bridged(w.enrol(nurse()))
	missing, overrideID := bridged(w.enrol(nurse()))
	w.change(came.WorkerID, "/competencies", `{"framework":"cstf","code":"RES","level":1,"achieved_on":"2024-01-01","valid_until":"2029-01-01"}`)
	w.opened(matron, "/passports/overrides/"+overrideID).Has("expiry", "Up to")

	w.Clock.Set(missing.StartsAt.Add(-5 * 24 * time.Hour))
	if ev, ok := w.passportEvent(overrideID, 2).(contract.OverrideExpiredV1); !ok || ev.Override.EndsAt == nil || !ev.Override.ExpiresAt.Before(*ev.Override.EndsAt) {
		t.Errorf("told %+v", ev)
	}
	ev, ok := w.answer(missing.BookingID, 2).(contract.BookingUnclearedV1)
	if !ok || !strings.Contains(strings.Join(codes(ev.Reasons), " "), "COMPETENCE_MISSING") {
		t.Fatalf("got %+v", ev)
	}
	var answer string
	if err := w.DB.Pool.QueryRow(t.Context(), "select answer from clearances where booking_id = $1", came.BookingID).Scan(&answer); err != nil || answer != "cleared" {
		t.Errorf("what came in time keeps the booking: %s, %v", answer, err)
	}
}

func TestOverridesAreAskedForAndDecidedByPagesAndNoWordOfThemIsFoundElsewhere(t *testing.T) {
	t.Parallel()
	w := start(t)
	b := w.booking(w.enrol(nurse()))
	b.Requirements.Competencies = append(b.Requirements.Competencies, shifts.Competency{Framework: "cstf", Code: "RES", Level: 2})
	no := w.refused(b)
	home, matron := verifier("RVV"), personOf("matron", "RWF", auth.Approve)
	ask := "/passports/refusals/" + no.DecisionID
	w.must(http.StatusOK, w.page(home, "/passports/refusals", false))
	w.must(http.StatusOK, w.page(home, ask, false))
	w.must(http.StatusNotFound, w.page(verifier("RPA"), ask, false))
	form := url.Values{"requirement": {"competency:cstf:RES:2"}, "why": {"supervised_on_shift"}, "words": {"With " + canaryFamily}, "expires_on": {b.StartsAt.Format(time.DateOnly)}}
	late := w.must(http.StatusUnprocessableEntity, w.post(home, ask, form))
	if !strings.Contains(string(late.raw), "must not run out in the middle") {
		t.Errorf("the day of the shift is too late: %.400s", late.raw)
	}
	form.Set("expires_on", b.StartsAt.AddDate(0, 0, -1).Format(time.DateOnly))
	w.must(http.StatusUnprocessableEntity, w.post(home, ask, url.Values{"requirement": {"nonsense"}}))
	one := w.must(http.StatusSeeOther, w.post(home, ask, form)).header.Get("Location")
	one, _, _ = strings.Cut(one, "?")
	w.must(http.StatusForbidden, w.post(home, one+"/grant", url.Values{}))
	w.must(http.StatusSeeOther, w.post(matron, one+"/grant", url.Values{}))
	shown := w.must(http.StatusOK, w.page(matron, one, false))
	if !strings.Contains(string(shown.raw), canaryFamily) {
		t.Error("what was written is shown to those it concerns")
	}
	w.must(http.StatusOK, w.page(matron, "/passports/overrides", false))
	w.must(http.StatusOK, w.page(matron, "/passports/host-policy", false))
	w.liesSealed(canaryFamily)
}

// liesSealed looks for what somebody wrote in every row of every table, kept answers too.
func (w *world) liesSealed(written string) {
	w.t.Helper()
	for table, rows := range w.everyRow() {
		for _, row := range rows {
			if holds(row, written) {
				w.t.Errorf("what was written lies in table %s: %.200s", table, row)
			}
		}
	}
}
