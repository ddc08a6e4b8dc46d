package app

import (
	"context"
	"time"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/services/deployments/internal/site"
)

// Opening says when a site opens, and which code it replaces from then on. Both may be absent: it has always been there.
type Opening struct {
	On       time.Time
	Replaces string
}

// OpenSite registers a site of a registered employer from a day on. A site that it replaces closes at that moment, so that
// one place has one code at a time. The same again changes nothing; fresh is false then.
func (a *App) OpenSite(ctx context.Context, d site.Details, o Opening) (s site.Site, fresh bool, err error) {
	if o == (Opening{}) {
		return a.RegisterSite(ctx, d)
	}
	who, err := a.policy.Check(ctx, SiteRegister, auth.Facts{ICS: a.ICS})
	if err != nil {
		return s, false, err
	}
	s, err = site.Open(d, o.On, o.Replaces)
	if err != nil {
		return s, false, asFault(err)
	}
	opened := s
	err = a.Registers.Change(ctx, func(h *Held) ([]Told, error) {
		s, fresh = opened, true
		now, trail := a.Now(), a.by(ctx, who, "site.register")
		if known := h.Sites[d.ODS]; known != nil {
			if !known.Same(d) || known.Record().Replaces != o.Replaces || known.OpensAt() == nil || !known.OpensAt().Equal(o.On) {
				return nil, siteDiffers(d.ODS)
			}
			s, fresh = *known, false
			return nil, nil
		}
		if err := mayOwn(h, d.Employer, o.On); err != nil {
			return nil, err
		}
		out := []Told{tellSite(s, a.ICS, now, trail)}
		h.Sites[d.ODS] = &s
		if o.Replaces == "" {
			return out, nil
		}
		old := h.Sites[o.Replaces]
		if old == nil {
			return nil, fault.New(fault.Invalid, "site_unknown", "The site that it replaces is not registered.").
				WithFields(fault.Field{Location: "body.replaces", Message: "Check the code, or leave it empty."})
		}
		if old.ClosesAt() != nil && !old.ClosesAt().After(o.On) {
			return out, nil
		}
		before := *old
		if err := old.Close(o.On); err != nil {
			return nil, asFault(err)
		}
		return append(out, tellSiteChanged(*old, before, a.ICS, now, trail)), nil
	})
	return s, fresh, err
}

func siteDiffers(ods string) error {
	return fault.New(fault.Conflict, "site_differs",
		"%s is registered with other details. Codes are never reused: check the code, or read what is registered.", ods)
}
