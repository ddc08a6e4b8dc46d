package app

import (
	"context"
	"slices"
	"time"

	"github.com/muster-ics/muster/events/footprint"
	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/services/deployments/internal/employer"
	"github.com/muster-ics/muster/services/deployments/internal/site"
)

// AllEmployers lists the register, by code, with those that have closed.
func (a *App) AllEmployers(ctx context.Context) ([]employer.Employer, error) {
	if _, err := a.policy.Check(ctx, EmployerRead, auth.Facts{ICS: a.ICS}); err != nil {
		return nil, err
	}
	return a.Employers.All(ctx)
}

// EmployersAt lists the employers that take part in this system at a moment, by code.
func (a *App) EmployersAt(ctx context.Context, at time.Time) ([]employer.Employer, error) {
	all, err := a.AllEmployers(ctx)
	return slices.DeleteFunc(all, func(e employer.Employer) bool { return !e.MemberAt(a.ICS, at) }), err
}

// AllSites lists the sites, by employer and code; those that one employer has had at some time when given.
func (a *App) AllSites(ctx context.Context, employer string) ([]site.Site, error) {
	if _, err := a.policy.Check(ctx, SiteRead, auth.Facts{ICS: a.ICS}); err != nil {
		return nil, err
	}
	return a.Sites.All(ctx, employer)
}

// SitesAt lists the sites that are open at a moment, of one employer when given.
func (a *App) SitesAt(ctx context.Context, employer string, at time.Time) ([]site.Site, error) {
	all, err := a.AllSites(ctx, employer)
	return slices.DeleteFunc(all, func(s site.Site) bool {
		owner := s.OwnerAt(at)
		return owner == "" || employer != "" && owner != employer
	}), err
}

// EmployerLife is an employer with whom it followed, and the sites that it has had.
type EmployerLife struct {
	Employer     employer.Employer
	Predecessors []employer.Employer
	Sites        []site.Site
}

// ReadEmployer is one employer's life.
func (a *App) ReadEmployer(ctx context.Context, ods string) (l EmployerLife, err error) {
	all, err := a.AllEmployers(ctx)
	if err != nil {
		return l, err
	}
	i := slices.IndexFunc(all, func(e employer.Employer) bool { return e.ODS() == ods })
	if i < 0 {
		return l, noEmployer(ods)
	}
	l.Employer = all[i]
	for _, e := range all {
		if e.Record().SucceededBy == ods {
			l.Predecessors = append(l.Predecessors, e)
		}
	}
	l.Sites, err = a.AllSites(ctx, ods)
	return l, err
}

// Moved says where an employer's or a site's figures of one footprint stand on another.
type Moved struct {
	// Site is empty for an employer's figures as a whole.
	Employer, Site string
	// To is the employer of the other footprint. Exact is false when the code alone cannot tell: the sites do.
	To    string
	Exact bool
	// Member tells whether To takes part in this system on the other footprint.
	Member bool
}

// Footprints is how figures of each of two moments are restated on the other.
type Footprints struct{ OldToNew, NewToOld []Moved }

// Restatement maps the employers and sites of one moment on those of another, both ways.
func (a *App) Restatement(ctx context.Context, older, newer time.Time) (f Footprints, err error) {
	es, err := a.AllEmployers(ctx)
	if err != nil {
		return f, err
	}
	ss, err := a.AllSites(ctx, "")
	if err != nil {
		return f, err
	}
	r := footprints(es, ss)
	return Footprints{OldToNew: a.moved(r, es, ss, older, newer), NewToOld: a.moved(r, es, ss, newer, older)}, nil
}

// moved takes what was there at from to where it stands at to.
func (a *App) moved(r *footprint.Register, es []employer.Employer, ss []site.Site, from, to time.Time) []Moved {
	var out []Moved
	add := func(employer, site string) {
		s := r.Restate(footprint.Figure{Employer: employer, Site: site, At: from}, to)
		out = append(out, Moved{Employer: employer, Site: site, To: s.Employer, Exact: s.Exact, Member: r.Member(s.Employer, a.ICS, to)})
	}
	for _, e := range es {
		if !e.MemberAt(a.ICS, from) {
			continue
		}
		add(e.ODS(), "")
		for _, s := range ss {
			if s.OwnerAt(from) == e.ODS() {
				add(e.ODS(), s.ODS())
			}
		}
	}
	return out
}
