package app

import "context"

// ApplyEvents is the use case behind all consumers: take in what happened, in any order and however often.
type ApplyEvents struct {
	projection Projection
	applied    func([]Heard)
}

// NewApplyEvents makes the use case; applied is called with each batch after it was written.
func NewApplyEvents(p Projection, applied func([]Heard)) *ApplyEvents {
	return &ApplyEvents{projection: p, applied: applied}
}

// Apply writes a batch in one transaction.
func (a *ApplyEvents) Apply(ctx context.Context, heard []Heard) error {
	if len(heard) == 0 {
		return nil
	}
	if err := a.projection.Apply(ctx, heard); err != nil {
		return err
	}
	a.applied(heard)
	return nil
}
