package app

import (
	"context"

	"github.com/muster-ics/muster/pkg/auth"
)

// Caller is on whose account a change is made; it goes into the event and the audit row.
type Caller struct {
	// Actor is the opaque id of a person, or system:<what>.
	Actor string
	// OnBehalfOf is the ODS code of the employer whose duty the person exercises; empty for workers and the system.
	OnBehalfOf string
	RequestID  string
	// CausationID is the id of the event that led to the change.
	CausationID string
}

type callerKey struct{}

// WithRequest notes which request a change comes from.
func WithRequest(ctx context.Context, requestID string) context.Context {
	c := CallerOf(ctx)
	c.RequestID = requestID
	return context.WithValue(ctx, callerKey{}, c)
}

// WithSystem notes that a change follows from an event or from time alone. what names the part at work.
func WithSystem(ctx context.Context, what, causationID string) context.Context {
	return context.WithValue(ctx, callerKey{}, Caller{Actor: "system:" + what, CausationID: causationID})
}

// CallerOf gives the caller of ctx: what With… noted, completed by the principal.
func CallerOf(ctx context.Context) Caller {
	c, _ := ctx.Value(callerKey{}).(Caller)
	if c.Actor == "" {
		c.Actor = "system:shifts"
		if p, ok := auth.From(ctx); ok {
			c.Actor = p.Subject
			if p.Role == auth.Employer {
				c.OnBehalfOf = p.Employer
			}
		}
	}
	return c
}
