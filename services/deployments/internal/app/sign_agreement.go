package app

import (
	"context"
	"time"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/deployments/internal/agreement"
)

// SignAgreement makes the caller's employer a party, in the capacity given, to the text with that hash. The last
// signature brings the agreement into force. A new version then decides; what the one before authorised and says to
// revoke is revoked at once where the new one does not cover it.
func (a *App) SignAgreement(ctx context.Context, agr id.ID, capacity, hash string) (agreement.Agreement, error) {
	out, err := a.changeAgreement(ctx, agr, AgreementSign, ownParty,
		func(x *agreement.Agreement, who auth.Principal, now time.Time) error {
			return x.Sign(byOf(who), capacity, hash, now)
		}, signed)
	if err != nil {
		return out, err
	}
	if out.Terms() > 1 {
		// The sweep revokes what is left when this fails: the version is in force, and that is the answer.
		_, _ = a.RevokeUncovered(ctx)
	}
	return out, nil
}
