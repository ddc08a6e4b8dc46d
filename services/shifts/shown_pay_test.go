package shifts_test

import (
	"testing"

	"github.com/muster-ics/muster/events/reason"
	es "github.com/muster-ics/muster/events/shifts"
	"github.com/muster-ics/muster/pkg/auth"
)

// TestNoWayToABookingPaysLessThanWasSeen takes each way with a penny more than the shift pays, as who saw the shift before
// its pay fell.
func TestNoWayToABookingPaysLessThanWasSeen(t *testing.T) {
	t.Parallel()
	w := start(t)
	who, ward := w.enrolled(), staff(host, auth.Approve)
	saw := func(s es.ShiftState, more int64) map[string]any {
		var q split
		w.must(200, who, "GET", "/shifts/"+s.ShiftID+"/pay", nil).into(t, &q)
		return map[string]any{"shown_pence": q.TotalPence + more}
	}
	open := func(s es.ShiftState) {
		t.Helper()
		if got := w.must(200, staff(host), "GET", "/shifts/"+s.ShiftID, nil).shift(t); got.Status != es.ShiftOpen {
			t.Errorf("the shift is %s", got.Status)
		}
	}

	// One of several: the other is taken.
	s := w.post(nil)
	var many struct{ Results []struct{ Code string } }
	w.must(200, who, "POST", "/bookings", map[string]any{"choice": "what_fits", "shift_ids": []string{s.ShiftID},
		"shown_pence": map[string]any{s.ShiftID: saw(s, 1)["shown_pence"]}}).into(t, &many)
	if len(many.Results) != 1 || many.Results[0].Code != "pay_changed" {
		t.Errorf("of several: %+v", many)
	}
	open(s)

	// An offer.
	var o es.OfferState
	w.must(201, staff(host), "POST", "/shifts/"+s.ShiftID+"/offers", map[string]any{"worker_id": who.WorkerID, "minutes": 60}).into(t, &o)
	if p := w.must(409, who, "POST", "/offers/"+o.OfferID+"/accept", saw(s, 1)).problem(t); p.Code != "pay_changed" {
		t.Errorf("an offer: %+v", p)
	}
	w.must(202, who, "POST", "/offers/"+o.OfferID+"/accept", saw(s, 0), header("Prefer", "respond-async"))

	// An application, which the ward approves later.
	chosen := w.post(func(b map[string]any) {
		b["booking_mode"] = "request_approve"
		b["starts_at"] = s.StartsAt.AddDate(0, 0, 3)
		b["ends_at"] = s.EndsAt.AddDate(0, 0, 3)
	})
	var a es.ApplicationState
	w.must(201, who, "POST", "/shifts/"+chosen.ShiftID+"/applications", saw(chosen, 1)).into(t, &a)
	if p := w.must(409, ward, "POST", "/applications/"+a.ApplicationID+"/approve", "{}").problem(t); p.Code != "pay_changed" {
		t.Errorf("an application: %+v", p)
	}
	var mine struct {
		Applications []struct {
			Status  string
			Reasons []reason.Reason
		}
	}
	w.must(200, who, "GET", "/applications?shift="+chosen.ShiftID, nil).into(t, &mine)
	if len(mine.Applications) != 1 || mine.Applications[0].Status != "closed" || len(mine.Applications[0].Reasons) != 1 {
		t.Errorf("the applicant sees %+v", mine)
	}
	open(chosen)
	w.must(201, who, "POST", "/shifts/"+chosen.ShiftID+"/applications", saw(chosen, 0)).into(t, &a)
	w.must(202, ward, "POST", "/applications/"+a.ApplicationID+"/approve", "{}", header("Prefer", "respond-async"))
}

func TestASwapPaysNoLessThanWasSeen(t *testing.T) {
	t.Parallel()
	w := start(t)
	owner, next := nurse(host), w.enrolled()
	s := w.post(nil)
	b := w.confirmed(owner, s.ShiftID)
	var x es.SwapState
	w.must(201, owner, "POST", "/bookings/"+b.BookingID+"/swap", "{}").into(t, &x)
	var open struct {
		Swaps []struct {
			Swap  es.SwapState
			Total int64 `json:"pay_total_pence"`
		}
	}
	w.must(200, next, "GET", "/swaps/open", nil).into(t, &open)
	if len(open.Swaps) != 1 || open.Swaps[0].Total <= 0 {
		t.Fatalf("on offer: %+v", open)
	}
	take := "/swaps/" + x.SwapID + "/take"
	if p := w.must(409, next, "POST", take, map[string]any{"shown_pence": open.Swaps[0].Total + 1}).problem(t); p.Code != "pay_changed" {
		t.Errorf("taking it over: %+v", p)
	}
	if got := w.must(200, owner, "GET", "/bookings/"+b.BookingID, nil).booking(t); got.Status != es.BookingConfirmed {
		t.Errorf("the owner's booking is %s", got.Status)
	}
	w.must(202, next, "POST", take, map[string]any{"shown_pence": open.Swaps[0].Total}, header("Prefer", "respond-async"))
}
