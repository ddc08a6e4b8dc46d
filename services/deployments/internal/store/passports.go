package store

import (
	"context"

	"github.com/muster-ics/muster/services/deployments/internal/app"
	"github.com/muster-ics/muster/services/deployments/internal/store/sqlcgen"
)

type passports struct{ *Store }

// Passports is what passports told of workers.
func (s *Store) Passports() app.Passports { return passports{s} }

func (s passports) Put(ctx context.Context, p app.PassportTold) (bool, error) {
	n, err := sqlcgen.New(s.pool).PutPassport(ctx, sqlcgen.PutPassportParams{
		WorkerID: p.Worker, Version: p.Version, Rank: p.Rank, HomeEmployer: p.Home, Status: p.Status, State: p.State,
	})
	return n > 0, err
}
