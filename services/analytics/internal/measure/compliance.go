package measure

import (
	"cmp"
	"slices"
	"time"

	"github.com/muster-ics/muster/services/analytics/internal/fact"
)

// expiresSoon is how far ahead expiring evidence is counted.
const expiresSoon = 30 * 24 * time.Hour

// requiredChecks are the employment checks that every bank worker has; registration stands by itself.
var requiredChecks = []string{"identity", "right_to_work", "references", "dbs", "occupational_health"}

// Compliance is how many of an employer's bank workers in a staff group could be deployed, by the record alone: what a
// host's own rules and a shift's own needs ask beyond it is judged at each booking.
type Compliance struct {
	Employer, StaffGroup string
	Workers              int64
	Deployable           Count
	// Expiring counts the workers whose evidence of a code runs out within thirty days.
	Expiring map[string]Count
	// Few tells that the workers are too few to be shown: all figures are nought then.
	Few bool
}

// ComplianceOf counts the bank members of each employer and staff group as of a moment.
func ComplianceOf(facts []fact.Fact, asOf time.Time) []Compliance {
	type place struct{ employer, group string }
	rows := map[place]*Compliance{}
	for _, f := range facts {
		p, ok := f.State.(fact.Passport)
		if !ok || p.Status == "left" {
			continue
		}
		deployable, soon := deployable(p, asOf), expiring(p, asOf)
		for at := range banksOf(p, asOf) {
			row := rows[place(at)]
			if row == nil {
				row = &Compliance{Employer: at.employer, StaffGroup: at.group, Expiring: map[string]Count{}}
				rows[place(at)] = row
			}
			row.Workers++
			if deployable {
				row.Deployable.N++
			}
			for code := range soon {
				row.Expiring[code] = Count{N: row.Expiring[code].N + 1}
			}
		}
	}
	out := make([]Compliance, 0, len(rows))
	for _, r := range rows {
		out = append(out, *r)
	}
	slices.SortFunc(out, func(a, b Compliance) int {
		return cmp.Or(cmp.Compare(a.Employer, b.Employer), cmp.Compare(a.StaffGroup, b.StaffGroup))
	})
	return out
}

// ComplianceFor cuts what the viewer may not see: of its own workers an employer sees all. No viewer is the lead.
func ComplianceFor(viewer Viewer, rows []Compliance) []Compliance {
	out := make([]Compliance, len(rows))
	for i, r := range rows {
		if !viewer.Is(r.Employer) {
			r = r.cut()
		}
		out[i] = r
	}
	return out
}

func (c Compliance) cut() Compliance {
	if few(c.Workers) {
		return Compliance{Employer: c.Employer, StaffGroup: c.StaffGroup, Expiring: map[string]Count{}, Few: true}
	}
	shown := make(map[string]Count, len(c.Expiring))
	for code, n := range c.Expiring {
		shown[code] = countFor(n.N, c.Workers)
	}
	c.Deployable, c.Expiring = countFor(c.Deployable.N, c.Workers), shown
	return c
}

type bank struct{ employer, group string }

// banksOf is where the worker is a bank member now, each place once.
func banksOf(p fact.Passport, asOf time.Time) map[bank]struct{} {
	out := map[bank]struct{}{}
	for _, g := range p.Posts {
		if g.Kind == "bank" && !asOf.Before(g.From) && (g.Until == nil || asOf.Before(*g.Until)) {
			out[bank{g.Employer, g.StaffGroup}] = struct{}{}
		}
	}
	return out
}

func deployable(p fact.Passport, asOf time.Time) bool {
	if p.Status != "active" {
		return false
	}
	for _, h := range p.Holds {
		if !asOf.Before(h.From) && (h.Until == nil || asOf.Before(*h.Until)) {
			return false
		}
	}
	have := map[string]bool{}
	for _, e := range p.Evidence {
		holds := e.Good && (e.Until == nil || asOf.Before(*e.Until))
		if e.Of == "registration" && !holds {
			return false
		}
		if e.Of == "check" && holds {
			have[e.Code] = true
		}
	}
	return !slices.ContainsFunc(requiredChecks, func(code string) bool { return !have[code] })
}

// expiring is the codes of what holds now and runs out soon.
func expiring(p fact.Passport, asOf time.Time) map[string]struct{} {
	out := map[string]struct{}{}
	for _, e := range p.Evidence {
		if e.Good && e.Until != nil && asOf.Before(*e.Until) && !e.Until.After(asOf.Add(expiresSoon)) {
			out[e.Code] = struct{}{}
		}
	}
	return out
}
