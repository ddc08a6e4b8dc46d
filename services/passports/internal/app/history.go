package app

import (
	"context"
	"encoding/json"
	"time"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/id"
)

// History reads what this service has told the others.
type History interface {
	// Told gives events in the order in which they were written, after a place, at most limit.
	Told(ctx context.Context, after Place, limit int) ([]Told, error)
}

// Place is a place in the history: the moment of writing and, within it, the event.
type Place struct {
	At      time.Time `json:"at"`
	EventID id.ID     `json:"id"`
}

// Told is one event as it was sent.
type Told struct {
	Place    Place
	Envelope json.RawMessage
}

// ReadHistory gives a page of events to an auditor of this system.
func (p *Passports) ReadHistory(ctx context.Context, after Place, limit int) ([]Told, error) {
	if _, err := Policy.Check(ctx, MayReadHistory, auth.Facts{ICS: p.ICS}); err != nil {
		return nil, err
	}
	return p.History.Told(ctx, after, limit)
}
