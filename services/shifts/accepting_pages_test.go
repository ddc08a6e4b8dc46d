package shifts_test

import (
	"net/url"
	"strings"
	"testing"
	"time"
)

func TestAWorkerAppliesAndTheWardChoosesOnPages(t *testing.T) {
	t.Parallel()
	w := start(t)
	who, ward := w.enrolled(), staff(host, "post", "approve")
	s := w.post(func(b map[string]any) { b["booking_mode"] = "request_approve" })
	at := "/shifts/" + s.ShiftID
	_, _, p := w.open(who, "GET", at+"/accept", nil)
	p.One("apply")
	if status, to, _ := w.open(who, "POST", at+"/apply", url.Values{"idempotency_key": {"apply"}}); status != 303 || to != "/my-shifts/requests" {
		t.Fatalf("applying answers %d, %q", status, to)
	}
	status, _, p := w.open(who, "POST", at+"/apply", url.Values{"idempotency_key": {"again"}})
	if status != 409 {
		t.Errorf("applying twice answers %d", status)
	}
	p.Has("error-summary", "You have applied for this shift already")
	p.Has("applications", "The ward has not decided yet")
	_, _, p = w.open(who, "GET", "/my-shifts", nil)
	p.One("applications")

	_, _, p = w.open(ward, "GET", at, nil)
	p.One("candidates")
	_, _, p = w.open(ward, "GET", at+"/candidates", nil)
	p.Has("applied", "Rested", "Of your own bank", "First time at this site")
	var made struct {
		Applications []struct {
			ApplicationID string `json:"application_id"`
		}
	}
	w.must(200, who, "GET", "/applications", nil).into(t, &made)
	status, _, _ = w.open(ward, "POST", at+"/candidates/approve", url.Values{"idempotency_key": {"choose"}, "application_id": {made.Applications[0].ApplicationID}})
	if status != 200 {
		t.Fatalf("choosing answers %d", status)
	}
	w.clear(s.ShiftID, who)
	w.await("muster.shifts.shift.filled.v1", s.ShiftID)
	_, _, p = w.open(who, "GET", "/my-shifts", nil)
	p.Has("coming", "Confirmed")
}

func TestAWorkerHandsAShiftOverOnPages(t *testing.T) {
	t.Parallel()
	w := start(t)
	who, next, late := w.enrolled(), w.enrolled(), w.enrolled()
	s := w.post(nil)
	b := w.confirmed(who, s.ShiftID)
	_, _, p := w.open(who, "GET", "/bookings/"+b.BookingID, nil)
	p.One("swap")
	if status, to, _ := w.open(who, "POST", "/bookings/"+b.BookingID+"/swap", url.Values{"idempotency_key": {"swap"}}); status != 303 || to != "/my-shifts/requests" {
		t.Fatalf("offering answers %d, %q", status, to)
	}
	_, _, p = w.open(who, "GET", "/my-shifts/requests", nil)
	p.Has("swaps", "It is yours until somebody else has it")
	_, _, p = w.open(next, "GET", "/my-shifts/requests", nil)
	p.Has("open-swaps", "Take this shift over")
	var x struct {
		Swaps []struct {
			Swap struct {
				SwapID string `json:"swap_id"`
			}
		}
	}
	w.must(200, next, "GET", "/swaps/open", nil).into(t, &x)
	done := make(chan struct{})
	go func() {
		defer close(done)
		w.clear(s.ShiftID, next)
	}()
	status, to, _ := w.open(next, "POST", "/my-shifts/swaps/"+x.Swaps[0].Swap.SwapID+"/take", url.Values{"idempotency_key": {"take"}})
	<-done
	if status != 303 || !strings.HasPrefix(to, "/bookings/") {
		t.Fatalf("taking answers %d, %q", status, to)
	}
	// Too late for the shift, a third waits for it.
	status, _, p = w.open(late, "POST", "/shifts/"+s.ShiftID+"/accept", url.Values{"idempotency_key": {"late"}})
	if status != 409 {
		t.Errorf("too late answers %d", status)
	}
	p.One("wait")
	if status, _, _ := w.open(late, "POST", "/shifts/"+s.ShiftID+"/wait", url.Values{"idempotency_key": {"wait"}}); status != 303 {
		t.Errorf("waiting answers %d", status)
	}
	_, _, p = w.open(late, "GET", "/my-shifts/requests", nil)
	p.Has("places", "Waiting since")
}

func TestAWorkerTakesSeveralShiftsOnAPage(t *testing.T) {
	t.Parallel()
	w := start(t)
	who := w.enrolled()
	starts := w.Clock.Now().Truncate(time.Minute).Add(48 * time.Hour)
	a, b := w.post(at(starts, 8)), w.post(at(starts.Add(48*time.Hour), 8))
	_, _, p := w.open(who, "GET", "/open-shifts/several", nil)
	if n := len(p.All("choose")); n != 2 {
		t.Fatalf("%d shifts to choose from", n)
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		w.clear(a.ShiftID, who)
		w.clear(b.ShiftID, who)
	}()
	status, _, p := w.open(who, "POST", "/open-shifts/several", url.Values{"idempotency_key": {"several"}, "choice": {"all_or_none"}, "shift_id": {a.ShiftID, b.ShiftID}})
	<-done
	if status != 200 {
		t.Fatalf("accepting answers %d", status)
	}
	p.Has("results", "Confirmed")
}
