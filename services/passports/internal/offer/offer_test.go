package offer_test

import (
	"errors"
	"testing"
	"time"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/passports/internal/offer"
	"github.com/muster-ics/muster/services/passports/internal/refusal"
)

var now = time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)

func made(t *testing.T) *offer.Offer {
	t.Helper()
	o, err := offer.Make(id.New(), "RVV", []string{"dbs"}, []string{"dbs", "identity"}, now, time.Hour)
	if err != nil {
		t.Fatal(err)
	}
	return o
}

func TestAnOfferIsAnsweredOnceAndInTime(t *testing.T) {
	t.Parallel()
	accept := func(o *offer.Offer, at time.Time) error { return o.Accept(offer.Custodial, at) }
	reject := func(o *offer.Offer, at time.Time) error { return o.Reject("not_mine", at) }
	for _, c := range []struct {
		name   string
		before func(*offer.Offer, time.Time) error
		then   func(*offer.Offer, time.Time) error
		at     time.Duration
		code   string
	}{
		{"accepted at once", nil, accept, 0, ""},
		{"rejected at once", nil, reject, 0, ""},
		{"accepted a second before its end", nil, accept, time.Hour - time.Second, ""},
		{"accepted at its end", nil, accept, time.Hour, "offer_over"},
		{"rejected after its end", nil, reject, time.Hour, "offer_over"},
		{"accepted twice", accept, accept, 0, "offer_accepted"},
		{"rejected, then accepted", reject, accept, 0, "offer_rejected"},
		{"accepted, then rejected", accept, reject, 0, "offer_accepted"},
	} {
		o := made(t)
		if c.before != nil {
			if err := c.before(o, now); err != nil {
				t.Fatal(err)
			}
		}
		version := o.Record().Version
		err := c.then(o, now.Add(c.at))
		var state refusal.State
		if c.code == "" && (err != nil || o.Record().Version != version+1) {
			t.Errorf("%s: got %v at version %d", c.name, err, o.Record().Version)
		}
		if c.code != "" && (!errors.As(err, &state) || state.Code != c.code || o.Record().Version != version) {
			t.Errorf("%s: want %s and nothing changed, got %v", c.name, c.code, err)
		}
	}
}

func TestTheFifthWrongTransactionCodeEndsAnOffer(t *testing.T) {
	t.Parallel()
	o := made(t)
	for i := 1; i <= 4; i++ {
		if o.Wrong() || !o.Open(now) {
			t.Fatalf("dead after %d", i)
		}
	}
	if !o.Wrong() || o.Open(now) || o.Record().Reason != offer.TriedTooOften || o.Record().Version != 2 {
		t.Errorf("got %+v", o.Record())
	}
}

func TestWhatIsOfferedMustBeIssuedAndNamedOnce(t *testing.T) {
	t.Parallel()
	for name, kinds := range map[string][]string{"nothing": nil, "unknown": {"heroism"}, "twice": {"dbs", "dbs"}} {
		if _, err := offer.Make(id.New(), "RVV", kinds, []string{"dbs"}, now, time.Hour); len(refusal.Inputs(err)) == 0 {
			t.Errorf("%s: got %v", name, err)
		}
	}
	if err := made(t).Reject("because", now); len(refusal.Inputs(err)) != 1 {
		t.Errorf("an unknown reason: got %v", err)
	}
}
