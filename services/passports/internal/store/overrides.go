package store

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5/pgtype"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/outbox"
	"github.com/muster-ics/muster/pkg/pg"
	"github.com/muster-ics/muster/services/passports/internal/app"
	"github.com/muster-ics/muster/services/passports/internal/clearance"
	"github.com/muster-ics/muster/services/passports/internal/override"
	"github.com/muster-ics/muster/services/passports/internal/store/sqlcgen"
	"github.com/muster-ics/muster/services/passports/internal/vault"
)

// overrideWords is the kind of the row that holds what was written about an override.
func overrideWords(overrideID id.ID) vault.Kind { return vault.Kind("override:" + overrideID.String()) }

// AskOverride implements app.Decisions.
func (s *Store) AskOverride(ctx context.Context, o *override.Override, words string, f app.Fact) error {
	r := o.Record()
	err := s.outbox.InTx(ctx, func(tx *outbox.Tx) error {
		q := sqlcgen.New(tx)
		if err := q.InsertOverride(ctx, sqlcgen.InsertOverrideParams{
			ID: r.ID, Version: r.Version, State: string(r.State), WorkerID: r.WorkerID, ShiftID: r.ShiftID, DecisionID: maybeID(r.DecisionID),
			HomeEmployer: r.Home, HostEmployer: r.Host, StartsAt: r.StartsAt, ExpiresAt: r.ExpiresAt, Requirement: r.Requirement, Code: r.Code, Why: r.Why,
			Eyes: string(r.Eyes), RequestedBy: r.RequestedBy, RequestedOrg: r.RequestedOrg, RequestedAt: r.RequestedAt,
			DecidedBy: maybe(r.DecidedBy), DecidedOrg: maybe(r.DecidedOrg), DecidedAt: r.DecidedAt, EndsAt: r.EndsAt,
		}); err != nil {
			return err
		}
		if err := s.sealWords(ctx, q, r.WorkerID, overrideWords(r.ID), words); err != nil {
			return err
		}
		return record(ctx, tx, []app.Fact{f})
	})
	if pg.IsUnique(err, "overrides_one_open") {
		return app.ErrOverrideOpen
	}
	return err
}

// ChangeOverride implements app.Decisions.
func (s *Store) ChangeOverride(ctx context.Context, overrideID id.ID, act func(*override.Override) (*app.Fact, error)) error {
	return s.outbox.InTx(ctx, func(tx *outbox.Tx) error {
		q := sqlcgen.New(tx)
		row, err := q.LockOverride(ctx, overrideID)
		if err != nil {
			return absent(err, app.ErrNoOverride)
		}
		o := overrideOf(row)
		f, err := act(o)
		if err != nil || f == nil {
			return err
		}
		r := o.Record()
		if err := q.UpdateOverride(ctx, sqlcgen.UpdateOverrideParams{
			ID: r.ID, Version: r.Version, State: string(r.State), DecidedBy: maybe(r.DecidedBy), DecidedOrg: maybe(r.DecidedOrg), DecidedAt: r.DecidedAt,
		}); err != nil {
			return err
		}
		if r.State == override.Expired {
			// One that ran out before its shift no longer holds up the booking.
			if err := q.JudgeShiftAgain(ctx, sqlcgen.JudgeShiftAgainParams{WorkerID: r.WorkerID, ShiftID: r.ShiftID, After: r.ExpiresAt}); err != nil {
				return err
			}
		}
		return record(ctx, tx, []app.Fact{*f})
	})
}

// Override implements app.Decisions.
func (s *Store) Override(ctx context.Context, overrideID id.ID) (*override.Override, string, error) {
	row, err := s.read().GetOverride(ctx, overrideID)
	if err != nil {
		return nil, "", absent(err, app.ErrNoOverride)
	}
	words, err := s.openWords(ctx, row.WorkerID, overrideWords(row.ID))
	return overrideOf(row), words[overrideWords(row.ID)], err
}

// OverridesOf implements app.Decisions.
func (s *Store) OverridesOf(ctx context.Context, employer, state string, before id.ID, limit int) ([]*override.Override, error) {
	rows, err := s.read().OverridesOfEmployer(ctx, sqlcgen.OverridesOfEmployerParams{Employers: s.codesNow(employer), State: state, Before: before, Page: int32(limit)})
	return overridesOf(rows), err
}

// OverridesAbout implements app.Decisions.
func (s *Store) OverridesAbout(ctx context.Context, workerID, before id.ID, limit int) ([]*override.Override, error) {
	rows, err := s.read().OverridesOfWorker(ctx, sqlcgen.OverridesOfWorkerParams{WorkerID: workerID, Before: before, Page: int32(limit)})
	return overridesOf(rows), err
}

// CountOverrides implements app.Decisions.
func (s *Store) CountOverrides(ctx context.Context, employer string, since time.Time) ([]app.OverrideCount, error) {
	rows, err := s.read().CountOverrides(ctx, sqlcgen.CountOverridesParams{Employers: s.codesNow(employer), Since: since})
	out := []app.OverrideCount{}
	for _, r := range rows {
		out = append(out, app.OverrideCount{Host: r.HostEmployer, Code: r.Code, State: r.State, N: r.N})
	}
	return out, err
}

// DueOverrides implements app.Decisions.
func (s *Store) DueOverrides(ctx context.Context, now time.Time, limit int) ([]id.ID, error) {
	return s.read().DueOverrides(ctx, sqlcgen.DueOverridesParams{Now: now, Page: int32(limit)})
}

func overridesOf(rows []sqlcgen.Override) []*override.Override {
	out := make([]*override.Override, len(rows))
	for i, row := range rows {
		out[i] = overrideOf(row)
	}
	return out
}

func overrideOf(row sqlcgen.Override) *override.Override {
	r := override.Record{
		ID: row.ID, Version: row.Version, State: override.State(row.State), WorkerID: row.WorkerID, ShiftID: row.ShiftID, DecisionID: row.DecisionID.Bytes,
		Home: row.HomeEmployer, Host: row.HostEmployer, StartsAt: row.StartsAt.UTC(), EndsAt: row.EndsAt.UTC(), ExpiresAt: row.ExpiresAt.UTC(),
		Requirement: row.Requirement, Code: row.Code, Why: row.Why, Eyes: clearance.Eyes(row.Eyes),
		RequestedBy: row.RequestedBy, RequestedOrg: row.RequestedOrg, RequestedAt: row.RequestedAt.UTC(), DecidedAt: utc(row.DecidedAt),
	}
	if row.DecidedBy != nil && row.DecidedOrg != nil {
		r.DecidedBy, r.DecidedOrg = *row.DecidedBy, *row.DecidedOrg
	}
	return override.Rehydrate(r)
}

func maybe(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

func maybeID(v id.ID) pgtype.UUID { return pgtype.UUID{Bytes: v, Valid: v != id.Nil} }
