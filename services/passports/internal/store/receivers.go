package store

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/muster-ics/muster/services/passports/internal/app"
	"github.com/muster-ics/muster/services/passports/internal/receiver"
	"github.com/muster-ics/muster/services/passports/internal/store/sqlcgen"
)

// receiversKind is the kind of reference set under which the receivers lie.
const receiversKind = "receivers"

// Receivers implements app.Lists.
func (s *Store) Receivers(ctx context.Context) (receiver.List, int64, error) {
	row, err := s.read().NewestReferenceSet(ctx, receiversKind)
	if errors.Is(err, pgx.ErrNoRows) {
		return nil, 0, nil
	}
	if err != nil {
		return nil, 0, err
	}
	var l receiver.List
	return l, row.Version, json.Unmarshal(row.Body, &l)
}

// ReplaceReceivers implements app.Lists.
func (s *Store) ReplaceReceivers(ctx context.Context, l receiver.List, version int64, at time.Time, f app.Fact) error {
	body, err := json.Marshal(append(receiver.List{}, l...))
	if err != nil {
		return err
	}
	return s.replaceSet(ctx, sqlcgen.InsertReferenceSetParams{
		Kind: receiversKind, Version: version, Body: body, RecordedAt: at, RecordedBy: f.By.Actor,
	}, f, app.ErrReceiversChanged)
}
