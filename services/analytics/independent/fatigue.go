package independent

import (
	"slices"
	"time"
)

// Fatigue is how close to their limits the workers of an employer are.
type Fatigue struct {
	Home      string `json:"home"`
	Few       bool   `json:"few,omitempty"`
	Workers   int64  `json:"workers"`
	Weeks     int64  `json:"weeks"`
	WeeksOver int64  `json:"weeks_over_48h"`
	Rests     int64  `json:"rests"`
	Near      int64  `json:"near_11h"`
	Short     int64  `json:"under_11h"`
}

// Fatigue counts by home employer.
func (h *History) Fatigue(in Interval) map[string]Fatigue {
	work := map[string]map[string][]booking{}
	for _, b := range h.bookings {
		if !b.stands() || !in.has(b.StartsAt) {
			continue
		}
		if work[b.Home] == nil {
			work[b.Home] = map[string][]booking{}
		}
		work[b.Home][b.Worker] = append(work[b.Home][b.Worker], b)
	}
	out := map[string]Fatigue{}
	for home, people := range work {
		f := Fatigue{Home: home, Workers: int64(len(people))}
		for _, all := range people {
			f.addWorker(all)
		}
		out[home] = f
	}
	return out
}

func (f *Fatigue) addWorker(all []booking) {
	slices.SortFunc(all, func(a, b booking) int { return a.StartsAt.Compare(b.StartsAt) })
	minutes := map[string]int64{}
	for i, b := range all {
		if b.approved() {
			minutes[week(b.StartsAt)] += b.WorkedMinutes
		} else {
			minutes[week(b.StartsAt)] += b.NetMinutes
		}
		if i == 0 {
			continue
		}
		switch rest := b.StartsAt.Sub(all[i-1].EndsAt); {
		case rest >= 24*time.Hour:
			continue
		case rest < 11*time.Hour:
			f.Short++
		case rest < 12*time.Hour:
			f.Near++
		}
		f.Rests++
	}
	f.Weeks += int64(len(minutes))
	for _, m := range minutes {
		if m > 48*60 {
			f.WeeksOver++
		}
	}
}
