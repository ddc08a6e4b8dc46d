package app

import (
	"context"
	"slices"
	"time"

	"github.com/muster-ics/muster/services/analytics/internal/fact"
	"github.com/muster-ics/muster/services/analytics/internal/fillrate"
	"github.com/muster-ics/muster/services/analytics/internal/measure"
	"github.com/muster-ics/muster/services/analytics/internal/risk"
)

// Standing gives what a screen shows beyond figures.
type Standing interface {
	// Open gives the open shifts in scope that start in the interval, soonest first.
	Open(ctx context.Context, s Scope, in Interval) ([]fact.Fact, error)
	// Agencies gives the shifts in scope that agencies fill and that start in the interval, soonest first.
	Agencies(ctx context.Context, s Scope, in Interval) ([]fact.Fact, error)
	// Lent gives the bookings across employers that stand or were worked and start in the interval.
	Lent(ctx context.Context, staffGroup string, in Interval) ([]fact.Fact, error)
}

// Screen is what a day is run on: the figures of a window, what needs somebody first, and who had to be asked.
type Screen struct {
	Report Report
	// Month is the figures of the last 28 days: the newest for which worked stands beside booked.
	Month fillrate.Figures
	// Gaps are the unfilled shifts of the next 72 hours, riskiest first; of the next 24 as many as Open24 are open.
	Gaps []risk.Gap
	// AreasVersion is the version of the critical areas by which they are ranked; 0 is the default.
	AreasVersion   int64
	Open24, Open72 int
	// Agency is what agencies fill in the window; Agencies the shifts of it that somebody had to allow, and those off framework.
	Agency   measure.Agency
	Agencies []measure.Story
	Lending  []measure.Lending
	// Alerts are those that stand, newest first.
	Alerts []ListedAlert
}

// Screens puts screens together.
type Screens struct {
	rates    *FillRates
	standing Standing
	alerts   *AlertRules
	areas    *CriticalAreas
}

// NewScreens makes the use case. Who may see what is judged as for fill rates.
func NewScreens(rates *FillRates, standing Standing, alerts *AlertRules, areas *CriticalAreas) *Screens {
	return &Screens{rates: rates, standing: standing, alerts: alerts, areas: areas}
}

// gapsAhead is how far ahead gaps are ranked; soonAhead how far the first of them.
const (
	gapsAhead = 72 * time.Hour
	soonAhead = 24 * time.Hour
)

// Show puts the screen of a window together. It refuses what Report refuses.
func (x *Screens) Show(ctx context.Context, w fillrate.Window, s Scope) (Screen, error) {
	report, err := x.rates.Report(ctx, w, s)
	if err != nil {
		return Screen{}, err
	}
	return x.around(ctx, report)
}

// around adds to a report what stands around it.
func (x *Screens) around(ctx context.Context, r Report) (out Screen, err error) {
	ctx = x.rates.acting(ctx)
	s, now, who := r.Scope, r.AsOf, viewer(ctx)
	out = Screen{Report: x.rates.Lines(r), Month: x.rates.live.report(fillrate.Last28d, s).Overall}
	open, err := x.standing.Open(ctx, s, Interval{From: now, Until: now.Add(gapsAhead)})
	if err != nil {
		return out, err
	}
	areas, err := x.areas.now(ctx)
	if err != nil {
		return out, err
	}
	out.rank(open, now, areas)
	from, until := r.Window.Span(now)
	agencies, err := x.standing.Agencies(ctx, s, Interval{From: from, Until: until})
	if err != nil {
		return out, err
	}
	out.askedOf(who, agencies)
	lent, err := x.standing.Lent(ctx, s.StaffGroup, Interval{From: from, Until: until})
	if err != nil {
		return out, err
	}
	out.Lending = slices.DeleteFunc(measure.LendingFor(who, lent), func(l measure.Lending) bool { return !s.Has(l.Employer) })
	out.Alerts, err = x.alerts.List(ctx, AlertQuery{Employer: s.Employer, Standing: true, Most: MaxAlerts})
	return out, err
}

func (x *Screen) rank(facts []fact.Fact, now time.Time, areas risk.Areas) {
	open := make([]risk.Open, 0, len(facts))
	for _, f := range facts {
		shift, ok := f.State.(fact.Shift)
		if !ok {
			continue
		}
		open = append(open, risk.Open{ID: f.ID, Shift: shift})
		if shift.StartsAt.Before(now.Add(soonAhead)) {
			x.Open24++
		}
	}
	x.Open72, x.Gaps, x.AreasVersion = len(open), risk.Rank(open, now, areas), areas.Version
}

func (x *Screen) askedOf(who measure.Viewer, facts []fact.Fact) {
	x.Agency = measure.Tabulate(facts, nil).Total.Agency
	for _, f := range facts {
		shift, ok := f.State.(fact.Shift)
		if !ok {
			continue
		}
		story, ok := measure.StoryFor(who, f.ID, shift)
		if ok && (len(story.Approvals) > 0 || story.Part == fillrate.OffFrameworkAgency || shift.Agency.OverCap) {
			x.Agencies = append(x.Agencies, story)
		}
	}
}

// Names gives the names of employers and sites by their codes; a code that is not known stands for itself.
func (x *Screens) Names() func(k fact.Kind, ods string) string { return x.rates.live.name }

// Watch gives screens of a window, at once and then as figures change, at most one a second, until ctx ends. It refuses what
// Report refuses, and ends when a screen cannot be put together.
func (x *Screens) Watch(ctx context.Context, w fillrate.Window, s Scope) (<-chan Screen, error) {
	ctx, cancel := context.WithCancel(ctx)
	reports, err := x.rates.WatchReports(ctx, w, s)
	if err != nil {
		cancel()
		return nil, err
	}
	out := make(chan Screen)
	go func() {
		defer close(out)
		defer cancel()
		for r := range reports {
			screen, err := x.around(ctx, r)
			if err != nil {
				return
			}
			select {
			case <-ctx.Done():
				return
			case out <- screen:
			}
		}
	}()
	return out, nil
}
