package auth_test

import (
	"context"
	"errors"
	"testing"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/fault"
)

func TestPolicyDeniesByDefault(t *testing.T) {
	t.Parallel()
	policy := auth.Policy{
		"shift.post": func(p auth.Principal, f auth.Facts) error {
			if p.Has(auth.Post) && p.Employer == f.Employer {
				return nil
			}
			return fault.New(fault.NotFound, "unknown", "There is no such shift.")
		},
		"shift.broken": func(auth.Principal, auth.Facts) error { return errors.New("the rule fell over") },
		"shift.empty":  nil,
	}
	in := auth.With(context.Background(), matron)
	cases := []struct {
		name   string
		ctx    context.Context
		action auth.Action
		facts  auth.Facts
		kind   fault.Kind
	}{
		{"allowed", in, "shift.post", auth.Facts{Employer: "RPA"}, ""},
		{"another employer's", in, "shift.post", auth.Facts{Employer: "RVV"}, fault.NotFound},
		{"nobody", context.Background(), "shift.post", auth.Facts{Employer: "RPA"}, fault.Unauthenticated},
		{"no rule", in, "shift.burn", auth.Facts{}, fault.Forbidden},
		{"a nil rule", in, "shift.empty", auth.Facts{}, fault.Forbidden},
		{"a rule that fails", in, "shift.broken", auth.Facts{}, fault.Forbidden},
	}
	for _, c := range cases {
		who, err := policy.Check(c.ctx, c.action, c.facts)
		if c.kind == "" {
			if err != nil || who.Subject != matron.Subject {
				t.Errorf("%s: %v, %+v", c.name, err, who)
			}
			continue
		}
		if !fault.Is(err, c.kind) || who.Subject != "" {
			t.Errorf("%s: %v, %+v", c.name, err, who)
		}
	}
	if _, err := auth.Policy(nil).Check(in, "shift.post", auth.Facts{}); !fault.Is(err, fault.Forbidden) {
		t.Errorf("no policy at all: %v", err)
	}
}
