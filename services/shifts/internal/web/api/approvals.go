package api

import (
	"context"
	"net/http"

	es "github.com/muster-ics/muster/events/shifts"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/web"

	"github.com/muster-ics/muster/services/shifts/internal/app"
)

func mountApprovals(s *web.Server, h handlers) {
	conflicts := []int{http.StatusNotFound, http.StatusConflict}
	register(s, web.Op{Method: http.MethodPost, Path: "/shifts/{id}/approve", ID: "approve-shift", Action: app.ApproveShift, Errors: conflicts,
		Summary: "Approve a shift that waits, which opens it (duty approve; not who posted it)"}, h.approve)
	register(s, web.Op{Method: http.MethodPost, Path: "/shifts/{id}/decline", ID: "decline-shift", Action: app.ApproveShift, Errors: conflicts,
		Summary: "Decline a shift that waits for approval (duty approve)"}, h.decline)
	register(s, web.Op{Method: http.MethodPost, Path: "/shifts/approve", ID: "approve-shifts", Action: app.ApproveShift,
		Summary:     "Approve many shifts that wait",
		Description: "Each is approved for itself: one that cannot be approved comes back with its problem and keeps none of the others back."}, h.approveMany)
}

func (h handlers) approve(ctx context.Context, in *ShiftPath) (*shiftOutput, error) {
	shiftID, err := byID(in.ID)
	if err != nil {
		return nil, err
	}
	s, err := h.app.Approve(ctx, shiftID)
	if err != nil {
		return nil, err
	}
	return shiftAnswer(s), nil
}

type declineInput struct {
	ShiftPath
	Body struct {
		Why string `json:"why" enum:"no_budget,covered_by_own_staff,wrong_details,not_needed,other"`
	}
}

func (h handlers) decline(ctx context.Context, in *declineInput) (*shiftOutput, error) {
	shiftID, err := byID(in.ID)
	if err != nil {
		return nil, err
	}
	s, err := h.app.Decline(ctx, shiftID, in.Body.Why)
	if err != nil {
		return nil, err
	}
	return shiftAnswer(s), nil
}

type approveManyInput struct {
	Body struct {
		ShiftIDs []string `json:"shift_ids" minItems:"1" maxItems:"200"`
	}
}

type approvedShift struct {
	ShiftID  string         `json:"shift_id"`
	Approved bool           `json:"approved"`
	Code     string         `json:"code,omitempty" doc:"Why it was not approved."`
	Detail   string         `json:"detail,omitempty" doc:"The same as a sentence."`
	Shift    *es.ShiftState `json:"shift,omitempty"`
}

type approveManyOutput struct {
	Body struct {
		Results []approvedShift `json:"results"`
	}
}

func (h handlers) approveMany(ctx context.Context, in *approveManyInput) (*approveManyOutput, error) {
	ids := make([]id.ID, len(in.Body.ShiftIDs))
	for i, raw := range in.Body.ShiftIDs {
		// What cannot be an id names no shift, like an id that is not there.
		if v, err := byID(raw); err == nil {
			ids[i] = v
		}
	}
	results, err := h.app.ApproveMany(ctx, ids)
	if err != nil {
		return nil, err
	}
	out := &approveManyOutput{}
	for i, r := range results {
		a := approvedShift{ShiftID: in.Body.ShiftIDs[i], Approved: r.Err == nil}
		if r.Err != nil {
			a.Code, a.Detail = r.Err.Code, r.Err.Message
		} else {
			st := app.ShiftState(r.Shift)
			a.Shift = &st
		}
		out.Body.Results = append(out.Body.Results, a)
	}
	return out, nil
}
