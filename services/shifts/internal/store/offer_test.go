package store_test

import (
	"sync"
	"sync/atomic"
	"testing"

	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/id"

	"github.com/muster-ics/muster/services/shifts/internal/app"
	"github.com/muster-ics/muster/services/shifts/internal/offer"
	"github.com/muster-ics/muster/services/shifts/internal/shift"
)

func code(err error) string {
	if err == nil {
		return ""
	}
	return fault.Of(err).Code
}

func TestAnOfferedShiftIsKeptForItsWorker(t *testing.T) {
	t.Parallel()
	w := openWard(t)
	nurse, another := w.enrol(t), w.enrol(t)
	s := w.post(t, w.in(48))
	o, err := w.OfferTo(staff("a"), s.ID, nurse, 60)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Accept(worker(another), app.Accept{ShiftID: s.ID, NoWait: true}); code(err) != shift.CodeOffered {
		t.Errorf("another worker: %v", err)
	}
	if _, err := w.OfferTo(staff("a"), s.ID, another, 60); code(err) != "offered_already" {
		t.Errorf("a second offer: %v", err)
	}
	if _, err := w.FillFromAgency(staff("a"), s.ID, shift.AgencyFill{Framework: true, Agency: "A", RatePence: 4000}); err == nil {
		t.Error("an agency got what was kept for a bank worker")
	}
	if _, err := w.AcceptOffer(worker(another), o.ID, 0, true); code(err) != "not_found" {
		t.Errorf("another worker's offer: %v", err)
	}
	b, err := w.AcceptOffer(worker(nurse), o.ID, 0, true)
	if err != nil {
		t.Fatal(err)
	}
	if st, _, err := w.fixture.Offers.Get(t.Context(), o.ID); err != nil || st.Status != offer.Accepted || st.BookingID != b.Booking.ID {
		t.Errorf("the offer is %+v, %v", st, err)
	}
	w.answer(t, b.Booking.ID, true)
	if st := w.shift(t, s.ID); st.Status != shift.Filled || st.Reserved != nil {
		t.Errorf("the shift is %s, reserved %v", st.Status, st.Reserved)
	}
}

func TestAnOfferEndsByItselfByTheWorkerAndByTheWard(t *testing.T) {
	t.Parallel()
	w := openWard(t)
	nurse, another := w.enrol(t), w.enrol(t)
	for name, end := range map[string]func(offer.State) (offer.Status, error){
		"declined": func(o offer.State) (offer.Status, error) {
			st, err := w.DeclineOffer(worker(nurse), o.ID)
			return st.Status, err
		},
		"withdrawn": func(o offer.State) (offer.Status, error) {
			st, err := w.WithdrawOffer(staff("a"), o.ID)
			return st.Status, err
		},
		"expired": func(o offer.State) (offer.Status, error) {
			w.expireOffer(t, o)
			if _, err := w.AcceptOffer(worker(nurse), o.ID, 0, true); code(err) != "offer_expired" {
				t.Errorf("accepting too late: %v", err)
			}
			w.sweep(t)
			st, _, err := w.fixture.Offers.Get(t.Context(), o.ID)
			return st.Status, err
		},
		"closed": func(o offer.State) (offer.Status, error) {
			if _, err := w.Withdraw(staff("a"), o.ShiftID, "no_longer_needed"); err != nil {
				return "", err
			}
			w.sweep(t)
			st, _, err := w.fixture.Offers.Get(t.Context(), o.ID)
			return st.Status, err
		},
	} {
		s := w.post(t, w.in(48))
		o, err := w.OfferTo(staff("a"), s.ID, nurse, 60)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := end(o); err != nil || string(got) != name {
			t.Errorf("%s: %s, %v", name, got, err)
		}
		if name == "closed" {
			continue
		}
		b, err := w.Accept(worker(another), app.Accept{ShiftID: s.ID, NoWait: true})
		if err != nil {
			t.Errorf("%s: the shift is not open again: %v", name, err)
			continue
		}
		if _, err := w.GiveBack(worker(another), b.Booking.ID, "other"); err != nil {
			t.Fatal(err)
		}
	}
}

func (w ward) expireOffer(t testing.TB, o offer.State) {
	t.Helper()
	w.as(t, "offers", "update offers set expires_at = clock_timestamp() - interval '1 second' where id = $1", o.ID)
	w.as(t, "shifts", "update shifts set reserved_until = clock_timestamp() - interval '1 second' where id = $1 and status = 'open'", o.ShiftID)
}

// However expiry, acceptance and somebody else's claim race, one booking comes of it, and the offer says which.
func TestAnExpiringOfferRacesItsAcceptance(t *testing.T) {
	t.Parallel()
	w := openWard(t)
	replica := ward{w.fixture, w.uses()}
	for range 8 {
		nurse, another := w.enrol(t), w.enrol(t)
		s := w.post(t, w.in(48))
		o, err := w.OfferTo(staff("a"), s.ID, nurse, 5)
		if err != nil {
			t.Fatal(err)
		}
		var won atomic.Int32
		var mine atomic.Value
		var group sync.WaitGroup
		group.Go(func() { w.expireOffer(t, o) })
		group.Go(func() { replica.sweep(t) })
		group.Go(func() {
			if b, err := w.AcceptOffer(worker(nurse), o.ID, 0, true); err == nil {
				won.Add(1)
				mine.Store(b.Booking.ID)
			}
		})
		group.Go(func() {
			if _, err := replica.Accept(worker(another), app.Accept{ShiftID: s.ID, NoWait: true}); err == nil {
				won.Add(1)
			}
		})
		group.Wait()
		w.sweep(t)
		if won.Load() > 1 || w.oneLive(t, s.ID) != int(won.Load()) {
			t.Fatalf("%d won, %d live", won.Load(), w.oneLive(t, s.ID))
		}
		st, _, err := w.fixture.Offers.Get(t.Context(), o.ID)
		if err != nil || st.Status == offer.Open {
			t.Fatalf("the offer is %s, %v", st.Status, err)
		}
		if b, ok := mine.Load().(id.ID); st.Status == offer.Accepted && (!ok || st.BookingID != b) {
			t.Errorf("the offer led to %s, the booking is %v", st.BookingID, b)
		}
	}
}

func TestAWorkerWhoCannotIsNotOffered(t *testing.T) {
	t.Parallel()
	w := openWard(t)
	nurse := w.enrol(t)
	w.take(t, w.post(t, w.in(48)).ID, nurse)
	if _, err := w.OfferTo(staff("a"), w.post(t, w.in(50)).ID, nurse, 60); code(err) != "worker_cannot" {
		t.Errorf("a worker with another shift: %v", err)
	}
	if _, err := w.OfferTo(staff("a"), w.post(t, w.in(200)).ID, id.New(), 60); code(err) != "worker_cannot" {
		t.Errorf("a worker nobody knows: %v", err)
	}
	if _, err := w.OfferTo(staff("a"), w.post(t, w.in(200)).ID, nurse, 2000); code(err) != "invalid_input" {
		t.Errorf("for too long: %v", err)
	}
}

// A shift that an agency has is nobody's to keep: the bank worker takes it from the agency or leaves it.
func TestAShiftThatAnAgencyHasIsNotOffered(t *testing.T) {
	t.Parallel()
	w := openWard(t)
	nurse := w.enrol(t)
	s := w.agencyFilled(t)
	_, err := w.OfferTo(staff("a"), s.ID, nurse, 30)
	if f := fault.Of(err); f == nil || f.Kind != fault.Conflict || f.Code != "agency_has_it" {
		t.Errorf("%v", err)
	}
	if o, err := w.fixture.Offers.List(t.Context(), app.RequestFilter{ShiftID: s.ID, Limit: 1}); err != nil || len(o) != 0 {
		t.Errorf("%d offers, %v", len(o), err)
	}
}
