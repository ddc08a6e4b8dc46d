package app

import (
	"context"
	"errors"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/services/deployments/internal/site"
)

// RegisterSite puts a site of a registered employer on the register. The same details again are no change; fresh is
// false then. Other details under a code in use are a conflict.
func (a *App) RegisterSite(ctx context.Context, d site.Details) (s site.Site, fresh bool, err error) {
	who, err := a.policy.Check(ctx, SiteRegister, auth.Facts{ICS: a.ICS})
	if err != nil {
		return s, false, err
	}
	s, err = site.Register(d)
	if err != nil {
		return s, false, asFault(err)
	}
	err = a.Sites.Add(ctx, s, tellSite(s, a.ICS, a.Now(), a.by(ctx, who, "site.register")))
	switch {
	case errors.Is(err, ErrAbsent):
		return s, false, fault.New(fault.Invalid, "employer_unknown", "The site's employer is not registered.").
			WithFields(fault.Field{Location: "body.employer", Message: "Register the employer first, or check the code."})
	case !errors.Is(err, ErrTaken):
		return s, err == nil, err
	}
	known, err := a.Sites.Find(ctx, d.ODS)
	if err != nil {
		return s, false, err
	}
	if !known.Same(d) {
		return s, false, siteDiffers(d.ODS)
	}
	return known, false, nil
}
