package store

import (
	"context"
	"maps"
	"slices"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/muster-ics/muster/pkg/pg"
	"github.com/muster-ics/muster/services/analytics/internal/app"
	"github.com/muster-ics/muster/services/analytics/internal/organisation"
	"github.com/muster-ics/muster/services/analytics/internal/store/sqlcgen"
)

// Projection implements app.Projection and app.History.
type Projection struct{ pool *pgxpool.Pool }

// NewProjection makes the repository over the service's pool.
func NewProjection(pool *pgxpool.Pool) *Projection { return &Projection{pool: pool} }

var (
	_ app.Projection = (*Projection)(nil)
	_ app.History    = (*Projection)(nil)
)

// Apply implements app.Projection.
func (p *Projection) Apply(ctx context.Context, heard []app.Heard) error {
	byProducer := map[string][]app.Heard{}
	for _, h := range heard {
		byProducer[h.Producer] = append(byProducer[h.Producer], h)
	}
	return pg.InTx(ctx, p.pool, func(tx pgx.Tx) error {
		q := sqlcgen.New(tx)
		for _, producer := range slices.Sorted(maps.Keys(byProducer)) {
			if err := apply(ctx, q, producer, byProducer[producer]); err != nil {
				return err
			}
		}
		return nil
	})
}

func apply(ctx context.Context, q *sqlcgen.Queries, producer string, heard []app.Heard) error {
	if err := q.LockProgress(ctx, producer); err != nil {
		return err
	}
	shiftsGrown, err := applyShifts(ctx, q, heard)
	if err != nil {
		return err
	}
	organisationsGrown, err := applyOrganisations(ctx, q, heard)
	if err != nil {
		return err
	}
	workGrown, err := applyWork(ctx, q, heard)
	if err != nil {
		return err
	}
	if err := moveAges(ctx, q, heard); err != nil {
		return err
	}
	move := sqlcgen.MoveProgressParams{Producer: producer, Grown: shiftsGrown + organisationsGrown + workGrown}
	for _, h := range heard {
		move.StreamSeq = max(move.StreamSeq, h.Sequence)
		if h.At.After(move.Newest) {
			move.Newest = h.At
		}
	}
	return q.MoveProgress(ctx, move)
}

func applyShifts(ctx context.Context, q *sqlcgen.Queries, heard []app.Heard) (grown int64, err error) {
	// One statement may touch a row once only, so the newest version of each shift stands for the batch.
	newest := map[uuid.UUID]app.Heard{}
	for _, h := range heard {
		if h.Shift == nil {
			continue
		}
		f := h.Shift.Facts()
		if known, ok := newest[f.ID]; !ok || known.Shift.Facts().Version < f.Version {
			newest[f.ID] = h
		}
	}
	if len(newest) == 0 {
		return 0, nil
	}
	var p sqlcgen.ApplyShiftsParams
	for _, h := range newest {
		f := h.Shift.Facts()
		p.Ids, p.Versions = append(p.Ids, f.ID), append(p.Versions, f.Version)
		p.Employers, p.Sites, p.Wards = append(p.Employers, f.Employer), append(p.Sites, f.Site), append(p.Wards, f.Ward)
		p.StaffGroups, p.Roles, p.Bands = append(p.StaffGroups, f.StaffGroup), append(p.Roles, f.Role), append(p.Bands, f.Band)
		p.StartsAt, p.EndsAt = append(p.StartsAt, f.StartsAt), append(p.EndsAt, f.EndsAt)
		p.NetMinutes, p.Statuses = append(p.NetMinutes, f.NetMinutes), append(p.Statuses, f.Status)
		p.FilledBy, p.StreamSeqs = append(p.FilledBy, f.FilledBy), append(p.StreamSeqs, h.Sequence)
	}
	return q.ApplyShifts(ctx, p)
}

// moveAges notes of each employer when its newest event happened.
func moveAges(ctx context.Context, q *sqlcgen.Queries, heard []app.Heard) error {
	ages := map[string]time.Time{}
	for _, h := range heard {
		if employer := h.Employer(); employer != "" && h.At.After(ages[employer]) {
			ages[employer] = h.At
		}
	}
	if len(ages) == 0 {
		return nil
	}
	var a sqlcgen.MoveAgesParams
	for _, employer := range slices.Sorted(maps.Keys(ages)) { // In one order everywhere, so that no two batches deadlock.
		a.Employers, a.Newest = append(a.Employers, employer), append(a.Newest, ages[employer])
	}
	return q.MoveAges(ctx, a)
}

func applyOrganisations(ctx context.Context, q *sqlcgen.Queries, heard []app.Heard) (grown int64, err error) {
	type key struct {
		kind organisation.Kind
		ods  string
	}
	newest := map[key]app.Heard{}
	for _, h := range heard {
		if h.Organisation == nil {
			continue
		}
		k := key{h.Organisation.Kind, h.Organisation.ODS}
		if known, ok := newest[k]; !ok || known.Organisation.Version < h.Organisation.Version {
			newest[k] = h
		}
	}
	if len(newest) == 0 {
		return 0, nil
	}
	var p sqlcgen.ApplyOrganisationsParams
	for _, h := range newest {
		o := h.Organisation
		p.Kinds, p.Codes, p.Versions = append(p.Kinds, string(o.Kind)), append(p.Codes, o.ODS), append(p.Versions, o.Version)
		p.Names, p.Employers, p.Towns = append(p.Names, o.Name), append(p.Employers, o.Employer), append(p.Towns, o.Town)
		p.StreamSeqs = append(p.StreamSeqs, h.Sequence)
	}
	return q.ApplyOrganisations(ctx, p)
}
