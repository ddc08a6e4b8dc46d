package api

import (
	"context"
	"math"
	"net/http"
	"time"

	"github.com/muster-ics/muster/pkg/release"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/analytics/internal/app"
	"github.com/muster-ics/muster/services/analytics/internal/fillrate"
	"github.com/muster-ics/muster/services/analytics/internal/simulation"
)

func mountSimulations(s *web.Server, h measureHandlers) {
	web.Register(s, web.Op{
		Method: http.MethodPost, Path: "/simulations", ID: "simulate-ladder", Action: app.SimulateLadder, ReadOnly: true, Errors: []int{http.StatusNotFound},
		Summary:     "The same shifts under another release ladder",
		Description: "Changes nothing. Beside what happened stands what the same model says of the ladders as they were: that is how far it is off.",
	}, h.simulate)
}

// LadderStep is one step of a release ladder.
type LadderStep struct {
	Step          string `json:"step" enum:"preferred,own_bank,own_fallback_grade,collaborative_bank,bank_break_glass,framework_agency,off_framework_agency"`
	Tier          int    `json:"tier,omitempty" minimum:"0" maximum:"12" doc:"The agency tier, from 1, of framework_agency."`
	On            string `json:"on" enum:"at_posting,lead_time,dwell" doc:"lead_time: no more than after_minutes left until the start. dwell: after_minutes after the step before."`
	AfterMinutes  int    `json:"after_minutes,omitempty" minimum:"0" maximum:"576000"`
	WindowMinutes int    `json:"window_minutes,omitempty" minimum:"0" maximum:"20160" doc:"How long the preferred person has the shift alone."`
	CeilingPence  int64  `json:"ceiling_pence,omitempty" minimum:"0" maximum:"50000" doc:"The most an hour may cost on this step."`
	Approver      string `json:"approver,omitempty" enum:"executive,"`
}

type simulateInput struct {
	Body struct {
		Employer   string `json:"employer,omitempty" pattern:"^[A-Z0-9]{1,12}$" doc:"ODS code; all that you may see when left out."`
		StaffGroup string `json:"staff_group,omitempty" doc:"All when left out." enum:"medical_dental,students,nursing_midwifery,allied_health,additional_scientific,healthcare_scientists,clinical_support,admin_clerical,estates_ancillary,supplementary"`
		From       string `json:"from,omitempty" format:"date" doc:"The first day in London on which shifts start. 28 days before until when left out."`
		Until      string `json:"until,omitempty" format:"date" doc:"The first day that is not in it any more. Tomorrow when left out; shifts that have not started are never in it."`
		Ladder     struct {
			BankShare int          `json:"bank_share" minimum:"0" maximum:"100" doc:"Per cent of the time between opening and start that each bank audience has before agencies."`
			Steps     []LadderStep `json:"steps" maxItems:"12"`
		} `json:"ladder"`
	}
}

func (in *simulateInput) ladder() release.Ladder {
	l := release.Ladder{BankShare: in.Body.Ladder.BankShare}
	for _, s := range in.Body.Ladder.Steps {
		l.Steps = append(l.Steps, release.Step{
			Kind: release.Kind(s.Step), Tier: s.Tier, Window: time.Duration(s.WindowMinutes) * time.Minute, CeilingPence: s.CeilingPence,
			Approver: s.Approver, Trigger: release.Trigger{On: release.On(s.On), After: time.Duration(s.AfterMinutes) * time.Minute},
		})
	}
	return l
}

// SimulatedSplit is what became, or would have become, of the shifts.
type SimulatedSplit struct {
	Shifts      FloatSplit `json:"shifts" doc:"In tenths; the parts add up to all shifts."`
	Hours       FloatSplit `json:"hours"`
	BankPence   int64      `json:"bank_pence" doc:"Basic pay of the hours that bank workers take, without on-costs."`
	AgencyPence int64      `json:"agency_pence" doc:"What agencies charge, at the mean of these shifts."`
}

// FloatSplit is a five-way split of what is expected.
type FloatSplit struct {
	OwnBank            float64 `json:"own_bank"`
	CollaborativeBank  float64 `json:"collaborative_bank"`
	FrameworkAgency    float64 `json:"framework_agency"`
	OffFrameworkAgency float64 `json:"off_framework_agency"`
	Unfilled           float64 `json:"unfilled"`
}

// Simulation is a ladder laid over shifts of the past.
type Simulation struct {
	From        time.Time       `json:"from"`
	Until       time.Time       `json:"until"`
	Shifts      int             `json:"shifts"`
	Fixed       int             `json:"fixed" doc:"Shifts that no ladder explains, e.g. recorded after their start. They stay as they were."`
	Enough      bool            `json:"enough" doc:"False when there are fewer than 20 shifts on either half of the days: nothing is simulated."`
	Was         SimulatedSplit  `json:"was" doc:"What happened."`
	Same        *SimulatedSplit `json:"same,omitempty" doc:"What the model says of the ladders as they were: beside was it tells how far the model is off."`
	Other       *SimulatedSplit `json:"other,omitempty" doc:"What it says of your ladder."`
	Unseen      []string        `json:"unseen" doc:"Steps that let in somebody who was never let in before: nobody is expected to come."`
	Assumptions []string        `json:"assumptions"`
}

type simulateOutput struct{ Body Simulation }

func (h measureHandlers) simulate(ctx context.Context, in *simulateInput) (*simulateOutput, error) {
	interval, err := IntervalInput{From: in.Body.From, Until: in.Body.Until}.interval(h.clock.Now())
	if err != nil {
		return nil, err
	}
	r, err := h.measures.Simulate(ctx, app.Scope{Employer: in.Body.Employer, StaffGroup: in.Body.StaffGroup}, interval, in.ladder())
	if err != nil {
		return nil, err
	}
	out := Simulation{
		From: interval.From.UTC(), Until: interval.Until.UTC(), Shifts: r.Shifts, Fixed: r.Fixed, Enough: r.Enough,
		Was: toSimulated(r.Was), Unseen: []string{}, Assumptions: simulation.Assumptions,
	}
	if r.Enough {
		same, other := toSimulated(r.Same), toSimulated(r.Other)
		out.Same, out.Other = &same, &other
	}
	for _, k := range r.Unseen {
		out.Unseen = append(out.Unseen, string(k))
	}
	return &simulateOutput{Body: out}, nil
}

func toSimulated(o simulation.Outcome) SimulatedSplit {
	hours := o.Minutes
	for p := range hours {
		hours[p] /= 60
	}
	return SimulatedSplit{
		Shifts: toFloatSplit(o.Shifts), Hours: toFloatSplit(hours),
		BankPence: int64(math.Round(o.BankPence)), AgencyPence: int64(math.Round(o.AgencyPence)),
	}
}

func toFloatSplit(p [simulation.Parts]float64) FloatSplit {
	return FloatSplit{
		OwnBank: tenths(p[fillrate.OwnBank]), CollaborativeBank: tenths(p[fillrate.CollaborativeBank]),
		FrameworkAgency: tenths(p[fillrate.FrameworkAgency]), OffFrameworkAgency: tenths(p[fillrate.OffFrameworkAgency]),
		Unfilled: tenths(p[fillrate.Unfilled]),
	}
}
