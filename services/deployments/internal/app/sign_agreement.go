package app

import (
	"context"
	"time"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/deployments/internal/agreement"
)

// SignAgreement makes the caller's employer a party, in the capacity given, to the text with that hash. The last
// signature brings the agreement into force.
func (a *App) SignAgreement(ctx context.Context, agr id.ID, capacity, hash string) (agreement.Agreement, error) {
	return a.changeAgreement(ctx, agr, AgreementSign, ownParty,
		func(x *agreement.Agreement, who auth.Principal, now time.Time) error {
			return x.Sign(byOf(who), capacity, hash, now)
		}, signed)
}
