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
