package fact

import (
	"errors"
	"fmt"
	"time"
)

// Booking is one bank worker on one shift. What an agency's worker has worked is on the agency's own timesheet and in no
// Booking.
type Booking struct {
	ShiftID string `json:"shift_id"`
	// WorkerID is opaque. It joins a worker's bookings, for measures of many; no answer passes it on.
	WorkerID     string    `json:"worker_id"`
	HomeEmployer string    `json:"home_employer"`
	HostEmployer string    `json:"host_employer"`
	Site         string    `json:"site"`
	Ward         string    `json:"ward"`
	StaffGroup   string    `json:"staff_group"`
	Role         string    `json:"role"`
	Band         string    `json:"band"`
	StartsAt     time.Time `json:"starts_at"`
	EndsAt       time.Time `json:"ends_at"`
	NetMinutes   int64     `json:"net_minutes"`
	// RatePence is the locked basic pay an hour, PayPence what the booking pays when it is worked as planned.
	RatePence   int64      `json:"rate_pence"`
	PayPence    int64      `json:"pay_pence,omitempty"`
	Channel     string     `json:"channel"`
	Status      string     `json:"status"`
	HeldAt      time.Time  `json:"held_at"`
	ConfirmedAt *time.Time `json:"confirmed_at,omitempty"`
	EndedAt     *time.Time `json:"ended_at,omitempty"`
	StartedAt   *time.Time `json:"started_at,omitempty"`
	LeftAt      *time.Time `json:"left_at,omitempty"`
	LateMinutes int        `json:"late_minutes,omitempty"`
	// AgreementID and AgreementVersion are what a booking across employers rests on.
	AgreementID      string `json:"agreement_id,omitempty"`
	AgreementVersion int64  `json:"agreement_version,omitempty"`
	// Hours is submitted, amended, disputed or approved. Worked minutes are net, and final once approved.
	Hours         string     `json:"hours,omitempty"`
	WorkedMinutes int64      `json:"worked_minutes,omitempty"`
	WorkedPence   int64      `json:"worked_pence,omitempty"`
	ApprovedAt    *time.Time `json:"approved_at,omitempty"`
	// NoticeBand is how much notice a cancellation gave, Consequence its code, OwedPence what the employer owes for it.
	NoticeBand  string `json:"notice_band,omitempty"`
	Consequence string `json:"consequence,omitempty"`
	OwedPence   int64  `json:"owed_pence,omitempty"`
	// Codes are those of the reasons for which it ended, in their order.
	Codes []string `json:"codes,omitempty"`
}

// Kind implements State.
func (Booking) Kind() Kind { return KindBooking }

// Place implements State.
func (b Booking) Place() Place {
	return Place{Employer: b.HostEmployer, StaffGroup: b.StaffGroup, StartsAt: b.StartsAt}
}

// Approved tells whether the worked hours are final.
func (b Booking) Approved() bool { return b.Hours == "approved" }

// Validate implements State.
func (b Booking) Validate() error {
	switch {
	case b.HostEmployer == "" || b.StaffGroup == "" || b.StartsAt.IsZero():
		return errors.New("host, staff group and start must be set")
	case b.WorkedMinutes < 0:
		return errors.New("hours cannot be negative")
	case b.Channel != "own_bank" && b.Channel != "collaborative_bank":
		return fmt.Errorf("work by %q cannot be counted", b.Channel)
	}
	return nil
}
