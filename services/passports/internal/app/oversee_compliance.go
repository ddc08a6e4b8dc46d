package app

import (
	"cmp"
	"context"
	"slices"

	"github.com/muster-ics/muster/pkg/auth"
)

// Smallest is the least number of people that a figure for others than the employer may stand for. Fewer would tell of
// persons.
const Smallest = 5

// Oversight is how an employer's workers stand, for those who see no names. A figure that would stand for fewer than
// Smallest people is nil, and so is every figure from which it could be reckoned.
type Oversight struct {
	Employer   string `json:"employer"`
	Workers    *int   `json:"workers" nullable:"true" doc:"Absent when it would stand for fewer than five people."`
	Deployable *int   `json:"deployable" nullable:"true" doc:"Absent when it, or the rest, would stand for fewer than five people."`
	Percent    *int   `json:"percent" nullable:"true" doc:"The deployable part in whole percent, rounded down."`
	// Due counts workers by what runs out within 30 days.
	Due []OversightDue `json:"due"`
}

// OversightDue counts the workers of whom one piece of evidence is gone or runs out.
type OversightDue struct {
	Kind   string `json:"kind"`
	Code   string `json:"code"`
	Gone   *int   `json:"gone" nullable:"true"`
	Coming *int   `json:"coming" nullable:"true"`
}

// OverseeCompliance gives each employer's figures to leads and auditors of the system.
func (p *Passports) OverseeCompliance(ctx context.Context) ([]Oversight, error) {
	if _, err := Policy.Check(ctx, MayReadCompliance, auth.Facts{ICS: p.ICS}); err != nil {
		return nil, err
	}
	q, _, err := p.standingNow(ctx, "")
	if err != nil {
		return nil, err
	}
	counts, err := p.Dues.Standings(ctx, q)
	if err != nil {
		return nil, err
	}
	totals := map[string]RoleStanding{}
	for _, c := range counts {
		t := totals[c.Employer]
		t.add(c.Standing, c.Workers)
		totals[c.Employer] = t
	}
	out := []Oversight{}
	for employer, t := range totals {
		o := oversight(employer, t)
		due, err := p.Dues.DueByWhat(ctx, employer, q.Now, q.Now.AddDate(0, 0, complianceDays))
		if err != nil {
			return nil, err
		}
		for _, d := range due {
			o.Due = append(o.Due, OversightDue{Kind: d.Kind, Code: d.Code, Gone: told(d.Gone), Coming: told(d.Coming)})
		}
		out = append(out, o)
	}
	slices.SortFunc(out, func(a, b Oversight) int { return cmp.Compare(a.Employer, b.Employer) })
	return out, nil
}

// oversight leaves out the deployable when they or the others are few: the one follows from the other.
func oversight(employer string, t RoleStanding) Oversight {
	o := Oversight{Employer: employer, Workers: told(t.Workers), Due: []OversightDue{}}
	rest := t.Workers - t.Deployable
	if o.Workers != nil && told(t.Deployable) != nil && (rest == 0 || told(rest) != nil) {
		o.Deployable = &t.Deployable
		if percent := t.Percent(); percent >= 0 {
			o.Percent = &percent
		}
	}
	return o
}

// told is a figure that may be told: none, or at least Smallest.
func told(n int) *int {
	if n > 0 && n < Smallest {
		return nil
	}
	return &n
}
