package shift

import (
	"testing"
	"time"

	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/pkg/id"
)

// absent is a shift whose worker did not come, noticed at the moment at.
func absent(t *testing.T, start, end, at time.Time, refill bool) *Shift {
	t.Helper()
	p := valid()
	p.StartsAt, p.EndsAt = start, end
	made, err := Post(p, id.New, start.Add(-48*time.Hour))
	if err != nil {
		t.Fatal(err)
	}
	s := Rehydrate(made[0].State())
	if err := s.Hold(start.Add(-40 * time.Hour)); err != nil {
		t.Fatal(err)
	}
	if err := s.FillFromBank(id.New(), "RVV", start.Add(-40*time.Hour)); err != nil {
		t.Fatal(err)
	}
	if err := s.ReopenAbsent(refill, at); err != nil {
		t.Fatal(err)
	}
	return s
}

func TestHowLongAShiftCanBeTakenAndWhatIsLeftOfIt(t *testing.T) {
	t.Parallel()
	day := time.Date(2026, 3, 12, 7, 30, 0, 0, time.UTC)
	at := func(h, m int) time.Time { return time.Date(2026, 3, 12, h, m, 0, 0, time.UTC) }
	night := func(d time.Month, day, hour int) time.Time {
		return time.Date(2026, d, day, hour, 30, 0, 0, clock.London).UTC()
	}
	for name, c := range map[string]struct {
		start, end, noticed, now time.Time
		refill                   bool
		takeable                 bool
		from                     time.Time
		net                      int
	}{
		"at the start, nobody came":                     {day, at(19, 30), at(7, 30), at(7, 30), true, true, at(7, 30), 660},
		"ten minutes later only from the next quarter":  {day, at(19, 30), at(7, 40), at(7, 40), true, true, at(7, 45), 645},
		"exactly on the quarter":                        {day, at(19, 30), at(7, 40), at(8, 0), true, true, at(8, 0), 630},
		"exactly six hours left have no break":          {day, at(19, 30), at(8, 0), at(13, 30), true, true, at(13, 30), 360},
		"six hours and a quarter left keep it":          {day, at(19, 30), at(8, 0), at(13, 15), true, true, at(13, 15), 315},
		"a quarter of an hour left":                     {day, at(19, 30), at(8, 0), at(19, 15), true, true, at(19, 15), 15},
		"within the last quarter there is nothing left": {day, at(19, 30), at(8, 0), at(19, 16), true, false, at(19, 30), 0},
		"at its end":                     {day, at(19, 30), at(8, 0), at(19, 30), true, false, at(19, 30), 0},
		"the ward needs nobody any more": {day, at(19, 30), at(8, 0), at(8, 0), false, false, at(8, 0), 630},
		"a night that loses an hour":     {night(3, 28, 19), night(3, 29, 7), night(3, 28, 20), night(3, 28, 23), true, true, night(3, 28, 23), 7*60 - 60},
		"a night that gains an hour":     {night(10, 24, 19), night(10, 25, 7), night(10, 24, 20), night(10, 24, 23), true, true, night(10, 24, 23), 9*60 - 60},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			st := absent(t, c.start, c.end, c.noticed, c.refill).State()
			if got := st.Takeable(c.now) == nil; got != c.takeable {
				t.Errorf("takeable %t", got)
			}
			rest := st.Remaining(c.now)
			if !rest.StartsAt.Equal(c.from) || rest.NetMinutes() != c.net {
				t.Errorf("from %s, %d minutes", rest.StartsAt, rest.NetMinutes())
			}
		})
	}
}

func TestARefillThatNobodyTakesLapsesAtItsEnd(t *testing.T) {
	t.Parallel()
	start := now.Add(48 * time.Hour)
	for _, c := range []struct {
		refill bool
		ended  time.Duration
	}{{true, 12 * time.Hour}, {false, 20 * time.Minute}} {
		s := absent(t, start, start.Add(12*time.Hour), start.Add(20*time.Minute), c.refill)
		if err := s.Lapse(); err != nil {
			t.Fatal(err)
		}
		if st := s.State(); st.Status != Lapsed || !st.EndedAt.Equal(start.Add(c.ended)) || st.Reopened != 1 {
			t.Errorf("%+v", st)
		}
	}
}

func TestBeforeItsStartAShiftIsWhole(t *testing.T) {
	t.Parallel()
	s := posted(t)
	if got := s.State().Remaining(now); got.StartsAt != s.State().StartsAt || got.BreakMinutes != 60 {
		t.Errorf("%+v", got)
	}
	if err := s.ReopenAbsent(true, now); err == nil {
		t.Error("nobody was booked")
	}
	if err := s.Start(); err == nil {
		t.Error("nobody is there to start it")
	}
	if err := s.Work(now); err == nil {
		t.Error("nobody worked it")
	}
}
