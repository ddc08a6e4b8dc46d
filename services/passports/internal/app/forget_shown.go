package app

import (
	"context"

	"github.com/muster-ics/muster/services/passports/internal/retention"
)

// ForgetShown deletes spent codes and nonces, and what was shown to receivers longer ago than it may be kept, and tells how
// many of those there were.
func (p *Passports) ForgetShown(ctx context.Context) (int, error) {
	kept, err := p.schedule(ctx)
	if err != nil {
		return 0, err
	}
	return p.Presentations.Forget(ctx, kept.Of(retention.ShownCredentials).Before(p.Clock.Now()))
}
