package independent

import "time"

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
