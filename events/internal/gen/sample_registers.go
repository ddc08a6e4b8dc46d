package main

import (
	"time"

	"github.com/muster-ics/muster/events"
	"github.com/muster-ics/muster/events/deployments"
)

func sampleEmployer(until *time.Time, successor string) deployments.EmployerState {
	return deployments.EmployerState{ODS: "RVV", Name: "East Kent Hospitals University NHS Foundation Trust", Kind: "acute", ICS: "QKS", Since: posted,
		Memberships: []deployments.Membership{{ICS: "QKS", Since: posted, Until: until}}, ClosedAt: until, SucceededBy: successor}
}

func init() {
	aggregateOf["deployments.membership"] = "RVV"
	for _, e := range []events.Event{
		deployments.EmployerRegisteredV1{Employer: sampleEmployer(nil, "")}, deployments.MembershipChangedV1{Employer: sampleEmployer(nil, "")},
		deployments.EmployerSucceededV1{Employer: sampleEmployer(&later, "RWF")},
		deployments.SiteRegisteredV1{Site: deployments.SiteState{ODS: "RVV01", Employer: "RVV", Name: "William Harvey Hospital", Town: "Ashford", Postcode: "TN24 0LZ", Lat: 51.1415, Lon: 0.9162,
			Owners: []deployments.Owner{{Employer: "RVV", Until: &later}, {Employer: "RWF", From: &later}}, Replaces: "RVV00"}},
	} {
		samples[e.EventName()] = e
	}
}
