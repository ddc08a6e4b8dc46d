package shifts

import "time"

// Attendance is the part of a booking's state from the check-in on; every field is left out until it is known.
type Attendance struct {
	// StartedAt is the check-in; LateMinutes how late the worker is or was; LeftAt when they left before the end.
	StartedAt   *time.Time `json:"started_at,omitempty"`
	LateMinutes int        `json:"late_minutes,omitempty"`
	LeftAt      *time.Time `json:"left_at,omitempty"`
	// Hours is where the worked hours stand: submitted, amended (by the employer), disputed (by the worker) or approved.
	// The hours are those that stand; with approved they are final, and WorkedPence is their pay at the locked rate.
	Hours              string     `json:"hours,omitempty"`
	WorkedFrom         *time.Time `json:"worked_from,omitempty"`
	WorkedUntil        *time.Time `json:"worked_until,omitempty"`
	WorkedBreakMinutes int        `json:"worked_break_minutes,omitempty"`
	WorkedMinutes      int        `json:"worked_minutes,omitempty"`
	WorkedPence        int64      `json:"worked_pence,omitempty"`
	ApprovedAt         *time.Time `json:"approved_at,omitempty"`
	// NoticeBand is how much notice a cancellation gave, e.g. 0_4h; Consequence its code, e.g. late or paid. OwedPence
	// is what the employer owes the worker for it; RedeployTo the shift that was offered instead, and that frees from it
	// if the worker takes it.
	NoticeBand  string `json:"notice_band,omitempty"`
	Consequence string `json:"consequence,omitempty"`
	OwedPence   int64  `json:"owed_pence,omitempty"`
	RedeployTo  string `json:"redeploy_to,omitempty"`
}
