package app

import (
	"context"
	"slices"
	"time"

	"github.com/muster-ics/muster/events/deployments"
	"github.com/muster-ics/muster/events/footprint"
	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/services/analytics/internal/measure"
)

// Heirs is who has followed whom, by the employers that were told of.
func (f *FillRates) Heirs(ctx context.Context) (*footprint.Heirs, error) {
	if err := f.fresh(ctx); err != nil {
		return nil, err
	}
	return f.live.lineage(), nil
}

// lineage is made once after each change of an employer: nearly every request asks for it.
func (l *Live) lineage() *footprint.Heirs {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.heirs == nil {
		l.heirs = footprint.HeirsOf(l.picture.registered())
	}
	return l.heirs
}

// registered is the employers, as they were told last.
func (p picture) registered() []deployments.EmployerState {
	out := make([]deployments.EmployerState, 0, len(p.known))
	for ods, e := range p.known {
		x := deployments.EmployerState{ODS: ods, Name: e.Name, ClosedAt: e.ClosedAt, SucceededBy: e.SucceededBy}
		for _, m := range e.Memberships {
			x.Memberships = append(x.Memberships, deployments.Membership(m))
		}
		out = append(out, x)
	}
	return out
}

// stoodFor is every code for which an employer stands at a moment, its own first: that of one which another has followed is
// its own alone, since figures of the past keep it.
func (l *Live) stoodFor(employer string, at time.Time) []string {
	if employer == "" {
		return nil
	}
	heirs := l.lineage()
	return slices.DeleteFunc(heirs.Codes(employer, at), func(code string) bool { return code != employer && heirs.Of(code, at) != employer })
}

// standsWith is every code for which the same employer stands at a moment as for this one, that one's own first.
func (l *Live) standsWith(employer string, at time.Time) []string {
	heirs := l.lineage()
	return heirs.Codes(heirs.Of(employer, at), at)
}

// ownersOf is every code under which something of the principal's was written down; the empty one for the system's lead.
func ownersOf(ctx context.Context, p auth.Principal) []string {
	if owner := ownerOf(p); owner != "" {
		return auth.Codes(ctx, owner)
	}
	return []string{""}
}

// standing is who stands for whom now, whatever was heard since a request began.
type standing struct{ live *Live }

func (s standing) Of(code string) string { return s.live.lineage().Of(code, s.live.clock.Now()) }
func (s standing) Codes(code string) []string {
	return s.live.lineage().Codes(code, s.live.clock.Now())
}

// acting is a context in which the principal acts for whoever stands for its employer by now: a stream may outlive the midnight of
// a merger, and the hour in which the merger is recorded.
func (f *FillRates) acting(ctx context.Context) context.Context {
	if f.live.lineage().None() {
		return ctx
	}
	return auth.WithHeirs(ctx, standing{f.live})
}

// merged tells once of each merger that its day has come, and of one that was recorded or called off since.
func (l *Live) merged() bool {
	latest := l.lineage().Latest(l.clock.Now())
	l.mu.Lock()
	defer l.mu.Unlock()
	if latest.Equal(l.merger) {
		return false
	}
	l.merger = latest
	return true
}

// mergedSince tells whether the employer of a scope stands for other codes than at the change n, or may do so where that is no
// longer known.
func (f *FillRates) mergedSince(n int64, s Scope) bool {
	if s.Employer == "" || len(s.Codes) < 2 {
		return false // It stood for itself then too.
	}
	then := f.changes.moment(n)
	return then.IsZero() || !slices.Equal(f.live.stoodFor(s.Employer, then), s.Codes)
}

// viewer is the employer for which figures about people are made, under all its codes; nobody for the system's lead.
func viewer(ctx context.Context) measure.Viewer {
	if p, ok := auth.From(ctx); ok && p.Role == auth.Employer {
		return auth.Codes(ctx, p.Employer)
	}
	return nil
}
