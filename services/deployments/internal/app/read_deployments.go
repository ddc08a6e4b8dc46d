package app

import (
	"context"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/deployments/internal/deployment"
)

// MostDeployments is how many deployments one page has at most.
const MostDeployments = 200

// ListDeployments gives a page in order of start. An employer's people see their own, as home or host; a worker theirs.
func (a *App) ListDeployments(ctx context.Context, q DeploymentQuery) ([]deployment.Deployment, error) {
	self, _ := auth.From(ctx)
	if q.Employer == "" && self.Role == auth.Employer {
		q.Employer = self.Employer
	}
	if self.Role == auth.Worker {
		q.Worker, _ = id.Parse(self.WorkerID)
	}
	if q.Most <= 0 || q.Most > MostDeployments {
		q.Most = MostDeployments
	}
	facts := auth.Facts{Employer: q.Employer, ICS: a.ICS}
	if q.Worker != id.Nil {
		facts.Worker = q.Worker.String()
	}
	if _, err := a.policy.Check(ctx, DeploymentRead, facts); err != nil {
		return nil, err
	}
	q.Codes = auth.Codes(ctx, q.Employer)
	return a.Deployments.List(ctx, q)
}
