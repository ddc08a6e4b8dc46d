package auth_test

import (
	"context"
	"fmt"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/fault"
)

// A service has one policy. Its use cases check it with the facts of the resource; what has no rule is denied.
func ExamplePolicy() {
	policy := auth.Policy{
		"shift.post": func(p auth.Principal, f auth.Facts) error {
			if p.Role == auth.Employer && p.Has(auth.Post) && p.Employer == f.Employer {
				return nil
			}
			return fault.New(fault.Forbidden, "not_your_ward", "Only staff of %s with the duty to post may do this.", f.Employer)
		},
	}
	ctx := auth.With(context.Background(), auth.Principal{
		Subject: "p-1", Role: auth.Employer, Employer: "RVV", Duties: []string{auth.Post},
	})
	who, err := policy.Check(ctx, "shift.post", auth.Facts{Employer: "RVV"})
	fmt.Println(who.Subject, err)
	_, err = policy.Check(ctx, "shift.post", auth.Facts{Employer: "RPA"})
	fmt.Println(err)
	_, err = policy.Check(context.Background(), "shift.post", auth.Facts{Employer: "RVV"})
	fmt.Println(err)
	// Output:
	// p-1 <nil>
	// not_your_ward: Only staff of RPA with the duty to post may do this.
	// sign_in: Sign in to do this.
}
