package offer_test

import (
	"testing"
	"time"

	"github.com/muster-ics/muster/pkg/id"

	"github.com/muster-ics/muster/services/shifts/internal/offer"
)

var now = time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)

func TestAnOfferHasOneEnd(t *testing.T) {
	t.Parallel()
	booking := id.New()
	ends := map[offer.Status]func(*offer.Offer) bool{
		offer.Accepted:  func(o *offer.Offer) bool { return o.Accept(booking, now) },
		offer.Declined:  func(o *offer.Offer) bool { return o.Decline(now) == nil },
		offer.Withdrawn: func(o *offer.Offer) bool { return o.Withdraw(now) == nil },
		offer.Expired:   func(o *offer.Offer) bool { return o.Expire(now) },
		offer.Closed:    func(o *offer.Offer) bool { return o.Close(now) },
	}
	for first, end := range ends {
		o := offer.Make(id.New(), offer.Terms{ShiftID: id.New(), WorkerID: id.New(), Employer: "RVV", ExpiresAt: now.Add(time.Hour)}, now)
		if !end(o) || o.State().Status != first || o.State().Version != 2 || o.State().EndedAt == nil {
			t.Errorf("%s: %+v", first, o.State())
		}
		if (o.State().BookingID == booking) != (first == offer.Accepted) {
			t.Errorf("%s names booking %s", first, o.State().BookingID)
		}
		for second, again := range ends {
			if again(o) || o.State().Status != first || o.State().Version != 2 {
				t.Errorf("%s after %s: %+v", second, first, o.State())
			}
		}
	}
}

func TestAnOfferWithAPlaceIsTheWaitingLists(t *testing.T) {
	t.Parallel()
	for origin, terms := range map[offer.Origin]offer.Terms{offer.FromEmployer: {}, offer.FromWaitingList: {PlaceID: id.New()}} {
		if got := offer.Make(id.New(), terms, now).State().Origin; got != origin {
			t.Errorf("%s, want %s", got, origin)
		}
	}
}
