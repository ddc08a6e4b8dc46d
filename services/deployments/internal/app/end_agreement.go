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
	return a.stop(ctx, agr, AgreementEnd, at, ended, (*agreement.Agreement).End)
}

// LeaveAgreement ends the part of the caller's employer at a moment: now when at is nil. The others go on.
func (a *App) LeaveAgreement(ctx context.Context, agr id.ID, at *time.Time) (agreement.Agreement, error) {
	return a.stop(ctx, agr, AgreementEnd, at, left, (*agreement.Agreement).Leave)
}

func (a *App) stop(ctx context.Context, agr id.ID, action auth.Action, at *time.Time, what change,
	act func(x *agreement.Agreement, by agreement.By, at, now time.Time) error,
) (agreement.Agreement, error) {
	out, err := a.changeAgreement(ctx, agr, action, ownParty,
		func(x *agreement.Agreement, who auth.Principal, now time.Time) error {
			if at == nil {
				return act(x, byOf(who), now, now)
			}
			return act(x, byOf(who), *at, now)
		}, what)
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
			return keep(tellAgreement(x, before, ended, a.ICS, now, system("agreement_end", "agreement.expire", "")))
		})
		if err != nil {
			return 0, err
		}
	}
	return len(due), nil
}
