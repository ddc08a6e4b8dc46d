package api

import (
	"context"
	"net/http"
	"time"

	"github.com/muster-ics/muster/services/deployments/internal/app"
	"github.com/muster-ics/muster/services/deployments/internal/web/londonday"
)

// Employer is an organisation that posts shifts and employs people.
type Employer struct {
	ODS   string    `json:"ods" maxLength:"12" doc:"Organisation Data Service code" example:"RVV"`
	Name  string    `json:"name" maxLength:"120"`
	Kind  string    `json:"kind" enum:"acute,community,mental_health,ambulance,primary_care,other"`
	ICS   string    `json:"ics" maxLength:"12" doc:"Code of the integrated care system" example:"QKS"`
	Since time.Time `json:"since" doc:"Start of its membership of the system"`
}

// Site is a place where shifts are worked.
type Site struct {
	ODS      string  `json:"ods" maxLength:"12" example:"RVV01"`
	Employer string  `json:"employer" maxLength:"12" example:"RVV"`
	Name     string  `json:"name" maxLength:"120"`
	Town     string  `json:"town" maxLength:"80"`
	Postcode string  `json:"postcode" maxLength:"8" example:"TN24 0LZ"`
	Lat      float64 `json:"lat" minimum:"-90" maximum:"90" doc:"Degrees, WGS 84"`
	Lon      float64 `json:"lon" minimum:"-180" maximum:"180" doc:"Degrees, WGS 84"`
}

// EmployerLife is an employer with all that is dated about it.
type EmployerLife struct {
	Employer
	Version      int64        `json:"version" doc:"Counts the changes, from 1"`
	Memberships  []Membership `json:"memberships" doc:"Every time in a system, earliest first"`
	ClosedAt     *time.Time   `json:"closed_at,omitempty" doc:"From then on it is no more"`
	SucceededBy  string       `json:"succeeded_by,omitempty" doc:"Who follows it from closed_at on"`
	Predecessors []string     `json:"predecessors,omitempty" doc:"Whom it followed"`
}

// Membership is one time of an employer in a system.
type Membership struct {
	ICS   string     `json:"ics"`
	Since time.Time  `json:"since"`
	Until *time.Time `json:"until,omitempty"`
}

// NewSite is a site to be registered.
type NewSite struct {
	Site
	OpensOn  string `json:"opens_on,omitempty" format:"date" doc:"Absent: it has always been there"`
	Replaces string `json:"replaces,omitempty" maxLength:"12" doc:"Code of the site that this one replaces from opens_on; that one closes then"`
}

// SiteLife is a site with all that is dated about it.
type SiteLife struct {
	Site
	Version  int64   `json:"version" doc:"Counts the changes, from 1"`
	Owners   []Owner `json:"owners" doc:"Whose it was, is and will be, earliest first"`
	Replaces string  `json:"replaces,omitempty"`
}

// Owner is the employer of a site for a time.
type Owner struct {
	Employer string     `json:"employer"`
	From     *time.Time `json:"from,omitempty" doc:"Absent: as far back as anybody knows"`
	Until    *time.Time `json:"until,omitempty"`
}

type employerIn struct{ Body Employer }

type employerOut struct {
	Status int
	Body   Employer
}

type employersIn struct {
	AsAt string `query:"as_at" format:"date" doc:"Only those that take part in the system when this day begins in London; absent means all that were ever registered"`
}

type employersOut struct {
	Body struct {
		Employers []EmployerLife `json:"employers"`
	}
}

type siteIn struct{ Body NewSite }

type siteOut struct {
	Status int
	Body   Site
}

type sitesIn struct {
	Employer string `query:"employer" maxLength:"12" doc:"Only this employer's sites"`
	AsAt     string `query:"as_at" format:"date" doc:"As they are when this day begins in London; absent means now"`
}

type sitesOut struct {
	Body struct {
		Sites []SiteLife `json:"sites"`
	}
}

func (x api) registerEmployer(ctx context.Context, in *employerIn) (*employerOut, error) {
	e, fresh, err := x.app.RegisterEmployer(ctx, app.EmployerDetails(in.Body))
	if err != nil {
		return nil, err
	}
	return &employerOut{Status: created(fresh), Body: Employer(e.Details())}, nil
}

func (x api) listEmployers(ctx context.Context, in *employersIn) (*employersOut, error) {
	list := x.app.AllEmployers
	if in.AsAt != "" {
		at, err := londonday.Start("query.as_at", in.AsAt)
		if err != nil {
			return nil, err
		}
		list = func(ctx context.Context) ([]app.Employer, error) { return x.app.EmployersAt(ctx, at) }
	}
	all, err := list(ctx)
	out := &employersOut{}
	for _, e := range all {
		out.Body.Employers = append(out.Body.Employers, employerLife(e))
	}
	return out, err
}

func employerLife(e app.Employer) EmployerLife {
	r := e.Record()
	out := EmployerLife{Employer: Employer(e.Details()), Version: r.Version, ClosedAt: r.ClosedAt, SucceededBy: r.SucceededBy}
	for _, m := range r.Memberships {
		out.Memberships = append(out.Memberships, Membership(m))
	}
	return out
}

func (x api) registerSite(ctx context.Context, in *siteIn) (*siteOut, error) {
	on, err := londonday.Or("body.opens_on", in.Body.OpensOn, time.Time{})
	if err != nil {
		return nil, err
	}
	s, fresh, err := x.app.OpenSite(ctx, app.SiteDetails(in.Body.Site), app.Opening{On: on, Replaces: in.Body.Replaces})
	if err != nil {
		return nil, err
	}
	return &siteOut{Status: created(fresh), Body: Site(s.Details())}, nil
}

func (x api) listSites(ctx context.Context, in *sitesIn) (*sitesOut, error) {
	at, err := londonday.Or("query.as_at", in.AsAt, x.app.Now())
	if err != nil {
		return nil, err
	}
	all, err := x.app.SitesAt(ctx, in.Employer, at)
	out := &sitesOut{}
	for _, s := range all {
		life := siteLife(s)
		life.Employer = s.OwnerAt(at)
		out.Body.Sites = append(out.Body.Sites, life)
	}
	return out, err
}

func siteLife(s app.Site) SiteLife {
	r := s.Record()
	out := SiteLife{Site: Site(s.Details()), Version: r.Version, Replaces: r.Replaces}
	for _, o := range r.Owners {
		out.Owners = append(out.Owners, Owner(o))
	}
	return out
}

func created(fresh bool) int {
	if fresh {
		return http.StatusCreated
	}
	return http.StatusOK
}
