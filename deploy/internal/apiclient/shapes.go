package apiclient

import (
	"time"

	"github.com/muster-ics/muster/events/reason"
	"github.com/muster-ics/muster/events/shifts"
)

// NewShift is the body of POST /api/shifts/v1/shifts.
type NewShift struct {
	Employer     string              `json:"employer"`
	Site         string              `json:"site"`
	Ward         string              `json:"ward"`
	StaffGroup   string              `json:"staff_group"`
	Role         string              `json:"role"`
	Band         string              `json:"band"`
	StartsAt     time.Time           `json:"starts_at"`
	EndsAt       time.Time           `json:"ends_at"`
	BreakMinutes int                 `json:"break_minutes"`
	Reason       string              `json:"reason"`
	RatePence    int64               `json:"rate_pence"`
	Places       int                 `json:"places,omitempty"`
	Requirements shifts.Requirements `json:"requirements"`
	// PreferredWorker has the shift alone first.
	PreferredWorker string `json:"preferred_worker,omitempty"`
}

// Posting is its answer.
type Posting struct {
	PostingID string              `json:"posting_id"`
	Shifts    []shifts.ShiftState `json:"shifts"`
}

// OpenShifts is the answer of GET /api/shifts/v1/open-shifts.
type OpenShifts struct {
	Shifts []struct {
		Shift   shifts.ShiftState `json:"shift"`
		Outcome string            `json:"outcome"`
		Reasons []reason.Reason   `json:"reasons"`
	} `json:"shifts"`
}
