package app

import (
	"context"

	"github.com/muster-ics/muster/events/reason"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/deployments/internal/agreement"
	"github.com/muster-ics/muster/services/deployments/internal/deployment"
)

// RevokeUncovered revokes the deployments that their agreement no longer covers and says to revoke. It goes by what stands
// in the store, so a crash between an agreement's change and this leaves nothing undone. It tells how many it revoked.
func (a *App) RevokeUncovered(ctx context.Context) (int, error) {
	revoked := 0
	for {
		found, err := a.Deployments.Uncovered(ctx, a.Now())
		if err != nil || len(found) == 0 {
			return revoked, err
		}
		before := revoked
		for _, dep := range found {
			done, err := a.review(ctx, dep, causeAgreement, "", func(e Evidence, d deployment.Record, answer deployment.Answer) []reason.Reason {
				if bookedAtEnd(e, d) == agreement.Honour || answer.Yes() {
					return nil
				}
				return answer.Reasons
			})
			if err != nil {
				return revoked, err
			}
			if done {
				revoked++
			}
		}
		if revoked == before {
			return revoked, nil // Somebody else is at the same rows.
		}
	}
}

// reviewWorker revokes the worker's deployments that the worker's word or a check no longer carries.
func (a *App) reviewWorker(ctx context.Context, worker id.ID, cause string) error {
	coming, err := a.Deployments.OfWorker(ctx, worker, a.Now())
	if err != nil {
		return err
	}
	for _, dep := range coming {
		if _, err := a.review(ctx, dep, causePassport, cause, func(_ Evidence, _ deployment.Record, answer deployment.Answer) []reason.Reason {
			return answer.WorkersOwn()
		}); err != nil {
			return err
		}
	}
	return nil
}

// review judges a deployment again on today's evidence and revokes it when against finds reasons in the answer.
func (a *App) review(ctx context.Context, dep id.ID, why, cause string, against func(Evidence, deployment.Record, deployment.Answer) []reason.Reason) (done bool, err error) {
	err = a.Deployments.Review(ctx, dep, a.Now(), func(d deployment.Deployment, e Evidence) (Decided, bool, error) {
		before := d.Record()
		answer, kept, err := Judge(before.Placement, e)
		if err != nil {
			return Decided{}, false, err
		}
		now := a.Now()
		if done = d.Revoke(against(e, before, answer), now); !done {
			return Decided{}, false, nil
		}
		kept.Version, kept.Cause = d.Record().Version, why
		return Decided{Deployment: d, Told: tellDeployment(&d, &before, a.ICS, now, system(why, "deployment.revoke", cause)), Authorisation: kept}, true, nil
	})
	return done, err
}

// bookedAtEnd is what the version that authorised a deployment says of booked shifts.
func bookedAtEnd(e Evidence, d deployment.Record) agreement.AtEnd {
	for _, x := range e.Agreements {
		if x.ID() == d.Agreement && x.Terms() == d.Terms {
			return x.Clauses().Notice.Booked
		}
	}
	return agreement.Honour
}
