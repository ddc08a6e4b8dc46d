package store_test

import (
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/muster-ics/muster/pkg/id"

	"github.com/muster-ics/muster/services/shifts/internal/app"
	"github.com/muster-ics/muster/services/shifts/internal/application"
	"github.com/muster-ics/muster/services/shifts/internal/booking"
	"github.com/muster-ics/muster/services/shifts/internal/shift"
	"github.com/muster-ics/muster/services/shifts/internal/waiting"
)

func (w ward) application(t testing.TB, a id.ID) application.State {
	t.Helper()
	st, err := w.fixture.Applications.Get(t.Context(), a)
	if err != nil {
		t.Fatal(err)
	}
	return st
}

func TestTheWardChoosesAmongApplicants(t *testing.T) {
	t.Parallel()
	w := openWard(t)
	nurse, another := w.enrol(t), w.enrol(t)
	s := w.post(t, w.in(48, chosen))
	if _, err := w.Accept(worker(nurse), app.Accept{ShiftID: s.ID, NoWait: true}); code(err) != booking.CodeApply {
		t.Fatalf("accepting without being chosen: %v", err)
	}
	mine, err := w.Apply(worker(nurse), s.ID, 0)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Apply(worker(nurse), s.ID, 0); code(err) != "applied_already" {
		t.Errorf("applying twice: %v", err)
	}
	theirs, err := w.Apply(worker(another), s.ID, 0)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.ApproveApplication(worker(nurse), mine.ID, true); code(err) != "not_allowed" {
		t.Errorf("a worker approves: %v", err)
	}
	b, err := w.ApproveApplication(staff("sister"), mine.ID, true)
	if err != nil {
		t.Fatal(err)
	}
	if b.Booking.ApprovedBy != "sister" || w.application(t, mine.ID).Status != application.Booked {
		t.Errorf("approved by %q, the application is %s", b.Booking.ApprovedBy, w.application(t, mine.ID).Status)
	}
	if _, err := w.WithdrawApplication(worker(nurse), mine.ID); code(err) != "application_ended" {
		t.Errorf("withdrawing afterwards: %v", err)
	}
	w.answer(t, b.Booking.ID, true)
	w.sweep(t)
	if got := w.application(t, theirs.ID); got.Status != application.NotChosen || len(got.Reasons) != 1 {
		t.Errorf("the other applicant's is %s, %v", got.Status, got.Reasons)
	}
	places, err := w.fixture.Waiting.List(t.Context(), app.RequestFilter{ShiftID: s.ID, Limit: 10})
	if err != nil || len(places) != 1 || places[0].WorkerID != another || !places[0].JoinedAt.Equal(theirs.SubmittedAt) {
		t.Errorf("on the waiting list: %+v, %v", places, err)
	}
	// When the shift opens again the ward chooses again, among those who wait.
	if _, err := w.GiveBack(worker(nurse), b.Booking.ID, "other"); err != nil {
		t.Fatal(err)
	}
	w.sweep(t)
	again, err := w.fixture.Applications.List(t.Context(), app.RequestFilter{ShiftID: s.ID, Statuses: []string{"submitted"}, Limit: 10})
	if err != nil || len(again) != 1 || again[0].WorkerID != another {
		t.Errorf("applicants afterwards: %+v, %v", again, err)
	}
	if st := w.shift(t, s.ID); st.Status != shift.Open || st.Reserved != nil {
		t.Errorf("the shift is %s, kept %v", st.Status, st.Reserved)
	}
}

func TestAnApplicationThatClashesWithABookingMadeMeanwhileIsClosed(t *testing.T) {
	t.Parallel()
	w := openWard(t)
	nurse := w.enrol(t)
	s := w.post(t, w.in(48, chosen))
	a, err := w.Apply(worker(nurse), s.ID, 0)
	if err != nil {
		t.Fatal(err)
	}
	w.take(t, w.post(t, w.in(60)).ID, nurse)
	w.sweep(t)
	if got := w.application(t, a.ID); got.Status != application.Closed || got.Reasons[0].Code != "OVERLAP" {
		t.Errorf("it is %s, %v", got.Status, got.Reasons)
	}
	if _, err := w.Apply(worker(nurse), s.ID, 0); code(err) != "booking_refused" {
		t.Errorf("applying again: %v", err)
	}
	far := w.post(t, w.in(300, chosen))
	if a, err = w.Apply(worker(nurse), far.ID, 0); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Withdraw(staff("a"), far.ID, "no_longer_needed"); err != nil {
		t.Fatal(err)
	}
	w.sweep(t)
	if got := w.application(t, a.ID); got.Status != application.Closed || got.Reasons[0].Code != "SHIFT_ENDED" {
		t.Errorf("it is %s, %v", got.Status, got.Reasons)
	}
}

// Approvals of two applicants, a withdrawal and a second approval of the same one: one booking, and what each application
// says is what happened.
func TestApprovalsRaceEachOtherAndAWithdrawal(t *testing.T) {
	t.Parallel()
	w := openWard(t)
	replica := ward{w.fixture, w.uses()}
	for range 10 {
		s := w.post(t, w.in(48, chosen))
		var apps []application.State
		var who []id.ID
		for range 2 {
			nurse := w.enrol(t)
			a, err := w.Apply(worker(nurse), s.ID, 0)
			if err != nil {
				t.Fatal(err)
			}
			apps, who = append(apps, a), append(who, nurse)
		}
		var booked atomic.Int32
		var withdrawn atomic.Bool
		var group sync.WaitGroup
		for i, on := range []ward{w, replica, replica} {
			group.Go(func() {
				if _, err := on.ApproveApplication(staff("s"), apps[i%2].ID, true); err == nil {
					booked.Add(1)
				}
			})
		}
		group.Go(func() {
			_, err := replica.WithdrawApplication(worker(who[0]), apps[0].ID)
			withdrawn.Store(err == nil)
		})
		group.Wait()
		if booked.Load() != 1 || w.oneLive(t, s.ID) != 1 {
			t.Fatalf("%d approvals led to a booking, %d are live", booked.Load(), w.oneLive(t, s.ID))
		}
		live, err := w.fixture.Bookings.List(t.Context(), app.BookingFilter{ShiftID: s.ID, Limit: 5})
		if err != nil || len(live) != 1 {
			t.Fatal(len(live), err)
		}
		for i, a := range apps {
			got := w.application(t, a.ID)
			if (live[0].Booking.WorkerID == who[i]) != (got.Status == application.Booked) {
				t.Errorf("worker %d has it: %t, the application is %s", i, live[0].Booking.WorkerID == who[i], got.Status)
			}
			if i == 0 && withdrawn.Load() != (got.Status == application.Withdrawn) {
				t.Errorf("withdrawn: %t, the application is %s", withdrawn.Load(), got.Status)
			}
		}
	}
}

func TestAnApprovalThatWasCutOffIsMadeGood(t *testing.T) {
	t.Parallel()
	w := openWard(t)
	nurse := w.enrol(t)
	s := w.post(t, w.in(48, chosen))
	a, err := w.Apply(worker(nurse), s.ID, 0)
	if err != nil {
		t.Fatal(err)
	}
	planned := id.New()
	err = w.fixture.Applications.Update(t.Context(), a.ID, func(ap *application.Application) error {
		return ap.Approve(planned, "sister", w.clock.Now())
	})
	if err != nil {
		t.Fatal(err)
	}
	w.sweep(t)
	if got := w.application(t, a.ID); got.Status != application.Approved {
		t.Fatalf("a claim on its way was taken up: %s", got.Status)
	}
	w.as(t, "applications", "update applications set changed_at = clock_timestamp() - interval '1 minute' where id = $1", a.ID)
	w.sweep(t)
	b, _, err := w.fixture.Bookings.Get(t.Context(), planned)
	if err != nil || b.WorkerID != nurse || w.application(t, a.ID).Status != application.Booked {
		t.Errorf("the booking is %+v, %v; the application %s", b, err, w.application(t, a.ID).Status)
	}
}

func TestTheFirstWhoWaitsAndCanIsOfferedTheShift(t *testing.T) {
	t.Parallel()
	w := openWard(t)
	replica := ward{w.fixture, w.uses()}
	has, busy, first, second := w.enrol(t), w.enrol(t), w.enrol(t), w.enrol(t)
	s := w.post(t, w.in(48))
	if _, err := w.JoinWaitingList(worker(first), s.ID); code(err) != "shift_open" {
		t.Errorf("waiting for an open shift: %v", err)
	}
	b := w.take(t, s.ID, has)
	if _, err := w.JoinWaitingList(worker(has), s.ID); err == nil {
		t.Error("the worker who has the shift waits for it")
	}
	for _, who := range []id.ID{busy, first, second} {
		if _, err := w.JoinWaitingList(worker(who), s.ID); err != nil {
			t.Fatal(err)
		}
		w.clock.Advance(time.Second)
	}
	if _, err := w.JoinWaitingList(worker(first), s.ID); code(err) != "waiting_already" {
		t.Errorf("waiting twice: %v", err)
	}
	w.take(t, w.post(t, w.in(50)).ID, busy)
	if _, err := w.GiveBack(worker(has), b.ID, "other"); err != nil {
		t.Fatal(err)
	}
	// From the moment at which it opens it is kept, before anybody has asked the list.
	if _, err := w.Accept(worker(has), app.Accept{ShiftID: s.ID, NoWait: true}); code(err) != shift.CodeOffered {
		t.Errorf("slipping in: %v", err)
	}
	var group sync.WaitGroup
	for _, on := range []ward{w, replica, w, replica} {
		group.Go(func() { on.sweep(t) })
	}
	group.Wait()
	offers, err := w.fixture.Offers.List(t.Context(), app.RequestFilter{ShiftID: s.ID, Limit: 10})
	if err != nil || len(offers) != 1 || offers[0].WorkerID != first {
		t.Fatalf("offers: %+v, %v", offers, err)
	}
	if d := offers[0].ExpiresAt.Sub(w.clock.Now()); d < 14*time.Minute || d > 15*time.Minute {
		t.Errorf("kept for %s", d)
	}
	if _, err := w.DeclineOffer(worker(first), offers[0].ID); err != nil {
		t.Fatal(err)
	}
	offers, err = w.fixture.Offers.List(t.Context(), app.RequestFilter{ShiftID: s.ID, Statuses: []string{"open"}, Limit: 10})
	if err != nil || len(offers) != 1 || offers[0].WorkerID != second {
		t.Fatalf("the next: %+v, %v", offers, err)
	}
	w.expireOffer(t, offers[0])
	w.sweep(t)
	if st := w.shift(t, s.ID); st.Reserved != nil {
		t.Errorf("an exhausted list still keeps the shift: %+v", st.Reserved)
	}
	if _, err := w.Accept(worker(has), app.Accept{ShiftID: s.ID, NoWait: true}); err != nil {
		t.Errorf("after the list the shift is open to all: %v", err)
	}
	places, err := w.fixture.Waiting.List(t.Context(), app.RequestFilter{ShiftID: s.ID, Limit: 10})
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range places {
		if p.Status != waiting.Passed {
			t.Errorf("a place is %s", p.Status)
		}
	}
}

func TestAWaitingListEndsWithItsShift(t *testing.T) {
	t.Parallel()
	w := openWard(t)
	has, waits := w.enrol(t), w.enrol(t)
	s := w.post(t, w.in(48))
	w.take(t, s.ID, has)
	p, err := w.JoinWaitingList(worker(waits), s.ID)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.LeaveWaitingList(worker(has), p.ID); code(err) != "not_found" {
		t.Errorf("another leaves for them: %v", err)
	}
	for _, at := range []struct {
		now  time.Time
		want waiting.Status
	}{{s.StartsAt, waiting.Waiting}, {s.EndsAt.Add(-waiting.WorthComing - time.Second), waiting.Waiting}, {s.EndsAt.Add(-waiting.WorthComing), waiting.Closed}} {
		w.clock.Set(at.now)
		w.sweep(t)
		if st, err := w.fixture.Waiting.Get(t.Context(), p.ID); err != nil || st.Status != at.want {
			t.Errorf("at %s the place is %s, %v", at.now, st.Status, err)
		}
	}
	if _, err := w.LeaveWaitingList(worker(waits), p.ID); code(err) != "place_ended" {
		t.Errorf("leaving afterwards: %v", err)
	}
}
