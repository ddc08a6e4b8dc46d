package app

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/muster-ics/muster/pkg/id"

	"github.com/muster-ics/muster/services/shifts/internal/pay"
	"github.com/muster-ics/muster/services/shifts/internal/policy"
	"github.com/muster-ics/muster/services/shifts/internal/shift"
)

// Opening is how a shift came to be open to somebody.
type Opening struct {
	ShiftID id.ID
	// After is the booking or offer whose end opened the shift again, and Left the worker who had it. Whoever was told when
	// it first opened is then told again, since they may have found it taken.
	After, Left id.ID
	// Raise is the escalation that raised the rate, for which people are told again.
	Raise id.ID
	At    time.Time
}

// staleNews is the age after which something that happened is history and no longer told.
const staleNews = 24 * time.Hour

// TellOpenShift tells of an open shift those who could take it, each by their own rules: a first round is who the open
// list finds by role, employer and requirements, a second the whole decision, so that nobody is told of a shift that
// they would be refused. What has been told is not told again, so that the event may come twice.
func (a *App) TellOpenShift(ctx context.Context, o Opening) error {
	now := a.clock.Now()
	if now.Sub(o.At) > staleNews {
		return nil
	}
	s, err := a.shifts.Get(ctx, o.ShiftID)
	if errors.Is(err, ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	if s.Status != shift.Open || !s.StartsAt.After(now) {
		return nil
	}
	round, err := a.alertRound(ctx, s, o, now)
	if err != nil {
		return err
	}
	return a.telling.Notices.Tell(ctx, round)
}

// alertRound is who is told of the shift now.
func (a *App) alertRound(ctx context.Context, s shift.State, o Opening, now time.Time) ([]Telling, error) {
	workers, err := a.mayBeTold(ctx, s)
	if err != nil || len(workers) == 0 {
		return nil, err
	}
	key := "open:" + s.PostingID.String()
	switch {
	case o.After != id.Nil:
		key = "again:" + o.After.String()
	case o.Raise != id.Nil:
		key = "rate:" + o.Raise.String()
	}
	standing, err := a.telling.Notices.AlertStanding(ctx, workers, key, s.ID, now.Add(-time.Hour))
	if err != nil {
		return nil, err
	}
	urgency, _, err := policyOf[policy.Urgency](ctx, a.policies, s.Employer)
	if err != nil {
		return nil, err
	}
	names, err := a.Directory(ctx)
	if err != nil {
		return nil, err
	}
	c, err := a.crowd(ctx, s, now)
	if err != nil {
		return nil, err
	}
	rules, err := a.PayRules(ctx, s.Employer)
	if err != nil {
		return nil, err
	}
	r := alerts{crowd: c, key: key, raised: o.Raise != id.Nil, names: names, rules: map[string]pay.Rules{s.Employer: rules},
		urgent: urgency.Level(s.StartsAt.Sub(now), s.Reason) != policy.Routine}
	if err := r.locate(ctx); err != nil {
		return nil, err
	}
	return r.tellings(ctx, slices.DeleteFunc(workers, func(w id.ID) bool { return w == o.Left }), standing)
}

// mayBeTold are the workers who could take the shift as far as the open list can tell.
func (a *App) mayBeTold(ctx context.Context, s shift.State) ([]id.ID, error) {
	found, err := a.whoCould(ctx, s)
	out := make([]id.ID, len(found))
	for i, c := range found {
		out[i] = c.WorkerID
	}
	return out, err
}
