package independent

import (
	"slices"
	"time"
)

// Insiders is how much of a host's popular work goes to those who have most of it.
type Insiders struct {
	Employer string   `json:"employer"`
	Few      bool     `json:"few,omitempty"`
	Popular  int64    `json:"popular"`
	Top      int64    `json:"top"`
	Share    *float64 `json:"share"`
}

// Insiders counts by host.
func (h *History) Insiders(in Interval) map[string]Insiders {
	had := map[string]map[string]int64{}
	for _, b := range h.bookings {
		s := h.shifts[b.ShiftID]
		if !s.counted() || !in.has(s.StartsAt) || !in.has(b.StartsAt) || !b.stands() || b.ConfirmedAt == nil || b.ConfirmedAt.Sub(s.asked()) > time.Hour {
			continue
		}
		if had[b.Host] == nil {
			had[b.Host] = map[string]int64{}
		}
		had[b.Host][b.Worker]++
	}
	out := map[string]Insiders{}
	for employer, people := range had {
		i := Insiders{Employer: employer}
		var counts []int64
		for _, n := range people {
			counts = append(counts, n)
			i.Popular += n
		}
		if len(counts) < 10 {
			i.Few = true
			out[employer] = i
			continue
		}
		slices.Sort(counts)
		i.Top = max(int64(len(counts)+9)/10, 5)
		var most int64
		for _, n := range counts[len(counts)-int(i.Top):] {
			most += n
		}
		i.Share = ratio(most, i.Popular)
		out[employer] = i
	}
	return out
}
