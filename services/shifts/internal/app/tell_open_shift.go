package app

import (
	"context"
	"errors"
	"time"

	"github.com/muster-ics/muster/pkg/id"

	"github.com/muster-ics/muster/services/shifts/internal/alerting"
	"github.com/muster-ics/muster/services/shifts/internal/eligibility"
	"github.com/muster-ics/muster/services/shifts/internal/openlist"
	"github.com/muster-ics/muster/services/shifts/internal/pay"
	"github.com/muster-ics/muster/services/shifts/internal/policy"
	"github.com/muster-ics/muster/services/shifts/internal/shift"
)

// Opening is how a shift came to be open to somebody.
type Opening struct {
	ShiftID id.ID
	// After is the booking whose end opened the shift again, and Left the worker who had it. Whoever was told when it
	// first opened is then told again, since they may have found it taken.
	After, Left id.ID
	At          time.Time
}

// staleNews is the age after which something that happened is history and no longer told.
const staleNews = 24 * time.Hour

// TellOpenShift tells of an open shift those who could take it, each by their own rules: a first round is who the open
// list finds by role, employer and requirements, a second the whole decision, so that nobody is told of a shift that
// they would be refused. What has been told is not told again, so that the event may come twice.
func (a *App) TellOpenShift(ctx context.Context, o Opening) error {
	now := a.clock.Now()
	s, err := a.shifts.Get(ctx, o.ShiftID)
	if errors.Is(err, ErrNotFound) || now.Sub(o.At) > staleNews {
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
	if o.After != id.Nil {
		key = "again:" + o.After.String()
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
	pays, err := a.PayRules(ctx, s.Employer)
	if err != nil {
		return nil, err
	}
	r := alerts{App: a, s: s, pays: pays.Quote(ShiftPay(s), pay.Worker{}).TotalPence, key: key, names: names, now: now, urgent: urgency.Level(s.StartsAt.Sub(now), s.Reason) != policy.Routine}
	var out []Telling
	for _, w := range workers {
		if w == o.Left {
			continue
		}
		t, tell, err := r.to(ctx, w, standing[w])
		if err != nil {
			return nil, err
		}
		if tell {
			out = append(out, t)
		}
	}
	return out, nil
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

// alerts is one round of alerts about one shift.
type alerts struct {
	*App
	s shift.State
	// pays is the total for one of the shift's own grade.
	pays   int64
	key    string
	names  Directory
	now    time.Time
	urgent bool
}

// to decides on one worker: the cheap questions first, the whole decision for who is left.
func (r alerts) to(ctx context.Context, worker id.ID, st AlertStanding) (Telling, bool, error) {
	settings := alerting.Default()
	if st.Settings != nil {
		settings = *st.Settings
	}
	if st.Known {
		return Telling{}, false, nil
	}
	offer, err := r.offer(ctx, worker, len(settings.Rules) > 0)
	if err != nil {
		return Telling{}, false, err
	}
	v := settings.Wants(offer, r.now)
	if v.When == alerting.Never {
		return Telling{}, false, nil
	}
	could, err := r.couldTake(ctx, worker)
	if err != nil || !could {
		return Telling{}, false, err
	}
	t := openShiftTelling(r.s, r.names, r.now)
	t.WorkerID, t.Key = worker, r.key
	t.Ring, t.Delay, t.Urgent = true, v.At.Sub(r.now), r.urgent
	if st.Told >= settings.PerHour {
		t = digest(t, r.now)
	}
	return t, true, nil
}

// couldTake is the whole decision on the worker, as the open list shows it.
func (r alerts) couldTake(ctx context.Context, worker id.ID) (bool, error) {
	d, err := r.decide(ctx, worker, r.s)
	return d.Outcome == eligibility.Eligible || d.Outcome == eligibility.EligibleWithWarnings, err
}

// offer is the shift from where the worker stands. Pay and distance are looked up only for who has rules.
func (r alerts) offer(ctx context.Context, worker id.ID, whole bool) (alerting.Offer, error) {
	o := alerting.Offer{
		Employer: r.s.Employer, Site: r.s.Site, Ward: r.s.Ward, StartsAt: r.s.StartsAt, EndsAt: r.s.EndsAt,
		HourlyPence: r.s.RatePence, Night: openlist.IsNight(r.s.StartsAt, r.s.EndsAt), Urgent: r.urgent,
	}
	if !whole {
		return o, nil
	}
	o.TotalPence = r.pays
	return o, nil
}

// decide judges one worker and one shift on what this service has been told and knows of the worker's time.
func (a *App) decide(ctx context.Context, workerID id.ID, s shift.State) (eligibility.Decision, error) {
	passport, floor, err := a.models.Worker(ctx, workerID)
	if err != nil {
		return eligibility.Decision{}, err
	}
	w, err := workerOf(passport, floor)
	if err != nil {
		return eligibility.Decision{}, err
	}
	facts, err := a.standing(ctx, w, a.clock.Now())
	if err != nil {
		return eligibility.Decision{}, err
	}
	return a.judge(w, s, facts), nil
}
