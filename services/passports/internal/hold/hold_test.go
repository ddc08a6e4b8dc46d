package hold_test

import (
	"testing"
	"time"

	"github.com/muster-ics/muster/services/passports/internal/hold"
	"github.com/muster-ics/muster/services/passports/internal/refusal"
)

var noon = time.Date(2026, 3, 10, 12, 0, 0, 0, time.UTC)

func TestAHoldBarsWorkThatTouchesItAndNothingElse(t *testing.T) {
	t.Parallel()
	until := noon.Add(24 * time.Hour)
	h, err := hold.Place(hold.Record{Why: "sickness", From: noon, Until: &until, PlacedAt: noon})
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		start, end time.Time
		want       bool
	}{
		"ends as the hold begins":   {noon.Add(-8 * time.Hour), noon, false},
		"runs into the hold":        {noon.Add(-8 * time.Hour), noon.Add(time.Second), true},
		"begins as the hold ends":   {until, until.Add(8 * time.Hour), false},
		"begins in the last second": {until.Add(-time.Second), until.Add(8 * time.Hour), true},
	} {
		if got := h.Bars(c.start, c.end); got != c.want {
			t.Errorf("%s: want %v", name, c.want)
		}
	}
	lifted, err := h.Lift(noon.Add(time.Hour))
	if err != nil {
		t.Fatal(err)
	}
	if lifted.Bars(noon, until) {
		t.Error("a lifted hold bars nothing")
	}
	if _, err := lifted.Lift(noon); err == nil {
		t.Error("a hold is lifted once")
	}
}

func TestAHoldNeedsACodeAndAnOrder(t *testing.T) {
	t.Parallel()
	before := noon.Add(-time.Hour)
	_, err := hold.Place(hold.Record{Why: "did not like the tone", From: noon, Until: &before})
	if got := len(refusal.Inputs(err)); got != 2 {
		t.Fatalf("want two refusals, got %v", err)
	}
}
