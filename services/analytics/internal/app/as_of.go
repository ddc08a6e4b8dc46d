package app

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/services/analytics/internal/fact"
	"github.com/muster-ics/muster/services/analytics/internal/fillrate"
	"github.com/muster-ics/muster/services/analytics/internal/forecast"
	"github.com/muster-ics/muster/services/analytics/internal/silence"
)

// Past gives what was known at a moment that has passed, by the times of the events.
type Past interface {
	// At gives the newest state at the moment of the shifts and bookings that were to start in the interval, and the time of
	// each employer's newest event by then. What was moved out of the interval meanwhile may be among them.
	At(ctx context.Context, moment time.Time, in Interval) ([]fact.Fact, map[string]time.Time, error)
	// Histories gives every state of the shifts in scope that at some time were to start in the interval.
	Histories(ctx context.Context, s Scope, in Interval) ([]forecast.History, error)
	// Heard gives, for each employer or for one, the times of its events until a moment: the last before from, and then the
	// newest of every five minutes.
	Heard(ctx context.Context, employer string, from, until time.Time) (map[string][]time.Time, error)
	// First is when the first event happened that is known; zero when there is none.
	First(ctx context.Context) (time.Time, error)
}

// AsOf is the figures of a window as they were, and the shifts that were open, soonest first.
type AsOf struct {
	Report Report
	Gaps   []Gap
}

// AsOf gives what the lead's screen showed at a moment. It refuses what Report refuses, and moments that have not come or
// that nothing is known of.
func (f *FillRates) AsOf(ctx context.Context, w fillrate.Window, s Scope, at time.Time) (AsOf, error) {
	return f.AsOfOn(ctx, w, s, at, time.Time{})
}

// AsOfOn is AsOf on the employers of a footprint, for leads and auditors; with none it is that of the record.
func (f *FillRates) AsOfOn(ctx context.Context, w fillrate.Window, s Scope, at, footprint time.Time) (AsOf, error) {
	if err := f.fresh(ctx); err != nil {
		return AsOf{}, err
	}
	s, err := f.scope(ctx, ViewAsOf, s)
	if err != nil {
		return AsOf{}, err
	}
	if !footprint.IsZero() && len(viewer(ctx)) > 0 {
		return AsOf{}, leadOnly()
	}
	if at.After(f.clock.Now()) {
		return AsOf{}, fault.New(fault.Invalid, "moment_ahead", "That moment has not come yet. Give one that has passed.")
	}
	first, err := f.past.First(ctx)
	if err != nil {
		return AsOf{}, err
	}
	if first.IsZero() || at.Before(first) {
		return AsOf{}, fault.New(fault.Invalid, "moment_unknown", "Nothing was heard before that moment. Give a later one.")
	}
	_, last := fillrate.Next14d.Span(at)
	facts, ages, err := f.past.At(ctx, at, Interval{From: at.Add(-fillrate.Horizon), Until: last})
	if err != nil {
		return AsOf{}, err
	}
	if !footprint.IsZero() {
		register := f.live.footprints()
		for i := range facts {
			facts[i].State = stands(facts[i].State, register, footprint)
		}
		s.Codes = nil // On a footprint each employer stands under one code.
	}
	heard, err := f.projection.Hours(ctx, at.Add(-silence.Kept-silence.Most), at)
	if err != nil {
		return AsOf{}, err
	}
	past := f.live.then(at, facts, ages, heard)
	out := AsOf{Report: past.report(w, s)}
	for _, age := range ages {
		if age.After(out.Report.Watermark) {
			out.Report.Watermark = age
		}
	}
	out.Gaps = f.gapsThen(facts, w, s, at)
	return out, nil
}

func (l *Live) then(at time.Time, facts []fact.Fact, ages map[string]time.Time, heard map[string][]time.Time) picture {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.picture.then(at, facts, ages, heard)
}

// gapsThen lists the shifts of the window that were open, soonest first.
func (f *FillRates) gapsThen(facts []fact.Fact, w fillrate.Window, s Scope, at time.Time) []Gap {
	var gaps []Gap
	for _, x := range facts {
		shift, ok := x.State.(fact.Shift)
		if !ok || shift.Status != "open" || shift.StartsAt.Before(at) || !w.Contains(shift.StartsAt, at) ||
			!s.includes(fillrate.Group{Employer: shift.Employer, StaffGroup: shift.StaffGroup}) {
			continue
		}
		gaps = append(gaps, f.live.gap(x.ID, shift))
	}
	slices.SortFunc(gaps, func(a, b Gap) int {
		return cmp.Or(a.Shift.StartsAt.Compare(b.Shift.StartsAt), cmp.Compare(a.ID, b.ID))
	})
	return gaps[:min(len(gaps), MaxGaps)]
}
