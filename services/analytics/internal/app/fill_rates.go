package app

import (
	"context"
	"maps"
	"time"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/services/analytics/internal/fact"
	"github.com/muster-ics/muster/services/analytics/internal/fillrate"
)

// FillRates answers what leads, employers and auditors ask.
type FillRates struct {
	live       *Live
	publish    *PublishChanges
	changes    *Changes
	projection Projection
	history    History
	past       Past
	policy     auth.Policy
	clock      clock.Clock
	ics        string
}

// Sources are what the answers are taken from.
type Sources struct {
	Live       *Live
	Publish    *PublishChanges
	Changes    *Changes
	Projection Projection
	History    History
	Past       Past
}

// NewFillRates makes the use case for the system ics.
func NewFillRates(s Sources, policy auth.Policy, c clock.Clock, ics string) *FillRates {
	return &FillRates{
		live: s.Live, publish: s.Publish, changes: s.Changes, projection: s.Projection, history: s.History, past: s.Past,
		policy: policy, clock: c, ics: ics,
	}
}

// EmployerFigures is one employer's total and the age of its data.
type EmployerFigures struct {
	ODS, Name string
	Figures   fillrate.Figures
	// NewestEventAt is nil for an employer of which no shift was heard yet. SilentFrom is the moment from which hearing
	// nothing since is silence, and Silent tells whether it has come.
	NewestEventAt, SilentFrom *time.Time
	Silent                    bool
	// Parts are those that it has followed and whose figures are among its own, where they are told as lines.
	Parts []Part
}

// Age is how long before asOf the employer's newest event happened. ok is false when there was none.
func (e EmployerFigures) Age(asOf time.Time) (age time.Duration, ok bool) {
	if e.NewestEventAt == nil {
		return 0, false
	}
	return max(asOf.Sub(*e.NewestEventAt), 0), true
}

// Report is the figures of one window. Totals are sums over Cells.
type Report struct {
	Window fillrate.Window
	Scope  Scope
	// AsOf is the moment for which the figures hold; Watermark the time of the newest event counted, zero before the
	// first; Events how many changes are counted.
	AsOf, Watermark time.Time
	Events          int64
	Cells           []CellFigures
	Employers       []EmployerFigures
	Overall         fillrate.Figures
	// Cursor is from where a stream of changes goes on after this report.
	Cursor int64
}

// Report gives the figures of a window, as far as the principal may see them. It returns a fault of kind NotFound for
// what the principal may not know of.
func (f *FillRates) Report(ctx context.Context, w fillrate.Window, s Scope) (Report, error) {
	if err := f.fresh(ctx); err != nil {
		return Report{}, err
	}
	s, err := f.scope(ctx, ViewFillRates, s)
	if err != nil {
		return Report{}, err
	}
	return f.report(w, s), nil
}

// Now is the time by which windows are counted.
func (f *FillRates) Now() time.Time { return f.clock.Now() }

// fresh reads the rows when nothing else keeps the figures fresh.
func (f *FillRates) fresh(ctx context.Context) error {
	if f.publish.Running() && f.live.loaded() {
		return nil
	}
	return f.live.Follow(ctx)
}

func (f *FillRates) report(w fillrate.Window, s Scope) Report {
	_, cursor, _ := f.changes.Since(0) // Taken first: what is published meanwhile comes again on the stream.
	r := f.live.report(w, s)
	r.Cursor = cursor
	return r
}

func (l *Live) loaded() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.progress != nil
}

func (l *Live) agesNow() map[string]time.Time {
	l.mu.Lock()
	defer l.mu.Unlock()
	return maps.Clone(l.picture.ages)
}

func (l *Live) knows(employer string) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.picture.knows(employer)
}

// name is the employer's or site's name; its code when the name is not known.
func (l *Live) name(k fact.Kind, ods string) string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.picture.name(k, ods)
}

func (l *Live) report(w fillrate.Window, s Scope) Report {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.evaluate()
	r := l.picture.report(w, s)
	r.Watermark = l.watermark()
	for _, p := range l.progress {
		r.Events += p.Events
	}
	return r
}

func (s Scope) includes(g fillrate.Group) bool {
	return s.Has(g.Employer) && (s.StaffGroup == "" || s.StaffGroup == g.StaffGroup)
}
