package app

import (
	"context"
	"time"

	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/deployments/internal/deployment"
)

// AuthoriseDeployment answers a booking across employers: authorised under an agreement, or refused with every reason.
// A booking at the worker's own employer needs no answer. cause is the id of the event that asked. The same question
// again, or after the booking's end, changes nothing.
func (a *App) AuthoriseDeployment(ctx context.Context, p deployment.Placement, cause string) error {
	if p.Home == p.Host {
		return nil
	}
	answer := id.New()
	return a.Deployments.Answer(ctx, p, func(e Evidence) (deployment.Deployment, Told, error) {
		now := a.Now()
		d := deployment.Decide(answer, p, deployment.Authorise(p, e.Candidates, worked(e.Starts), clock.London), now)
		return d, tellDeployment(&d, nil, a.ICS, now, system("authorise", "deployment.decide", cause)), nil
	})
}

func worked(starts map[id.ID][]time.Time) deployment.Worked {
	out := make(deployment.Worked, len(starts))
	for agr, ts := range starts {
		for _, t := range ts {
			out[agr] = append(out[agr], deployment.DayOf(t, clock.London))
		}
	}
	return out
}
