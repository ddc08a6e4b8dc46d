package store

import (
	"context"
	"encoding/json"
	"time"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/outbox"
	"github.com/muster-ics/muster/pkg/pg"
	"github.com/muster-ics/muster/services/passports/internal/app"
	"github.com/muster-ics/muster/services/passports/internal/approach"
	"github.com/muster-ics/muster/services/passports/internal/dcql"
	"github.com/muster-ics/muster/services/passports/internal/store/sqlcgen"
	"github.com/muster-ics/muster/services/passports/internal/vault"
)

var _ app.Approaches = (*Store)(nil)

// asked is what lies sealed of an approach.
type asked struct {
	ClientID    string         `json:"client_id"`
	RequestURI  string         `json:"request_uri,omitempty"`
	ResponseURI string         `json:"response_uri"`
	Nonce       string         `json:"nonce"`
	State       string         `json:"state,omitempty"`
	Query       map[string]any `json:"query"`
	Next        string         `json:"next,omitempty"`
}

// AddApproach implements app.Approaches.
func (s *Store) AddApproach(ctx context.Context, a *approach.Approach, f app.Fact) (*approach.Approach, error) {
	r := a.Record()
	nonce := digestOf(r.ClientID + "\x00" + r.Nonce)
	err := s.outbox.InTx(ctx, func(tx *outbox.Tx) error {
		q := sqlcgen.New(tx)
		key, err := s.keyOf(ctx, q, r.WorkerID)
		if err != nil {
			return err
		}
		sealed, err := sealApproach(key, r)
		if err != nil {
			return err
		}
		n, err := q.InsertApproach(ctx, sqlcgen.InsertApproachParams{
			ID: r.ID, WorkerID: r.WorkerID, Receiver: r.Receiver, Ods: r.ODS, Host: r.Host, Purpose: r.Purpose, Signed: r.Signed,
			RequestDigest: digestOf(r.RequestURI), NonceDigest: nonce, OpenedAt: r.OpenedAt, ExpiresAt: r.ExpiresAt, Sealed: sealed,
		})
		if err == nil && n == 0 {
			row, err := q.ApproachByNonce(ctx, sqlcgen.ApproachByNonceParams{WorkerID: r.WorkerID, NonceDigest: nonce})
			if err != nil {
				return err
			}
			a, err = openSealed(key, row)
			return err
		}
		if err != nil {
			return err
		}
		return record(ctx, tx, []app.Fact{f})
	})
	return a, err
}

func sealApproach(key vault.DataKey, r approach.Record) ([]byte, error) {
	plain, err := json.Marshal(asked{
		ClientID: r.ClientID, RequestURI: r.RequestURI, ResponseURI: r.ResponseURI, Nonce: r.Nonce, State: r.State, Query: r.Query.Object(), Next: r.Next,
	})
	return key.Seal(vault.Approach(r.ID), int32(r.Version), string(plain)), err
}

func openSealed(key vault.DataKey, row sqlcgen.Approach) (*approach.Approach, error) {
	plain, err := key.Open(vault.Approach(row.ID), int32(row.Version), row.Sealed)
	if err != nil {
		return nil, err
	}
	var in asked
	if err := json.Unmarshal([]byte(plain), &in); err != nil {
		return nil, err
	}
	query, err := dcql.Parse(in.Query)
	if err != nil {
		return nil, err
	}
	r := approach.Record{
		ID: row.ID, WorkerID: row.WorkerID, Receiver: row.Receiver, ODS: row.Ods, Host: row.Host, Purpose: row.Purpose, Signed: row.Signed,
		ClientID: in.ClientID, RequestURI: in.RequestURI, ResponseURI: in.ResponseURI, Nonce: in.Nonce, State: in.State, Query: query,
		OpenedAt: row.OpenedAt.UTC(), ExpiresAt: row.ExpiresAt.UTC(), Status: approach.Status(row.Status), Version: row.Version,
		AnsweredAt: utc(row.AnsweredAt), Reason: row.Reason, Next: in.Next,
	}
	if row.Told != nil {
		if err := json.Unmarshal(row.Told, &r.Told); err != nil {
			return nil, err
		}
	}
	return approach.Rehydrate(r), nil
}

// OpenApproach implements app.Approaches.
func (s *Store) OpenApproach(ctx context.Context, workerID id.ID, requestURI string, now time.Time) (*approach.Approach, error) {
	row, err := s.read().OpenApproachByRequest(ctx, sqlcgen.OpenApproachByRequestParams{WorkerID: workerID, RequestDigest: digestOf(requestURI), Now: now})
	return s.opened(ctx, workerID, row, err)
}

// Approach implements app.Approaches.
func (s *Store) Approach(ctx context.Context, workerID, approachID id.ID) (*approach.Approach, error) {
	row, err := s.read().GetApproach(ctx, sqlcgen.GetApproachParams{ID: approachID, WorkerID: workerID})
	return s.opened(ctx, workerID, row, err)
}

func (s *Store) opened(ctx context.Context, workerID id.ID, row sqlcgen.Approach, err error) (*approach.Approach, error) {
	if err != nil {
		return nil, absent(err, app.ErrNoApproach)
	}
	key, err := s.keyOf(ctx, s.read(), workerID)
	if err != nil {
		return nil, err
	}
	return openSealed(key, row)
}

// ApproachesOf implements app.Approaches.
func (s *Store) ApproachesOf(ctx context.Context, workerID id.ID, limit int) ([]*approach.Approach, error) {
	rows, err := s.read().ApproachesOf(ctx, sqlcgen.ApproachesOfParams{WorkerID: workerID, Limit: int32(limit)})
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	key, err := s.keyOf(ctx, s.read(), workerID)
	if err != nil {
		return nil, err
	}
	out := make([]*approach.Approach, len(rows))
	for i, row := range rows {
		if out[i], err = openSealed(key, row); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// ChangeApproach implements app.Approaches.
func (s *Store) ChangeApproach(ctx context.Context, workerID, approachID id.ID, act func(*approach.Approach) (app.Approached, error)) error {
	err := s.outbox.InTx(ctx, func(tx *outbox.Tx) error {
		q := sqlcgen.New(tx)
		row, err := q.LockApproach(ctx, sqlcgen.LockApproachParams{ID: approachID, WorkerID: workerID})
		if err != nil {
			return absent(err, app.ErrNoApproach)
		}
		key, err := s.keyOf(ctx, q, workerID)
		if err != nil {
			return err
		}
		a, err := openSealed(key, row)
		if err != nil {
			return err
		}
		done, err := act(a)
		if err != nil {
			return err
		}
		if err := putApproach(ctx, q, key, a.Record()); err != nil {
			return err
		}
		if done.Look != nil {
			if err := looked(ctx, q, *done.Look, workerID); err != nil {
				return err
			}
		}
		return record(ctx, tx, []app.Fact{done.Fact})
	})
	if pg.IsUnique(err, "approaches_once") {
		return app.ErrApproachAnswered
	}
	return err
}

func putApproach(ctx context.Context, q *sqlcgen.Queries, key vault.DataKey, r approach.Record) error {
	sealed, err := sealApproach(key, r)
	if err != nil {
		return err
	}
	up := sqlcgen.ChangeApproachParams{ID: r.ID, Status: string(r.Status), Version: r.Version, AnsweredAt: r.AnsweredAt, Reason: r.Reason, Sealed: sealed}
	if r.Told != nil {
		if up.Told, err = json.Marshal(r.Told); err != nil {
			return err
		}
	}
	return q.ChangeApproach(ctx, up)
}
