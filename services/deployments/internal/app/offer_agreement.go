package app

import (
	"context"
	"time"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/deployments/internal/agreement"
)

// OfferAgreement lays a draft before its parties. Only the employer that drafted it may.
func (a *App) OfferAgreement(ctx context.Context, agr id.ID) (agreement.Agreement, error) {
	return a.changeAgreement(ctx, agr, AgreementOffer, proposer,
		func(x *agreement.Agreement, _ auth.Principal, now time.Time) error { return x.Offer(now) }, false)
}
