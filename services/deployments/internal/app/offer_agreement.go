package app

import (
	"context"
	"time"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/deployments/internal/agreement"
)

// OfferAgreement lays a draft, or the draft of a new version, before its parties. Only the employer that drafted it may.
func (a *App) OfferAgreement(ctx context.Context, agr id.ID) (agreement.Agreement, error) {
	return a.changeAgreement(ctx, agr, AgreementOffer, drafter,
		func(x *agreement.Agreement, _ auth.Principal, now time.Time) error { return x.Offer(now) }, offered)
}
