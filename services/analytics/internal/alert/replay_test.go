package alert_test

import (
	"testing"
	"time"

	"github.com/muster-ics/muster/services/analytics/internal/alert"
	"github.com/muster-ics/muster/services/analytics/internal/fact"
	"github.com/muster-ics/muster/services/analytics/internal/forecast"
)

// TestARuleIsTriedOnThePast plays three days by hand: what was open, when it was filled, and what a rule sees of it.
func TestARuleIsTriedOnThePast(t *testing.T) {
	t.Parallel()
	at := func(h int) time.Time { return noon.Add(time.Duration(h) * time.Hour) }
	// Posted at hour 0, starts at hour 30; filled at hour 20, open again at hour 22, filled at hour 26.
	story := forecast.History{}
	for _, turn := range []struct {
		hour   int
		change func(*fact.Shift)
	}{{0, func(*fact.Shift) {}}, {20, filled("own_bank", at(20))}, {22, func(*fact.Shift) {}}, {26, filled("own_bank", at(26))}} {
		story = append(story, forecast.State{At: at(turn.hour), Shift: shift(turn.change, func(s *fact.Shift) { s.StartsAt, s.EndsAt = at(30), at(42) })})
	}
	rule := alert.Rule{What: alert.FillBelow, HoursAhead: 24, Raise: 850, Clear: 900}
	heard := alert.Heard{Shifts: []forecast.History{story, {{At: at(1), Shift: shift(func(s *fact.Shift) { s.Employer, s.StartsAt, s.EndsAt = "RPA", at(500), at(512) })}}}}
	for name, c := range map[string]struct {
		rule        alert.Rule
		from, until time.Time
		want        alert.Calls
	}{
		// Open within 24 hours from hour 6: called, over at 20; again at 22, over at 26.
		"twice":                  {rule, at(0), at(72), alert.Calls{Raised: 2, Employers: 1, Longest: 14*time.Hour - 15*time.Minute}},
		"once for a day's quiet": {func() alert.Rule { r := rule; r.QuietMinutes = 24 * 60; return r }(), at(0), at(72), alert.Calls{Raised: 1, Employers: 1, Longest: 24 * time.Hour}},
		"still":                  {rule, at(0), at(10), alert.Calls{Raised: 1, Employers: 1, Longest: 4*time.Hour - 15*time.Minute, Standing: 1}},
		"of another employer":    {func() alert.Rule { r := rule; r.Scope.Employer = "RPA"; return r }(), at(0), at(72), alert.Calls{}},
		"before anything":        {rule, at(-72), at(0), alert.Calls{}},
	} {
		if got := alert.Replay(c.rule, heard, c.from, c.until); got != c.want {
			t.Errorf("%s: %+v, want %+v", name, got, c.want)
		}
	}
	silence := alert.Rule{What: alert.Silence, Raise: 60, Clear: 10}
	words := alert.Heard{Events: map[string][]time.Time{"RVV": {at(5), at(0), at(1)}}}
	if got := alert.Replay(silence, words, at(0), at(8)); got.Raised != 2 || got.Standing != 1 {
		t.Errorf("silence: %+v", got)
	}
}

func TestASnoozeHoldsOverTheNextAlertAndEndsOnce(t *testing.T) {
	t.Parallel()
	a := alert.Alert{Version: 1, RaisedAt: noon}
	if a.Snooze("lead-1", 0, noon) || a.Snooze("lead-1", alert.MaxSnooze+1, noon) || !a.Snooze("lead-1", 2*time.Hour, noon) || a.Version != 2 {
		t.Fatalf("snoozed %+v", a)
	}
	if !a.Snoozed(noon.Add(time.Hour)) || a.Snoozed(noon.Add(2*time.Hour)) || a.Remind(noon.Add(time.Hour)) {
		t.Error("it is quiet until its time, and not longer")
	}
	next := alert.Raise(alert.Rule{}, a.ID, alert.Change{}, &a, noon.Add(time.Hour))
	if !next.Snoozed(noon.Add(time.Hour)) || next.SnoozedBy != "lead-1" {
		t.Errorf("the next alert of the cell is loud: %+v", next)
	}
	if later := alert.Raise(alert.Rule{}, a.ID, alert.Change{}, &a, noon.Add(3*time.Hour)); later.SnoozedUntil != nil {
		t.Errorf("a snooze that is up is inherited: %+v", later)
	}
	if !a.Remind(noon.Add(2*time.Hour)) || a.Remind(noon.Add(2*time.Hour)) || a.SnoozedUntil != nil || a.Version != 3 {
		t.Errorf("reminded %+v", a)
	}
	a.Clear(alert.Change{}, noon.Add(3*time.Hour))
	if a.Snooze("lead-1", time.Hour, noon.Add(3*time.Hour)) {
		t.Error("what is over is snoozed")
	}
}
