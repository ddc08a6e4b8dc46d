package store_test

import (
	"slices"
	"sync"
	"testing"

	"github.com/muster-ics/muster/pkg/id"

	"github.com/muster-ics/muster/services/shifts/internal/app"
	"github.com/muster-ics/muster/services/shifts/internal/booking"
	"github.com/muster-ics/muster/services/shifts/internal/policy"
	"github.com/muster-ics/muster/services/shifts/internal/shift"
	"github.com/muster-ics/muster/services/shifts/internal/swap"
)

func (w ward) swap(t testing.TB, s id.ID) swap.State {
	t.Helper()
	st, err := w.fixture.Swaps.Get(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	return st
}

// onOffer is a shift that from has and offers to all.
func (w ward) onOffer(t testing.TB, from id.ID) (shift.State, booking.State, swap.State) {
	t.Helper()
	s := w.post(t, w.in(48))
	b := w.take(t, s.ID, from)
	x, err := w.OfferBooking(worker(from), b.ID, id.Nil)
	if err != nil {
		t.Fatal(err)
	}
	return s, b, x
}

func TestABookingChangesHandsOnceTheNewWorkerHasPassedEveryCheck(t *testing.T) {
	t.Parallel()
	w := openWard(t)
	from, to := w.enrol(t), w.enrol(t)
	s, b, x := w.onOffer(t, from)
	if _, err := w.TakeOver(worker(from), x.ID, 0, true); code(err) != "booking_refused" && code(err) != "swap_with_oneself" {
		t.Errorf("taking one's own: %v", err)
	}
	got, err := w.TakeOver(worker(to), x.ID, 0, true)
	if err != nil {
		t.Fatal(err)
	}
	next := got.Booking.Booking
	if w.status(t, b.ID) != booking.Confirmed || w.status(t, next.ID) != booking.Held || w.oneLive(t, s.ID) != 1 {
		t.Fatalf("while it is checked: %s and %s, %d live", w.status(t, b.ID), w.status(t, next.ID), w.oneLive(t, s.ID))
	}
	if _, err := w.Accept(worker(to), app.Accept{ShiftID: w.post(t, w.in(50)).ID, NoWait: true}); err == nil {
		t.Error("the taker's time is not kept")
	}
	filled := w.shift(t, s.ID)
	w.answer(t, next.ID, true)
	after := w.shift(t, s.ID)
	if w.status(t, b.ID) != booking.Withdrawn || w.status(t, next.ID) != booking.Confirmed || after.BookingID != next.ID ||
		after.Status != shift.Filled || after.Reopened != filled.Reopened || after.Version != filled.Version+1 || !after.FilledAt.Equal(*filled.FilledAt) {
		t.Errorf("afterwards: %s and %s, the shift %+v", w.status(t, b.ID), w.status(t, next.ID), after)
	}
	w.sweep(t)
	if st := w.swap(t, x.ID); st.Status != swap.Done {
		t.Errorf("the swap is %s", st.Status)
	}
	st, _, _ := w.fixture.Bookings.Get(t.Context(), b.ID)
	if len(st.Reasons) != 1 || st.Reasons[0].Code != booking.CodeSwapped {
		t.Errorf("the first booking ended with %v", st.Reasons)
	}
}

func TestWhenTheNewWorkerIsRefusedTheOldBookingStands(t *testing.T) {
	t.Parallel()
	w := openWard(t)
	from, to, another := w.enrol(t), w.enrol(t), w.enrol(t)
	s, b, x := w.onOffer(t, from)
	got, err := w.TakeOver(worker(to), x.ID, 0, true)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.TakeOver(worker(another), x.ID, 0, true); code(err) != "swap_taken" {
		t.Errorf("two takers: %v", err)
	}
	if _, err := w.WithdrawSwap(worker(from), x.ID); code(err) != "swap_being_taken" {
		t.Errorf("withdrawing while it is taken: %v", err)
	}
	w.answer(t, got.Booking.Booking.ID, false)
	w.sweep(t)
	if st := w.shift(t, s.ID); w.status(t, b.ID) != booking.Confirmed || st.BookingID != b.ID || st.Reopened != 0 {
		t.Errorf("the old booking is %s, the shift %+v", w.status(t, b.ID), st)
	}
	if st := w.swap(t, x.ID); st.Status != swap.Offered || len(st.Reasons) == 0 || st.TakerID != id.Nil {
		t.Errorf("the swap is %+v", st)
	}
	// It is on offer again, also after a hold that nobody answered.
	if got, err = w.TakeOver(worker(another), x.ID, 0, true); err != nil {
		t.Fatal(err)
	}
	w.as(t, "bookings", "update bookings set hold_expires_at = clock_timestamp() - interval '1 second' where id = $1", got.Booking.Booking.ID)
	if n, err := w.ExpireHolds(t.Context()); n != 1 || err != nil {
		t.Fatal(n, err)
	}
	w.sweep(t)
	if w.status(t, b.ID) != booking.Confirmed || w.swap(t, x.ID).Status != swap.Offered || w.shift(t, s.ID).Status != shift.Filled {
		t.Errorf("after the hold ran out: %s, %s", w.status(t, b.ID), w.swap(t, x.ID).Status)
	}
	if _, err := w.WithdrawSwap(worker(from), x.ID); err != nil {
		t.Error(err)
	}
}

func TestTheWardAgreesToASwapWhereItsPolicySaysSo(t *testing.T) {
	t.Parallel()
	w := openWard(t)
	p := policy.DefaultBookingMode()
	p.SwapNeedsApproval = true
	if err := w.decide(t, p); err != nil {
		t.Fatal(err)
	}
	from, to := w.enrol(t), w.enrol(t)
	s := w.post(t, w.in(48))
	b := w.take(t, s.ID, from)
	x, err := w.OfferBooking(worker(from), b.ID, to)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.TakeOver(worker(w.enrol(t)), x.ID, 0, true); code(err) != "not_found" {
		t.Errorf("one whom it is not offered to: %v", err)
	}
	for range 2 {
		got, err := w.TakeOver(worker(to), x.ID, 0, true)
		if err != nil || got.Booking != nil || got.Swap.Status != swap.Asked {
			t.Fatalf("%+v, %v", got, err)
		}
		if w.swap(t, x.ID).Version > 2 {
			break
		}
		if _, err := w.DeclineSwap(staff("sister"), x.ID); err != nil {
			t.Fatal(err)
		}
	}
	got, err := w.ApproveSwap(staff("sister"), x.ID, true)
	if err != nil || got.Booking == nil || got.Booking.Booking.ApprovedBy != "sister" {
		t.Fatalf("%+v, %v", got, err)
	}
	w.answer(t, got.Booking.Booking.ID, true)
	w.sweep(t)
	if w.shift(t, s.ID).BookingID != got.Booking.Booking.ID || w.swap(t, x.ID).Status != swap.Done {
		t.Errorf("the swap is %s", w.swap(t, x.ID).Status)
	}
}

// While a taker is checked the first booking is given back, cancelled or revoked, and the answer comes: never two
// bookings on the place, never a shift filled by nobody, and the swap ends.
func TestASwapRacesEveryEndOfItsBooking(t *testing.T) {
	t.Parallel()
	w := openWard(t)
	replica := ward{w.fixture, w.uses()}
	ends := []func(b booking.State, from id.ID){
		func(b booking.State, from id.ID) { _, _ = replica.GiveBack(worker(from), b.ID, "other") },
		func(b booking.State, _ id.ID) { _, _ = replica.Cancel(staff("a"), b.ID, "other") },
		func(b booking.State, _ id.ID) {
			_ = replica.TakeBack(t.Context(), b.ID, app.Answer{Clearance: &booking.Clearance{Reasons: why()}})
		},
		func(b booking.State, _ id.ID) { _, _ = replica.Withdraw(staff("a"), b.ShiftID, "ward_closed") },
	}
	for round := range 16 {
		from, to := w.enrol(t), w.enrol(t)
		s, b, x := w.onOffer(t, from)
		got, err := w.TakeOver(worker(to), x.ID, 0, true)
		if err != nil {
			t.Fatal(err)
		}
		next := got.Booking.Booking.ID
		var group sync.WaitGroup
		group.Go(func() { ends[round%len(ends)](b, from) })
		group.Go(func() { w.answer(t, next, round%3 > 0) })
		group.Go(func() { replica.sweep(t) })
		group.Wait()
		w.sweep(t)
		first, second, st := w.status(t, b.ID), w.status(t, next), w.shift(t, s.ID)
		if n := w.oneLive(t, s.ID); n > 1 {
			t.Fatalf("%d live bookings on one place", n)
		}
		has := map[id.ID]booking.Status{b.ID: first, next: second}
		if st.Status == shift.Filled && has[st.BookingID] != booking.Confirmed {
			t.Fatalf("the shift is filled by a booking that is %s", has[st.BookingID])
		}
		if second == booking.Confirmed && (st.BookingID != next || first != booking.Withdrawn) {
			t.Fatalf("the successor stands, the first is %s, the shift names %s", first, st.BookingID)
		}
		if second == booking.Held || w.swap(t, x.ID).Status.Live() {
			t.Fatalf("round %d left the successor %s and the swap %s", round, second, w.swap(t, x.ID).Status)
		}
	}
}

func TestSeveralShiftsAreTakenTogetherOrAsTheyFit(t *testing.T) {
	t.Parallel()
	w := openWard(t)
	nurse := w.enrol(t)
	a, b, far := w.post(t, w.in(48)), w.post(t, w.in(52)), w.post(t, w.in(100))
	got, err := w.AcceptSeveral(worker(nurse), app.Several{ShiftIDs: []id.ID{a.ID, b.ID, far.ID}, AllOrNone: true})
	if err != nil || got[0].Fault == nil || got[1].Fault == nil || got[2].Fault == nil || got[2].Fault.Code != "set_incomplete" || got[2].Booking != nil {
		t.Fatalf("two that overlap: %+v, %v", got, err)
	}
	if !slices.ContainsFunc(got[0].Fault.Reasons, func(r reasonOf) bool { return r.Code == "OVERLAP" }) {
		t.Errorf("the reasons are %v", got[0].Fault.Reasons)
	}
	taken := make(chan []app.Taken)
	go func() {
		got, err := w.AcceptSeveral(worker(nurse), app.Several{ShiftIDs: []id.ID{a.ID, b.ID, far.ID}})
		if err != nil {
			t.Error(err)
		}
		taken <- got
	}()
	w.answerAll(t, nurse, 2, true)
	got = <-taken
	if got[0].Booking == nil || got[1].Booking != nil || got[2].Booking == nil || got[2].Booking.Booking.Status != booking.Confirmed {
		t.Errorf("what fits: %+v", got)
	}
	if _, err := w.AcceptSeveral(worker(nurse), app.Several{ShiftIDs: []id.ID{a.ID, a.ID}}); code(err) != "invalid_input" {
		t.Errorf("the same twice: %v", err)
	}
}

func TestAllOrNoneLeavesNothingBehind(t *testing.T) {
	t.Parallel()
	w := openWard(t)
	nurse, another := w.enrol(t), w.enrol(t)
	a, b := w.post(t, w.in(48)), w.post(t, w.in(100))
	taken := make(chan []app.Taken)
	go func() {
		got, err := w.AcceptSeveral(worker(nurse), app.Several{ShiftIDs: []id.ID{a.ID, b.ID}, AllOrNone: true})
		if err != nil {
			t.Error(err)
		}
		taken <- got
	}()
	held := w.held(t, nurse, 2)
	w.answer(t, held[0], true)
	w.answer(t, held[1], false)
	got := <-taken
	if got[0].Booking != nil || got[1].Booking != nil || w.status(t, held[0]) != booking.Withdrawn || w.status(t, held[1]) != booking.Refused {
		t.Errorf("%+v: %s and %s", got, w.status(t, held[0]), w.status(t, held[1]))
	}
	// Also when the request was cut off after the first claim.
	c := w.post(t, w.in(48))
	h, err := booking.HoldUnder(booking.Grant{SetID: id.New(), SetSize: 2}, id.New(), shift.Rehydrate(c), workerOf(another), noFacts, w.clock.Now())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.fixture.Bookings.Claim(t.Context(), c, h); err != nil {
		t.Fatal(err)
	}
	w.sweep(t)
	if w.status(t, h.State().ID) != booking.Held {
		t.Error("a request on its way was cut off")
	}
	w.as(t, "bookings", "update bookings set recorded_at = clock_timestamp() - interval '1 minute' where id = $1", h.State().ID)
	w.sweep(t)
	if w.status(t, h.State().ID) != booking.Withdrawn || w.shift(t, c.ID).Status != shift.Open {
		t.Errorf("left behind: %s", w.status(t, h.State().ID))
	}
}
