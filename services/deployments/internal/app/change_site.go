package app

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"time"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/services/deployments/internal/rule"
	"github.com/muster-ics/muster/services/deployments/internal/site"
)

// AmendSite gives a site another name or place. The same again changes nothing.
func (a *App) AmendSite(ctx context.Context, d site.Details) error {
	return a.changeSite(ctx, d.ODS, "site.amend", func(_ *Held, s *site.Site) (bool, error) { return s.Amend(d) })
}

// MoveSite gives a site to another registered employer from the start of a day in London on.
func (a *App) MoveSite(ctx context.Context, ods, to string, on time.Time) error {
	return a.changeSite(ctx, ods, "site.move", func(h *Held, s *site.Site) (bool, error) {
		if err := mayOwn(h, to, on); err != nil {
			return false, err
		}
		return true, s.Move(to, on, a.Now())
	})
}

// CloseSite ends a site at the start of a day in London.
func (a *App) CloseSite(ctx context.Context, ods string, on time.Time) error {
	return a.changeSite(ctx, ods, "site.close", func(_ *Held, s *site.Site) (bool, error) { return true, s.Close(on) })
}

// mayOwn refuses an owner that is not registered, or closed by then.
func mayOwn(h *Held, ods string, at time.Time) error {
	e, ok := h.Employers[ods]
	if !ok {
		return fault.New(fault.Invalid, "employer_unknown", "The site's employer is not registered.").
			WithFields(fault.Field{Location: "body.employer", Message: "Register the employer first, or check the code."})
	}
	if closed := e.Record().ClosedAt; closed != nil {
		return fault.New(fault.Conflict, "employer_closed", "%s is closed from %s. Choose the employer that follows it.", e.Record().Name, rule.Day(*closed))
	}
	return nil
}

func (a *App) changeSite(ctx context.Context, ods, action string, act func(*Held, *site.Site) (bool, error)) error {
	who, err := a.policy.Check(ctx, SiteChange, auth.Facts{ICS: a.ICS})
	if err != nil {
		return err
	}
	return a.Registers.Change(ctx, func(h *Held) ([]Told, error) {
		s, ok := h.Sites[ods]
		if !ok {
			return nil, fault.New(fault.NotFound, "site_not_found", "No site with the code %s is registered.", ods)
		}
		before, now := *s, a.Now()
		changed, err := act(h, s)
		if err != nil || !changed {
			return nil, asFault(err)
		}
		return []Told{tellSiteChanged(*s, before, a.ICS, now, a.by(ctx, who, action))}, nil
	})
}

// TellSites tells anew of the sites that have changed hands by now, and returns how many they were.
func (a *App) TellSites(ctx context.Context) (int, error) {
	due, err := a.Registers.ToTell(ctx, a.Now())
	if err != nil || len(due) == 0 {
		return 0, err
	}
	told := 0
	err = a.Registers.Change(ctx, func(h *Held) ([]Told, error) {
		var out []Told
		now := a.Now()
		for _, ods := range due {
			s := h.Sites[ods]
			if before := *s; s.Tell(now) {
				out = append(out, tellSiteChanged(*s, before, a.ICS, now, system("calendar", "site.move", "")))
			}
		}
		told = len(out)
		return out, nil
	})
	return told, err
}

func sortedKeys[K cmp.Ordered, V any](m map[K]V) []K { return slices.Sorted(maps.Keys(m)) }
