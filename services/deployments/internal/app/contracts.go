package app

import (
	"encoding/json"
	"time"

	"github.com/muster-ics/muster/events"
	contracts "github.com/muster-ics/muster/events/deployments"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/deployments/internal/deployment"
)

// Trail is who made a change, for whom, what and why.
type Trail struct {
	// Actor is an opaque id or system:<what>; OnBehalfOf an ODS code or empty.
	Actor, OnBehalfOf, Action, Reason, RequestID string
	// Cause is the id of the event that led to the change; empty when a person did.
	Cause string
	// Before and After are the public state as JSON; Before is nil on creation.
	Before, After []byte
}

// Told is one version of one aggregate as the others hear of it.
type Told struct {
	Event     events.Event
	Aggregate string
	Version   int64
	// ICS and ODS are whose fact it is.
	ICS, ODS string
	At       time.Time
	Trail    Trail
}

func tellDeployment(d *deployment.Deployment, before *deployment.Record, ics string, at time.Time, t Trail) Told {
	r := d.Record()
	state := deploymentState(r)
	if before != nil {
		t.Before = canonical(deploymentState(*before))
	}
	t.After = canonical(state)
	told := Told{Aggregate: r.ID.String(), Version: r.Version, ICS: ics, ODS: r.Host, At: at, Trail: t}
	switch r.Status {
	case deployment.Authorised:
		told.Event = contracts.DeploymentAuthorisedV1{Deployment: state}
	case deployment.Refused:
		told.Event = contracts.DeploymentRefusedV1{Deployment: state}
	case deployment.StoodDown:
		told.Event = contracts.DeploymentStoodDownV1{Deployment: state}
	case deployment.Revoked:
		told.Event = contracts.DeploymentRevokedV1{Deployment: state}
	}
	return told
}

func deploymentState(r deployment.Record) contracts.DeploymentState {
	s := contracts.DeploymentState{
		DeploymentID: r.ID.String(), BookingID: r.Booking.String(), ShiftID: r.Shift.String(), WorkerID: r.Worker.String(),
		HomeEmployer: r.Home, HostEmployer: r.Host, Site: r.Site, StaffGroup: r.StaffGroup, Band: r.Band,
		StartsAt: r.StartsAt, EndsAt: r.EndsAt, Status: string(r.Status), Reasons: r.Reasons, AgreementVersion: r.Terms,
	}
	if r.Aid != id.Nil {
		s.MutualAidID = r.Aid.String()
	}
	if r.Agreement != id.Nil {
		s.AgreementID = r.Agreement.String()
	}
	return s
}

// canonical is the state as the audit hashes it: encoding/json writes a struct's fields in one fixed order.
func canonical(state any) []byte {
	b, err := json.Marshal(state)
	if err != nil {
		panic(err) // No state holds a type that JSON cannot hold.
	}
	return b
}
