package store

import (
	"context"
	"encoding/json"
	"time"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/passports/internal/app"
	"github.com/muster-ics/muster/services/passports/internal/credential"
	"github.com/muster-ics/muster/services/passports/internal/store/sqlcgen"
)

// KeepAuthority implements app.Credentials.
func (s *Store) KeepAuthority(ctx context.Context, d app.Deployment, version int64) error {
	state, err := json.Marshal(d.Authority)
	if err != nil {
		return err
	}
	_, err = s.read().KeepAuthority(ctx, sqlcgen.KeepAuthorityParams{
		DeploymentID: d.Deployment, WorkerID: d.Worker, Version: version, Authorised: d.Authorised, EndsAt: d.To, State: state,
	})
	return err
}

// AuthoritiesOf implements app.Credentials.
func (s *Store) AuthoritiesOf(ctx context.Context, workerID id.ID, now time.Time) ([]credential.Authority, error) {
	return authoritiesOf(ctx, s.read(), workerID, now)
}

func authoritiesOf(ctx context.Context, q *sqlcgen.Queries, workerID id.ID, now time.Time) ([]credential.Authority, error) {
	rows, err := q.AuthoritiesOf(ctx, sqlcgen.AuthoritiesOfParams{WorkerID: workerID, Now: now})
	if err != nil {
		return nil, err
	}
	out := make([]credential.Authority, len(rows))
	for i, r := range rows {
		if err := json.Unmarshal(r.State, &out[i]); err != nil {
			return nil, err
		}
		out[i].Deployment, out[i].Model, out[i].Indemnity = r.DeploymentID, r.Model, r.Indemnity
	}
	return out, nil
}
