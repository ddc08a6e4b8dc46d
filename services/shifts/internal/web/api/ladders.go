package api

import (
	"context"
	"net/http"
	"time"

	"github.com/muster-ics/muster/pkg/release"
	"github.com/muster-ics/muster/pkg/web"

	"github.com/muster-ics/muster/services/shifts/internal/app"
)

func mountLadders(s *web.Server, h handlers) {
	register(s, web.Op{Method: http.MethodGet, Path: "/ladders", ID: "list-ladders", Action: app.ReadLadder,
		Summary: "List an employer's release ladders; staff_group * is every group without one of its own"}, h.ladders)
	register(s, web.Op{Method: http.MethodGet, Path: "/ladders/{staff_group}", ID: "get-ladder", Action: app.ReadLadder, Errors: []int{http.StatusNotFound},
		Summary: "Read the ladder that holds for a staff group"}, h.ladder)
	changes := []int{http.StatusNotFound, http.StatusConflict, http.StatusPreconditionFailed}
	register(s, web.Op{Method: http.MethodPut, Path: "/ladders", ID: "put-ladder-for-all", Action: app.ChangeLadder, Errors: changes,
		Summary: "Replace your employer's ladder for every group without one of its own (duty executive)"}, h.putLadderForAll)
	register(s, web.Op{Method: http.MethodPut, Path: "/ladders/{staff_group}", ID: "put-ladder", Action: app.ChangeLadder, Errors: changes,
		Summary:     "Replace your employer's ladder for a staff group (duty executive)",
		Description: "Send If-Match with the ETag that you read, when the group has a ladder of its own. Shifts that are posted keep the ladder that they were posted with."}, h.putLadder)
	register(s, web.Op{Method: http.MethodPost, Path: "/ladders/what-if", ID: "what-if-ladder", Action: app.ReadLadder, ReadOnly: true,
		Summary: "Lay a ladder out over the shifts that you posted in a span, and change nothing"}, h.whatIf)
}

type ladderStep struct {
	Step          string `json:"step" enum:"preferred,own_bank,own_fallback_grade,collaborative_bank,bank_break_glass,framework_agency,off_framework_agency"`
	Tier          int    `json:"tier,omitempty" minimum:"0" maximum:"12" doc:"The agency tier, from 1, of framework_agency."`
	On            string `json:"on" enum:"at_posting,lead_time,dwell" doc:"lead_time: no more than after_minutes left until the start. dwell: after_minutes after the step before."`
	AfterMinutes  int    `json:"after_minutes,omitempty" minimum:"0" maximum:"576000"`
	WindowMinutes int    `json:"window_minutes,omitempty" minimum:"0" maximum:"20160" doc:"How long the preferred person has the shift alone."`
	CeilingPence  int64  `json:"ceiling_pence,omitempty" minimum:"0" maximum:"50000" doc:"The most an hour may cost on this step."`
	Approver      string `json:"approver,omitempty" enum:"executive,"`
}

type LadderBody struct {
	BankShare int          `json:"bank_share" minimum:"0" maximum:"100" doc:"Per cent of the time between opening and start that each bank audience has before agencies."`
	Steps     []ladderStep `json:"steps" maxItems:"12"`
}

func (b LadderBody) domain(staffGroup string) release.Ladder {
	l := release.Ladder{StaffGroup: staffGroup, BankShare: b.BankShare}
	for _, s := range b.Steps {
		l.Steps = append(l.Steps, release.Step{Kind: release.Kind(s.Step), Tier: s.Tier, Window: time.Duration(s.WindowMinutes) * time.Minute, CeilingPence: s.CeilingPence,
			Approver: s.Approver, Trigger: release.Trigger{On: release.On(s.On), After: time.Duration(s.AfterMinutes) * time.Minute}})
	}
	return l
}

type ladder struct {
	LadderID   string `json:"ladder_id,omitempty" doc:"Absent for the default ladder."`
	Employer   string `json:"employer"`
	StaffGroup string `json:"staff_group" doc:"* is every group without a ladder of its own."`
	Version    int64  `json:"version" doc:"0 while the default holds."`
	Default    bool   `json:"default"`
	LadderBody
}

func ladderAnswer(l release.Ladder) ladder {
	st := app.LadderState(l)
	out := ladder{Employer: l.Employer, StaffGroup: l.StaffGroup, Version: l.Version, Default: l.Version == 0}
	if l.Version > 0 {
		out.LadderID = st.LadderID
	}
	out.BankShare, out.Steps = st.BankShare, []ladderStep{}
	for _, s := range st.Steps {
		out.Steps = append(out.Steps, ladderStep{Step: s.Step, Tier: s.Tier, On: s.On, AfterMinutes: s.AfterMinutes, WindowMinutes: s.WindowMinutes, CeilingPence: s.CeilingPence, Approver: s.Approver})
	}
	return out
}

type LaddersInput struct {
	Employer string `query:"employer" maxLength:"12" doc:"ODS code; your own when you are an employer."`
}

type laddersOutput struct {
	Body struct {
		Ladders []ladder `json:"ladders"`
	}
}

func (h handlers) ladders(ctx context.Context, in *LaddersInput) (*laddersOutput, error) {
	all, err := h.app.LaddersOf(ctx, in.Employer)
	if err != nil {
		return nil, err
	}
	out := &laddersOutput{}
	for _, l := range all {
		out.Body.Ladders = append(out.Body.Ladders, ladderAnswer(l))
	}
	return out, nil
}

type ladderInput struct {
	StaffGroup string `path:"staff_group" maxLength:"64"`
	LaddersInput
}

type ladderOutput struct {
	ETag string `header:"ETag"`
	Body ladder
}

func (h handlers) ladder(ctx context.Context, in *ladderInput) (*ladderOutput, error) {
	l, err := h.app.LadderOf(ctx, in.Employer, in.StaffGroup)
	if err != nil {
		return nil, err
	}
	return &ladderOutput{ETag: web.ETag(l.Version), Body: ladderAnswer(l)}, nil
}

type putLadderForAllInput struct {
	IfMatch string `header:"If-Match" maxLength:"100" doc:"The ETag of the version that you read."`
	Body    LadderBody
}

type putLadderInput struct {
	StaffGroup string `path:"staff_group" maxLength:"64"`
	IfMatch    string `header:"If-Match" maxLength:"100" doc:"The ETag of the version that you read."`
	Body       LadderBody
}

func (h handlers) putLadderForAll(ctx context.Context, in *putLadderForAllInput) (*ladderOutput, error) {
	return h.changeLadder(ctx, in.Body.domain(release.AllGroups), in.IfMatch)
}

func (h handlers) putLadder(ctx context.Context, in *putLadderInput) (*ladderOutput, error) {
	return h.changeLadder(ctx, in.Body.domain(in.StaffGroup), in.IfMatch)
}

func (h handlers) changeLadder(ctx context.Context, l release.Ladder, ifMatch string) (*ladderOutput, error) {
	l, err := h.app.ChangeLadder(ctx, l, func(version int64) error {
		if ifMatch == "" && version == 0 {
			return nil // There is nothing of the group's own to be replaced.
		}
		return web.IfMatch(ifMatch, version)
	})
	if err != nil {
		return nil, err
	}
	return &ladderOutput{ETag: web.ETag(l.Version), Body: ladderAnswer(l)}, nil
}

type whatIfInput struct {
	Body struct {
		Ladder struct {
			StaffGroup string `json:"staff_group" maxLength:"64" doc:"* is every group."`
			LadderBody
		} `json:"ladder"`
		From time.Time `json:"from" doc:"Shifts posted at or after."`
		To   time.Time `json:"to" doc:"Shifts posted before; at most 62 days after from."`
	}
}

type replayed struct {
	ShiftID       string     `json:"shift_id"`
	PostedAt      time.Time  `json:"posted_at"`
	StartsAt      time.Time  `json:"starts_at"`
	FilledBy      string     `json:"filled_by,omitempty"`
	FilledAt      *time.Time `json:"filled_at,omitempty"`
	Reached       string     `json:"reached" doc:"The furthest step that would have fallen due before the shift was filled, or by its start."`
	BankClosesAt  time.Time  `json:"bank_closes_at"`
	AgencyEarlier bool       `json:"agency_earlier" doc:"A bank worker took the shift after agencies would have been let in."`
	AgencyLater   bool       `json:"agency_later" doc:"The agency that filled the shift would not have been let in yet."`
	Steps         []rung     `json:"steps"`
}

type whatIfOutput struct {
	Body struct {
		Shifts         int            `json:"shifts"`
		Reached        map[string]int `json:"reached" doc:"How many shifts got to each step, as the furthest, before they were filled."`
		BankAtRisk     int            `json:"bank_at_risk"`
		AgencyHeldBack int            `json:"agency_held_back"`
		Unfilled       int            `json:"unfilled"`
		Rows           []replayed     `json:"rows"`
	}
}

func (h handlers) whatIf(ctx context.Context, in *whatIfInput) (*whatIfOutput, error) {
	w, err := h.app.WhatIf(ctx, in.Body.Ladder.domain(in.Body.Ladder.StaffGroup), in.Body.From, in.Body.To)
	if err != nil {
		return nil, err
	}
	out := &whatIfOutput{}
	b := &out.Body
	b.Shifts, b.BankAtRisk, b.AgencyHeldBack, b.Unfilled = w.Shifts, w.BankAtRisk, w.AgencyHeldBack, w.Unfilled
	b.Reached, b.Rows = map[string]int{}, []replayed{}
	for k, n := range w.ReachedBy {
		b.Reached[string(k)] = n
	}
	for _, r := range w.Rows {
		row := replayed{ShiftID: r.ShiftID.String(), PostedAt: r.PostedAt, StartsAt: r.StartsAt, FilledBy: r.FilledBy, FilledAt: r.FilledAt, Reached: string(r.Reached),
			BankClosesAt: r.Plan.BankClosesAt(r.For), AgencyEarlier: r.AgencyEarlier, AgencyLater: r.AgencyLater, Steps: []rung{}}
		for _, s := range r.Plan.Steps {
			row.Steps = append(row.Steps, rung{Step: string(s.Kind), Tier: s.Tier, OpensAt: s.OpensAt, Progress: "planned", CeilingPence: s.CeilingPence, Approver: s.Approver})
		}
		b.Rows = append(b.Rows, row)
	}
	return out, nil
}
