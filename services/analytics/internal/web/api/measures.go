package api

import (
	"context"
	"net/http"
	"time"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/analytics/internal/app"
	"github.com/muster-ics/muster/services/analytics/internal/measure"
)

// mountMeasures adds the operations that tell more than fill rates.
func mountMeasures(s *web.Server, m *app.Measures, c clock.Clock) {
	h := measureHandlers{measures: m, clock: c}
	op := func(path, id string, a auth.Action, summary, description string) web.Op {
		return web.Op{Method: http.MethodGet, Path: path, ID: id, Action: a, Errors: []int{http.StatusNotFound}, Summary: summary, Description: description}
	}
	mountSimulations(s, h)
	web.Register(s, op("/measures", "measures", app.ViewMeasures, "Figures of shifts by any dimensions",
		"Everything but time_to_fill adds up over rows. A ward is told with its site and employer."), h.table)
	web.Register(s, op("/flows", "flows", app.ViewFlows, "Who lends to whom, in hours and pounds",
		"Pairs of fewer than five workers are cut for everybody but the pair."), h.flows)
	web.Register(s, op("/rates", "rates", app.ViewRates, "What is paid for alike work, side by side",
		"Basic pence an hour over the shifts that were not called off. An employer sees itself beside the median of all."), h.rates)
	web.Register(s, op("/fairness", "fairness", app.ViewFairness, "How much of the popular work goes to those who take most of it",
		"Popular shifts were taken within an hour by whoever has them. A tenth of the workers, at least five of at least ten, or no share."), h.fairness)
	web.Register(s, op("/compliance", "compliance", app.ViewCompliance, "How many bank workers could be deployed now",
		"By the record: what hosts and shifts ask beyond it is judged at each booking. Of others' workers one to four are told as a bound."), h.compliance)
	web.Register(s, op("/fatigue", "fatigue", app.ViewFatigue, "How close to their limits workers are, by home employer",
		"By the bookings that Muster knows; substantive hours are not in it."), h.fatigue)
}

type measureHandlers struct {
	measures *app.Measures
	clock    clock.Clock
}

// IntervalInput is when the work starts that is measured.
type IntervalInput struct {
	From  string `query:"from" format:"date" doc:"The first day in London. 28 days before until when left out." example:"2026-03-01"`
	Until string `query:"until" format:"date" doc:"The first day in London that is not in it any more. Tomorrow when left out." example:"2026-04-01"`
}

func (i IntervalInput) interval(now time.Time) (in app.Interval, err error) {
	y, m, d := now.In(clock.London).Date()
	in.Until = time.Date(y, m, d+1, 0, 0, 0, 0, clock.London)
	if i.Until != "" {
		if in.Until, err = londonDay("until", i.Until); err != nil {
			return in, err
		}
	}
	in.From = in.Until.AddDate(0, 0, -28)
	if i.From != "" {
		in.From, err = londonDay("from", i.From)
	}
	return in, err
}

func londonDay(field, text string) (time.Time, error) {
	day, err := time.ParseInLocation(time.DateOnly, text, clock.London)
	if err != nil {
		return day, fault.New(fault.Invalid, "date_invalid", "Give %s as a date, e.g. 2026-03-01.", field)
	}
	return day, nil
}

type tableInput struct {
	By        []string `query:"by" enum:"employer,site,ward,staff_group,band,period,lead,reason" doc:"The dimensions of the rows, separated by commas; only the total when left out."`
	Footprint string   `query:"footprint" format:"date" doc:"Restate the figures on the employers as they are when this day begins in London: before a merger the old ones, after it the new. For leads and auditors." example:"2026-03-31"`
	IntervalInput
	ScopeInput
}

type tableOutput struct{ Body MeasuresTable }

func (h measureHandlers) table(ctx context.Context, in *tableInput) (*tableOutput, error) {
	interval, err := in.interval(h.clock.Now())
	if err != nil {
		return nil, err
	}
	by := make([]measure.Dimension, len(in.By))
	for i, d := range in.By {
		by[i] = measure.Dimension(d)
	}
	if in.Footprint != "" {
		return h.restated(ctx, in, interval, by)
	}
	t, err := h.measures.Table(ctx, in.scope(), interval, by)
	if err != nil {
		return nil, err
	}
	return &tableOutput{Body: toTable(interval, t)}, nil
}

func (h measureHandlers) restated(ctx context.Context, in *tableInput, interval app.Interval, by []measure.Dimension) (*tableOutput, error) {
	day, err := londonDay("footprint", in.Footprint)
	if err != nil {
		return nil, err
	}
	r, err := h.measures.Restated(ctx, in.scope(), interval, by, day.UTC())
	if err != nil {
		return nil, err
	}
	out := toTable(interval, r.Table)
	out.Footprint = &Footprint{AsAt: day.UTC(), Inexact: r.Inexact, Outside: r.Outside}
	return &tableOutput{Body: out}, nil
}

type flowsInput struct {
	Footprint string `query:"footprint" format:"date" doc:"Restate the figures on the employers as they are when this day begins in London. For leads and auditors." example:"2026-03-31"`
	IntervalInput
	ScopeInput
}

func (i flowsInput) interval(now time.Time) (app.Interval, error) {
	in, err := i.IntervalInput.interval(now)
	if err != nil || i.Footprint == "" {
		return in, err
	}
	day, err := londonDay("footprint", i.Footprint)
	in.Footprint = day.UTC()
	return in, err
}

type flowsOutput struct{ Body Flows }

func (h measureHandlers) flows(ctx context.Context, in *flowsInput) (*flowsOutput, error) {
	interval, err := in.interval(h.clock.Now())
	if err != nil {
		return nil, err
	}
	flows, err := h.measures.Flows(ctx, in.scope(), interval)
	if err != nil {
		return nil, err
	}
	aids, err := h.measures.Aids(ctx, in.scope(), interval)
	if err != nil {
		return nil, err
	}
	out := toFlows(interval, flows, h.measures.Names())
	out.MutualAid = toAids(aids)
	return &flowsOutput{Body: out}, nil
}

type ratesOutput struct{ Body Rates }

func (h measureHandlers) rates(ctx context.Context, in *flowsInput) (*ratesOutput, error) {
	interval, err := in.interval(h.clock.Now())
	if err != nil {
		return nil, err
	}
	spreads, err := h.measures.Rates(ctx, in.scope(), interval)
	if err != nil {
		return nil, err
	}
	return &ratesOutput{Body: toRates(interval, spreads, h.measures.Names())}, nil
}

type fairnessOutput struct{ Body Fairness }

func (h measureHandlers) fairness(ctx context.Context, in *flowsInput) (*fairnessOutput, error) {
	interval, err := in.interval(h.clock.Now())
	if err != nil {
		return nil, err
	}
	rows, err := h.measures.Insiders(ctx, in.scope(), interval)
	if err != nil {
		return nil, err
	}
	return &fairnessOutput{Body: toFairness(interval, rows, h.measures.Names())}, nil
}

type complianceInput struct{ ScopeInput }

type complianceOutput struct{ Body ComplianceReport }

func (h measureHandlers) compliance(ctx context.Context, in *complianceInput) (*complianceOutput, error) {
	rows, asOf, err := h.measures.Compliance(ctx, in.scope())
	if err != nil {
		return nil, err
	}
	return &complianceOutput{Body: toCompliance(asOf, rows, h.measures.Names())}, nil
}

type fatigueOutput struct{ Body FatigueReport }

func (h measureHandlers) fatigue(ctx context.Context, in *flowsInput) (*fatigueOutput, error) {
	interval, err := in.interval(h.clock.Now())
	if err != nil {
		return nil, err
	}
	rows, err := h.measures.Fatigue(ctx, in.scope(), interval)
	if err != nil {
		return nil, err
	}
	return &fatigueOutput{Body: toFatigue(interval, rows, h.measures.Names())}, nil
}
