package app

import (
	"context"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/deployments/internal/deployment"
)

// StandDown ends the deployment of a booking that ended before it was worked. It may come twice, and before the request.
func (a *App) StandDown(ctx context.Context, booking id.ID, endedAs, cause string) error {
	return a.Deployments.BookingEnded(ctx, booking, endedAs, func(d *deployment.Deployment) (Told, bool, error) {
		now, before := a.Now(), d.Record()
		if !d.StandDown(now) {
			return Told{}, false, nil
		}
		return tellDeployment(d, &before, a.ICS, now, system("booking_end", "deployment.stand_down", cause)), true, nil
	})
}
