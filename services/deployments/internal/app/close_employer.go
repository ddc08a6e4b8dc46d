package app

import (
	"context"
	"time"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/services/deployments/internal/rule"
)

// CloseEmployer ends an employer that nobody follows, at the start of a day in London. Its sites must have gone before: a
// place without an owner would have nobody to answer for it.
func (a *App) CloseEmployer(ctx context.Context, ods string, on time.Time) error {
	who, err := a.policy.Check(ctx, EmployerChange, auth.Facts{ICS: a.ICS})
	if err != nil {
		return err
	}
	return a.Registers.Change(ctx, func(h *Held) ([]Told, error) {
		e, ok := h.Employers[ods]
		if !ok {
			return nil, noEmployer(ods)
		}
		for _, code := range sortedKeys(h.Sites) {
			for _, o := range h.Sites[code].Record().Owners {
				if o.Employer == ods && (o.Until == nil || o.Until.After(on)) {
					return nil, fault.New(fault.Conflict, "site_remains", "%s still belongs to this employer on %s. Move or close the site first, or record who follows the employer.",
						h.Sites[code].Details().Name, rule.Day(on))
				}
			}
		}
		before, now, trail := *e, a.Now(), a.by(ctx, who, "employer.close")
		if err := e.Close(on, ""); err != nil {
			return nil, asFault(err)
		}
		return []Told{tellEmployerChanged(*e, before, now, trail), tellMembership(*e, before, now, trail)}, nil
	})
}
