package api

import (
	"context"
	"time"

	"github.com/muster-ics/muster/services/analytics/internal/fillrate"
)

type asOfInput struct {
	At     time.Time `query:"at" required:"true" doc:"A moment that has passed." example:"2026-03-10T21:40:00Z"`
	Window string    `query:"window" default:"next_72h" enum:"next_24h,next_72h,next_14d,last_28d" doc:"The span of shift starts, from that moment on or back."`
	ScopeInput
}

// AsOf is the figures of a window as they were.
type AsOf struct {
	AsOf    time.Time `json:"as_of"`
	Window  string    `json:"window"`
	Cells   []Cell    `json:"cells"`
	Totals  Totals    `json:"totals"`
	DataAge []DataAge `json:"data_age" doc:"How old each employer's data was then."`
	Gaps    []Gap     `json:"gaps" doc:"Shifts of the window that were open and had not started, soonest first, 200 at most."`
}

type asOfOutput struct{ Body AsOf }

func (h handlers) asOf(ctx context.Context, in *asOfInput) (*asOfOutput, error) {
	past, err := h.rates.AsOf(ctx, fillrate.Window(in.Window), in.scope(), in.At.UTC())
	if err != nil {
		return nil, err
	}
	r := toReport(h.ics, past.Report)
	return &asOfOutput{Body: AsOf{AsOf: r.AsOf, Window: r.Window, Cells: r.Cells, Totals: r.Totals, DataAge: r.DataAge, Gaps: toGaps(past.Gaps)}}, nil
}
