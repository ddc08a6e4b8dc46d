package app

import (
	"context"
	"errors"
	"fmt"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/services/deployments/internal/employer"
)

// RegisterEmployer puts an employer on the register. The same details again are no change; fresh is false then. Other
// details under a code in use are a conflict.
func (a *App) RegisterEmployer(ctx context.Context, d employer.Details) (e employer.Employer, fresh bool, err error) {
	who, err := a.policy.Check(ctx, EmployerRegister, auth.Facts{ICS: a.ICS})
	if err != nil {
		return e, false, err
	}
	e, err = employer.Register(d)
	if err != nil {
		return e, false, asFault(err)
	}
	if d.ICS != a.ICS {
		return e, false, fault.New(fault.Invalid, "other_system", "Membership of another system is recorded by that system.").
			WithFields(fault.Field{Location: "body.ics", Message: fmt.Sprintf("Enter %s: this register is that system's.", a.ICS)})
	}
	err = a.Employers.Add(ctx, e, tellEmployer(e, a.Now(), a.by(ctx, who, "employer.register")))
	if !errors.Is(err, ErrTaken) {
		return e, err == nil, err
	}
	known, err := a.Employers.Find(ctx, d.ODS)
	if err != nil {
		return e, false, err
	}
	if !known.Same(d) {
		return e, false, fault.New(fault.Conflict, "employer_differs",
			"%s is registered with other details. Codes are never reused: check the code, or read what is registered.", d.ODS)
	}
	return known, false, nil
}
