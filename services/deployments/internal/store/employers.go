package store

import (
	"context"

	"github.com/muster-ics/muster/pkg/outbox"
	"github.com/muster-ics/muster/pkg/pg"
	"github.com/muster-ics/muster/services/deployments/internal/app"
	"github.com/muster-ics/muster/services/deployments/internal/employer"
	"github.com/muster-ics/muster/services/deployments/internal/store/sqlcgen"
)

type employers struct{ *Store }

func (s employers) Find(ctx context.Context, ods string) (employer.Employer, error) {
	r, err := s.read().FindEmployer(ctx, ods)
	if err != nil {
		return employer.Employer{}, absent(err)
	}
	return employerOf(r), nil
}

func (s employers) All(ctx context.Context) ([]employer.Employer, error) {
	rows, err := s.read().ListEmployers(ctx)
	out := make([]employer.Employer, 0, len(rows))
	for _, r := range rows {
		out = append(out, employerOf(sqlcgen.FindEmployerRow(r)))
	}
	return out, err
}

func (s employers) Add(ctx context.Context, e employer.Employer, told app.Told) error {
	d := e.Details()
	err := s.write(ctx, func(tx *outbox.Tx, q *sqlcgen.Queries) error {
		if err := q.AddEmployer(ctx, sqlcgen.AddEmployerParams{Ods: d.ODS, Name: d.Name, Kind: d.Kind, Version: e.Version()}); err != nil {
			return err
		}
		if err := q.AddMembership(ctx, sqlcgen.AddMembershipParams{Employer: d.ODS, Ics: d.ICS, Since: d.Since}); err != nil {
			return err
		}
		return tell(ctx, tx, told)
	})
	if pg.IsUnique(err, "employers_pkey") {
		return app.ErrTaken
	}
	return err
}

func employerOf(r sqlcgen.FindEmployerRow) employer.Employer {
	return employer.Rehydrate(employer.Details{ODS: r.Ods, Name: r.Name, Kind: r.Kind, ICS: r.Ics, Since: r.Since.UTC()}, r.Version)
}
