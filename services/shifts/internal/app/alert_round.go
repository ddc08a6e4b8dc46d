package app

import (
	"context"

	"github.com/muster-ics/muster/pkg/id"

	"github.com/muster-ics/muster/services/shifts/internal/alerting"
	"github.com/muster-ics/muster/services/shifts/internal/eligibility"
	"github.com/muster-ics/muster/services/shifts/internal/openlist"
	"github.com/muster-ics/muster/services/shifts/internal/pay"
	"github.com/muster-ics/muster/services/shifts/internal/places"
)

// alerts is one round of alerts about one shift.
type alerts struct {
	crowd
	key    string
	raised bool
	names  Directory
	urgent bool
	rules  map[string]pay.Rules
	// site is where the shift is; not Known when nobody has said.
	site places.Point
}

// tellings are who of the workers is told: the cheap questions first, the whole decision for who is left.
func (r alerts) tellings(ctx context.Context, workers []id.ID, standing map[id.ID]AlertStanding) ([]Telling, error) {
	var left []id.ID
	for _, w := range workers {
		if r.mayWant(standing[w]) {
			left = append(left, w)
		}
	}
	var out []Telling
	err := r.each(ctx, left, func(m member) error {
		if t, tell := r.to(m, standing[m.ID]); tell {
			out = append(out, t)
		}
		return nil
	})
	return out, err
}

// mayWant leaves out who knows of the shift, and who wants no word of it whatever is known of them.
func (r alerts) mayWant(st AlertStanding) bool {
	settings := settingsOf(st)
	return !st.Known && (len(settings.Rules) > 0 || settings.Wants(r.offer(nil), r.now).When != alerting.Never)
}

func settingsOf(st AlertStanding) alerting.Settings {
	if st.Settings == nil {
		return alerting.Default()
	}
	return *st.Settings
}

// to decides on one worker. Nobody is told of a shift that they would be refused, or that is offered to somebody else.
func (r alerts) to(m member, st AlertStanding) (Telling, bool) {
	settings := settingsOf(st)
	v := settings.Wants(r.offer(&m), r.now)
	if v.When == alerting.Never {
		return Telling{}, false
	}
	d := r.judgeOpen(m.Worker, r.s, m.Facts)
	if d.Outcome != eligibility.Eligible && d.Outcome != eligibility.EligibleWithWarnings {
		return Telling{}, false
	}
	t := openShiftTelling(r.s, r.names, r.now, r.raised)
	t.WorkerID, t.Key = m.ID, r.key
	t.Ring, t.Delay, t.Urgent = true, v.At.Sub(r.now), r.urgent
	if st.Told >= settings.PerHour {
		t = digest(t, r.now)
	}
	return t, true
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

// offer is the shift from where a worker stands; without one, as it is for everybody.
func (r alerts) offer(m *member) alerting.Offer {
	o := alerting.Offer{
		Employer: r.s.Employer, Site: r.s.Site, Ward: r.s.Ward, StartsAt: r.s.StartsAt, EndsAt: r.s.EndsAt,
		HourlyPence: r.s.RatePence, Night: openlist.IsNight(r.s.StartsAt, r.s.EndsAt), Urgent: r.urgent,
	}
	if m == nil {
		return o
	}
	o.TotalPence = wages{app: r.App, worker: m.Worker, rules: r.rules}.quote(r.s).TotalPence
	if m.Area == "" || !r.site.Known() {
		return o
	}
	if _, home, err := places.Locate(m.Area); err == nil {
		km := places.DistanceKM(home, r.site)
		o.KM = &km
	}
	return o
}
