package api

import (
	"context"
	"net/http"

	"github.com/muster-ics/muster/pkg/web"

	"github.com/muster-ics/muster/services/shifts/internal/app"
	"github.com/muster-ics/muster/services/shifts/internal/shift"
)

func mountShiftEnds(s *web.Server, h handlers) {
	conflicts := []int{http.StatusNotFound, http.StatusConflict}
	register(s, web.Op{Method: http.MethodPost, Path: "/shifts/{id}/withdraw", ID: "withdraw-shift", Action: app.WithdrawShift, Errors: conflicts,
		Summary: "Call a shift off; a booking on it is cancelled"}, h.withdraw)
	register(s, web.Op{Method: http.MethodPost, Path: "/shifts/{id}/agency-fill", ID: "fill-shift-by-agency", Action: app.FillByAgency, Errors: conflicts,
		Summary:     "Fill an open shift by an agency",
		Description: "Refused with the code bank_has_time before bank_closes_at, unless an override is recorded; with over_cap above the price cap without a reason; with off_framework_not_approved for an off-framework agency without an executive's approval."}, h.agencyFill)
	register(s, web.Op{Method: http.MethodPost, Path: "/shifts/{id}/override", ID: "override-shift", Action: app.GrantOverride, Errors: conflicts,
		Summary: "Let agencies in before the bank had its time (duty executive)"}, h.override)
}

type withdrawInput struct {
	ShiftPath
	Body struct {
		Why string `json:"why" enum:"no_longer_needed,covered_by_own_staff,ward_closed,posted_in_error,other"`
	}
}

func (h handlers) withdraw(ctx context.Context, in *withdrawInput) (*shiftOutput, error) {
	shiftID, err := byID(in.ID)
	if err != nil {
		return nil, err
	}
	s, err := h.app.Withdraw(ctx, shiftID, in.Body.Why)
	if err != nil {
		return nil, err
	}
	return shiftAnswer(s), nil
}

type agencyFillInput struct {
	ShiftPath
	Body struct {
		Framework bool   `json:"framework" doc:"Whether the agency is booked through an approved framework."`
		Agency    string `json:"agency" minLength:"1" maxLength:"80"`
		RatePence int64  `json:"rate_pence" minimum:"1" maximum:"50000" doc:"The charge an hour, in pence. From 10000 on it needs the duty executive."`
		AgencyTerms
	}
}

type AgencyTerms struct {
	FrameworkName string `json:"framework_name,omitempty" maxLength:"80"`
	Tier          int    `json:"tier,omitempty" minimum:"0" maximum:"12" doc:"The agency's tier on the ladder; 1 when it is left out."`
	WorkerRef     string `json:"worker_ref,omitempty" maxLength:"40" doc:"The agency's own reference for the person; never a name."`
	OverCapWhy    string `json:"over_cap_why,omitempty" enum:"patient_safety,no_bank_worker_with_skill,service_closure_risk," doc:"Needed for a charge above the price cap."`
	Why           string `json:"why,omitempty" enum:"patient_safety,no_bank_worker_with_skill,service_closure_risk," doc:"Off-framework only: why (duty executive)."`
	Statement     string `json:"statement,omitempty" maxLength:"2000" doc:"Off-framework only: why the safety of patients needs it. It stays with this service."`
}

func (t AgencyTerms) fill(framework bool, agency string, ratePence int64) shift.AgencyFill {
	f := shift.AgencyFill{Framework: framework, Agency: agency, RatePence: ratePence,
		FrameworkName: t.FrameworkName, Tier: t.Tier, Worker: t.WorkerRef, OverCapWhy: t.OverCapWhy}
	if !framework && (t.Why != "" || t.Statement != "") {
		f.OffFramework = &shift.OffFramework{Why: t.Why, Statement: t.Statement}
	}
	return f
}

func (h handlers) agencyFill(ctx context.Context, in *agencyFillInput) (*shiftOutput, error) {
	shiftID, err := byID(in.ID)
	if err != nil {
		return nil, err
	}
	s, err := h.app.FillFromAgency(ctx, shiftID, in.Body.fill(in.Body.Framework, in.Body.Agency, in.Body.RatePence))
	if err != nil {
		return nil, err
	}
	return shiftAnswer(s), nil
}

type overrideInput struct {
	ShiftPath
	Body struct {
		Why string `json:"why" enum:"patient_safety,no_bank_worker_with_skill,service_closure_risk"`
	}
}

func (h handlers) override(ctx context.Context, in *overrideInput) (*shiftOutput, error) {
	shiftID, err := byID(in.ID)
	if err != nil {
		return nil, err
	}
	s, err := h.app.Override(ctx, shiftID, in.Body.Why)
	if err != nil {
		return nil, err
	}
	return shiftAnswer(s), nil
}
