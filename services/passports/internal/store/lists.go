package store

import (
	"context"
	"time"

	"github.com/muster-ics/muster/pkg/outbox"
	"github.com/muster-ics/muster/services/passports/internal/app"
	"github.com/muster-ics/muster/services/passports/internal/registry"
	"github.com/muster-ics/muster/services/passports/internal/statuslist"
	"github.com/muster-ics/muster/services/passports/internal/store/sqlcgen"
)

// StatusHead implements app.Lists.
func (s *Store) StatusHead(ctx context.Context, n int64) (app.StatusHead, error) {
	row, err := s.read().StatusListHead(ctx, n)
	return app.StatusHead{N: row.N, Issuer: row.Issuer, Revision: row.Revision}, absent(err, app.ErrNoList)
}

// StatusList implements app.Lists.
func (s *Store) StatusList(ctx context.Context, n int64) (statuslist.List, error) {
	places, err := s.read().RevokedPlaces(ctx, n)
	l := statuslist.New(statuslist.Size)
	for _, place := range places {
		l.Revoke(int64(place))
	}
	return l, err
}

// RegistryEntries implements app.Lists.
func (s *Store) RegistryEntries(ctx context.Context) ([]registry.Entry, error) {
	rows, err := s.read().RegistryEntries(ctx)
	out := make([]registry.Entry, 0, len(rows))
	for _, r := range rows {
		out = append(out, registry.Entry{ODS: r.Ods, Name: r.Name, ValidFrom: r.ValidFrom.UTC(), ValidUntil: utc(r.ValidUntil)})
	}
	return out, err
}

// RegistryVersion implements app.Lists. The row's lock lets two that see a change at once count it once.
func (s *Store) RegistryVersion(ctx context.Context, digest string, now time.Time) (int64, error) {
	var version int64
	err := s.outbox.InTx(ctx, func(tx *outbox.Tx) error {
		q := sqlcgen.New(tx)
		if err := q.FirstRegistryVersion(ctx, sqlcgen.FirstRegistryVersionParams{Digest: digest, ChangedAt: now}); err != nil {
			return err
		}
		if err := q.NextRegistryVersion(ctx, sqlcgen.NextRegistryVersionParams{Digest: digest, ChangedAt: now}); err != nil {
			return err
		}
		row, err := q.RegistryVersion(ctx)
		version = row.Version
		return err
	})
	return version, err
}

// KeepEntry implements app.Lists.
func (s *Store) KeepEntry(ctx context.Context, e registry.Entry, version int64) error {
	return s.read().PutRegistryEntry(ctx, sqlcgen.PutRegistryEntryParams{
		Ods: e.ODS, Name: e.Name, ValidFrom: e.ValidFrom, ValidUntil: e.ValidUntil, Version: version,
	})
}
