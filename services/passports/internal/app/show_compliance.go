package app

import (
	"context"
	"maps"
	"slices"
	"time"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/passports/internal/registration"
)

// complianceDays is how far ahead what runs out is counted.
const complianceDays = 30

// Compliance is how an employer's workers stand.
type Compliance struct {
	Employer string
	At       time.Time
	// Total counts everybody with an engagement that runs now.
	Total RoleStanding
	Roles []RoleStanding
	// Due are the pieces of evidence that are gone or run out within Days.
	Due       []DueCount
	Days      int
	Registers []RegisterStanding
}

// RoleStanding counts the workers of a role by standing.
type RoleStanding struct {
	Role                                            string
	Workers, Deployable, Lacking, OnHold, Suspended int
}

// Percent is the part that is deployable, rounded down so that 100 means everybody. It is -1 when there is nobody.
func (r RoleStanding) Percent() int {
	if r.Workers == 0 {
		return -1
	}
	return r.Deployable * 100 / r.Workers
}

func (r *RoleStanding) add(standing string, n int) {
	r.Workers += n
	switch standing {
	case Deployable:
		r.Deployable += n
	case Lacking:
		r.Lacking += n
	case OnHold:
		r.OnHold += n
	case Suspended:
		r.Suspended += n
	}
}

// RegisterStanding is how a register stands for an employer's staff.
type RegisterStanding struct {
	Body  string
	Staff int
	// ReadAt is when it was last read for all staff; nil when it never was. Stale and TooOld are the moments from which
	// clearances are flagged and refused.
	ReadAt        *time.Time
	Stale, TooOld bool
}

// ShowCompliance gives the figures to the employer's people with the duty to verify.
func (p *Passports) ShowCompliance(ctx context.Context, employer string) (Compliance, error) {
	if _, err := Policy.Check(ctx, MayListDue, auth.Facts{Home: employer, ICS: p.ICS}); err != nil {
		return Compliance{}, err
	}
	q, read, err := p.standingNow(ctx, employer)
	if err != nil {
		return Compliance{}, err
	}
	out := Compliance{Employer: employer, At: q.Now, Days: complianceDays}
	counts, err := p.Dues.Standings(ctx, q)
	if err != nil {
		return Compliance{}, err
	}
	for _, c := range counts {
		out.Total.add(c.Standing, c.Workers)
		i := slices.IndexFunc(out.Roles, func(r RoleStanding) bool { return r.Role == c.Role })
		if i < 0 {
			i = len(out.Roles)
			out.Roles = append(out.Roles, RoleStanding{Role: c.Role})
		}
		out.Roles[i].add(c.Standing, c.Workers)
	}
	if out.Due, err = p.Dues.DueByWhat(ctx, employer, q.Now, q.Now.AddDate(0, 0, complianceDays)); err != nil {
		return Compliance{}, err
	}
	out.Registers, err = p.registers(ctx, employer, q.Now, read[employer])
	return out, err
}

// standingNow says which readings of registers count at this moment.
func (p *Passports) standingNow(ctx context.Context, employer string) (StandingQuery, map[string]RegistersRead, error) {
	now := p.Clock.Now()
	q := StandingQuery{Employer: employer, Now: now, ReadSince: now.Add(-registration.TooOldAfter), Read: []string{}}
	read, err := p.Dues.Readings(ctx, employer)
	for ods, bodies := range read {
		for body, at := range bodies {
			if !at.Before(q.ReadSince) {
				q.Read = append(q.Read, ods+":"+body)
			}
		}
	}
	slices.Sort(q.Read)
	return q, read, err
}

func (p *Passports) registers(ctx context.Context, employer string, now time.Time, read RegistersRead) ([]RegisterStanding, error) {
	staff, err := p.Dues.StaffOnRegisters(ctx, employer, now)
	if err != nil {
		return nil, err
	}
	var out []RegisterStanding
	for _, body := range slices.Sorted(maps.Keys(staff)) {
		r := RegisterStanding{Body: body, Staff: staff[body], Stale: true, TooOld: true}
		if at, ok := read[body]; ok {
			r.ReadAt, r.Stale, r.TooOld = &at, now.Sub(at) > registration.StaleAfter, now.Sub(at) > registration.TooOldAfter
		}
		out = append(out, r)
	}
	return out, nil
}

// FindStanding asks for a page of the workers behind a figure.
type FindStanding struct {
	// Standing is one of StandingNames, or empty for everybody; Role a role's code, or empty for all.
	Employer, Standing, Role string
	After                    id.ID
	Limit                    int
}

// FindStanding gives them by id, with the whole passport, since the page says what each of them lacks.
func (p *Passports) FindStanding(ctx context.Context, f FindStanding) (WorkerPage, error) {
	if _, err := Policy.Check(ctx, MayListDue, auth.Facts{Home: f.Employer, ICS: p.ICS}); err != nil {
		return WorkerPage{}, err
	}
	if f.Standing != "" && !slices.Contains(StandingNames, f.Standing) {
		return WorkerPage{}, FieldFault("standing", "Use one of: deployable, lacking, on_hold, suspended.")
	}
	q, _, err := p.standingNow(ctx, f.Employer)
	if err != nil {
		return WorkerPage{}, err
	}
	ids, err := p.Dues.StandingAs(ctx, q, f.Standing, f.Role, f.After, f.Limit+1)
	if err != nil {
		return WorkerPage{}, err
	}
	page := WorkerPage{Workers: []WorkerView{}}
	if len(ids) > f.Limit {
		ids = ids[:f.Limit]
		page.Next = ids[f.Limit-1]
	}
	names, err := p.namesSeen(ctx, ids...)
	if err != nil {
		return WorkerPage{}, err
	}
	for _, one := range ids {
		w, err := p.Workers.Get(ctx, one)
		if err != nil {
			return WorkerPage{}, err
		}
		page.Workers = append(page.Workers, view(w, names[one]))
	}
	return page, nil
}
