package store

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/outbox"

	"github.com/muster-ics/muster/services/shifts/internal/app"
	"github.com/muster-ics/muster/services/shifts/internal/preferences"
	"github.com/muster-ics/muster/services/shifts/internal/store/sqlcgen"
)

// PreferencesRepo implements app.WorkerPreferences.
type PreferencesRepo struct{ base }

var _ app.WorkerPreferences = (*PreferencesRepo)(nil)

// Of implements app.WorkerPreferences.
func (r *PreferencesRepo) Of(ctx context.Context, workerID id.ID) (preferences.Preferences, error) {
	return preferencesOf(ctx, r.q, workerID)
}

func preferencesOf(ctx context.Context, q *sqlcgen.Queries, workerID id.ID) (p preferences.Preferences, err error) {
	row, err := q.GetPreferences(ctx, workerID)
	if errors.Is(err, pgx.ErrNoRows) {
		return p, nil
	}
	if err != nil {
		return p, fmt.Errorf("read a worker's preferences: %w", err)
	}
	p.Area, p.WithinKM = row.Area, int(row.WithinKm)
	if err := errors.Join(json.Unmarshal(row.Hidden, &p.Hidden), json.Unmarshal(row.Favourites, &p.Favourites)); err != nil {
		return p, fmt.Errorf("read a worker's preferences: %w", err)
	}
	return p, nil
}

// Update implements app.WorkerPreferences.
func (r *PreferencesRepo) Update(ctx context.Context, workerID id.ID, change func(preferences.Preferences) (preferences.Preferences, error)) error {
	by := app.CallerOf(ctx)
	return r.inTx(ctx, func(_ *outbox.Tx, q *sqlcgen.Queries) error {
		if err := q.LockPreferences(ctx, workerID); err != nil {
			return fmt.Errorf("lock a worker's preferences: %w", err)
		}
		p, err := preferencesOf(ctx, q, workerID)
		if err != nil {
			return err
		}
		if p, err = change(p); err != nil {
			return err
		}
		hidden, err := json.Marshal(wards(p.Hidden))
		if err != nil {
			return err
		}
		favourites, err := json.Marshal(wards(p.Favourites))
		if err != nil {
			return err
		}
		whole, err := json.Marshal(p)
		if err != nil {
			return err
		}
		hash := sha256.Sum256(whole)
		return named("keep a worker's preferences", q.PutPreferences(ctx, sqlcgen.PutPreferencesParams{
			WorkerID: workerID, Area: p.Area, WithinKm: int32(p.WithinKM), Hidden: hidden, Favourites: favourites,
			Actor: by.Actor, RequestID: by.RequestID, AfterHash: hash[:],
		}))
	})
}

// wards are never null in a column.
func wards(ws []preferences.Ward) []preferences.Ward {
	if ws == nil {
		return []preferences.Ward{}
	}
	return ws
}
