package api

import (
	"context"
	"net/http"
	"time"

	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/web"

	"github.com/muster-ics/muster/services/shifts/internal/app"
	"github.com/muster-ics/muster/services/shifts/internal/shift"
)

func mountAmend(s *web.Server, h handlers) {
	register(s, web.Op{Method: http.MethodPatch, Path: "/shifts/{id}", ID: "amend-shift", Action: app.AmendShift,
		Errors:  []int{http.StatusNotFound, http.StatusConflict, http.StatusPreconditionFailed, http.StatusPreconditionRequired},
		Summary: "Change what a shift asks for, until it starts",
		Description: "Send If-Match with the ETag that you read, and only what is to change. Once somebody has taken the shift, only its ward within the site, " +
			"its reason and its cost code may change."}, h.amend)
}

type amendInput struct {
	ShiftPath
	Conditional
	Body struct {
		StartsAt     *time.Time      `json:"starts_at,omitempty" doc:"To the minute, with its zone."`
		EndsAt       *time.Time      `json:"ends_at,omitempty" doc:"At most 24 hours after the start."`
		BreakMinutes *int            `json:"break_minutes,omitempty" minimum:"0" maximum:"1440" doc:"Unpaid."`
		Ward         *string         `json:"ward,omitempty" minLength:"1" maxLength:"64" doc:"A ward of the same site."`
		Reason       *string         `json:"reason,omitempty" enum:"vacancy,sickness,maternity,leave,enhanced_care,escalation,induction,other"`
		CostCode     *string         `json:"cost_code,omitempty" maxLength:"32"`
		RatePence    *int64          `json:"rate_pence,omitempty" minimum:"1" maximum:"50000" doc:"Basic pay an hour, in pence. A booking keeps the rate at which it was made."`
		Requirements *neededOfWorker `json:"requirements,omitempty" doc:"Replaces all requirements."`
		FallbackBand *string         `json:"fallback_band,omitempty" enum:"2,3,4,5,6,7,8a,8b,8c,8d,9," doc:"Empty for none."`
	}
}

func (h handlers) amend(ctx context.Context, in *amendInput) (*shiftOutput, error) {
	shiftID, err := byID(in.ID)
	if err != nil {
		return nil, err
	}
	b := in.Body
	a := shift.Amendment{StartsAt: b.StartsAt, EndsAt: b.EndsAt, BreakMinutes: b.BreakMinutes, Ward: b.Ward, Reason: b.Reason, CostCode: b.CostCode,
		RatePence: b.RatePence, FallbackBand: b.FallbackBand}
	if b.Requirements != nil {
		needs := b.Requirements.domain()
		a.Requirements = &needs
	}
	if a == (shift.Amendment{}) {
		return nil, fault.New(fault.Invalid, "nothing_to_change", "Say what is to change about the shift.")
	}
	s, err := h.app.Amend(ctx, shiftID, a, in.matches)
	if err != nil {
		return nil, err
	}
	return shiftAnswer(s), nil
}
