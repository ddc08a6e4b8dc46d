package independent

import "maps"

// Flow is the work that people of one employer do for another.
type Flow struct {
	Home           string `json:"home"`
	Host           string `json:"host"`
	Few            bool   `json:"few,omitempty"`
	Workers        int64  `json:"workers"`
	Bookings       int64  `json:"bookings"`
	Minutes        int64  `json:"minutes"`
	Pence          int64  `json:"pence"`
	RechargedPence int64  `json:"recharged_pence"`
	SettledPence   int64  `json:"settled_pence"`
	DisputedPence  int64  `json:"disputed_pence"`
	Recharges      int64  `json:"recharges"`
	NotRecharged   int64  `json:"not_recharged"`

	working, recharged map[string]bool
}

// Flows are the pairs of employers between which anybody worked or anything was owed, as the two employers know them.
func (h *History) Flows(in Interval) map[string]Flow {
	pairs := map[string]*Flow{}
	pair := func(home, host string) *Flow {
		f := pairs[home+">"+host]
		if f == nil {
			f = &Flow{Home: home, Host: host, working: map[string]bool{}, recharged: map[string]bool{}}
			pairs[home+">"+host] = f
		}
		return f
	}
	recharged := map[string]bool{}
	for _, r := range h.recharges {
		recharged[r.BookingID] = true
		if !in.has(r.StartsAt) || r.Kind == "nothing" && r.Total == 0 && r.Settled == 0 {
			continue
		}
		f := pair(r.Home, r.Host)
		f.recharged[r.Worker] = true
		f.Recharges++
		f.RechargedPence += r.Total
		f.SettledPence += r.Settled
		if r.Status == "disputed" {
			f.DisputedPence += r.Total
		}
	}
	for id, b := range h.bookings {
		if b.Home == b.Host || !in.has(b.StartsAt) || !b.stands() {
			continue
		}
		f := pair(b.Home, b.Host)
		f.working[b.Worker] = true
		f.Bookings++
		if b.approved() {
			f.Minutes += b.WorkedMinutes
			f.Pence += b.WorkedPence
			if !recharged[id] {
				f.NotRecharged++
			}
			continue
		}
		f.Minutes += b.NetMinutes
		f.Pence += b.PayTotal
	}
	out := map[string]Flow{}
	for name, f := range pairs {
		people := maps.Clone(f.working)
		maps.Copy(people, f.recharged)
		f.Workers = int64(len(people))
		out[name] = *f
	}
	return out
}

// Aid is what became of the shifts that a mutual aid opened.
type Aid struct {
	ID     string `json:"id"`
	Shifts int64  `json:"shifts"`
	Filled int64  `json:"filled"`
	Aided  int64  `json:"aided"`
}

// Aids are the mutual aids that opened any shift that starts in the interval.
func (h *History) Aids(in Interval) map[string]Aid {
	out := map[string]Aid{}
	for id, m := range h.mutualAids {
		a, touched := Aid{ID: id}, false
		for _, opened := range m.Shifts {
			s, known := h.shifts[opened.ShiftID]
			if !known || !s.counted() || !in.has(s.StartsAt) {
				continue
			}
			touched = true
			if s.calledOff() {
				continue
			}
			a.Shifts++
			if s.byBank() || s.byAgency() {
				a.Filled++
			}
			if s.part() == "collaborative_bank" {
				a.Aided++
			}
		}
		if touched {
			out[id] = a
		}
	}
	return out
}
