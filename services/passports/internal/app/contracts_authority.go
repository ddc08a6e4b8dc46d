package app

import (
	"errors"
	"fmt"

	"github.com/muster-ics/muster/events/deployments"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/passports/internal/credential"
)

// AuthorityOf reads what deployments says of a deployment.
func AuthorityOf(d deployments.DeploymentState) (Deployment, error) {
	deployment, err := id.Parse(d.DeploymentID)
	workerID, err2 := id.Parse(d.WorkerID)
	if err := errors.Join(err, err2); err != nil {
		return Deployment{}, fmt.Errorf("deployment: %w", err)
	}
	return Deployment{Worker: workerID, Authorised: d.Status == "authorised", Authority: credential.Authority{
		Deployment: deployment, AgreementID: d.AgreementID, Home: d.HomeEmployer, Host: d.HostEmployer, Role: d.StaffGroup + ", band " + d.Band, Site: d.Site,
		From: d.StartsAt.UTC(), To: d.EndsAt.UTC(),
	}}, nil
}
