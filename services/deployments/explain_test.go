package deployments_test

import (
	"strings"
	"testing"

	"github.com/muster-ics/muster/events/shifts"
	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/id"
)

type explained struct {
	Deployment struct {
		ID     string `json:"deployment_id"`
		Status string
	}
	Answers []struct {
		Cause            string
		AgreementID      string `json:"agreement_id"`
		AgreementVersion int64  `json:"agreement_version"`
		Reasons          []struct{ Code string }
		InputsDigest     string `json:"inputs_digest"`
		Same             bool
		Inputs           any
	}
}

func TestWhyADeploymentStandsAndThatItFollowsAgain(t *testing.T) {
	t.Parallel()
	w := start(t)
	w.register()
	a := w.inForce(nil)
	yes, no := w.booking(nil), w.booking(func(b *shifts.BookingState) { b.HostEmployer, b.Site = "RWF", "RWF01" })
	w.request(yes)
	w.request(no)
	authorised, _ := w.await(yes, "authorised")
	refused, _ := w.await(no, "refused")
	auditor := auth.Principal{Subject: "auditor-1", Role: auth.Auditor}
	ask := func(who auth.Principal, dep string) (out explained) {
		t.Helper()
		w.must(200, who, "GET", "/deployments/"+dep+"/authorisation", nil).into(t, &out)
		return out
	}
	for _, who := range []auth.Principal{person("RVV"), person("RPA"), lead(), auditor} {
		got := ask(who, authorised.DeploymentID)
		if len(got.Answers) != 1 || !got.Answers[0].Same || got.Answers[0].AgreementID != a.ID || got.Answers[0].AgreementVersion != 1 ||
			got.Answers[0].Cause != "booking_requested" || len(got.Answers[0].InputsDigest) != 64 {
			t.Errorf("%s: %+v", who.Subject, got)
		}
		if facts := got.Answers[0].Inputs != nil; facts != (who.Role == auth.Auditor) {
			t.Errorf("%s sees the facts: %v", who.Subject, facts)
		}
	}
	if got := ask(person("RWF"), refused.DeploymentID); got.Deployment.Status != "refused" || got.Answers[0].AgreementID != "" || got.Answers[0].Reasons[0].Code != "AGREEMENT_NONE" {
		t.Errorf("%+v", got)
	}
	for _, who := range []auth.Principal{person("RWF", auth.Approve), worker("RVV")} {
		w.must(404, who, "GET", "/deployments/"+authorised.DeploymentID+"/authorisation", nil)
	}
	w.must(404, auditor, "GET", "/deployments/"+id.New().String()+"/authorisation", nil)
	w.must(404, auditor, "GET", "/deployments/nonsense/authorisation", nil)

	_, p := w.page(person("RPA"), "/deployments/"+authorised.DeploymentID, nil)
	p.Has("agreement", "Kent nurses, version 1")
	p.Has("same", "the same answer again")
	if status, _ := w.page(worker("RVV"), "/deployments/"+authorised.DeploymentID, nil); status != 404 {
		t.Errorf("a worker: %d", status)
	}
	_, p = w.page(person("RVV"), "/deployments", nil)
	if !strings.Contains(strings.Join(p.All("deployment"), " "), "Why it is covered") {
		t.Error("no way to the reasons")
	}
}
