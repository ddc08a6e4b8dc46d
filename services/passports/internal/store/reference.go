package store

import (
	"context"
	"encoding/json"
	"errors"

	"github.com/jackc/pgx/v5"

	"github.com/muster-ics/muster/pkg/outbox"
	"github.com/muster-ics/muster/pkg/pg"
	"github.com/muster-ics/muster/services/passports/internal/app"
	"github.com/muster-ics/muster/services/passports/internal/due"
	"github.com/muster-ics/muster/services/passports/internal/reference"
	"github.com/muster-ics/muster/services/passports/internal/store/sqlcgen"
)

var _ app.ReferenceData = (*Store)(nil)

// ReferenceSets implements app.ReferenceData.
func (s *Store) ReferenceSets(ctx context.Context, kinds ...string) (map[string]reference.Set, error) {
	return referenceSets(ctx, s.read(), kinds...)
}

func referenceSets(ctx context.Context, q *sqlcgen.Queries, kinds ...string) (map[string]reference.Set, error) {
	rows, err := q.NewestReferenceSets(ctx, kinds)
	out := make(map[string]reference.Set, len(rows))
	for _, row := range rows {
		set, err := referenceSet(row)
		if err != nil {
			return nil, err
		}
		out[row.Kind] = set
	}
	return out, err
}

func referenceSet(row sqlcgen.ReferenceSet) (reference.Set, error) {
	s := reference.Set{Version: row.Version, ChangedAt: row.RecordedAt.UTC(), ChangedBy: row.RecordedBy, Why: row.Why}
	return s, json.Unmarshal(row.Body, &s.Rows)
}

// profiles are what is asked of each staff group now.
func profiles(ctx context.Context, q *sqlcgen.Queries) (due.Profiles, error) {
	set, err := referenceSets(ctx, q, app.ProfileKind)
	return app.Profiles(set), err
}

// ReferenceVersion implements app.ReferenceData.
func (s *Store) ReferenceVersion(ctx context.Context, kind string, version int64) (reference.Set, error) {
	row, err := s.read().ReferenceSet(ctx, sqlcgen.ReferenceSetParams{Kind: kind, Version: version})
	if err != nil {
		return reference.Set{}, absent(err, app.ErrNoTable)
	}
	return referenceSet(row)
}

// ReferenceVersions implements app.ReferenceData.
func (s *Store) ReferenceVersions(ctx context.Context, kind string, limit int) ([]reference.Set, error) {
	rows, err := s.read().ReferenceVersions(ctx, sqlcgen.ReferenceVersionsParams{Kind: kind, Page: int32(limit)})
	out := make([]reference.Set, len(rows))
	for i, row := range rows {
		out[i] = reference.Set{Version: row.Version, ChangedAt: row.RecordedAt.UTC(), ChangedBy: row.RecordedBy, Why: row.Why}
	}
	return out, err
}

// ReplaceReference implements app.ReferenceData.
func (s *Store) ReplaceReference(ctx context.Context, kind string, set reference.Set, f app.Fact) error {
	body, err := json.Marshal(set.Rows)
	if err != nil {
		return err
	}
	return s.replaceSet(ctx, sqlcgen.InsertReferenceSetParams{
		Kind: kind, Version: set.Version, Body: body, RecordedAt: set.ChangedAt, RecordedBy: set.ChangedBy, Why: set.Why,
	}, f, app.ErrTableChanged)
}

// replaceSet writes the next version of a kind with its fact. It returns changed when that version is not the next.
func (s *Store) replaceSet(ctx context.Context, next sqlcgen.InsertReferenceSetParams, f app.Fact, changed error) error {
	err := s.outbox.InTx(ctx, func(tx *outbox.Tx) error {
		q := sqlcgen.New(tx)
		newest, err := q.NewestReferenceSet(ctx, next.Kind)
		if err != nil && !errors.Is(err, pgx.ErrNoRows) {
			return err
		}
		if newest.Version != next.Version-1 {
			return changed
		}
		if err := q.InsertReferenceSet(ctx, next); err != nil {
			return err
		}
		return record(ctx, tx, []app.Fact{f})
	})
	if pg.IsUnique(err, "reference_sets_pkey") {
		return changed
	}
	return err
}
