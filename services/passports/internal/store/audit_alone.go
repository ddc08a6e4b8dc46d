package store

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/muster-ics/muster/pkg/outbox"
	"github.com/muster-ics/muster/services/passports/internal/app"
)

// alone is a change that no other service hears of.
type alone struct {
	// entity is e.g. passports.record_import; action the verb.
	entity, aggregate, action string
	version                   int64
	by                        app.By
	// before and after are the aggregate; before is nil on creation. Only their hashes are kept.
	before, after any
}

const insertAudit = `insert into audit (entity, aggregate, version, action, actor, on_behalf_of, request_id, before_hash, after_hash)
values ($1, $2, $3, $4, $5, nullif($6::text, ''), nullif($7::text, ''), sha256($8::bytea), sha256($9::bytea))`

// auditAlone writes the audit row of such a change.
func auditAlone(ctx context.Context, tx *outbox.Tx, c alone) error {
	after, err := json.Marshal(c.after)
	if err != nil {
		return err
	}
	var before []byte
	if c.before != nil {
		if before, err = json.Marshal(c.before); err != nil {
			return err
		}
	}
	if _, err := tx.Exec(ctx, insertAudit, c.entity, c.aggregate, c.version, c.action, c.by.Actor, c.by.OnBehalfOf, c.by.RequestID, before, after); err != nil {
		return fmt.Errorf("audit %s: %w", c.action, err)
	}
	return nil
}
