package shifts_test

import (
	"testing"
	"time"

	es "github.com/muster-ics/muster/events/shifts"
	"github.com/muster-ics/muster/pkg/testkit"
)

// restOf waits for the shift that is posted as the rest of another.
func (w *world) restOf(shift string) (rest es.ShiftState) {
	w.t.Helper()
	testkit.Await(w.t, within, "the rest is posted", func() bool {
		var made string
		if w.DB.Pool.QueryRow(w.t.Context(), "select id from shifts where rest_of = $1", shift).Scan(&made) != nil {
			return false
		}
		rest = w.must(200, staff(host), "GET", "/shifts/"+made, nil).shift(w.t)
		return true
	})
	return rest
}

func (w *world) rests() (n int) {
	w.t.Helper()
	if err := w.DB.Pool.QueryRow(w.t.Context(), "select count(*) from shifts where rest_of is not null").Scan(&n); err != nil {
		w.t.Fatal(err)
	}
	return n
}

func TestWhoLeavesEarlyLeavesARestThatOthersCanTake(t *testing.T) {
	t.Parallel()
	w := start(t)
	who := w.enrolled()
	b := w.soon(who, time.Hour)
	at := "/bookings/" + b.BookingID
	w.Clock.Advance(65 * time.Minute)
	w.must(200, staff(host), "POST", at+"/check-in", nil)
	w.Clock.Advance(3 * time.Hour)
	w.must(200, staff(host), "POST", at+"/left-early", map[string]any{"sent_home": false})
	rest := w.restOf(b.ShiftID)
	first := w.must(200, staff(host), "GET", "/shifts/"+b.ShiftID, nil).shift(t)
	if rest.RestOf != b.ShiftID || rest.PostingID != first.PostingID || !rest.EndsAt.Equal(first.EndsAt) || rest.EndsAt.Sub(rest.StartsAt) > 9*time.Hour || rest.EndsAt.Sub(rest.StartsAt) < 8*time.Hour+30*time.Minute {
		t.Errorf("%+v", rest)
	}
	if first.Status != es.ShiftStarted {
		t.Errorf("the shift itself is %s", first.Status)
	}
	if p := w.must(409, staff(host), "POST", at+"/left-early", map[string]any{"sent_home": false}).problem(t); p.Code != "left" || w.rests() != 1 {
		t.Errorf("%s, %d rests", p.Code, w.rests())
	}
	w.Clock.Advance(40 * time.Minute)
	other := w.confirmed(w.enrolled(), rest.ShiftID)
	if left := rest.EndsAt.Sub(other.StartsAt); other.StartsAt.Before(w.Clock.Now()) || other.PayTotalPence == 0 || left > 9*time.Hour {
		t.Errorf("from %s: %+v", other.StartsAt, other)
	}
	w.Clock.Advance(12 * time.Hour)
	if got := w.must(200, who, "GET", at+"/timesheet", nil); got.status != 200 {
		t.Errorf("%s", got.raw)
	}
}

func TestTheRestIsNotPostedWhenNobodyIsNeeded(t *testing.T) {
	t.Parallel()
	w := start(t)
	for _, c := range []struct {
		after time.Duration
		body  map[string]any
	}{
		{3 * time.Hour, map[string]any{"sent_home": true}},
		{3 * time.Hour, map[string]any{"sent_home": false, "refill": false}},
		{10*time.Hour + 16*time.Minute, map[string]any{"sent_home": false}},
	} {
		b := w.soon(w.enrolled(), time.Hour)
		w.Clock.Advance(65 * time.Minute)
		w.must(200, staff(host), "POST", "/bookings/"+b.BookingID+"/check-in", nil)
		w.Clock.Advance(c.after)
		w.must(200, staff(host), "POST", "/bookings/"+b.BookingID+"/left-early", c.body)
		if n := w.rests(); n != 0 {
			t.Errorf("%v after %s: %d rests", c.body, c.after, n)
		}
	}
}

func TestAnAbsenceIsOfferedToThoseWhoWaited(t *testing.T) {
	t.Parallel()
	w := start(t)
	next := w.enrolled()
	b := w.soon(w.enrolled(), time.Hour)
	w.must(201, next, "POST", "/shifts/"+b.ShiftID+"/waiting-list", nil)
	w.Clock.Advance(2 * time.Hour)
	w.must(200, staff(host), "POST", "/bookings/"+b.BookingID+"/did-not-attend", nil)
	var offers struct{ Offers []es.OfferState }
	testkit.Await(t, within, "the rest is offered to who waited", func() bool {
		w.must(200, next, "GET", "/offers?status=open", nil).into(t, &offers)
		return len(offers.Offers) == 1
	})
	got := make(chan answer, 1)
	go func() {
		a, err := w.try(next, "POST", base+"/offers/"+offers.Offers[0].OfferID+"/accept", "{}")
		if err != nil {
			a.raw = []byte(err.Error())
		}
		got <- a
	}()
	made := w.clear(b.ShiftID, next)
	if want(t, <-got, 201); made.StartsAt.Before(w.Clock.Now()) || !made.EndsAt.Equal(b.EndsAt) {
		t.Errorf("%+v", made)
	}
}

func TestWhoTakesTheOtherShiftIsOwedNothing(t *testing.T) {
	t.Parallel()
	w := start(t)
	who := w.enrolled()
	b := w.soon(who, 3*time.Hour)
	spare := w.post(at(w.Clock.Now().Truncate(time.Minute).Add(5*time.Hour), 8))
	got := w.must(200, staff(host), "POST", "/bookings/"+b.BookingID+"/cancel", map[string]any{"why": "no_longer_needed", "redeploy_to": spare.ShiftID}).booking(t)
	if got.Consequence != "redeploy_offered" || got.OwedPence != b.PayTotalPence {
		t.Fatalf("%+v", got.Attendance)
	}
	w.confirmed(who, spare.ShiftID)
	testkit.Await(t, within, "nothing is owed any more", func() bool {
		got = w.must(200, who, "GET", "/bookings/"+b.BookingID, nil).booking(t)
		return got.Consequence == "redeployed"
	})
	if got.OwedPence != 0 || got.Status != es.BookingCancelled {
		t.Errorf("%+v", got)
	}
	w.await("muster.shifts.booking.amended.v1", b.BookingID)
	w.must(409, staff(host), "POST", "/bookings/"+b.BookingID+"/cancel", map[string]any{"why": "other"})
}
