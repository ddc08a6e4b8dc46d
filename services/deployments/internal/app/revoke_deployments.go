package app

import (
	"context"

	"github.com/muster-ics/muster/services/deployments/internal/deployment"
)

// RevokeUncovered revokes the deployments that reach beyond the end of an agreement that says so. It goes by what stands
// in the store, so a crash between an agreement's end and this leaves nothing undone. It tells how many it revoked.
func (a *App) RevokeUncovered(ctx context.Context) (int, error) {
	revoked := 0
	for {
		found, err := a.Deployments.Uncovered(ctx, a.Now())
		if err != nil || len(found) == 0 {
			return revoked, err
		}
		before := revoked
		for _, u := range found {
			done, err := a.revoke(ctx, u)
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

func (a *App) revoke(ctx context.Context, u Uncovered) (done bool, err error) {
	agr, err := a.Agreements.Find(ctx, u.Agreement)
	if err != nil {
		return false, err
	}
	err = a.Deployments.Update(ctx, u.Deployment, func(d *deployment.Deployment) (Told, bool, error) {
		now, before := a.Now(), d.Record()
		done = d.Revoke(agr, now)
		if !done {
			return Told{}, false, nil
		}
		return tellDeployment(d, &before, a.ICS, now, system("agreement_end", "deployment.revoke", "")), true, nil
	})
	return done, err
}
