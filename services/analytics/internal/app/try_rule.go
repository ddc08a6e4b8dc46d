package app

import (
	"context"
	"time"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/services/analytics/internal/alert"
)

// tryFor is how far back a rule is tried.
const tryFor = 28 * 24 * time.Hour

// Tried is what a rule would have done, over the time that is known of, 28 days at most.
type Tried struct {
	alert.Calls
	From, Until time.Time
}

// Try says what a rule would have called for in the last 28 days, had it been on: from what had happened by each moment. It
// changes nothing.
func (m *AlertRules) Try(ctx context.Context, r alert.Rule) (out Tried, err error) {
	if err := m.rates.fresh(ctx); err != nil {
		return out, err
	}
	p, err := m.policy.Check(ctx, TryAlertRule, auth.Facts{ICS: m.ics})
	if err != nil {
		return out, err
	}
	if own := ownerOf(p); own == "" || auth.Heir(ctx, r.Owner) != own {
		r.Owner = own
	}
	if r, err = m.sound(r); err != nil {
		return out, err
	}
	out.Until = m.clock.Now()
	out.From = out.Until.Add(-tryFor)
	first, err := m.past.First(ctx)
	if err != nil {
		return out, err
	}
	if first.After(out.From) {
		out.From = first
	}
	if first.IsZero() {
		out.From = out.Until
	}
	heard, err := m.heard(ctx, r, out.From, out.Until)
	if err != nil {
		return out, err
	}
	out.Calls = alert.Replay(r, heard, out.From, out.Until)
	return out, nil
}

// heard is what the rule would have looked at, on the employers of today: a merger since then is no reason that it finds nothing.
func (m *AlertRules) heard(ctx context.Context, r alert.Rule, from, until time.Time) (h alert.Heard, err error) {
	scope := Scope{Employer: r.Scope.Employer}
	if scope.Employer != "" {
		scope.Codes = m.rates.live.standsWith(scope.Employer, until)
	}
	read := m.rates.live.readings(until).of(r.Scope.Employer)
	if r.What == alert.Silence {
		h.Events, err = m.events(ctx, scope, read, from, until)
		return h, err
	}
	if r.What == alert.RateAbove {
		scope = Scope{} // The median is over all employers.
	}
	h.Shifts, err = m.past.Histories(ctx, scope, Interval{From: from.Add(-24 * time.Hour), Until: until.Add(alert.MaxHoursAhead * time.Hour)})
	for _, states := range h.Shifts {
		for i := range states {
			states[i].Shift = read.shift(states[i].Shift)
		}
	}
	return h, err
}

// events are the times of each employer's events.
func (m *AlertRules) events(ctx context.Context, s Scope, read *reading, from, until time.Time) (map[string][]time.Time, error) {
	out := map[string][]time.Time{}
	codes := s.Employers()
	if len(codes) == 0 {
		codes = []string{""}
	}
	for _, code := range codes {
		heard, err := m.past.Heard(ctx, code, from, until)
		if err != nil {
			return nil, err
		}
		for employer, times := range heard {
			label := read.employer(employer)
			out[label] = append(out[label], times...)
		}
	}
	return out, nil
}
