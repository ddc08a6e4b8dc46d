package dates_test

import (
	"testing"
	"time"

	"github.com/muster-ics/muster/services/passports/internal/web/dates"
)

func TestAPlainDateBeginsAndEndsAtMidnightInLondonAlsoWhenTheClocksChange(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ day, begin, end string }{
		{"2026-03-10", "2026-03-10T00:00:00Z", "2026-03-11T00:00:00Z"},
		{"2026-03-29", "2026-03-29T00:00:00Z", "2026-03-29T23:00:00Z"}, // 23 hours long
		{"2026-07-01", "2026-06-30T23:00:00Z", "2026-07-01T23:00:00Z"},
		{"2026-10-25", "2026-10-24T23:00:00Z", "2026-10-26T00:00:00Z"}, // 25 hours long
	} {
		r := &dates.Reader{}
		if got := r.Begin("from", c.day).Format(time.RFC3339); got != c.begin {
			t.Errorf("%s begins at %s, got %s", c.day, c.begin, got)
		}
		if got := r.End("until", &c.day).Format(time.RFC3339); got != c.end {
			t.Errorf("%s ends at %s, got %s", c.day, c.end, got)
		}
		if r.Err() != nil {
			t.Errorf("%s: %v", c.day, r.Err())
		}
	}
}

func TestAMomentStandsForItself(t *testing.T) {
	t.Parallel()
	r, s := &dates.Reader{}, "2026-07-01T12:00:00+01:00"
	if got := r.End("until", &s).Format(time.RFC3339); got != "2026-07-01T11:00:00Z" {
		t.Errorf("got %s", got)
	}
}

func TestWhatIsNoDateIsRefusedByItsPlace(t *testing.T) {
	t.Parallel()
	for _, s := range []string{"tomorrow", "2026-02-30", "31/03/2027", "0001-01-01", "9999-12-31"} {
		r := &dates.Reader{}
		r.Begin("from", s)
		if r.Err() == nil {
			t.Errorf("%s must be refused", s)
		}
	}
	empty := ""
	r := &dates.Reader{}
	if r.End("until", nil) != nil || r.End("until", &empty) != nil || !r.Begin("from", "").IsZero() || r.Err() != nil {
		t.Error("nothing given is nothing read")
	}
}
