package store

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/muster-ics/muster/pkg/pg"
	"github.com/muster-ics/muster/services/analytics/internal/app"
	"github.com/muster-ics/muster/services/analytics/internal/store/sqlcgen"
)

// Twin implements app.Twin.
type Twin struct{ pool *pgxpool.Pool }

// NewTwin makes the repository over the service's pool.
func NewTwin(pool *pgxpool.Pool) *Twin { return &Twin{pool: pool} }

var _ app.Twin = (*Twin)(nil)

// Live implements app.Twin.
func (t *Twin) Live(ctx context.Context) (rows []app.Heard, err error) {
	err = reading(ctx, t.pool, func(q *sqlcgen.Queries) error {
		rows, err = live(ctx, q)
		return err
	})
	return rows, err
}

// live gives all rows in canonical order.
func live(ctx context.Context, q *sqlcgen.Queries) (rows []app.Heard, err error) {
	err = eachShift(ctx, q, func(r sqlcgen.ShiftNow) {
		s := toShift(r)
		rows = append(rows, app.Heard{Producer: app.Shifts, Sequence: r.StreamSeq, Shift: &s})
	})
	if err != nil {
		return nil, err
	}
	organisations, err := q.AllOrganisations(ctx)
	if err != nil {
		return nil, err
	}
	for _, r := range organisations {
		o := toOrganisation(r)
		rows = append(rows, app.Heard{Producer: app.Deployments, Sequence: r.StreamSeq, Organisation: &o})
	}
	err = eachWork(ctx, q, func(r sqlcgen.WorkedNow) {
		w := toWork(r)
		rows = append(rows, app.Heard{Producer: app.Shifts, Sequence: r.StreamSeq, Work: &w})
	})
	return rows, err
}

// Keep implements app.Twin.
func (t *Twin) Keep(ctx context.Context, rows []app.Heard, spans []app.Span) error {
	var shifts []sqlcgen.CopyRebuiltShiftsParams
	var organisations []sqlcgen.CopyRebuiltOrganisationsParams
	var work []sqlcgen.CopyRebuiltWorkParams
	newest := map[string]time.Time{}
	for _, h := range rows {
		if h.At.After(newest[h.Producer]) {
			newest[h.Producer] = h.At
		}
		switch {
		case h.Shift != nil:
			shifts = append(shifts, rebuiltShift(h))
		case h.Work != nil:
			work = append(work, rebuiltWork(h))
		default:
			organisations = append(organisations, rebuiltOrganisation(h))
		}
	}
	return pg.InTx(ctx, t.pool, func(tx pgx.Tx) error {
		q := sqlcgen.New(tx)
		for _, clear := range []func(context.Context) error{q.ClearRebuiltShifts, q.ClearRebuiltWork, q.ClearRebuiltOrganisations, q.ClearRebuiltPositions} {
			if err := clear(ctx); err != nil {
				return err
			}
		}
		if _, err := q.CopyRebuiltShifts(ctx, shifts); err != nil {
			return err
		}
		if _, err := q.CopyRebuiltOrganisations(ctx, organisations); err != nil {
			return err
		}
		if _, err := q.CopyRebuiltWork(ctx, work); err != nil {
			return err
		}
		for _, s := range spans {
			p := sqlcgen.SetRebuiltPositionParams{Producer: s.Producer, FirstSeq: s.First, StreamSeq: s.Last}
			if at, ok := newest[s.Producer]; ok {
				p.NewestEventAt = &at
			}
			if err := q.SetRebuiltPosition(ctx, p); err != nil {
				return err
			}
		}
		return nil
	})
}

func rebuiltShift(h app.Heard) sqlcgen.CopyRebuiltShiftsParams {
	f := h.Shift.Facts()
	return sqlcgen.CopyRebuiltShiftsParams{
		ShiftID: f.ID, Version: f.Version, Employer: f.Employer, Site: f.Site, Ward: f.Ward, StaffGroup: f.StaffGroup,
		Role: f.Role, Band: f.Band, StartsAt: f.StartsAt, EndsAt: f.EndsAt, NetMinutes: f.NetMinutes, Status: f.Status,
		FilledBy: f.FilledBy, StreamSeq: h.Sequence,
	}
}

func rebuiltOrganisation(h app.Heard) sqlcgen.CopyRebuiltOrganisationsParams {
	o := h.Organisation
	return sqlcgen.CopyRebuiltOrganisationsParams{
		Kind: string(o.Kind), Ods: o.ODS, Version: o.Version, Name: o.Name, Employer: o.Employer, Town: o.Town, StreamSeq: h.Sequence,
	}
}

// Swap implements app.Twin.
func (t *Twin) Swap(ctx context.Context) error {
	return pg.InTx(ctx, t.pool, func(tx pgx.Tx) error {
		q := sqlcgen.New(tx)
		for _, step := range []func(context.Context) error{
			q.LockProjection, q.DropReplacedShifts, q.TakeRebuiltShifts, q.DropReplacedWork, q.TakeRebuiltWork,
			q.DropReplacedOrganisations, q.TakeRebuiltOrganisations, q.BeginEpoch,
		} {
			if err := step(ctx); err != nil {
				return err
			}
		}
		return nil
	})
}
