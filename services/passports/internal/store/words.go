package store

import (
	"context"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/passports/internal/app"
	"github.com/muster-ics/muster/services/passports/internal/store/sqlcgen"
	"github.com/muster-ics/muster/services/passports/internal/vault"
)

// sealWords seals what somebody wrote about a worker under the worker's key. Nothing is written when nothing was said.
func (s *Store) sealWords(ctx context.Context, q *sqlcgen.Queries, workerID id.ID, kind vault.Kind, words string) error {
	if words == "" {
		return nil
	}
	keys, err := s.unwrap(ctx, q, []id.ID{workerID})
	if err != nil {
		return err
	}
	key, ok := keys[workerID]
	if !ok {
		return app.ErrNoWorker
	}
	return seal(ctx, q, workerID, key, map[vault.Kind]string{kind: words})
}

// openWords opens what was written about a worker, by the kinds asked for; nothing once the key is gone.
func (s *Store) openWords(ctx context.Context, workerID id.ID, kinds ...vault.Kind) (map[vault.Kind]string, error) {
	q := s.read()
	keys, err := s.unwrap(ctx, q, []id.ID{workerID})
	if err != nil {
		return nil, err
	}
	asked := make([]string, len(kinds))
	for i, k := range kinds {
		asked[i] = string(k)
	}
	rows, err := q.VaultWords(ctx, sqlcgen.VaultWordsParams{WorkerID: workerID, Kinds: asked})
	if err != nil {
		return nil, err
	}
	out := map[vault.Kind]string{}
	for _, row := range rows {
		kind := vault.Kind(row.Kind)
		if out[kind], err = keys[workerID].Open(kind, row.Version, row.Sealed); err != nil {
			return nil, err
		}
	}
	return out, nil
}
