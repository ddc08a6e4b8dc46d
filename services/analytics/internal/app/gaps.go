package app

import (
	"context"
	"time"

	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/services/analytics/internal/fact"
	"github.com/muster-ics/muster/services/analytics/internal/fillrate"
)

// MaxGaps is the most gaps of one answer.
const MaxGaps = 200

// Gap is one open shift.
type Gap struct {
	ID    string
	Shift fact.Shift
	// EmployerName and SiteName are the codes when the names are not known.
	EmployerName, SiteName string
}

// Gaps gives the open shifts that start soonest.
func (f *FillRates) Gaps(ctx context.Context, s Scope, limit int) ([]Gap, time.Time, error) {
	if err := f.fresh(ctx); err != nil {
		return nil, time.Time{}, err
	}
	s, err := f.scope(ctx, ViewGaps, s)
	if err != nil {
		return nil, time.Time{}, err
	}
	now := f.clock.Now()
	open, err := f.history.Gaps(ctx, s, now, limit)
	if err != nil {
		return nil, time.Time{}, err
	}
	gaps := make([]Gap, 0, len(open))
	for _, o := range open {
		if s, ok := o.State.(fact.Shift); ok {
			gaps = append(gaps, f.live.gap(o.ID, s))
		}
	}
	return gaps, now, nil
}

func (l *Live) gap(shiftID string, s fact.Shift) Gap {
	return Gap{ID: shiftID, Shift: s, EmployerName: l.name(fact.KindEmployer, s.Employer), SiteName: l.name(fact.KindSite, s.Site)}
}

// Watermark is how far the projection has come and what it amounts to.
type Watermark struct {
	Producers []Progress
	Events    int64
	// Hash is the SHA-256 over the newest state of everything, in hex: a rebuild from the streams gives the same.
	Hash string
	// AsOf is when it was looked, Employers how old the data of each is then.
	AsOf      time.Time
	Employers []EmployerFigures
}

// Watermark gives progress and hash, taken together.
func (f *FillRates) Watermark(ctx context.Context) (Watermark, error) {
	if _, err := f.scope(ctx, ViewWatermark, Scope{}); err != nil {
		return Watermark{}, err
	}
	hash, progress, err := f.projection.Hash(ctx)
	if err != nil {
		return Watermark{}, fault.Of(err)
	}
	if err := f.fresh(ctx); err != nil {
		return Watermark{}, err
	}
	ages := f.report(fillrate.Next72h, Scope{})
	w := Watermark{Producers: progress, Hash: hash, AsOf: ages.AsOf, Employers: ages.Employers}
	for _, p := range progress {
		w.Events += p.Events
	}
	return w, nil
}
