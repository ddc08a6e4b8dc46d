package passports_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/muster-ics/muster/events"
	"github.com/muster-ics/muster/events/deployments"
	contract "github.com/muster-ics/muster/events/passports"
	"github.com/muster-ics/muster/events/reason"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/testkit"
)

func TestADeploymentGivesItsWorkerAnAuthorityThatEndsWithIt(t *testing.T) {
	t.Parallel()
	w := start(t)
	workerID := w.enrol(nurse())
	from := w.Clock.Now().Add(24 * time.Hour).Truncate(time.Hour)
	deployment := func(status string) deployments.DeploymentState {
		return deployments.DeploymentState{
			DeploymentID: id.New().String(), BookingID: id.New().String(), ShiftID: id.New().String(), WorkerID: workerID, HomeEmployer: "RVV", HostEmployer: "RWF", Site: "RWF03",
			StaffGroup: "nursing_midwifery", Band: "5", StartsAt: from, EndsAt: from.Add(12 * time.Hour), AgreementID: id.New().String(), AgreementVersion: 1, Status: status, Reasons: []reason.Reason{},
		}
	}
	tell := func(ev events.Event, d deployments.DeploymentState, version int64) {
		testkit.Publish(t, w.Bus, "deployments", ev, events.Meta{AggregateID: d.DeploymentID, AggregateVersion: version, ODS: d.HostEmployer})
	}
	state := func(d deployments.DeploymentState) (live bool, why string) {
		for _, c := range w.credentials(http.MethodGet, workerID, "") {
			if c.Subject == "deployment:"+d.DeploymentID {
				return c.Live, c.Why
			}
		}
		return false, "none"
	}
	stands := deployment("authorised")
	tell(deployments.DeploymentAuthorisedV1{Deployment: stands}, stands, 1)
	issued, ok := w.await(func(e events.Envelope) bool { return e.Type == contract.CredentialIssuedV1{}.EventName() }).(contract.CredentialIssuedV1)
	if !ok || issued.Credential.Type != "deployment-authority/1" || issued.Credential.ExpiresAt.After(stands.EndsAt) || w.statusOf(issued.Credential) != 0 {
		t.Fatalf("told as %+v", issued)
	}
	tell(deployments.DeploymentAuthorisedV1{Deployment: stands}, stands, 1)
	// Another change of the passport leaves it.
	w.change(workerID, "/competencies", `{"framework":"cstf","code":"IPC","level":1,"achieved_on":"2025-06-01","valid_until":"2099-06-01"}`)
	if live, why := state(stands); !live {
		t.Errorf("it is gone: %s", why)
	}
	// The end of one counts, whether its beginning is heard before or after.
	gone := deployment("stood_down")
	tell(deployments.DeploymentStoodDownV1{Deployment: gone}, gone, 2)
	gone.Status = "authorised"
	tell(deployments.DeploymentAuthorisedV1{Deployment: gone}, gone, 1)
	ended := stands
	ended.Status = "revoked"
	tell(deployments.DeploymentRevokedV1{Deployment: ended}, ended, 2)
	ev, ok := w.passportEvent(issued.Credential.CredentialID, 2).(contract.CredentialRevokedV1)
	if !ok || ev.ReasonCode != "deployment_ended" || w.statusOf(ev.Credential) != 1 {
		t.Errorf("told as %+v", ev)
	}
	var version int64
	testkit.Await(t, wait, "both words are kept", func() bool {
		err := w.DB.Pool.QueryRow(t.Context(), "select version from deployment_authorities where deployment_id = $1", gone.DeploymentID).Scan(&version)
		return err == nil && version == 2
	})
	testkit.Await(t, wait, "what was stood down is not carried", func() bool {
		live, _ := state(gone)
		return !live
	})
}
