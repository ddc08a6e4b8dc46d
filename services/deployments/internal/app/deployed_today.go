package app

import (
	"context"
	"time"

	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/services/deployments/internal/deployment"
)

// mostToday is how many deployments of one day are listed; a system has some hundreds.
const mostToday = 2000

// DeployedToday gives the authorised deployments of which some part lies on the day in London that now is on, in order of
// start, with the day's first and last moment: those of one's own employer, all for leads and auditors, one's own for a
// worker. more tells that there are others.
func (a *App) DeployedToday(ctx context.Context) (all []deployment.Deployment, from, until time.Time, more bool, err error) {
	y, m, d := a.Now().In(clock.London).Date()
	from = time.Date(y, m, d, 0, 0, 0, 0, clock.London)
	until = time.Date(y, m, d+1, 0, 0, 0, 0, clock.London)
	q := DeploymentQuery{Status: Authorised, EndsAfter: from}
	for len(all) < mostToday {
		some, err := a.ListDeployments(ctx, q)
		if err != nil {
			return nil, from, until, false, err
		}
		for _, x := range some {
			if !x.Record().StartsAt.Before(until) {
				return all, from, until, false, nil
			}
			all = append(all, x)
		}
		if len(some) < MostDeployments {
			return all, from, until, false, nil
		}
		last := some[len(some)-1].Record()
		q.AfterStart, q.AfterID = last.StartsAt, last.ID
	}
	return all, from, until, true, nil
}
