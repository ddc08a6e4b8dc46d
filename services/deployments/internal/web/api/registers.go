package api

import (
	"context"
	"net/http"
	"time"

	"github.com/muster-ics/muster/services/deployments/internal/app"
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

type employerIn struct{ Body Employer }

type employerOut struct {
	Status int
	Body   Employer
}

type employersOut struct {
	Body struct {
		Employers []Employer `json:"employers"`
	}
}

type siteIn struct{ Body Site }

type siteOut struct {
	Status int
	Body   Site
}

type sitesIn struct {
	Employer string `query:"employer" maxLength:"12" doc:"Only this employer's sites"`
}

type sitesOut struct {
	Body struct {
		Sites []Site `json:"sites"`
	}
}

func (x api) registerEmployer(ctx context.Context, in *employerIn) (*employerOut, error) {
	e, fresh, err := x.app.RegisterEmployer(ctx, app.EmployerDetails(in.Body))
	if err != nil {
		return nil, err
	}
	return &employerOut{Status: created(fresh), Body: Employer(e.Details())}, nil
}

func (x api) listEmployers(ctx context.Context, _ *struct{}) (*employersOut, error) {
	all, err := x.app.AllEmployers(ctx)
	out := &employersOut{}
	for _, e := range all {
		out.Body.Employers = append(out.Body.Employers, Employer(e.Details()))
	}
	return out, err
}

func (x api) registerSite(ctx context.Context, in *siteIn) (*siteOut, error) {
	s, fresh, err := x.app.RegisterSite(ctx, app.SiteDetails(in.Body))
	if err != nil {
		return nil, err
	}
	return &siteOut{Status: created(fresh), Body: Site(s.Details())}, nil
}

func (x api) listSites(ctx context.Context, in *sitesIn) (*sitesOut, error) {
	all, err := x.app.AllSites(ctx, in.Employer)
	out := &sitesOut{}
	for _, s := range all {
		out.Body.Sites = append(out.Body.Sites, Site(s.Details()))
	}
	return out, err
}

func created(fresh bool) int {
	if fresh {
		return http.StatusCreated
	}
	return http.StatusOK
}
