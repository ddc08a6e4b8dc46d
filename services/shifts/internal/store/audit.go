package store

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/muster-ics/muster/services/shifts/internal/app"
	"github.com/muster-ics/muster/services/shifts/internal/store/sqlcgen"
)

// alone is a change that no other service hears of.
type alone struct {
	// Entity is e.g. shifts.template; Action the verb, e.g. template.changed.
	Entity, Aggregate, Action string
	Version                   int64
	// Before and After are the aggregate; Before is nil on creation.
	Before, After any
}

// auditAlone writes the audit row of such a change, with the hashes of both states.
func auditAlone(ctx context.Context, q *sqlcgen.Queries, c alone) error {
	by := app.CallerOf(ctx)
	p := sqlcgen.AuditAloneParams{Entity: c.Entity, Aggregate: c.Aggregate, Version: c.Version, Action: c.Action,
		Actor: by.Actor, OnBehalfOf: by.OnBehalfOf, RequestID: by.RequestID}
	var err error
	if p.After, err = json.Marshal(c.After); err != nil {
		return err
	}
	if c.Before != nil {
		if p.Before, err = json.Marshal(c.Before); err != nil {
			return err
		}
	}
	if err := q.AuditAlone(ctx, p); err != nil {
		return fmt.Errorf("audit %s: %w", c.Action, err)
	}
	return nil
}
