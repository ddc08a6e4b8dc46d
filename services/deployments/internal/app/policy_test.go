package app_test

import (
	"testing"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/services/deployments/internal/app"
)

func TestWhoMayDoWhat(t *testing.T) {
	t.Parallel()
	var (
		worker    = auth.Principal{Role: auth.Worker, WorkerID: "w-1", Employer: "RVV"}
		clerk     = auth.Principal{Role: auth.Employer, Employer: "RVV", Duties: []string{auth.Post}}
		approver  = auth.Principal{Role: auth.Employer, Employer: "RVV", Duties: []string{auth.Approve}}
		executive = auth.Principal{Role: auth.Employer, Employer: "RVV", Duties: []string{auth.Executive}}
		lead      = auth.Principal{Role: auth.Lead, ICS: "QKS"}
		foreign   = auth.Principal{Role: auth.Lead, ICS: "QNX"}
		auditor   = auth.Principal{Role: auth.Auditor}
		own       = auth.Facts{Employer: "RVV", ICS: "QKS"}
		others    = auth.Facts{Employer: "RPA", ICS: "QKS"}
		nobodys   = auth.Facts{ICS: "QKS"}
		mine      = auth.Facts{Worker: "w-1", ICS: "QKS"}
		theirs    = auth.Facts{Worker: "w-2", ICS: "QKS"}
	)
	const yes, no, hidden = fault.Kind(""), fault.Forbidden, fault.NotFound
	for _, tc := range []struct {
		action auth.Action
		who    auth.Principal
		facts  auth.Facts
		want   fault.Kind
	}{
		{app.EmployerRegister, lead, nobodys, yes}, {app.EmployerRegister, foreign, nobodys, no},
		{app.EmployerRegister, executive, own, no}, {app.SiteRegister, lead, nobodys, yes}, {app.SiteRegister, auditor, nobodys, no},
		{app.EmployerRead, worker, nobodys, yes}, {app.SiteRead, worker, nobodys, yes},
		{app.AgreementDraft, approver, own, yes}, {app.AgreementDraft, clerk, own, no}, {app.AgreementDraft, lead, own, no},
		{app.AgreementDraft, worker, own, no}, // A worker's employer is no duty.
		{app.AgreementOffer, approver, own, yes}, {app.AgreementOffer, approver, others, no},
		{app.AgreementSign, executive, own, yes}, {app.AgreementSign, approver, own, no}, {app.AgreementSign, executive, others, no},
		{app.AgreementEnd, executive, own, yes}, {app.AgreementEnd, approver, own, no},
		{app.AgreementRead, clerk, own, yes}, {app.AgreementRead, clerk, nobodys, hidden}, {app.AgreementRead, clerk, others, hidden},
		{app.AgreementRead, lead, nobodys, yes}, {app.AgreementRead, foreign, nobodys, hidden},
		{app.AgreementRead, auditor, nobodys, yes}, {app.AgreementRead, worker, own, hidden},
		{app.CoverageRead, clerk, own, yes}, {app.CoverageRead, worker, own, hidden}, {app.CoverageRead, lead, nobodys, yes},
		{app.DeploymentRead, clerk, own, yes}, {app.DeploymentRead, clerk, others, hidden}, {app.DeploymentRead, clerk, nobodys, hidden},
		{app.DeploymentRead, worker, mine, yes}, {app.DeploymentRead, worker, theirs, hidden}, {app.DeploymentRead, worker, own, hidden},
		{app.AuthorisationRead, clerk, own, yes}, {app.AuthorisationRead, clerk, others, hidden}, {app.AuthorisationRead, clerk, nobodys, hidden},
		{app.AuthorisationRead, worker, mine, hidden}, {app.AuthorisationRead, lead, nobodys, yes}, {app.AuthorisationRead, foreign, nobodys, hidden},
		{app.AuthorisationRead, auditor, nobodys, yes},
		{app.DeploymentRead, lead, nobodys, yes}, {app.DeploymentRead, foreign, nobodys, hidden},
	} {
		_, err := app.Policy().Check(auth.With(t.Context(), tc.who), tc.action, tc.facts)
		got := yes
		if err != nil {
			got = fault.Of(err).Kind
		}
		if got != tc.want {
			t.Errorf("%s by %+v with %+v: %q, want %q", tc.action, tc.who, tc.facts, got, tc.want)
		}
	}
}

func TestNobodySignedInMayDoAnything(t *testing.T) {
	t.Parallel()
	for action := range app.Policy() {
		if _, err := app.Policy().Check(t.Context(), action, auth.Facts{ICS: "QKS", Employer: "RVV"}); !fault.Is(err, fault.Unauthenticated) {
			t.Errorf("%s: %v", action, err)
		}
	}
}
