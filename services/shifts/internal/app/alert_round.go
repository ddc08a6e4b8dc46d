package app

import (
	"context"
	"time"

	"github.com/muster-ics/muster/pkg/id"

	"github.com/muster-ics/muster/services/shifts/internal/alerting"
	"github.com/muster-ics/muster/services/shifts/internal/eligibility"
	"github.com/muster-ics/muster/services/shifts/internal/openlist"
	"github.com/muster-ics/muster/services/shifts/internal/pay"
	"github.com/muster-ics/muster/services/shifts/internal/places"
	"github.com/muster-ics/muster/services/shifts/internal/shift"
)

// alerts is one round of alerts about one shift. What is the same for many workers is read once.
type alerts struct {
	*App
	s      shift.State
	key    string
	raised bool
	names  Directory
	now    time.Time
	urgent bool

	hosts      map[string]eligibility.Host
	agreements map[string][]eligibility.Agreement
	rules      map[string]pay.Rules
	// site is where the shift is; not Known when nobody has said.
	site places.Point
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
	t := openShiftTelling(r.s, r.names, r.now, r.raised)
	t.WorkerID, t.Key = worker, r.key
	t.Ring, t.Delay, t.Urgent = true, v.At.Sub(r.now), r.urgent
	if st.Told >= settings.PerHour {
		t = digest(t, r.now)
	}
	return t, true, nil
}

// couldTake is the whole decision on the worker, as the open list shows it.
func (r alerts) couldTake(ctx context.Context, worker id.ID) (bool, error) {
	w, err := r.known(ctx, worker)
	if err != nil {
		return false, err
	}
	f := eligibility.Facts{Hosts: r.hosts}
	if f.Diary, err = r.bookings.Diary(ctx, w.ID, r.now); err != nil {
		return false, err
	}
	blocks, err := r.hours.BlocksOf(ctx, "", w.ID)
	if err != nil {
		return false, err
	}
	for _, b := range blocks {
		f.Blocks = append(f.Blocks, b.Block)
	}
	if f.Unavailable, _, err = r.hours.Unavailable(ctx, w.ID); err != nil {
		return false, err
	}
	if f.Agreements, err = r.agreementsFrom(ctx, w.HomeEmployer); err != nil {
		return false, err
	}
	if err := r.learnHost(ctx, &f, r.s.Employer); err != nil {
		return false, err
	}
	d := r.judge(w, r.s, f)
	return d.Outcome == eligibility.Eligible || d.Outcome == eligibility.EligibleWithWarnings, nil
}

func (r alerts) known(ctx context.Context, worker id.ID) (eligibility.Worker, error) {
	passport, floor, err := r.models.Worker(ctx, worker)
	if err != nil {
		return eligibility.Worker{}, err
	}
	return workerOf(passport, floor)
}

func (r alerts) agreementsFrom(ctx context.Context, home string) ([]eligibility.Agreement, error) {
	if known, ok := r.agreements[home]; ok {
		return known, nil
	}
	told, err := r.agreementsOf(ctx, home)
	r.agreements[home] = told
	return told, err
}

// locate finds where the shift is.
func (r *alerts) locate(ctx context.Context) error {
	sites, err := r.models.Sites(ctx, r.s.Employer)
	for _, site := range sites {
		if site.ODS == r.s.Site {
			r.site = places.Point{Lat: site.Lat, Lon: site.Lon}
		}
	}
	return err
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
	w, err := r.known(ctx, worker)
	if err != nil {
		return o, err
	}
	prices := wages{app: r.App, worker: w, rules: r.rules}
	if err := prices.learn(ctx, r.s.Employer); err != nil {
		return o, err
	}
	o.TotalPence = prices.quote(r.s).TotalPence
	likes, err := r.prefers.Of(ctx, worker)
	if err != nil || likes.Area == "" || !r.site.Known() {
		return o, err
	}
	if _, home, err := places.Locate(likes.Area); err == nil {
		km := places.DistanceKM(home, r.site)
		o.KM = &km
	}
	return o, nil
}
