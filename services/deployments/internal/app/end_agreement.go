package app

import (
	"context"
	"time"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/deployments/internal/agreement"
)

// EndAgreement ends an agreement for all its parties at a moment: now when at is nil. When its clause says revoke, the
// deployments that reach beyond the end are revoked at once, so that a notice gives people its time.
func (a *App) EndAgreement(ctx context.Context, agr id.ID, at *time.Time) (agreement.Agreement, error) {
	out, err := a.changeAgreement(ctx, agr, AgreementEnd, ownParty,
		func(x *agreement.Agreement, _ auth.Principal, now time.Time) error {
			if at == nil {
				return x.End(now, now)
			}
			return x.End(*at, now)
		}, false)
	if err != nil {
		return out, err
	}
	// The sweep revokes what is left when this fails: the agreement has ended, and that is the answer.
	_, _ = a.RevokeUncovered(ctx)
	return out, nil
}

// ExpireAgreements closes the agreements whose end has come. It tells how many.
func (a *App) ExpireAgreements(ctx context.Context) (int, error) {
	due, err := a.Agreements.ToEnd(ctx, a.Now())
	if err != nil {
		return 0, err
	}
	for _, agr := range due {
		err := a.Agreements.Update(ctx, agr, func(x *agreement.Agreement, keep func(Told) error) error {
			now, before := a.Now(), x.Record()
			if !x.Expire(now) {
				return nil
			}
			return keep(tellAgreement(x, before, false, a.ICS, now, system("agreement_end", "agreement.expire", "")))
		})
		if err != nil {
			return 0, err
		}
	}
	return len(due), nil
}
