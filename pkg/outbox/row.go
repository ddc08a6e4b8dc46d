package outbox

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"

	"github.com/google/uuid"
	"go.opentelemetry.io/otel/propagation"

	"github.com/muster-ics/muster/events"
)

// Trail is the audit row of one change: who, for whom, what, why, from which request.
type Trail struct {
	// Actor is the opaque id of the person or "system:<what>". OnBehalfOf is an ODS code or empty.
	Actor, OnBehalfOf string
	// Action is the verb, e.g. booking.hold. Reason is a code or empty, never free text about a person.
	Action, Reason string
	RequestID      string
	// Before and After are canonical encodings of the aggregate; only their SHA-256 is kept. Before is nil on creation.
	Before, After []byte
}

// Change is one new version of one aggregate: its event and its audit row. They are written together or not at all.
type Change struct {
	Event events.Envelope
	Trail Trail
}

// Row is a change as the tables outbox and audit hold it, for the stores that write both in a statement of their own.
// Empty OnBehalfOf, Reason and RequestID stand for NULL.
type Row struct {
	// Envelope is what to Offer once the statement has committed.
	Envelope          events.Envelope
	EventID           uuid.UUID
	Entity, Aggregate string
	Version           int64
	Type, Subject     string
	Body              []byte

	Action, Actor, OnBehalfOf, Reason, RequestID string
	// BeforeHash is nil on creation.
	BeforeHash, AfterHash []byte
}

// Prepare encodes a change. An envelope without a traceparent gets the one of ctx, since the relay and the reader have
// another context.
func Prepare(ctx context.Context, c Change) (Row, error) {
	env := c.Event
	if env.TraceParent == "" {
		env.TraceParent = traceParent(ctx)
	}
	if c.Trail.Action == "" || c.Trail.Actor == "" {
		return Row{}, fmt.Errorf("the change behind %s has no trail: say which action and which actor", env.Type)
	}
	if c.Trail.After == nil {
		return Row{}, errors.New("the trail of " + env.Type + " lacks the aggregate after the change")
	}
	body, err := events.Encode(env)
	if err != nil {
		return Row{}, err
	}
	eventID, err := uuid.Parse(env.ID)
	if err != nil {
		return Row{}, fmt.Errorf("id of %s: %w", env.Type, err)
	}
	return Row{
		Envelope: env, EventID: eventID, Entity: events.EntityOf(env.Type), Aggregate: env.AggregateID,
		Version: env.AggregateVersion, Type: env.Type, Subject: env.NATSSubject(), Body: body,
		Action: c.Trail.Action, Actor: c.Trail.Actor, OnBehalfOf: c.Trail.OnBehalfOf, Reason: c.Trail.Reason,
		RequestID: c.Trail.RequestID, BeforeHash: hash(c.Trail.Before), AfterHash: hash(c.Trail.After),
	}, nil
}

func hash(b []byte) []byte {
	if b == nil {
		return nil
	}
	h := sha256.Sum256(b)
	return h[:]
}

func traceParent(ctx context.Context) string {
	carrier := propagation.MapCarrier{}
	propagation.TraceContext{}.Inject(ctx, carrier)
	return carrier.Get("traceparent")
}
