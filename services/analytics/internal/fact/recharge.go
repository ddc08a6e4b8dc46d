package fact

import (
	"errors"
	"time"
)

// Recharge is what one booking across employers came to, by its agreement. Pence above nothing are owed by the host to the
// home employer, below nothing the other way.
type Recharge struct {
	BookingID string `json:"booking_id"`
	// WorkerID is opaque. It tells on how many people a sum rests; no answer passes it on.
	WorkerID     string    `json:"worker_id"`
	HomeEmployer string    `json:"home_employer"`
	HostEmployer string    `json:"host_employer"`
	Site         string    `json:"site"`
	StaffGroup   string    `json:"staff_group"`
	Band         string    `json:"band,omitempty"`
	StartsAt     time.Time `json:"starts_at"`
	// Month is that of the start in London, as 2026-11.
	Month            string `json:"month"`
	AgreementID      string `json:"agreement_id"`
	AgreementVersion int64  `json:"agreement_version"`
	// For is worked, owed (for a cancellation or an absence that was none) or nothing (any more).
	For string `json:"for"`
	// Parts are pay, on-costs and so on. They come to TotalPence, of which SettledPence has been paid.
	Parts        []RechargePart `json:"parts,omitempty"`
	TotalPence   int64          `json:"total_pence"`
	SettledPence int64          `json:"settled_pence,omitempty"`
	// Status is raised, disputed or settled. DisputeReason and Outcome are codes of the last dispute.
	Status        string `json:"status"`
	DisputeReason string `json:"dispute_reason,omitempty"`
	Outcome       string `json:"outcome,omitempty"`
}

// RechargePart is one part of a recharge: pay, cancellation, on_costs, admin_fee, travel, credit or vat.
type RechargePart struct {
	Of    string `json:"of"`
	Pence int64  `json:"pence"`
}

// Kind implements State.
func (Recharge) Kind() Kind { return KindRecharge }

// Place implements State.
func (r Recharge) Place() Place {
	return Place{Employer: r.HostEmployer, StaffGroup: r.StaffGroup, StartsAt: r.StartsAt}
}

// Validate implements State.
func (r Recharge) Validate() error {
	if r.HomeEmployer == "" || r.HostEmployer == "" || r.StartsAt.IsZero() {
		return errors.New("home, host and start must be set")
	}
	return nil
}
