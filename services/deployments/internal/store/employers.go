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
	found, err := loadEmployers(ctx, s.read(), []string{ods})
	if err == nil && len(found) == 0 {
		err = app.ErrAbsent
	}
	if err != nil {
		return employer.Employer{}, err
	}
	return found[0], nil
}

func (s employers) All(ctx context.Context) ([]employer.Employer, error) {
	return loadEmployers(ctx, s.read(), nil)
}

func (s employers) Add(ctx context.Context, e employer.Employer, told app.Told) error {
	err := s.write(ctx, func(tx *outbox.Tx, q *sqlcgen.Queries) error {
		if err := addEmployer(ctx, q, e); err != nil {
			return err
		}
		return tell(ctx, tx, told)
	})
	if pg.IsUnique(err, "employers_pkey") {
		return app.ErrTaken
	}
	return err
}

// loadEmployers reads employers in order of the codes; nil means all.
func loadEmployers(ctx context.Context, q *sqlcgen.Queries, codes []string) ([]employer.Employer, error) {
	rows, err := q.ListEmployers(ctx, codes)
	if err != nil {
		return nil, err
	}
	all, err := q.ListMemberships(ctx, codes)
	if err != nil {
		return nil, err
	}
	memberships := make(map[string][]employer.Membership, len(rows))
	for _, m := range all {
		memberships[m.Employer] = append(memberships[m.Employer], employer.Membership{ICS: m.Ics, Since: m.Since.UTC(), Until: utc(m.Until)})
	}
	out := make([]employer.Employer, len(rows))
	for i, r := range rows {
		out[i] = employer.Rehydrate(employer.Record{
			ODS: r.Ods, Name: r.Name, Kind: r.Kind, Memberships: memberships[r.Ods], ClosedAt: utc(r.ClosedAt),
			SucceededBy: text(r.SucceededBy), Version: r.Version,
		})
	}
	return out, nil
}

func addEmployer(ctx context.Context, q *sqlcgen.Queries, e employer.Employer) error {
	r := e.Record()
	if err := q.AddEmployer(ctx, sqlcgen.AddEmployerParams{
		Ods: r.ODS, Name: r.Name, Kind: r.Kind, Version: r.Version, ClosedAt: r.ClosedAt, SucceededBy: optional(r.SucceededBy),
	}); err != nil {
		return err
	}
	return addMemberships(ctx, q, r)
}

func saveEmployer(ctx context.Context, q *sqlcgen.Queries, e employer.Employer) error {
	r := e.Record()
	if err := q.SaveEmployer(ctx, sqlcgen.SaveEmployerParams{
		Ods: r.ODS, Name: r.Name, Kind: r.Kind, Version: r.Version, ClosedAt: r.ClosedAt, SucceededBy: optional(r.SucceededBy),
	}); err != nil {
		return err
	}
	if err := q.DropMemberships(ctx, r.ODS); err != nil {
		return err
	}
	return addMemberships(ctx, q, r)
}

func addMemberships(ctx context.Context, q *sqlcgen.Queries, r employer.Record) error {
	for _, m := range r.Memberships {
		if err := q.AddMembership(ctx, sqlcgen.AddMembershipParams{Employer: r.ODS, Ics: m.ICS, Since: m.Since, Until: m.Until}); err != nil {
			return err
		}
	}
	return nil
}

func text(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}
