package api

import (
	"context"
	"net/http"
	"time"

	"github.com/muster-ics/muster/events/reason"
	es "github.com/muster-ics/muster/events/shifts"
	"github.com/muster-ics/muster/pkg/web"

	"github.com/muster-ics/muster/services/shifts/internal/app"
)

func mountOpenShifts(s *web.Server, h handlers) {
	register(s, web.Op{Method: http.MethodGet, Path: "/open-shifts", ID: "list-open-shifts", Action: app.ReadOpenShifts,
		Summary:     "List the open shifts that you could take, soonest first",
		Description: "Judged on what this service has been told so far; the binding answer comes when you accept. With include=ineligible also the others, each with every reason why not and what would change it."}, h.openShifts)
}

type openShiftsInput struct {
	Include string `query:"include" enum:"ineligible," doc:"ineligible adds the shifts that are not open to you."`
	Limit   int    `query:"limit" minimum:"1" maximum:"200" default:"50"`
}

type judged struct {
	Shift   es.ShiftState   `json:"shift"`
	Outcome string          `json:"outcome" enum:"eligible,eligible_with_warnings,needs_approval,ineligible"`
	Reasons []reason.Reason `json:"reasons"`
}

type openShiftsOutput struct {
	Body struct {
		Shifts []judged  `json:"shifts"`
		AsOf   time.Time `json:"as_of"`
	}
}

func (h handlers) openShifts(ctx context.Context, in *openShiftsInput) (*openShiftsOutput, error) {
	open, err := h.app.OpenShifts(ctx, in.Include == "ineligible", in.Limit)
	if err != nil {
		return nil, err
	}
	out := &openShiftsOutput{}
	out.Body.AsOf = open.AsOf
	for _, j := range open.Shifts {
		out.Body.Shifts = append(out.Body.Shifts, judged{Shift: app.ShiftState(j.Shift), Outcome: string(j.Decision.Outcome), Reasons: j.Decision.Reasons})
	}
	return out, nil
}
