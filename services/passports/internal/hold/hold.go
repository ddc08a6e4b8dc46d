// Package hold is a bar on deployment for a time. Why stays with the home employer; everybody else learns only that it is
// there.
package hold

import (
	"time"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/passports/internal/refusal"
)

// Whys are the codes under which a hold may be placed.
var Whys = []string{"sickness", "conduct", "capability", "own_request", "checks_under_review", "other"}

// Record is what a hold is made of.
type Record struct {
	ID  id.ID
	Why string
	// From and Until bound the bar, [From, Until). Until is nil when its end is not known.
	From     time.Time
	Until    *time.Time
	PlacedAt time.Time
	LiftedAt *time.Time
}

// Hold is a bar on deployment.
type Hold struct{ r Record }

// Place makes a hold, or returns every rule that it breaks as refusals.
func Place(r Record) (Hold, error) {
	var no refusal.List
	no.OneOf("why", r.Why, Whys)
	no.Unless(!r.From.IsZero(), "from", "Give the moment from which the worker may not be deployed.")
	no.Unless(r.Until == nil || r.Until.After(r.From), "until", "A hold must end after it begins.")
	if err := no.Err(); err != nil {
		return Hold{}, err
	}
	r.LiftedAt = nil
	return Hold{r: r}, nil
}

// Rehydrate is for the store only: it trusts what was validated when it was placed.
func Rehydrate(r Record) Hold { return Hold{r: r} }

// Record gives the parts of the hold.
func (h Hold) Record() Record { return h.r }

// Lift ends the hold at once.
func (h Hold) Lift(at time.Time) (Hold, error) {
	if h.r.LiftedAt != nil {
		return h, refusal.State{Code: "already_lifted", Message: "This hold has been lifted before."}
	}
	h.r.LiftedAt = &at
	return h, nil
}

// Stands tells whether the hold has not been lifted and is not over by itself at the moment given.
func (h Hold) Stands(at time.Time) bool {
	return h.r.LiftedAt == nil && (h.r.Until == nil || h.r.Until.After(at))
}

// Bars tells whether the hold forbids work in any part of [start, end).
func (h Hold) Bars(start, end time.Time) bool {
	return h.r.LiftedAt == nil && h.r.From.Before(end) && (h.r.Until == nil || h.r.Until.After(start))
}
