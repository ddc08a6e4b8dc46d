package store

import (
	"context"
	"errors"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/outbox"
	"github.com/muster-ics/muster/pkg/pg"
	"github.com/muster-ics/muster/services/deployments/internal/app"
	"github.com/muster-ics/muster/services/deployments/internal/deployment"
	"github.com/muster-ics/muster/services/deployments/internal/mutualaid"
	"github.com/muster-ics/muster/services/deployments/internal/store/sqlcgen"
)

type mutualAids struct{ *Store }

// MutualAids is what leads have opened.
func (s *Store) MutualAids() app.MutualAids { return mutualAids{s} }

func (s mutualAids) Find(ctx context.Context, aid id.ID) (mutualaid.MutualAid, error) {
	q := s.read()
	row, err := q.GetMutualAid(ctx, aid)
	if err != nil {
		return mutualaid.MutualAid{}, absent(err)
	}
	return oneAid(ctx, q, row)
}

func (s mutualAids) List(ctx context.Context, query app.MutualAidQuery) ([]mutualaid.MutualAid, error) {
	p := sqlcgen.ListMutualAidsParams{Employers: named(query.Codes, query.Party), Most: int32(query.Most)}
	if query.BeforeID != id.Nil {
		p.BeforeAt, p.BeforeID = &query.BeforeAt, &query.BeforeID
	}
	q := s.read()
	rows, err := q.ListMutualAids(ctx, p)
	if err != nil {
		return nil, err
	}
	return aids(ctx, q, rows)
}

func (s mutualAids) Add(ctx context.Context, m mutualaid.MutualAid, told app.Told) error {
	r := m.Record()
	err := s.write(ctx, func(tx *outbox.Tx, q *sqlcgen.Queries) error {
		if err := q.AddMutualAid(ctx, sqlcgen.AddMutualAidParams{
			ID: r.ID, Version: r.Version, AgreementID: r.Agreement, AgreementTerms: r.Terms, Parties: r.Parties, Why: r.Why, Note: r.Note,
			OpenedBy: r.By, OpenedAt: r.OpenedAt, ClosesAt: r.ClosesAt,
		}); err != nil {
			return err
		}
		for _, x := range r.Shifts {
			if err := q.AddMutualAidShift(ctx, sqlcgen.AddMutualAidShiftParams{
				MutualAidID: r.ID, ShiftID: x.ID, Host: x.Host, Site: x.Site, StaffGroup: x.StaffGroup, Band: x.Band,
				StartsAt: x.StartsAt, EndsAt: x.EndsAt, OpenedAt: r.OpenedAt, ClosesAt: r.ClosesAt,
			}); err != nil {
				return err
			}
		}
		return tell(ctx, tx, told)
	})
	if pg.IsExclusion(err, "one_aid_a_shift") {
		return app.ErrOpenAlready
	}
	return err
}

func (s mutualAids) Update(ctx context.Context, aid id.ID, act func(*mutualaid.MutualAid) (app.Told, bool, error)) error {
	return s.write(ctx, func(tx *outbox.Tx, q *sqlcgen.Queries) error {
		row, err := q.LockMutualAid(ctx, aid)
		if err != nil {
			return absent(err)
		}
		m, err := oneAid(ctx, q, row)
		if err != nil {
			return err
		}
		told, keep, err := act(&m)
		if err != nil || !keep {
			return err
		}
		r := m.Record()
		if err := q.SaveMutualAid(ctx, sqlcgen.SaveMutualAidParams{
			ID: r.ID, Version: r.Version, Status: string(r.Status), EndedAt: r.EndedAt, EndedBy: optional(string(r.EndedBy)),
		}); err != nil {
			return err
		}
		if err := q.EndMutualAidShifts(ctx, sqlcgen.EndMutualAidShiftsParams{MutualAidID: r.ID, EndedAt: *r.EndedAt}); err != nil {
			return err
		}
		return tell(ctx, tx, told)
	})
}

func (s mutualAids) ToEnd(ctx context.Context, at *time.Time) ([]app.DueAid, error) {
	rows, err := s.read().MutualAidsToEnd(ctx, at)
	out := make([]app.DueAid, len(rows))
	for i, r := range rows {
		out[i] = app.DueAid{ID: r.ID, Early: r.Early, Due: r.Due.UTC()}
	}
	return out, err
}

func oneAid(ctx context.Context, q *sqlcgen.Queries, row sqlcgen.MutualAid) (mutualaid.MutualAid, error) {
	all, err := aids(ctx, q, []sqlcgen.MutualAid{row})
	if err != nil {
		return mutualaid.MutualAid{}, err
	}
	return all[0], nil
}

// aids completes rows with their shifts, in the order of the rows.
func aids(ctx context.Context, q *sqlcgen.Queries, rows []sqlcgen.MutualAid) ([]mutualaid.MutualAid, error) {
	ids := make([]id.ID, len(rows))
	for i, r := range rows {
		ids[i] = r.ID
	}
	shifts, err := q.ShiftsOfMutualAids(ctx, ids)
	if err != nil {
		return nil, err
	}
	of := make(map[id.ID][]mutualaid.Shift, len(rows))
	for _, x := range shifts {
		of[x.MutualAidID] = append(of[x.MutualAidID], mutualaid.Shift{
			ID: x.ShiftID, Host: x.Host, Site: x.Site, StaffGroup: x.StaffGroup, Band: x.Band, StartsAt: x.StartsAt.UTC(), EndsAt: x.EndsAt.UTC(),
		})
	}
	out := make([]mutualaid.MutualAid, len(rows))
	for i, r := range rows {
		rec := mutualaid.Record{
			ID: r.ID, Version: r.Version, Agreement: r.AgreementID, Terms: r.AgreementTerms, Parties: r.Parties, Shifts: of[r.ID], Why: r.Why,
			Note: r.Note, By: r.OpenedBy, OpenedAt: r.OpenedAt.UTC(), ClosesAt: r.ClosesAt.UTC(), Status: mutualaid.Status(r.Status), EndedAt: utc(r.EndedAt),
		}
		if r.EndedBy != nil {
			rec.EndedBy = mutualaid.EndedBy(*r.EndedBy)
		}
		out[i] = mutualaid.Rehydrate(rec)
	}
	return out, nil
}

// aidOfPlacement is the mutual aid that had opened the shift when the worker asked. It is held shared until the answer is
// committed, so that a lead's end waits for it.
func aidOfPlacement(ctx context.Context, q *sqlcgen.Queries, p deployment.Placement) (*mutualaid.MutualAid, error) {
	if p.AskedAt.IsZero() {
		return nil, nil
	}
	row, err := q.MutualAidOfShift(ctx, sqlcgen.MutualAidOfShiftParams{ShiftID: p.Shift, AskedAt: p.AskedAt})
	return aidIn(ctx, q, row, err)
}

// aidOfDeployment is the mutual aid under which a deployment was authorised, ended or not.
func aidOfDeployment(ctx context.Context, q *sqlcgen.Queries, r deployment.Record) (*mutualaid.MutualAid, error) {
	if r.Aid == id.Nil {
		return nil, nil
	}
	row, err := q.GetMutualAid(ctx, r.Aid)
	return aidIn(ctx, q, row, err)
}

func aidIn(ctx context.Context, q *sqlcgen.Queries, row sqlcgen.MutualAid, err error) (*mutualaid.MutualAid, error) {
	if errors.Is(err, pgx.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	m, err := oneAid(ctx, q, row)
	return &m, err
}
