package app_test

import (
	"testing"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/services/deployments/internal/app"
)

func TestWhoMaySeeAndChangeWhatEmployersOweEachOther(t *testing.T) {
	t.Parallel()
	var (
		finance   = auth.Principal{Role: auth.Employer, Employer: "RVV", Duties: []string{auth.Finance}}
		executive = auth.Principal{Role: auth.Employer, Employer: "RVV", Duties: []string{auth.Executive}}
		clerk     = auth.Principal{Role: auth.Employer, Employer: "RVV", Duties: []string{auth.Post, auth.Approve}}
		worker    = auth.Principal{Role: auth.Worker, WorkerID: "w-1", Employer: "RVV"}
		lead      = auth.Principal{Role: auth.Lead, ICS: "QKS"}
		foreign   = auth.Principal{Role: auth.Lead, ICS: "QNX"}
		auditor   = auth.Principal{Role: auth.Auditor}
		own       = auth.Facts{Employer: "RVV", ICS: "QKS"}
		nobodys   = auth.Facts{ICS: "QKS"}
	)
	const yes, no, hidden = fault.Kind(""), fault.Forbidden, fault.NotFound
	for _, tc := range []struct {
		action auth.Action
		who    auth.Principal
		facts  auth.Facts
		want   fault.Kind
	}{
		{app.RechargeRead, finance, own, yes}, {app.RechargeRead, executive, own, yes}, {app.RechargeRead, clerk, own, no},
		{app.RechargeRead, finance, nobodys, hidden}, {app.RechargeRead, worker, own, hidden},
		{app.RechargeRead, lead, nobodys, yes}, {app.RechargeRead, foreign, nobodys, hidden}, {app.RechargeRead, auditor, nobodys, yes},
		{app.RechargeDispute, finance, own, yes}, {app.RechargeDispute, executive, own, no}, {app.RechargeDispute, lead, own, no},
		{app.RechargeAnswer, finance, own, yes}, {app.RechargeAnswer, finance, nobodys, no}, {app.RechargeAnswer, auditor, own, no},
		{app.RechargeSettle, finance, own, yes}, {app.RechargeSettle, worker, own, no},
		{app.RechargeTravel, finance, own, yes}, {app.RechargeTravel, clerk, own, no},
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
