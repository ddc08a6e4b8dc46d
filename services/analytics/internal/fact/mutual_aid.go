package fact

import (
	"errors"
	"time"
)

// MutualAid is named shifts that a lead has opened to the workers of all parties of a standing agreement, until a moment.
type MutualAid struct {
	AgreementID      string `json:"agreement_id"`
	AgreementVersion int64  `json:"agreement_version"`
	// Parties are the ODS codes of the employers whose workers may take the shifts.
	Parties []string     `json:"parties"`
	Shifts  []AidedShift `json:"shifts"`
	// Why is the code of the lead's reason.
	Why      string     `json:"why"`
	OpenedAt time.Time  `json:"opened_at"`
	ClosesAt time.Time  `json:"closes_at"`
	EndedAt  *time.Time `json:"ended_at,omitempty"`
	// EndedBy is time, lead or agreement once it has ended.
	EndedBy string `json:"ended_by,omitempty"`
}

// AidedShift is one of the shifts, and the employer that it is at.
type AidedShift struct {
	ShiftID string `json:"shift_id"`
	Host    string `json:"host"`
}

// Kind implements State.
func (MutualAid) Kind() Kind { return KindMutualAid }

// Place implements State.
func (MutualAid) Place() Place { return Place{} }

// Validate implements State.
func (m MutualAid) Validate() error {
	if len(m.Shifts) == 0 || m.OpenedAt.IsZero() {
		return errors.New("shifts and opening must be set")
	}
	return nil
}
