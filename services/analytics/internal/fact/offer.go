package fact

import (
	"errors"
	"time"
)

// Offer is a shift that was kept for one worker for some time.
type Offer struct {
	ShiftID  string `json:"shift_id"`
	Employer string `json:"employer"`
	// Origin is employer or waiting_list; Status is open or one of its ends.
	Origin  string     `json:"origin"`
	Status  string     `json:"status"`
	MadeAt  time.Time  `json:"made_at"`
	EndedAt *time.Time `json:"ended_at,omitempty"`
}

// Kind implements State.
func (Offer) Kind() Kind { return KindOffer }

// Place implements State.
func (o Offer) Place() Place { return Place{Employer: o.Employer} }

// Validate implements State.
func (o Offer) Validate() error {
	if o.ShiftID == "" || o.Employer == "" {
		return errors.New("shift and employer must be set")
	}
	return nil
}
