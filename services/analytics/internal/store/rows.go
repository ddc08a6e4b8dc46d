package store

import (
	"context"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/muster-ics/muster/services/analytics/internal/fillrate"
	"github.com/muster-ics/muster/services/analytics/internal/organisation"
	"github.com/muster-ics/muster/services/analytics/internal/store/sqlcgen"
)

// page is how many rows are read at a time when all are read.
const page = 10_000

func toShift(r sqlcgen.ShiftNow) fillrate.Shift {
	return fillrate.Rehydrate(fillrate.Facts{
		ID: r.ShiftID, Version: r.Version, Employer: r.Employer, Site: r.Site, Ward: r.Ward, StaffGroup: r.StaffGroup,
		Role: r.Role, Band: r.Band, StartsAt: r.StartsAt.UTC(), EndsAt: r.EndsAt.UTC(), NetMinutes: r.NetMinutes,
		Status: r.Status, FilledBy: r.FilledBy,
	})
}

func toShifts(rows []sqlcgen.ShiftNow) []fillrate.Shift {
	out := make([]fillrate.Shift, len(rows))
	for i, r := range rows {
		out[i] = toShift(r)
	}
	return out
}

func toOrganisation(r sqlcgen.OrganisationNow) organisation.Organisation {
	return organisation.Organisation{
		Kind: organisation.Kind(r.Kind), ODS: r.Ods, Version: r.Version, Name: r.Name, Employer: r.Employer, Town: r.Town,
	}
}

// reading runs fn in one snapshot, so that rows and progress belong together.
func reading(ctx context.Context, pool *pgxpool.Pool, fn func(*sqlcgen.Queries) error) error {
	opt := pgx.TxOptions{IsoLevel: pgx.RepeatableRead, AccessMode: pgx.ReadOnly}
	return pgx.BeginTxFunc(ctx, pool, opt, func(tx pgx.Tx) error { return fn(sqlcgen.New(tx)) })
}
