package app

import (
	"context"
	"time"

	"github.com/muster-ics/muster/pkg/auth"

	"github.com/muster-ics/muster/services/shifts/internal/workingtime"
)

// MyHours is how the hours of the worker who asks stand, at all employers together.
func (a *App) MyHours(ctx context.Context) (workingtime.Meter, error) {
	who, err := a.check(ctx, MyTime, auth.Facts{})
	if err != nil {
		return workingtime.Meter{}, err
	}
	w, err := a.worker(ctx, who)
	if err != nil {
		return workingtime.Meter{}, err
	}
	now := a.clock.Now()
	d, err := a.bookings.Diary(ctx, w.ID, now)
	if err != nil {
		return workingtime.Meter{}, err
	}
	hosts, err := a.hours.Hosts(ctx)
	if err != nil {
		return workingtime.Meter{}, err
	}
	pol := workingtime.DefaultPolicy()
	if h, ok := hosts[w.HomeEmployer]; ok {
		pol = h.Hours
	}
	return workingtime.MeterOf(w.Hours, d.Entries, pol, now.UTC().Truncate(time.Second)), nil
}
