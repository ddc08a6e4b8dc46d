package store

import (
	"context"
	"encoding/json"
	"time"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/outbox"
	"github.com/muster-ics/muster/services/passports/internal/app"
	"github.com/muster-ics/muster/services/passports/internal/dcql"
	"github.com/muster-ics/muster/services/passports/internal/presentation"
	"github.com/muster-ics/muster/services/passports/internal/store/sqlcgen"
	"github.com/muster-ics/muster/services/passports/internal/vault"
)

var _ app.Presentations = (*Store)(nil)

// shownValues is the kind of the row that holds what was shown to a receiver.
const shownValues vault.Kind = "shown"

// AddRequest implements app.Presentations.
func (s *Store) AddRequest(ctx context.Context, req *presentation.Request, f app.Fact) error {
	r := req.Record()
	query, err := json.Marshal(r.Query.Object())
	if err != nil {
		return err
	}
	return s.outbox.InTx(ctx, func(tx *outbox.Tx) error {
		if err := sqlcgen.New(tx).InsertPresentationRequest(ctx, sqlcgen.InsertPresentationRequestParams{
			ID: r.ID, Receiver: r.Receiver, Purpose: r.Purpose, Query: query, Nonce: r.Nonce, State: r.State,
			RequestedBy: r.RequestedBy, RequestedAt: r.RequestedAt, ExpiresAt: r.ExpiresAt,
		}); err != nil {
			return err
		}
		return record(ctx, tx, []app.Fact{f})
	})
}

// Request implements app.Presentations.
func (s *Store) Request(ctx context.Context, requestID id.ID) (*presentation.Request, error) {
	row, err := s.read().GetPresentationRequest(ctx, requestID)
	if err != nil {
		return nil, absent(err, app.ErrNoRequest)
	}
	return requestOf(row)
}

func requestOf(row sqlcgen.PresentationRequest) (*presentation.Request, error) {
	var raw any
	if err := json.Unmarshal(row.Query, &raw); err != nil {
		return nil, err
	}
	query, err := dcql.Parse(raw)
	if err != nil {
		return nil, err
	}
	r := presentation.Record{
		ID: row.ID, Receiver: row.Receiver, Purpose: row.Purpose, Query: query, Nonce: row.Nonce, State: row.State, RequestedBy: row.RequestedBy,
		RequestedAt: row.RequestedAt, ExpiresAt: row.ExpiresAt, Status: presentation.Status(row.Status), Version: row.Version,
		AnsweredAt: row.AnsweredAt, Reason: row.Reason,
	}
	if row.WorkerID.Valid {
		w := id.ID(row.WorkerID.Bytes)
		r.WorkerID = &w
	}
	if row.Receipt != nil {
		r.Receipt = &presentation.Receipt{}
		if err := json.Unmarshal(row.Receipt, r.Receipt); err != nil {
			return nil, err
		}
	}
	return presentation.Rehydrate(r), nil
}

// AnswerRequest implements app.Presentations.
func (s *Store) AnswerRequest(ctx context.Context, requestID id.ID, act func(*presentation.Request) (app.Shown, error)) error {
	return s.outbox.InTx(ctx, func(tx *outbox.Tx) error {
		q := sqlcgen.New(tx)
		row, err := q.LockPresentationRequest(ctx, requestID)
		if err != nil {
			return absent(err, app.ErrNoRequest)
		}
		req, err := requestOf(row)
		if err != nil {
			return err
		}
		shown, err := act(req)
		if err != nil {
			return err
		}
		up, err := s.answered(req.Record(), shown.Values)
		if err != nil {
			return err
		}
		if err := q.AnswerPresentationRequest(ctx, up); err != nil {
			return err
		}
		if worker := req.Record().WorkerID; shown.Look != nil && worker != nil {
			if err := looked(ctx, q, *shown.Look, *worker); err != nil {
				return err
			}
		}
		return record(ctx, tx, []app.Fact{shown.Fact})
	})
}

// answered seals what was shown under a key that no other row has.
func (s *Store) answered(r presentation.Record, values []byte) (up sqlcgen.AnswerPresentationRequestParams, err error) {
	up = sqlcgen.AnswerPresentationRequestParams{ID: r.ID, Status: string(r.Status), AnsweredAt: r.AnsweredAt, Reason: r.Reason}
	if r.WorkerID != nil {
		up.WorkerID.Bytes, up.WorkerID.Valid = *r.WorkerID, true
	}
	if up.Receipt, err = json.Marshal(r.Receipt); err != nil || values == nil {
		return up, err
	}
	key, wrapped, err := s.keys.NewDataKey(r.ID)
	if err != nil {
		return up, err
	}
	up.Kek, up.Wrapped, up.Sealed = &wrapped.KEK, wrapped.Sealed, key.Seal(shownValues, 1, string(values))
	return up, nil
}

// RequestsOf implements app.Presentations.
func (s *Store) RequestsOf(ctx context.Context, receiver string, before id.ID, limit int) ([]*presentation.Request, error) {
	rows, err := s.read().PresentationRequestsOf(ctx, sqlcgen.PresentationRequestsOfParams{Receiver: receiver, ID: before, Limit: int32(limit)})
	if err != nil {
		return nil, err
	}
	out := make([]*presentation.Request, len(rows))
	for i, row := range rows {
		if out[i], err = requestOf(row); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// ShownIn implements app.Presentations.
func (s *Store) ShownIn(ctx context.Context, requestID id.ID) ([]byte, error) {
	row, err := s.read().GetPresentationRequest(ctx, requestID)
	if err != nil || row.Kek == nil {
		return nil, absent(err, app.ErrNoRequest)
	}
	key, err := s.keys.Unwrap(row.ID, vault.Wrapped{KEK: *row.Kek, Sealed: row.Wrapped})
	if err != nil {
		return nil, err
	}
	plain, err := key.Open(shownValues, 1, row.Sealed)
	return []byte(plain), err
}

// Forget implements app.Presentations.
func (s *Store) Forget(ctx context.Context, shownBefore time.Time) (int, error) {
	if err := s.read().ForgetSpent(ctx); err != nil {
		return 0, err
	}
	n, err := s.read().ForgetShown(ctx, shownBefore)
	return int(n), err
}
