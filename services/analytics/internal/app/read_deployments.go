package app

import (
	"github.com/muster-ics/muster/events/deployments"
	"github.com/muster-ics/muster/services/analytics/internal/fact"
)

func deployed(d deployments.DeploymentState) fact.State {
	x := fact.Deployment{
		BookingID: d.BookingID, HomeEmployer: d.HomeEmployer, HostEmployer: d.HostEmployer, StaffGroup: d.StaffGroup, Band: d.Band,
		StartsAt: d.StartsAt, EndsAt: d.EndsAt, Status: d.Status, AgreementID: d.AgreementID, AgreementVersion: d.AgreementVersion,
	}
	for _, r := range d.Reasons {
		x.Codes = append(x.Codes, string(r.Code))
	}
	return x
}

func employed(e deployments.EmployerState) fact.State {
	x := fact.Employer{Name: e.Name, ClosedAt: e.ClosedAt, SucceededBy: e.SucceededBy, Memberships: []fact.Membership{{ICS: e.ICS, Since: e.Since}}}
	if len(e.Memberships) > 0 {
		x.Memberships = nil // Older tellers knew of the one above only.
	}
	for _, m := range e.Memberships {
		x.Memberships = append(x.Memberships, fact.Membership(m))
	}
	return x
}

func placed(s deployments.SiteState) fact.State {
	x := fact.Site{Name: s.Name, Employer: s.Employer, Town: s.Town, Replaces: s.Replaces}
	for _, o := range s.Owners {
		x.Owners = append(x.Owners, fact.Owner(o))
	}
	return x
}
