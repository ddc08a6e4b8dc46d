package disclosure_test

import (
	"errors"
	"testing"
	"time"

	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/passports/internal/disclosure"
	"github.com/muster-ics/muster/services/passports/internal/refusal"
)

func london(y int, m time.Month, d, h, min int) time.Time {
	return time.Date(y, m, d, h, min, 0, 0, clock.London)
}

func ptr(t time.Time) *time.Time { return &t }

var said = london(2026, 3, 10, 9, 0)

// Each case is a yes as it stands, and whether it lasts to the end of a shift.
func TestAYesLastsToTheShiftsEndOrItDoesNotSuffice(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name      string
		until     *time.Time
		withdrawn *time.Time
		end       time.Time
		want      bool
	}{
		{"until withdrawn", nil, nil, london(2030, 1, 1, 7, 30), true},
		{"to the very moment of the end", ptr(london(2026, 3, 20, 20, 0)), nil, london(2026, 3, 20, 20, 0), true},
		{"a second too short", ptr(london(2026, 3, 20, 20, 0).Add(-time.Second)), nil, london(2026, 3, 20, 20, 0), false},
		{"a plain day, and a night that ends the next morning", ptr(london(2026, 3, 21, 0, 0)), nil, london(2026, 3, 21, 7, 30), false},
		{"the night on which the clocks go forward, to its end", ptr(london(2026, 3, 29, 7, 30)), nil, london(2026, 3, 28, 19, 30).Add(11 * time.Hour), true},
		{"the night on which the clocks go forward, an hour short", ptr(london(2026, 3, 29, 6, 30)), nil, london(2026, 3, 28, 19, 30).Add(11 * time.Hour), false},
		{"the night on which the clocks go back, to its end", ptr(london(2026, 10, 25, 7, 30)), nil, london(2026, 10, 24, 19, 30).Add(13 * time.Hour), true},
		{"the night on which the clocks go back, an hour short", ptr(london(2026, 10, 25, 6, 30)), nil, london(2026, 10, 24, 19, 30).Add(13 * time.Hour), false},
		{"withdrawn", nil, ptr(said), london(2026, 3, 20, 20, 0), false},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			all := []disclosure.Disclosure{disclosure.Rehydrate(disclosure.Record{ID: id.New(), Host: "RWF", From: said, Until: c.until, WithdrawnAt: c.withdrawn, Version: 1})}
			d, given := disclosure.For(all, "RWF")
			if got := given && d.CoversTo(c.end); got != c.want {
				t.Errorf("want %v, got %v", c.want, got)
			}
			if _, given := disclosure.For(all, "RPA"); given {
				t.Error("a yes is for one host")
			}
		})
	}
}

func TestAYesIsGivenWithdrawnAndGivenAgain(t *testing.T) {
	t.Parallel()
	terms := disclosure.Terms{Host: "RWF"}
	d, err := disclosure.Authorise(id.New(), terms, said)
	if err != nil || !d.Live(said) || d.Record().Version != 1 {
		t.Fatalf("got %+v, %v", d.Record(), err)
	}
	if _, err := d.Again(terms, said.Add(time.Hour)); !errors.Is(err, disclosure.ErrSame) {
		t.Errorf("the same again: %v", err)
	}
	timed, err := d.Again(disclosure.Terms{Host: "RWF", Until: ptr(said.AddDate(0, 1, 0))}, said.Add(time.Hour))
	if err != nil || timed.Record().Version != 2 || timed.Live(said.AddDate(0, 1, 0)) {
		t.Errorf("another end: %+v, %v", timed.Record(), err)
	}
	gone, err := timed.Withdraw(said.Add(2 * time.Hour))
	if err != nil || gone.Live(said.Add(2*time.Hour)) || gone.Record().Version != 3 {
		t.Errorf("withdrawn: %+v, %v", gone.Record(), err)
	}
	if _, err := gone.Withdraw(said.Add(3 * time.Hour)); !errors.Is(err, disclosure.ErrNone) {
		t.Errorf("withdrawn twice: %v", err)
	}
	back, err := gone.Again(terms, said.Add(4*time.Hour))
	if err != nil || !back.Live(said.Add(4*time.Hour)) || back.Record().Version != 4 || back.Record().ID != d.Record().ID {
		t.Errorf("given again: %+v, %v", back.Record(), err)
	}
}

func TestABadYesIsRefusedByItsPart(t *testing.T) {
	t.Parallel()
	for field, terms := range map[string]disclosure.Terms{
		"employer": {Host: "east kent"}, "until": {Host: "RWF", Until: ptr(said)},
	} {
		_, err := disclosure.Authorise(id.New(), terms, said)
		if in := refusal.Inputs(err); len(in) != 1 || in[0].Field != field {
			t.Errorf("%s: got %v", field, in)
		}
	}
}
