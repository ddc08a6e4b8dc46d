package app

import (
	"context"
	"errors"
	"strings"
	"time"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/passports/internal/clearance"
	"github.com/muster-ics/muster/services/passports/internal/override"
	"github.com/muster-ics/muster/services/passports/internal/refusal"
)

// NewOverride asks that named people decide in place of one requirement of one shift.
type NewOverride struct {
	WorkerID, ShiftID id.ID
	// Home is with whom the worker is engaged for the shift; empty means the passport's home employer.
	Home, Host       string
	StartsAt, EndsAt time.Time
	// Requirement and Code are as a decision names them.
	Requirement, Code, Why string
	// Words is a sentence for those who decide, and for the worker. It may name people, so it is kept sealed.
	Words string
	// ExpiresAt is up to when it is to stand: the shift's end, which is also what its zero value means, or a moment up to the
	// shift's start by which what is missing has to be there.
	ExpiresAt time.Time
}

// OverrideOf is a request that named people decide, in answer to a decision that said no.
type OverrideOf struct {
	// Requirement is one that the decision names.
	Requirement, Why, Words string
	// ExpiresAt is as in NewOverride.
	ExpiresAt time.Time
}

// longestWords is how much may be written about an override.
const longestWords = 500

// AskOverride asks ahead of a booking: people of the home or of the host, for one worker and shift. Where one person
// suffices and that is who asks, it is granted at once.
func (p *Passports) AskOverride(ctx context.Context, n NewOverride, requestID string) (OverrideView, error) {
	principal, err := Policy.Check(ctx, MayOverride, auth.Facts{ICS: p.ICS})
	if err != nil {
		return OverrideView{}, err
	}
	w, err := p.Workers.Get(ctx, n.WorkerID)
	if err != nil {
		return OverrideView{}, err
	}
	if n.Home == "" {
		n.Home = w.HomeEmployer()
	}
	if principal = p.asCalled(principal, n.Host, n.Home); principal.Employer != n.Home && principal.Employer != n.Host {
		return OverrideView{}, ErrNoWorker
	}
	return p.ask(ctx, n, id.Nil, principal, requestID)
}

// AskOverrideOf asks in answer to a decision that said no.
func (p *Passports) AskOverrideOf(ctx context.Context, decisionID id.ID, n OverrideOf, requestID string) (OverrideView, error) {
	principal, err := Policy.Check(ctx, MayOverride, auth.Facts{ICS: p.ICS})
	if err != nil {
		return OverrideView{}, err
	}
	d, err := p.Decisions.Decision(ctx, decisionID)
	if err != nil {
		return OverrideView{}, err
	}
	if principal = p.asCalled(principal, d.Host, d.Home); principal.Employer != d.Home && principal.Employer != d.Host {
		return OverrideView{}, ErrNoDecision
	}
	code := ""
	for _, r := range d.Decided.Requirements {
		if r.Key() == n.Requirement && r.Result != clearance.Met && r.Result != clearance.Flag {
			code = r.Code
		}
	}
	if code == "" {
		return OverrideView{}, FieldFault("requirement", "This decision does not say no to that. Give a requirement that is not met, as the decision names it.")
	}
	return p.ask(ctx, NewOverride{
		WorkerID: d.WorkerID, ShiftID: d.ShiftID, Home: d.Home, Host: d.Host, StartsAt: d.StartsAt, EndsAt: d.EndsAt,
		Requirement: n.Requirement, Code: code, Why: n.Why, Words: n.Words, ExpiresAt: n.ExpiresAt,
	}, decisionID, principal, requestID)
}

func (p *Passports) ask(ctx context.Context, n NewOverride, decisionID id.ID, principal auth.Principal, requestID string) (OverrideView, error) {
	if err := n.check(); err != nil {
		return OverrideView{}, refused(err, "")
	}
	now := p.Clock.Now()
	o, err := override.Ask(override.Record{
		ID: id.New(), WorkerID: n.WorkerID, ShiftID: n.ShiftID, DecisionID: decisionID, Home: n.Home, Host: n.Host, StartsAt: n.StartsAt, EndsAt: n.EndsAt, ExpiresAt: n.ExpiresAt,
		Requirement: n.Requirement, Code: n.Code, Why: n.Why,
	}, personOf(principal), now)
	if err != nil {
		return OverrideView{}, notByYou(err)
	}
	f, err := p.overrideTold(ctx, o, nil, now, by(principal, requestID))
	if err != nil {
		return OverrideView{}, err
	}
	if err := p.Decisions.AskOverride(ctx, o, strings.TrimSpace(n.Words), f); err != nil {
		return OverrideView{}, err
	}
	return p.overrideView(o, n.Words, principal), nil
}

func (n NewOverride) check() error {
	var no refusal.List
	words := len([]rune(strings.TrimSpace(n.Words)))
	no.Unless(words >= 1 && words <= longestWords, "words", "Say in a sentence of up to %d letters why this shift may be worked all the same.", longestWords)
	return no.Err()
}

func personOf(p auth.Principal) override.Person {
	return override.Person{ID: p.Subject, Employer: p.Employer, Verifies: p.Has(auth.Verify), Approves: p.Has(auth.Approve), Executive: p.Has(auth.Executive)}
}

// notByYou tells those who may not decide that it is they who may not, and not the moment.
func notByYou(err error) error {
	var state refusal.State
	if errors.As(err, &state) && (state.Code == "wrong_duty" || state.Code == "same_person") {
		return fault.New(fault.Forbidden, state.Code, "%s", state.Message)
	}
	return refused(err, "")
}
