package shifts_test

import (
	"strings"
	"testing"
	"time"

	es "github.com/muster-ics/muster/events/shifts"
	"github.com/muster-ics/muster/pkg/auth"
)

// full is a ladder with every kind of step, as the API takes it.
func full() map[string]any {
	return map[string]any{"bank_share": 25, "steps": []map[string]any{
		{"step": "preferred", "on": "at_posting", "window_minutes": 1440},
		{"step": "own_bank", "on": "at_posting"},
		{"step": "own_fallback_grade", "on": "lead_time", "after_minutes": 60 * 24},
		{"step": "collaborative_bank", "on": "dwell", "after_minutes": 120},
		{"step": "bank_break_glass", "on": "lead_time", "after_minutes": 60 * 12, "ceiling_pence": 2600, "approver": "executive"},
		{"step": "framework_agency", "tier": 1, "on": "lead_time", "after_minutes": 60 * 24 * 7, "ceiling_pence": 2800},
		{"step": "off_framework_agency", "on": "lead_time", "after_minutes": 60, "approver": "executive"},
	}}
}

func TestAnEmployerChoosesItsLadderAndShiftsKeepTheOneTheyWerePostedWith(t *testing.T) {
	t.Parallel()
	w := start(t)
	before := w.post(nil)
	executive := staff(host, auth.Executive)
	put := func(who auth.Principal, group string, body any, opts ...option) answer {
		return w.call(who, "PUT", base+"/ladders/"+group, body, append(opts, header("Content-Type", "application/json"))...)
	}
	want(t, put(staff(host), "nursing_midwifery", full()), 403)
	spoilt := full()
	spoilt["steps"] = spoilt["steps"].([]map[string]any)[5:]
	if p := want(t, put(executive, "nursing_midwifery", spoilt), 422).problem(t); len(p.Errors) == 0 || !strings.HasPrefix(p.Errors[0].Location, "body.steps") {
		t.Errorf("%+v", p.Errors)
	}
	want(t, put(executive, "admin_clerical", full()), 422) // Agencies are barred there.
	want(t, put(executive, "magicians", full()), 404)
	got := want(t, put(executive, "nursing_midwifery", full()), 200)
	var l struct {
		LadderID string `json:"ladder_id"`
		Version  int64
	}
	got.into(t, &l)
	w.await("muster.shifts.ladder.changed.v1", l.LadderID)
	want(t, put(executive, "nursing_midwifery", full(), header("If-Match", `"7"`)), 412)
	want(t, put(executive, "nursing_midwifery", full(), header("If-Match", got.header.Get("ETag"))), 200)

	after := w.post(nil)
	if after.LadderID != l.LadderID || after.LadderVersion != 2 || after.Step != "own_bank" || len(after.Opened) != 1 {
		t.Errorf("posted with ladder %s version %d, step %s", after.LadderID, after.LadderVersion, after.Step)
	}
	if got := w.must(200, staff(host), "GET", "/shifts/"+before.ShiftID, nil).shift(t); got.LadderID != "" || got.Step != "collaborative_bank" {
		t.Errorf("a shift that stood has ladder %q, step %s", got.LadderID, got.Step)
	}
	// The other employers' workers wait two hours; the ward's approver opens the step by hand.
	stranger := nurse(other)
	if p := want(t, <-w.accept(stranger, after.ShiftID), 409).problem(t); p.Code != "not_released" || len(p.Reasons) != 1 || p.Reasons[0].Code != "NOT_RELEASED" || p.Reasons[0].From == nil {
		t.Errorf("too early answers %s %+v", p.Code, p.Reasons)
	}
	w.must(403, staff(host), "POST", "/shifts/"+after.ShiftID+"/release", "{}")
	w.must(404, staff(other, auth.Approve), "POST", "/shifts/"+after.ShiftID+"/release", "{}")
	released := w.must(200, staff(host, auth.Approve), "POST", "/shifts/"+after.ShiftID+"/release", nil).shift(t)
	if released.Step != "collaborative_bank" {
		t.Errorf("opened %s", released.Step)
	}
	w.await("muster.shifts.shift.released.v1", after.ShiftID)
	if p := want(t, w.call(staff(host, auth.Approve), "POST", base+"/shifts/"+after.ShiftID+"/release", nil), 409).problem(t); p.Code != "step_needs_approval" {
		t.Errorf("break-glass by hand answers %s", p.Code)
	}
	w.confirmed(stranger, after.ShiftID)
}

func TestTheSchedulerOpensWhatFallsDueAndAPreferredWorkerComesFirst(t *testing.T) {
	t.Parallel()
	w := start(t)
	first := nurse(host)
	s := w.post(func(b map[string]any) { b["preferred_worker"] = first.WorkerID })
	if s.Step != "preferred" || s.PreferredWorker != first.WorkerID {
		t.Fatalf("step %s for %q", s.Step, s.PreferredWorker)
	}
	if p := want(t, <-w.accept(nurse(host), s.ShiftID), 409).problem(t); p.Code != "not_released" {
		t.Errorf("in the preferred worker's window: %s", p.Code)
	}
	w.confirmed(first, s.ShiftID)

	// Another is posted by a clock that is a day behind, so that by the database's its steps have fallen due.
	w.Clock.Advance(-24 * time.Hour)
	due := w.post(func(b map[string]any) {
		at(w.Clock.Now().Truncate(time.Minute).Add(72*time.Hour), 8)(b)
		b["preferred_worker"] = first.WorkerID
	})
	w.Clock.Advance(24 * time.Hour)
	w.await("muster.shifts.shift.released.v1", due.ShiftID)
	w.confirmed(nurse(host), due.ShiftID)
}

func TestAHigherRateIsAskedForDecidedAndLocked(t *testing.T) {
	t.Parallel()
	w := start(t)
	s := w.post(nil)
	ask := map[string]any{"rate_pence": 2400, "why": "hard_to_fill"}
	w.must(403, staff(host, auth.Approve), "POST", "/shifts/"+s.ShiftID+"/escalate", ask)
	w.must(422, staff(host), "POST", "/shifts/"+s.ShiftID+"/escalate", map[string]any{"rate_pence": 1800, "why": "hard_to_fill"})
	w.must(422, staff(host), "POST", "/shifts/"+s.ShiftID+"/escalate", map[string]any{"rate_pence": 3691, "why": "hard_to_fill"})
	var e struct {
		Escalation struct {
			ID     string `json:"escalation_id"`
			Status string
		}
		Shift es.ShiftState
	}
	w.must(201, staff(host), "POST", "/shifts/"+s.ShiftID+"/escalate", ask).into(t, &e)
	if p := want(t, w.call(staff(host), "POST", base+"/shifts/"+s.ShiftID+"/escalate", ask), 409).problem(t); p.Code != "asked_already" {
		t.Errorf("a second request answers %s", p.Code)
	}
	var list struct {
		Escalations []struct {
			Escalation struct {
				ID string `json:"escalation_id"`
			}
		}
	}
	w.must(200, staff(host), "GET", "/escalations", nil).into(t, &list)
	if len(list.Escalations) != 1 || list.Escalations[0].Escalation.ID != e.Escalation.ID {
		t.Errorf("%+v waits", list)
	}
	path := "/escalations/" + e.Escalation.ID
	w.must(403, staff(host), "POST", path+"/approve", nil)
	w.must(404, staff(other, auth.Executive), "POST", path+"/approve", nil)
	w.must(200, staff(host, auth.Executive), "POST", path+"/approve", nil).into(t, &e)
	if e.Escalation.Status != "approved" || e.Shift.RatePence != 2400 || e.Shift.BaseRatePence != 1845 || e.Shift.EscalatedUntil == nil {
		t.Errorf("%s, pays %d", e.Escalation.Status, e.Shift.RatePence)
	}
	w.must(409, staff(host, auth.Executive), "POST", path+"/decline", nil)
	w.await("muster.shifts.shift.escalated.v1", s.ShiftID)
	if b := w.confirmed(nurse(host), s.ShiftID); b.RatePence != 2400 {
		t.Errorf("booked at %d", b.RatePence)
	}
}

func TestWhatALadderWouldHaveMeantChangesNothing(t *testing.T) {
	t.Parallel()
	w := start(t)
	s := w.post(nil)
	ladder := full()
	ladder["staff_group"] = "nursing_midwifery"
	body := map[string]any{"ladder": ladder, "from": w.Clock.Now().Add(-time.Hour), "to": w.Clock.Now().Add(time.Hour)}
	var got struct {
		Shifts, Unfilled int
		Rows             []struct {
			ShiftID string `json:"shift_id"`
			Steps   []struct{ Step string }
		}
	}
	w.must(200, staff(host), "POST", "/ladders/what-if", body).into(t, &got)
	if got.Shifts != 1 || got.Unfilled != 1 || len(got.Rows) != 1 || got.Rows[0].ShiftID != s.ShiftID || len(got.Rows[0].Steps) != 5 {
		t.Errorf("%+v", got)
	}
	body["to"] = w.Clock.Now().Add(100 * 24 * time.Hour)
	w.must(422, staff(host), "POST", "/ladders/what-if", body)
	if now := w.must(200, staff(host), "GET", "/shifts/"+s.ShiftID, nil).shift(t); now.LadderID != "" {
		t.Error("the shift has the ladder that was tried")
	}
}
