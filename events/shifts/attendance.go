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
	// WorkedPay is how WorkedPence comes about, where the booking's pay was locked as a split.
	WorkedPay []PaidLine `json:"worked_pay,omitempty"`
	// NoticeBand is how much notice a cancellation gave, e.g. 0_4h; Consequence its code, e.g. late or paid. OwedPence
	// is what the employer owes the worker for it; RedeployTo the shift that was offered instead, and that frees from it
	// if the worker takes it.
	NoticeBand  string `json:"notice_band,omitempty"`
	Consequence string `json:"consequence,omitempty"`
	OwedPence   int64  `json:"owed_pence,omitempty"`
	RedeployTo  string `json:"redeploy_to,omitempty"`
}

// PaidLine is one part of the split by which worked hours are paid.
type PaidLine struct {
	// Kind is basic, unsocial, night or sunday_or_holiday for time, high_cost_area or holiday_pay for what is paid beside it.
	Kind string `json:"kind" jsonschema:"enum=basic,enum=unsocial,enum=night,enum=sunday_or_holiday,enum=high_cost_area,enum=holiday_pay"`
	// Minutes is left out for what is paid beside the hours.
	Minutes int `json:"minutes,omitempty"`
	// RatePence is an hour's before the uplift. For holiday pay there is none, and the uplift is the share of all else.
	RatePence         int64 `json:"rate_pence,omitempty"`
	UpliftBasisPoints int64 `json:"uplift_basis_points,omitempty"`
	Pence             int64 `json:"pence"`
}
