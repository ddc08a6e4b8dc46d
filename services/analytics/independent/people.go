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

// Compliance is how many bank workers of an employer and staff group could be deployed at a moment.
type Compliance struct {
	Employer   string           `json:"employer"`
	StaffGroup string           `json:"staff_group"`
	Few        bool             `json:"few,omitempty"`
	Workers    int64            `json:"workers"`
	Deployable Count            `json:"deployable"`
	Expiring   map[string]Count `json:"expiring"`
}

// Count is a number of people.
type Count struct {
	Count int64  `json:"count"`
	Bound string `json:"bound,omitempty"`
}

// Compliance counts by employer and staff group.
func (h *History) Compliance(moment time.Time) map[string]Compliance {
	out := map[string]Compliance{}
	for _, p := range h.passports {
		if p.Status == "left" {
			continue
		}
		seen := map[string]bool{}
		for _, e := range p.Engagements {
			cell := e.Employer + " " + e.StaffGroup
			if e.Kind != "bank" || e.From.After(moment) || over(e.Until, moment) || seen[cell] {
				continue
			}
			seen[cell] = true
			c, ok := out[cell]
			if !ok {
				c = Compliance{Employer: e.Employer, StaffGroup: e.StaffGroup, Expiring: map[string]Count{}}
			}
			c.Workers++
			if p.deployable(moment) {
				c.Deployable.Count++
			}
			for code := range p.expiring(moment) {
				c.Expiring[code] = Count{Count: c.Expiring[code].Count + 1}
			}
			out[cell] = c
		}
	}
	return out
}

func over(until *time.Time, moment time.Time) bool { return until != nil && !until.After(moment) }

func (p passport) deployable(moment time.Time) bool {
	if p.Status != "active" {
		return false
	}
	good := map[string]bool{}
	for _, c := range p.Checks {
		good[c.Type] = good[c.Type] || c.Outcome == "satisfied" && !over(c.ValidUntil, moment)
	}
	for _, need := range []string{"identity", "right_to_work", "references", "dbs", "occupational_health"} {
		if !good[need] {
			return false
		}
	}
	for _, r := range p.Registrations {
		if !r.good() || over(r.ValidUntil, moment) {
			return false
		}
	}
	for _, hold := range p.Holds {
		if !hold.From.After(moment) && !over(hold.Until, moment) {
			return false
		}
	}
	return true
}

func (p passport) expiring(moment time.Time) map[string]bool {
	codes := map[string]bool{}
	note := func(code string, until *time.Time) {
		if until != nil && until.After(moment) && !until.After(moment.AddDate(0, 0, 30)) {
			codes[code] = true
		}
	}
	for _, c := range p.Checks {
		if c.Outcome == "satisfied" {
			note(c.Type, c.ValidUntil)
		}
	}
	for _, c := range p.Competencies {
		note(c.Code, c.ValidUntil)
	}
	for _, r := range p.Registrations {
		if r.good() {
			note(r.Body, r.ValidUntil)
		}
	}
	return codes
}
