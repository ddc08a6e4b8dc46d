package app

import (
	"context"
	"encoding/json"
	"time"

	"github.com/muster-ics/muster/events/reason"
	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/passports/internal/clearance"
)

// Requirement is one thing that was asked for a shift, and what was found.
type Requirement = clearance.Requirement

// DecisionView is a decision for one of those whom it concerns.
type DecisionView struct {
	DecisionID   string    `json:"decision_id" format:"uuid"`
	WorkerID     string    `json:"worker_id" format:"uuid"`
	BookingID    string    `json:"booking_id" format:"uuid"`
	ShiftID      string    `json:"shift_id" format:"uuid"`
	HomeEmployer string    `json:"home_employer"`
	HostEmployer string    `json:"host_employer"`
	StartsAt     time.Time `json:"starts_at"`
	EndsAt       time.Time `json:"ends_at"`
	// TookBack tells that it took an earlier yes back.
	TookBack        bool                    `json:"took_back"`
	Cause           string                  `json:"cause" enum:"booking_requested,passport_changed,passport_suspended,checked_in,time_passed,booking_changed"`
	Outcome         string                  `json:"outcome" enum:"eligible,eligible_with_warnings,needs_approval,ineligible"`
	Requirements    []clearance.Requirement `json:"requirements" doc:"All that was asked, met or not, in the order of the rules."`
	Reasons         []reason.Reason         `json:"reasons" doc:"Those of the requirements that are not simply met."`
	EarliestExpiry  *time.Time              `json:"earliest_expiry,omitempty"`
	PassportVersion int64                   `json:"passport_version"`
	EngineVersion   int                     `json:"engine_version"`
	InputsDigest    string                  `json:"inputs_digest" doc:"SHA-256 of the inputs, in hex."`
	DecidedAt       time.Time               `json:"decided_at"`
	// Inputs are what it looked at; for the worker and the home employer.
	Inputs json.RawMessage `json:"inputs,omitempty" doc:"What it looked at: ids, codes and dates. Told to the worker and the home employer."`
	Review *ReviewView     `json:"review,omitempty"`
}

// ReviewView is what came of a worker's request to look at a decision again.
type ReviewView struct {
	State       string     `json:"state" enum:"requested,answered"`
	Words       string     `json:"words,omitempty" doc:"What the worker wrote."`
	RequestedAt time.Time  `json:"requested_at"`
	Outcome     string     `json:"outcome,omitempty" enum:"upheld,corrected"`
	Answer      string     `json:"answer,omitempty" doc:"What the home employer wrote."`
	AnsweredAt  *time.Time `json:"answered_at,omitempty"`
}

// DecisionPage is a page of decisions. Next is the cursor of the page after; Nil on the last.
type DecisionPage struct {
	Decisions []DecisionView
	Next      id.ID
}

// ShowDecision gives a decision to the worker and the home employer's people with the duty to verify; to the host, what it
// may know of it.
func (p *Passports) ShowDecision(ctx context.Context, decisionID id.ID) (DecisionView, error) {
	principal, err := Policy.Check(ctx, MayReadDecision, auth.Facts{ICS: p.ICS})
	if err != nil {
		return DecisionView{}, err
	}
	d, err := p.Decisions.Decision(ctx, decisionID)
	if err != nil {
		return DecisionView{}, err
	}
	if !p.about(principal, d.WorkerID, d.Home, d.Host) {
		return DecisionView{}, ErrNoDecision
	}
	whole := principal.Role == auth.Worker || (p.sameNow(principal.Employer, d.Home) && principal.Has(auth.Verify))
	if !whole {
		return publicDecision(d), nil
	}
	reviews, err := p.Decisions.Reviews(ctx, decisionID)
	if err != nil {
		return DecisionView{}, err
	}
	v := decisionView(d, reviews[d.ID])
	v.Inputs = d.Inputs
	return v, nil
}

// OwnDecisions gives workers a page of the decisions about them, newest first.
func (p *Passports) OwnDecisions(ctx context.Context, before id.ID, limit int) (DecisionPage, error) {
	principal, _ := auth.From(ctx)
	if _, err := Policy.Check(ctx, MayReadDecisions, auth.Facts{Worker: principal.WorkerID, ICS: p.ICS}); err != nil {
		return DecisionPage{}, err
	}
	workerID, err := id.Parse(principal.WorkerID)
	if err != nil {
		return DecisionPage{}, ErrNoWorker
	}
	all, err := p.Decisions.DecisionsOf(ctx, workerID, before, limit+1)
	if err != nil {
		return DecisionPage{}, err
	}
	page := DecisionPage{Decisions: []DecisionView{}}
	if len(all) > limit {
		all = all[:limit]
		page.Next = all[limit-1].ID
	}
	ids := make([]id.ID, len(all))
	for i, d := range all {
		ids[i] = d.ID
	}
	reviews, err := p.Decisions.Reviews(ctx, ids...)
	for _, d := range all {
		page.Decisions = append(page.Decisions, decisionView(d, reviews[d.ID]))
	}
	return page, err
}

func decisionView(d KeptDecision, r ReviewWords) DecisionView {
	v := DecisionView{
		DecisionID: d.ID.String(), WorkerID: d.WorkerID.String(), BookingID: d.BookingID.String(), ShiftID: d.ShiftID.String(),
		HomeEmployer: d.Home, HostEmployer: d.Host, StartsAt: d.StartsAt, EndsAt: d.EndsAt, TookBack: d.Version > 1, Cause: d.Cause,
		Outcome: string(d.Decided.Outcome), Requirements: d.Decided.Requirements, Reasons: d.Decided.Reasons, EarliestExpiry: d.Decided.EarliestExpiry,
		PassportVersion: d.Decided.PassportVersion, EngineVersion: d.Engine, InputsDigest: d.Digest, DecidedAt: d.Decided.At,
	}
	if r.Review != nil {
		k := r.Review.Record()
		v.Review = &ReviewView{State: "requested", Words: r.Asked, RequestedAt: k.RequestedAt, Outcome: k.Outcome, Answer: r.Answer, AnsweredAt: k.AnsweredAt}
		if r.Review.Answered() {
			v.Review.State = "answered"
		}
	}
	return v
}

// publicDecision is what a host may know: outcomes and dates, no evidence, and nothing of health beyond yes and no.
func publicDecision(d KeptDecision) DecisionView {
	v := decisionView(d, ReviewWords{})
	v.Requirements, v.Reasons, v.InputsDigest = clearance.Public(v.Requirements), publicReasons(v.Reasons), ""
	if v.Outcome == string(clearance.EligibleWithWarnings) && len(v.Reasons) == 0 {
		v.Outcome = string(clearance.Eligible)
	}
	return v
}
