package app

import (
	"context"

	"github.com/muster-ics/muster/events/deployments"
	"github.com/muster-ics/muster/events/footprint"

	"github.com/muster-ics/muster/services/shifts/internal/eligibility"
	"github.com/muster-ics/muster/services/shifts/internal/pay"
	"github.com/muster-ics/muster/services/shifts/internal/shift"
)

// Lineage keeps who has followed whom in a merger.
type Lineage interface {
	Put(ctx context.Context, version int64, e deployments.EmployerState) error
	Heirs() *footprint.Heirs
}

// noMergers is a world in which nobody follows anybody.
type noMergers struct{}

func (noMergers) Put(context.Context, int64, deployments.EmployerState) error { return nil }
func (noMergers) Heirs() *footprint.Heirs                                     { return nil }

// LearnLineage keeps what was told of who follows whom. What of it bears on the list in memory is read again.
func (a *App) LearnLineage(ctx context.Context, version int64, e deployments.EmployerState) error {
	err := a.lineage.Put(ctx, version, e)
	a.feed.rouse()
	return err
}

// inTermsOf gives worker and facts in the words of a shift, by who stands for whom when it starts.
func (a *App) inTermsOf(s shift.State, w eligibility.Worker, f eligibility.Facts) (eligibility.Worker, eligibility.Facts) {
	heirs := a.lineage.Heirs()
	if heirs.None() {
		return w, f
	}
	return eligibility.InTermsOf(s, func(code string) []string { return heirs.Codes(code, s.StartsAt) }, w, f)
}

// workerPay is WorkerPay in the words of the shift.
func (a *App) workerPay(w eligibility.Worker, s shift.State) pay.Worker {
	w, _ = a.inTermsOf(s, w, eligibility.Facts{})
	return WorkerPay(w, s)
}

// cross tells whether a shift is at another employer than a worker's own by the day of the shift.
func (a *App) cross(w eligibility.Worker, s shift.State) bool {
	return !a.lineage.Heirs().Same(w.HomeEmployer, s.Employer, s.StartsAt)
}

// wanted is a shift as a line of the worker's diary.
func (a *App) wanted(w eligibility.Worker, s shift.State, f eligibility.Facts) eligibility.Entry {
	w, f = a.inTermsOf(s, w, f)
	return eligibility.Wanted(w, s, f)
}

// heirNow is who stands now for an employer's code.
func (a *App) heirNow(code string) string { return a.lineage.Heirs().Of(code, a.clock.Now()) }

// codes is every code under which something of an employer may stand now; nil for an empty one.
func (a *App) codes(employer string) []string {
	if employer == "" {
		return nil
	}
	return a.lineage.Heirs().Codes(employer, a.clock.Now())
}
