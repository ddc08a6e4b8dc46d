package app

import (
	"context"
	"encoding/json"
	"time"

	"github.com/muster-ics/muster/events"
	contract "github.com/muster-ics/muster/events/passports"
	"github.com/muster-ics/muster/services/passports/internal/hostpolicy"
	"github.com/muster-ics/muster/services/passports/internal/override"
	"github.com/muster-ics/muster/services/passports/internal/review"
)

func (p *Passports) hostPolicyChanged(ctx context.Context, was, is hostpolicy.Record, at time.Time, who By) (Fact, error) {
	ev := contract.HostPolicyChangedV1{Employer: is.Employer, Version: is.Version, Body: contract.HostPolicyBody{
		RegisterFlagDays: is.RegisterFlagDays, RegisterBlockDays: is.RegisterBlockDays, GraceDays: is.GraceDays, DBSMonths: is.DBSMonths,
		Periods: []contract.RefreshPeriod{}, OwnChecks: append([]string{}, is.OwnChecks...),
	}}
	for _, r := range is.Periods {
		ev.Body.Periods = append(ev.Body.Periods, contract.RefreshPeriod(r))
	}
	f := Fact{Action: "host_policy.change", By: who, Before: bytesOf(was), After: bytesOf(is)}
	env, err := events.New(ev, p.meta(ctx, is.Employer, is.Employer, is.Version, at, who))
	f.Event = env
	return f, err
}

func (p *Passports) overrideTold(ctx context.Context, o *override.Override, before []byte, at time.Time, who By) (Fact, error) {
	r := o.Record()
	state := contract.OverrideState{
		OverrideID: r.ID.String(), WorkerID: r.WorkerID.String(), ShiftID: r.ShiftID.String(), HomeEmployer: r.Home, HostEmployer: r.Host,
		Requirement: r.Requirement, Code: r.Code, Why: r.Why, Eyes: string(r.Eyes), State: string(r.State),
		StartsAt: r.StartsAt, EndsAt: &r.EndsAt, ExpiresAt: r.ExpiresAt, RequestedAt: r.RequestedAt, DecidedAt: r.DecidedAt,
	}
	var ev events.Event
	f := Fact{Reason: r.Why, By: who, Before: before, After: bytesOf(r)}
	switch r.State {
	case override.Granted:
		ev, f.Action = contract.OverrideGrantedV1{Override: state}, "override.grant"
	case override.Refused:
		ev, f.Action = contract.OverrideRefusedV1{Override: state}, "override.refuse"
	case override.Expired:
		ev, f.Action = contract.OverrideExpiredV1{Override: state}, "override.expire"
	default:
		ev, f.Action = contract.OverrideRequestedV1{Override: state}, "override.request"
	}
	return p.fact(ctx, ev, r.Host, r.ID, r.Version, at, f)
}

func (p *Passports) reviewTold(ctx context.Context, v *review.Review, at time.Time, who By) (Fact, error) {
	r := v.Record()
	state := contract.ReviewState{
		DecisionID: r.DecisionID.String(), BookingID: r.BookingID.String(), WorkerID: r.WorkerID.String(), HomeEmployer: r.Home,
		State: "requested", RequestedAt: r.RequestedAt, Outcome: r.Outcome, AnsweredAt: r.AnsweredAt,
	}
	f := Fact{Action: "decision.request_review", By: who, After: bytesOf(r)}
	if !v.Answered() {
		return p.fact(ctx, contract.DecisionReviewRequestedV1{Review: state}, r.Home, r.DecisionID, r.Version, at, f)
	}
	f.Action, f.Reason, state.State = "decision.answer_review", r.Outcome, "answered"
	return p.fact(ctx, contract.DecisionReviewAnsweredV1{Review: state}, r.Home, r.DecisionID, r.Version, at, f)
}

// bytesOf encodes what only ids, codes, numbers and times are in, and those always encode.
func bytesOf(v any) []byte {
	b, err := json.Marshal(v)
	if err != nil {
		return nil
	}
	return b
}
