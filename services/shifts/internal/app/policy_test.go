package app

import (
	"testing"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/fault"
)

func TestWhoMayDoWhat(t *testing.T) {
	t.Parallel()
	worker := auth.Principal{Subject: "w", Role: auth.Worker, WorkerID: "w1", Employer: "RVV", ICS: "QKS"}
	ward := auth.Principal{Subject: "s", Role: auth.Employer, Employer: "RVV", ICS: "QKS", Duties: []string{auth.Post}}
	noDuty := auth.Principal{Subject: "n", Role: auth.Employer, Employer: "RVV", ICS: "QKS"}
	executive := auth.Principal{Subject: "e", Role: auth.Employer, Employer: "RVV", ICS: "QKS", Duties: []string{auth.Executive}}
	approver := auth.Principal{Subject: "p", Role: auth.Employer, Employer: "RVV", ICS: "QKS", Duties: []string{auth.Approve}}
	finance := auth.Principal{Subject: "m", Role: auth.Employer, Employer: "RVV", ICS: "QKS", Duties: []string{auth.Finance}}
	lead := auth.Principal{Subject: "l", Role: auth.Lead, ICS: "QKS"}
	foreignLead := auth.Principal{Subject: "f", Role: auth.Lead, ICS: "QNX"}
	auditor := auth.Principal{Subject: "a", Role: auth.Auditor, ICS: "QKS"}
	own, others := auth.Facts{Employer: "RVV", Worker: "w1"}, auth.Facts{Employer: "RPA", Worker: "w2"}
	open := auth.Facts{Employer: "RPA", Worker: AnyWorker}

	const yes, no, hidden = fault.Kind(""), fault.Forbidden, fault.NotFound
	for _, c := range []struct {
		who    auth.Principal
		action auth.Action
		facts  auth.Facts
		want   fault.Kind
	}{
		{ward, PostShift, own, yes}, {noDuty, PostShift, own, no}, {worker, PostShift, own, no}, {lead, PostShift, own, no}, {ward, PostShift, others, hidden},
		{ward, ListShifts, own, yes}, {ward, ListShifts, others, hidden}, {lead, ListShifts, auth.Facts{}, yes}, {auditor, ListShifts, others, yes}, {worker, ListShifts, own, no}, {foreignLead, ListShifts, own, no},
		{ward, ReadShift, own, yes}, {ward, ReadShift, others, hidden}, {lead, ReadShift, others, yes}, {foreignLead, ReadShift, own, hidden},
		{worker, ReadShift, open, yes}, {worker, ReadShift, own, yes}, {worker, ReadShift, others, hidden}, {worker, ReadShift, auth.Facts{Employer: "RVV"}, hidden},
		{ward, WithdrawShift, own, yes}, {ward, WithdrawShift, others, hidden}, {noDuty, WithdrawShift, own, no}, {worker, WithdrawShift, own, no}, {lead, WithdrawShift, own, no},
		{ward, FillByAgency, own, yes}, {executive, FillByAgency, own, no}, {ward, FillByAgency, others, hidden},
		{executive, GrantOverride, own, yes}, {ward, GrantOverride, own, no}, {executive, GrantOverride, others, hidden}, {lead, GrantOverride, own, no},
		{worker, ReadOpenShifts, auth.Facts{}, yes}, {ward, ReadOpenShifts, auth.Facts{}, no}, {lead, AcceptShift, auth.Facts{}, no}, {worker, AcceptShift, auth.Facts{}, yes}, {ward, AcceptShift, auth.Facts{}, no},
		{worker, ReadBooking, own, yes}, {worker, ReadBooking, others, hidden}, {ward, ReadBooking, own, yes}, {ward, ReadBooking, others, hidden}, {lead, ReadBooking, others, yes}, {worker, ReadBooking, auth.Facts{}, hidden},
		{worker, WithdrawFrom, own, yes}, {worker, WithdrawFrom, others, hidden}, {ward, WithdrawFrom, own, no},
		{ward, CancelBooking, own, yes}, {ward, CancelBooking, others, hidden}, {worker, CancelBooking, own, no}, {lead, CancelBooking, own, no},
		{approver, ApproveShift, own, yes}, {ward, ApproveShift, own, no}, {approver, ApproveShift, others, hidden}, {worker, ApproveShift, own, no}, {lead, ApproveShift, own, no},
		{ward, ReadPolicy, own, yes}, {ward, ReadPolicy, others, hidden}, {lead, ReadPolicy, others, yes}, {worker, ReadPolicy, own, no}, {foreignLead, ReadPolicy, own, no},
		{executive, ChangePolicy, own, yes}, {executive, ChangePolicy, others, hidden}, {ward, ChangePolicy, own, no}, {lead, ChangePolicy, own, no}, {worker, ChangePolicy, own, no},
		{finance, ChangeRateCard, own, yes}, {executive, ChangeRateCard, own, yes}, {ward, ChangeRateCard, own, no}, {finance, ChangeRateCard, others, hidden}, {lead, ChangeRateCard, own, no}, {worker, ChangeRateCard, own, no},
		{ward, ReadRateCards, own, yes}, {ward, ReadRateCards, others, hidden}, {lead, ReadRateCards, others, yes}, {worker, ReadRateCards, own, no}, {worker, ReadHolidays, auth.Facts{}, yes},
		{auditor, ReadHistory, auth.Facts{ICS: "QKS"}, yes}, {lead, ReadHistory, auth.Facts{ICS: "QKS"}, no}, {ward, ReadHistory, auth.Facts{ICS: "QKS"}, no}, {worker, ReadHistory, auth.Facts{ICS: "QKS"}, no},
		{auth.Principal{Subject: "x", Role: auth.Worker}, AcceptShift, auth.Facts{}, no},
		{auth.Principal{Subject: "x", Role: "admin"}, ReadShift, own, hidden},
	} {
		_, err := Policy("QKS").Check(auth.With(t.Context(), c.who), c.action, c.facts)
		got := fault.Kind("")
		if err != nil {
			got = fault.Of(err).Kind
		}
		if got != c.want {
			t.Errorf("%s %s: %s on %+v is %q, want %q", c.who.Role, c.who.Subject, c.action, c.facts, got, c.want)
		}
	}
	if _, err := Policy("QKS").Check(t.Context(), ReadShift, own); !fault.Is(err, fault.Unauthenticated) {
		t.Errorf("nobody: %v", err)
	}
}
