package measure

import (
	"cmp"
	"maps"
	"slices"
	"time"

	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/services/analytics/internal/fact"
)

const (
	// leastRest is the daily rest of the Working Time Regulations 1998, regulation 10; nearRest is where it becomes near.
	leastRest = 11 * time.Hour
	nearRest  = 12 * time.Hour
	// weekLimit is the 48 hours of regulation 4. The law averages them over a reference period: one week above is a sign
	// of fatigue, and no breach.
	weekLimit = 48 * time.Hour
)

// Fatigue is how close to their limits the workers of one employer are, by the bookings that Muster knows: substantive
// hours are not in it.
type Fatigue struct {
	Home string
	// Workers have bookings at all. WeeksOver are weeks of one worker above 48 hours, of Weeks with any work.
	Workers, Weeks, WeeksOver int64
	// Rests are the times between two bookings of one worker less than a day apart; Near are 11 hours to less than 12, Short less, by
	// the times that were booked.
	Rests, Near, Short int64
	// Few tells that the workers are too few to be shown: all figures are nought then.
	Few bool
}

// FatigueOf counts by home employer over the bookings that stand or were worked.
func FatigueOf(facts []fact.Fact) []Fatigue {
	type worker struct{ home, id string }
	spans := map[worker][]fact.Booking{}
	for _, f := range facts {
		if b, ok := f.State.(fact.Booking); ok && stands(b) {
			w := worker{b.HomeEmployer, b.WorkerID}
			spans[w] = append(spans[w], b)
		}
	}
	homes := map[string]Fatigue{}
	for w, bookings := range spans {
		row := homes[w.home]
		row.Home = w.home
		row.Workers++
		row.add(bookings)
		homes[w.home] = row
	}
	return slices.SortedFunc(maps.Values(homes), func(a, b Fatigue) int { return cmp.Compare(a.Home, b.Home) })
}

func (f *Fatigue) add(bookings []fact.Booking) {
	slices.SortFunc(bookings, func(a, b fact.Booking) int { return a.StartsAt.Compare(b.StartsAt) })
	weeks := map[time.Time]time.Duration{}
	for i, b := range bookings {
		weeks[monday(b.StartsAt)] += hours(b)
		if i == 0 {
			continue
		}
		switch rest := b.StartsAt.Sub(bookings[i-1].EndsAt); {
		case rest >= 24*time.Hour:
			continue
		case rest < leastRest:
			f.Short++
		case rest < nearRest:
			f.Near++
		}
		f.Rests++
	}
	for _, worked := range weeks {
		f.Weeks++
		if worked > weekLimit {
			f.WeeksOver++
		}
	}
}

// hours are net, as approved or else as booked.
func hours(b fact.Booking) time.Duration {
	minutes := b.NetMinutes
	if b.Approved() {
		minutes = b.WorkedMinutes
	}
	return time.Duration(minutes) * time.Minute
}

// monday is the start of the week in London.
func monday(t time.Time) time.Time {
	y, m, d := t.In(clock.London).Date()
	back := (int(t.In(clock.London).Weekday()) + 6) % 7
	return time.Date(y, m, d-back, 0, 0, 0, 0, clock.London)
}

// FatigueFor cuts what the viewer may not see: of its own workers an employer sees all. No viewer is the lead.
func FatigueFor(viewer Viewer, rows []Fatigue) []Fatigue {
	out := make([]Fatigue, len(rows))
	for i, r := range rows {
		if !viewer.Is(r.Home) && few(r.Workers) {
			r = Fatigue{Home: r.Home, Few: true}
		}
		out[i] = r
	}
	return out
}
