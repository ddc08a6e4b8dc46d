package app

import (
	"time"

	contracts "github.com/muster-ics/muster/events/deployments"
	"github.com/muster-ics/muster/events/footprint"
	"github.com/muster-ics/muster/services/deployments/internal/employer"
	"github.com/muster-ics/muster/services/deployments/internal/site"
)

func tellEmployer(e employer.Employer, at time.Time, t Trail) Told {
	state := employerState(e)
	t.After = canonical(state)
	return Told{Event: contracts.EmployerRegisteredV1{Employer: state}, Aggregate: state.ODS, Version: e.Version(), ICS: state.ICS, ODS: state.ODS, At: at, Trail: t}
}

// tellEmployerChanged tells of another version; before is the one that it follows.
func tellEmployerChanged(e, before employer.Employer, at time.Time, t Trail) Told {
	t.Before = canonical(employerState(before))
	return tellEmployer(e, at, t)
}

// tellMembership tells the same change once more, for those who follow memberships alone.
func tellMembership(e, before employer.Employer, at time.Time, t Trail) Told {
	told := tellEmployerChanged(e, before, at, t)
	told.Event = contracts.MembershipChangedV1{Employer: employerState(e)}
	return told
}

func tellSucceeded(e, before employer.Employer, at time.Time, t Trail) Told {
	told := tellEmployerChanged(e, before, at, t)
	told.Event = contracts.EmployerSucceededV1{Employer: employerState(e)}
	return told
}

func employerState(e employer.Employer) contracts.EmployerState {
	r, d := e.Record(), e.Details()
	s := contracts.EmployerState{
		ODS: r.ODS, Name: r.Name, Kind: r.Kind, ICS: d.ICS, Since: d.Since, ClosedAt: r.ClosedAt, SucceededBy: r.SucceededBy,
	}
	for _, m := range r.Memberships {
		s.Memberships = append(s.Memberships, contracts.Membership(m))
	}
	return s
}

func tellSite(s site.Site, ics string, at time.Time, t Trail) Told {
	state := siteState(s)
	t.After = canonical(state)
	return Told{Event: contracts.SiteRegisteredV1{Site: state}, Aggregate: state.ODS, Version: s.Version(), ICS: ics, ODS: state.Employer, At: at, Trail: t}
}

func tellSiteChanged(s, before site.Site, ics string, at time.Time, t Trail) Told {
	t.Before = canonical(siteState(before))
	return tellSite(s, ics, at, t)
}

func siteState(s site.Site) contracts.SiteState {
	d, r := s.Details(), s.Record()
	state := contracts.SiteState{
		ODS: d.ODS, Employer: d.Employer, Name: d.Name, Town: d.Town, Postcode: d.Postcode, Lat: d.Lat, Lon: d.Lon, Replaces: r.Replaces,
	}
	for _, o := range r.Owners {
		state.Owners = append(state.Owners, contracts.Owner(o))
	}
	return state
}

// footprints is the registers as anybody may make them of what was told.
func footprints(es []employer.Employer, ss []site.Site) *footprint.Register {
	employers := make([]contracts.EmployerState, len(es))
	for i, e := range es {
		employers[i] = employerState(e)
	}
	sites := make([]contracts.SiteState, len(ss))
	for i, s := range ss {
		sites[i] = siteState(s)
	}
	return footprint.New(employers, sites)
}
