package auth

import (
	"context"
	"errors"

	"github.com/muster-ics/muster/pkg/fault"
)

// Action names what somebody wants to do, e.g. "shift.post".
type Action string

// Facts is what a rule may look at beside the principal. Leave empty what does not apply.
type Facts struct {
	// Employer owns the resource; Home is the worker's home employer; Worker is whose it is; ICS where it is.
	Employer, Home, Worker, ICS string
}

// Rule decides one action: nil is yes, else a fault. Forbidden for what the caller may know of, NotFound for what not.
type Rule func(Principal, Facts) error

// Policy has one rule an action. An action without a rule is denied.
type Policy map[Action]Rule

// Check decides. Without a principal in ctx it is a fault of kind Unauthenticated. On any refusal the principal is the
// zero value, so that a caller who overlooks the error acts for nobody. A rule's error that is no fault is a refusal,
// and never a way in. What belonged to an employer that another has followed belongs to that other: see WithHeirs.
func (p Policy) Check(ctx context.Context, a Action, f Facts) (Principal, error) {
	who, ok := From(ctx)
	if !ok {
		return Principal{}, fault.New(fault.Unauthenticated, "sign_in", "Sign in to do this.")
	}
	rule := p[a]
	if rule == nil {
		return Principal{}, fault.New(fault.Forbidden, "no_rule",
			"You may not do this: nobody is allowed to until a rule for %s is written.", a)
	}
	asked := who
	asked.Employer, f.Employer, f.Home = Heir(ctx, who.Employer), Heir(ctx, f.Employer), Heir(ctx, f.Home)
	if err := rule(asked, f); err != nil {
		var known *fault.Error
		if errors.As(err, &known) {
			return Principal{}, err
		}
		return Principal{}, fault.New(fault.Forbidden, "not_allowed", "You may not do this.").Because(err)
	}
	return who, nil
}
