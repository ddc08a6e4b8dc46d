package api

import (
	"context"
	"net/http"
	"time"

	es "github.com/muster-ics/muster/events/shifts"
	"github.com/muster-ics/muster/pkg/web"

	"github.com/muster-ics/muster/services/shifts/internal/app"
	"github.com/muster-ics/muster/services/shifts/internal/shift"
)

func mountRelease(s *web.Server, h handlers) {
	conflicts := []int{http.StatusNotFound, http.StatusConflict}
	register(s, web.Op{Method: http.MethodPost, Path: "/shifts/{id}/release", ID: "release-shift", Action: app.ReleaseShift, Errors: conflicts,
		Summary:     "Open the next step of a shift's release ladder before it falls due (duty approve)",
		Description: "Agency steps are refused with bank_has_time before bank_closes_at unless an override is recorded; steps that need approval with step_needs_approval."}, h.release)
	register(s, web.Op{Method: http.MethodGet, Path: "/shifts/{id}/ladder", ID: "get-shift-ladder", Action: app.ReadEscalations, Errors: []int{http.StatusNotFound},
		Summary: "Read a shift's release ladder: what has opened, what is planned and what was asked for"}, h.shiftLadder)
	register(s, web.Op{Method: http.MethodPost, Path: "/shifts/{id}/escalate", ID: "escalate-shift", Action: app.EscalateShift, Status: http.StatusCreated, Errors: conflicts,
		Summary: "Ask an executive to raise the bank's rate for a shift, for a time"}, h.escalate)
	register(s, web.Op{Method: http.MethodGet, Path: "/escalations", ID: "list-escalations", Action: app.ReadEscalations,
		Summary: "List what waits for an executive's answer on your employer's open shifts, the soonest shift first"}, h.escalations)
	register(s, web.Op{Method: http.MethodPost, Path: "/escalations/{id}/approve", ID: "approve-escalation", Action: app.DecideEscalation, Errors: conflicts,
		Summary:     "Approve a higher rate or a step of the ladder (duty executive)",
		Description: "To go off-framework why and statement are needed; the statement stays with this service."}, h.approveEscalation)
	register(s, web.Op{Method: http.MethodPost, Path: "/escalations/{id}/decline", ID: "decline-escalation", Action: app.DecideEscalation, Errors: conflicts,
		Summary: "Decline a higher rate or a step of the ladder (duty executive)"}, h.declineEscalation)
}

func (h handlers) release(ctx context.Context, in *ShiftPath) (*shiftOutput, error) {
	shiftID, err := byID(in.ID)
	if err != nil {
		return nil, err
	}
	s, err := h.app.ReleaseNext(ctx, shiftID)
	if err != nil {
		return nil, err
	}
	return shiftAnswer(s), nil
}

type rung struct {
	Step         string     `json:"step" enum:"preferred,own_bank,own_fallback_grade,collaborative_bank,bank_break_glass,framework_agency,off_framework_agency"`
	Tier         int        `json:"tier,omitempty"`
	OpensAt      time.Time  `json:"opens_at" doc:"When the step falls due."`
	Progress     string     `json:"progress" enum:"planned,asked,opened,declined"`
	At           *time.Time `json:"at,omitempty" doc:"When it was asked for, opened or declined."`
	CeilingPence int64      `json:"ceiling_pence,omitempty"`
	Approver     string     `json:"approver,omitempty" doc:"The duty whose approval the step waits for."`
}

type shiftLadderOutput struct {
	Body struct {
		ShiftID       string       `json:"shift_id"`
		LadderID      string       `json:"ladder_id,omitempty" doc:"Absent for the default ladder."`
		LadderVersion int64        `json:"ladder_version,omitempty"`
		BankClosesAt  time.Time    `json:"bank_closes_at"`
		Steps         []rung       `json:"steps"`
		Escalations   []escalation `json:"escalations"`
		// OffFramework is for executives of the employer alone.
		OffFramework *offFramework `json:"off_framework,omitempty"`
	}
}

type offFramework struct {
	Why        string    `json:"why"`
	Statement  string    `json:"statement"`
	ApprovedBy string    `json:"approved_by"`
	ApprovedAt time.Time `json:"approved_at"`
}

func (h handlers) shiftLadder(ctx context.Context, in *ShiftPath) (*shiftLadderOutput, error) {
	shiftID, err := byID(in.ID)
	if err != nil {
		return nil, err
	}
	asked, err := h.app.EscalationsOf(ctx, shiftID)
	if err != nil {
		return nil, err
	}
	s, _, err := h.app.Shift(ctx, shiftID)
	if err != nil {
		return nil, err
	}
	approval, err := h.app.OffFrameworkOf(ctx, s)
	if err != nil {
		return nil, err
	}
	st := app.ShiftState(s)
	out := &shiftLadderOutput{}
	if approval != nil {
		out.Body.OffFramework = &offFramework{approval.Why, approval.Statement, approval.By, approval.At}
	}
	out.Body.ShiftID, out.Body.LadderID, out.Body.LadderVersion, out.Body.BankClosesAt = st.ShiftID, st.LadderID, st.LadderVersion, s.BankClosesAt
	out.Body.Steps, out.Body.Escalations = rungs(s), []escalation{}
	for _, e := range asked {
		out.Body.Escalations = append(out.Body.Escalations, escalationAnswer(e))
	}
	return out, nil
}

func rungs(s shift.State) []rung {
	out := []rung{}
	for _, r := range s.Release.Steps {
		progress := string(r.Progress)
		if progress == "" {
			progress = "planned"
		}
		out = append(out, rung{Step: string(r.Kind), Tier: r.Tier, OpensAt: r.OpensAt, Progress: progress, At: r.At, CeilingPence: r.CeilingPence, Approver: r.Approver})
	}
	return out
}

type escalation struct {
	EscalationID string     `json:"escalation_id"`
	ShiftID      string     `json:"shift_id"`
	Kind         string     `json:"kind" enum:"rate,step"`
	RatePence    int64      `json:"rate_pence,omitempty"`
	Step         string     `json:"step,omitempty"`
	Tier         int        `json:"tier,omitempty"`
	Why          string     `json:"why"`
	ExpiresAt    time.Time  `json:"expires_at"`
	Status       string     `json:"status" enum:"asked,approved,declined"`
	AskedBy      string     `json:"asked_by" doc:"Opaque id of the person, or system:shifts."`
	AskedAt      time.Time  `json:"asked_at"`
	DecidedBy    string     `json:"decided_by,omitempty"`
	DecidedAt    *time.Time `json:"decided_at,omitempty"`
}

func escalationAnswer(e shift.Escalation) escalation {
	return escalation{EscalationID: e.ID.String(), ShiftID: e.ShiftID.String(), Kind: e.Kind, RatePence: e.RatePence, Step: string(e.Step), Tier: e.Tier, Why: e.Why,
		ExpiresAt: e.ExpiresAt, Status: string(e.Outcome), AskedBy: e.AskedBy, AskedAt: e.AskedAt, DecidedBy: e.DecidedBy, DecidedAt: e.DecidedAt}
}

type escalateInput struct {
	ShiftPath
	Body struct {
		RatePence int64     `json:"rate_pence" minimum:"1" maximum:"50000" doc:"Basic pay an hour, in pence; above the present rate."`
		Why       string    `json:"why" enum:"patient_safety,no_bank_worker_with_skill,service_closure_risk,short_notice,hard_to_fill"`
		ExpiresAt time.Time `json:"expires_at,omitempty" doc:"Until when the rate is to hold; the start of the shift when it is left out."`
	}
}

type escalationOutput struct {
	Body struct {
		Escalation escalation    `json:"escalation"`
		Shift      es.ShiftState `json:"shift"`
	}
}

func escalated(e app.EscalatedShift) *escalationOutput {
	out := &escalationOutput{}
	out.Body.Escalation, out.Body.Shift = escalationAnswer(e.Escalation), app.ShiftState(e.Shift)
	return out
}

func (h handlers) escalate(ctx context.Context, in *escalateInput) (*escalationOutput, error) {
	shiftID, err := byID(in.ID)
	if err != nil {
		return nil, err
	}
	e, err := h.app.Escalate(ctx, shiftID, shift.Ask{RatePence: in.Body.RatePence, Why: in.Body.Why, ExpiresAt: in.Body.ExpiresAt})
	if err != nil {
		return nil, err
	}
	return escalated(e), nil
}

type escalationsInput struct {
	Limit int `query:"limit" minimum:"1" maximum:"200" default:"100"`
}

type escalationsOutput struct {
	Body struct {
		Escalations []struct {
			Escalation escalation    `json:"escalation"`
			Shift      es.ShiftState `json:"shift"`
		} `json:"escalations"`
	}
}

func (h handlers) escalations(ctx context.Context, in *escalationsInput) (*escalationsOutput, error) {
	asked, err := h.app.Asked(ctx, in.Limit)
	if err != nil {
		return nil, err
	}
	out := &escalationsOutput{}
	for _, one := range asked {
		out.Body.Escalations = append(out.Body.Escalations, struct {
			Escalation escalation    `json:"escalation"`
			Shift      es.ShiftState `json:"shift"`
		}{escalationAnswer(one.Escalation), app.ShiftState(one.Shift)})
	}
	return out, nil
}

type EscalationPath struct {
	ID string `path:"id" maxLength:"64"`
}

type approveEscalationInput struct {
	EscalationPath
	Body *struct {
		Why       string `json:"why,omitempty" enum:"patient_safety,no_bank_worker_with_skill,service_closure_risk," doc:"Needed to go off-framework."`
		Statement string `json:"statement,omitempty" maxLength:"2000" doc:"Needed to go off-framework: why the safety of patients needs it."`
	} `required:"false"`
}

func (h handlers) approveEscalation(ctx context.Context, in *approveEscalationInput) (*escalationOutput, error) {
	escalationID, err := byID(in.ID)
	if err != nil {
		return nil, err
	}
	var d shift.Decision
	if in.Body != nil {
		d.Why, d.Statement = in.Body.Why, in.Body.Statement
	}
	e, err := h.app.ApproveEscalation(ctx, escalationID, d)
	if err != nil {
		return nil, err
	}
	return escalated(e), nil
}

func (h handlers) declineEscalation(ctx context.Context, in *EscalationPath) (*escalationOutput, error) {
	escalationID, err := byID(in.ID)
	if err != nil {
		return nil, err
	}
	e, err := h.app.DeclineEscalation(ctx, escalationID)
	if err != nil {
		return nil, err
	}
	return escalated(e), nil
}
