package app

import (
	"bytes"
	"context"
	"errors"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/deployments/internal/deployment"
)

// AuthorisationRead is to see why a deployment was authorised, refused or revoked.
const AuthorisationRead auth.Action = "authorisation.read"

// explainPolicy is merged into Policy. Facts: Employer is the reader's own when it is home or host.
var explainPolicy = auth.Policy{AuthorisationRead: func(p auth.Principal, f auth.Facts) error {
	if oversees(p, f) || (p.Role == auth.Employer && f.Employer != "" && p.Employer == f.Employer) {
		return nil
	}
	return noDeployment()
}}

func noDeployment() error {
	return fault.New(fault.NotFound, "deployment_not_found", "There is no such deployment.")
}

// Replayed is a kept answer beside what its inputs come to today.
type Replayed struct {
	Authorisation
	// Outcome is what the rules answer today over the kept inputs.
	Outcome deployment.Answer
	// Same tells that it is the kept answer byte for byte, and that the inputs have the digest that was kept.
	Same bool
}

// ExplainDeployment gives a deployment with every answer that made it, each judged again over what was kept of it. The
// inputs, which hold what passports told of the worker's checks, are given to auditors alone.
func (a *App) ExplainDeployment(ctx context.Context, dep id.ID) (deployment.Deployment, []Replayed, error) {
	d, kept, err := a.Deployments.Explained(ctx, dep)
	if errors.Is(err, ErrAbsent) {
		return d, nil, noDeployment()
	}
	if err != nil {
		return d, nil, err
	}
	self, _ := auth.From(ctx)
	f := auth.Facts{ICS: a.ICS}
	if r := d.Record(); self.Employer == r.Home || self.Employer == r.Host {
		f.Employer = self.Employer
	}
	who, err := a.policy.Check(ctx, AuthorisationRead, f)
	if err != nil {
		return deployment.Deployment{}, nil, err
	}
	out := make([]Replayed, len(kept))
	for i, k := range kept {
		again, err := deployment.Replay(k.Inputs)
		if err != nil {
			return d, nil, err
		}
		out[i] = Replayed{k, again, k.Digest == deployment.Digest(k.Inputs) && bytes.Equal(again.Canonical(k.Inputs), k.Answer)}
		if who.Role != auth.Auditor {
			out[i].Inputs = nil
		}
	}
	return d, out, nil
}
