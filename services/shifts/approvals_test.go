package shifts_test

import (
	"testing"

	"github.com/muster-ics/muster/events"
	es "github.com/muster-ics/muster/events/shifts"
	"github.com/muster-ics/muster/pkg/auth"
)

// always makes the host approve each of its shifts.
func (w *world) always() {
	w.t.Helper()
	w.must(200, staff(host, auth.Executive), "PUT", "/policies/approval", `{"required":"always"}`, header("If-Match", `"0"`), header("Content-Type", "application/json"))
}

func TestAShiftWaitsForApprovalAndOpensWithIt(t *testing.T) {
	t.Parallel()
	w := start(t)
	w.always()
	approver, who := staff(host, auth.Approve), nurse(host)
	s := w.post(nil)
	if s.Status != es.ShiftAwaitingApproval || s.SubmittedAt == nil {
		t.Fatalf("posted as %+v", s)
	}
	ev, err := events.Open(w.await("muster.shifts.shift.submitted.v1", s.ShiftID))
	if e, ok := ev.(es.ShiftSubmittedV1); err != nil || !ok || e.Shift.Status != es.ShiftAwaitingApproval {
		t.Errorf("told %+v, %v", ev, err)
	}
	var list struct{ Shifts []es.ShiftState }
	w.must(200, staff(host), "GET", "/shifts?status=awaiting_approval", nil).into(t, &list)
	if len(list.Shifts) != 1 {
		t.Errorf("%d wait", len(list.Shifts))
	}

	// Until then it is nobody's.
	if got := w.call(who, "POST", base+"/shifts/"+s.ShiftID+"/bookings", "{}"); got.status != 409 || got.problem(t).Code != "shift_not_open" {
		t.Errorf("taken while it waits: %d %s", got.status, got.raw)
	}
	if got := w.call(who, "GET", base+"/shifts/"+s.ShiftID, nil); got.status != 404 {
		t.Errorf("a worker sees it: %d", got.status)
	}

	w.must(403, staff(host), "POST", "/shifts/"+s.ShiftID+"/approve", nil)
	w.must(404, staff(other, auth.Approve), "POST", "/shifts/"+s.ShiftID+"/approve", nil)
	got := w.must(200, approver, "POST", "/shifts/"+s.ShiftID+"/approve", nil).shift(t)
	if got.Status != es.ShiftOpen || got.ApprovedAt == nil || got.SubmittedAt == nil {
		t.Errorf("approved: %+v", got)
	}
	w.await("muster.shifts.shift.posted.v1", s.ShiftID)
	if got := w.call(approver, "POST", base+"/shifts/"+s.ShiftID+"/decline", `{"why":"no_budget"}`); got.status != 409 || got.problem(t).Code != "shift_not_waiting" {
		t.Errorf("declined after it was approved: %d %s", got.status, got.raw)
	}
	w.confirmed(who, s.ShiftID)
}

func TestNobodyApprovesTheirOwnShift(t *testing.T) {
	t.Parallel()
	w := start(t)
	w.always()
	both := staff(host, auth.Post, auth.Approve)
	var made struct{ Shifts []es.ShiftState }
	w.must(201, both, "POST", "/shifts", w.posting(nil)).into(t, &made)
	got := w.call(both, "POST", base+"/shifts/"+made.Shifts[0].ShiftID+"/approve", nil)
	if got.status != 409 || got.problem(t).Code != "own_shift" {
		t.Errorf("answered %d: %s", got.status, got.raw)
	}
}

func TestManyAreApprovedEachForItself(t *testing.T) {
	t.Parallel()
	w := start(t)
	w.always()
	approver := staff(host, auth.Approve)
	one, two, off := w.post(nil), w.post(nil), w.post(nil)
	w.must(200, staff(host), "POST", "/shifts/"+off.ShiftID+"/withdraw", `{"why":"no_longer_needed"}`)
	var done struct {
		Results []struct {
			ShiftID  string `json:"shift_id"`
			Approved bool
			Code     string
		}
	}
	w.must(200, approver, "POST", "/shifts/approve", map[string]any{"shift_ids": []string{one.ShiftID, "nonsense", off.ShiftID, two.ShiftID}}).into(t, &done)
	for i, want := range []string{"", "not_found", "shift_ended", ""} {
		if r := done.Results[i]; r.Code != want || r.Approved != (want == "") {
			t.Errorf("%d: %+v", i, r)
		}
	}
	declined := w.post(nil)
	w.must(200, approver, "POST", "/shifts/"+declined.ShiftID+"/decline", `{"why":"no_budget"}`)
	ev, err := events.Open(w.await("muster.shifts.shift.declined.v1", declined.ShiftID))
	if e, ok := ev.(es.ShiftDeclinedV1); err != nil || !ok || e.Why != "no_budget" {
		t.Errorf("told %+v, %v", ev, err)
	}
	// What was called off while it waited never was a request.
	ev, err = events.Open(w.await("muster.shifts.shift.withdrawn.v1", off.ShiftID))
	if e, ok := ev.(es.ShiftWithdrawnV1); err != nil || !ok || e.Shift.ApprovedAt != nil || e.Shift.NoticeBand != "1_3d" {
		t.Errorf("told %+v, %v", ev, err)
	}
	w.must(403, staff(host), "POST", "/shifts/approve", map[string]any{"shift_ids": []string{one.ShiftID}})
	w.must(422, approver, "POST", "/shifts/approve", map[string]any{"shift_ids": []string{}})
}
