package app

import (
	"context"
	"slices"

	"github.com/muster-ics/muster/events/reason"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/deployments/internal/agreement"
	"github.com/muster-ics/muster/services/deployments/internal/deployment"
)

// RevokeUncovered revokes the deployments that their agreement no longer covers and says to revoke. It goes by what stands
// in the store, so a crash between an agreement's change and this leaves nothing undone. It tells how many it revoked.
func (a *App) RevokeUncovered(ctx context.Context) (int, error) {
	revoked := 0
	var before []id.ID
	for {
		found, err := a.Deployments.Uncovered(ctx, a.Now())
		if err != nil || len(found) == 0 || slices.Equal(found, before) {
			return revoked, err // The same again: somebody else is at the same rows.
		}
		before = found
		for _, dep := range found {
			done, err := a.review(ctx, dep, causeAgreement, "", uncovered)
			if err != nil {
				return revoked, err
			}
			if done {
				revoked++
			}
		}
	}
}

// uncovered are the reasons for which a deployment that the version that authorised it says to revoke is not covered.
func uncovered(d deployment.Record, e Evidence, answer deployment.Answer) []reason.Reason {
	if bookedAtEnd(d, e) == agreement.Honour || answer.Yes() {
		return nil
	}
	return answer.Reasons
}

// reviewWorker revokes the worker's deployments that the worker's word or a check no longer carries.
func (a *App) reviewWorker(ctx context.Context, worker id.ID, cause string) error {
	coming, err := a.Deployments.OfWorker(ctx, worker, a.Now())
	if err != nil {
		return err
	}
	for _, dep := range coming {
		if _, err := a.review(ctx, dep, causePassport, cause, workersOwn); err != nil {
			return err
		}
	}
	return nil
}

// workersOwn are the reasons that lie with the worker's word and checks.
func workersOwn(_ deployment.Record, _ Evidence, answer deployment.Answer) []reason.Reason {
	return answer.WorkersOwn()
}

// review judges a deployment again on today's evidence and revokes it when against finds reasons in the answer. What
// passports tell is judged by the version that authorised it: the worker agreed to that one.
func (a *App) review(ctx context.Context, dep id.ID, why, cause string, against func(deployment.Record, Evidence, deployment.Answer) []reason.Reason) (done bool, err error) {
	err = a.Deployments.Review(ctx, dep, a.Now(), func(d deployment.Deployment, e Evidence) (Reviewed, error) {
		before := d.Record()
		if why == causePassport {
			e.Agreements = slices.DeleteFunc(e.Agreements, func(x agreement.Agreement) bool { return x.Terms() != before.Terms })
		}
		answer, kept, err := Judge(before.Placement, e)
		if err != nil {
			return Reviewed{}, err
		}
		now := a.Now()
		if done = d.Revoke(against(before, e, answer), now); !done {
			return Reviewed{ByAgreement: why == causeAgreement}, nil
		}
		kept.Version, kept.Cause = d.Record().Version, why
		return Reviewed{Revoked: &Decided{
			Deployment: d, Told: tellDeployment(&d, &before, a.ICS, now, system(why, "deployment.revoke", cause)), Authorisation: kept,
		}}, nil
	})
	return done, err
}

// bookedAtEnd is what the version that authorised a deployment says of booked shifts.
func bookedAtEnd(d deployment.Record, e Evidence) agreement.AtEnd {
	for _, x := range e.Agreements {
		if x.ID() == d.Agreement && x.Terms() == d.Terms {
			return x.Clauses().Notice.Booked
		}
	}
	return agreement.Honour
}
