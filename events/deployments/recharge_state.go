package deployments

import (
	"regexp"
	"time"

	"github.com/muster-ics/muster/events/internal/check"
)

// RechargeState is what one booking across employers came to, by the money clause of its agreement. With the booking's
// own event and the agreement's it holds all that is needed to come to the same pence. Pence above nothing are owed by
// the host to the home employer, below nothing the other way.
type RechargeState struct {
	RechargeID string `json:"recharge_id" jsonschema:"format=uuid"`
	BookingID  string `json:"booking_id" jsonschema:"format=uuid"`
	ShiftID    string `json:"shift_id" jsonschema:"format=uuid"`
	// WorkerID is opaque; who it is only passports knows.
	WorkerID     string    `json:"worker_id" jsonschema:"format=uuid"`
	HomeEmployer string    `json:"home_employer"`
	HostEmployer string    `json:"host_employer"`
	Site         string    `json:"site"`
	StaffGroup   string    `json:"staff_group"`
	Band         string    `json:"band"`
	StartsAt     time.Time `json:"starts_at"`
	EndsAt       time.Time `json:"ends_at"`
	// Month is that of the shift's start by the clock of Europe/London, as 2026-11.
	Month            string `json:"month"`
	AgreementID      string `json:"agreement_id" jsonschema:"format=uuid"`
	AgreementVersion int64  `json:"agreement_version"`
	// TimesheetVersion is the version of the booking that this rests on.
	TimesheetVersion int64 `json:"timesheet_version"`
	// Clause is the money clause of that version of the agreement, as far as it bears on this work.
	Clause *RechargeClause `json:"clause,omitempty"`
	// Kind is worked (hours approved), owed (for a cancellation or an absence that was none) or nothing (any more).
	Kind    string `json:"kind" jsonschema:"enum=worked,enum=owed,enum=nothing"`
	Minutes int    `json:"minutes,omitempty"`
	// LockedPence is what the worker is due at the locked rates.
	LockedPence int64 `json:"locked_pence,omitempty"`
	// Basis is at whose rate the pay is repaid in fact. HomeRate is set where it is the home employer's.
	Basis    string            `json:"basis" jsonschema:"enum=home,enum=host,enum=harmonised"`
	HomeRate *RechargeHomeRate `json:"home_rate,omitempty"`
	// Miles of travel that the home employer paid, and what it has let off in pence before VAT.
	Miles       int   `json:"miles,omitempty"`
	CreditPence int64 `json:"credit_pence,omitempty"`
	// Components are each rounded half up to the penny; TotalPence is their sum. Never null.
	Components []RechargeComponent `json:"components"`
	TotalPence int64               `json:"total_pence"`
	// SettledPence is what has been paid.
	SettledPence int64     `json:"settled_pence,omitempty"`
	Status       string    `json:"status" jsonschema:"enum=raised,enum=disputed,enum=settled"`
	DisputeBy    time.Time `json:"dispute_by"`
	// DisputeReason and Outcome are codes of the last dispute; the words about it stay with the two employers.
	DisputeReason string `json:"dispute_reason,omitempty" jsonschema:"enum=hours,enum=rate,enum=not_worked,enum=charged_twice,enum=fee_or_travel,enum=vat,enum=other"`
	Outcome       string `json:"outcome,omitempty" jsonschema:"enum=stands,enum=credited,enum=corrected"`
}

// RechargeComponent is one rounded part of a recharge.
type RechargeComponent struct {
	Part  string `json:"part" jsonschema:"enum=pay,enum=cancellation,enum=on_costs,enum=admin_fee,enum=travel,enum=credit,enum=vat"`
	Pence int64  `json:"pence"`
}

// RechargeClause is what an agreement says of money for one kind of work: whole pence, and basis points of pay.
type RechargeClause struct {
	// Model is who employs and pays; RateBasis home, host or harmonised, then with the table's row for the work.
	Model              string `json:"model"`
	RateBasis          string `json:"rate_basis"`
	HourlyPence        int64  `json:"hourly_pence,omitempty"`
	UnsocialPence      int64  `json:"unsocial_pence,omitempty"`
	UnsocialHours      string `json:"unsocial_hours,omitempty" jsonschema:"enum=agenda_for_change,enum=from_seven"`
	OnCostBP           int64  `json:"on_cost_bp"`
	AdminFeePence      int64  `json:"admin_fee_pence"`
	TravelPencePerMile int64  `json:"travel_pence_per_mile"`
	// CancellationBearer is home, host or who_cancels; VAT outside_scope, exempt or standard_20.
	CancellationBearer string `json:"cancellation_bearer"`
	VAT                string `json:"vat"`
	DisputeDays        int    `json:"dispute_days"`
}

// RechargeHomeRate is what the home employer's rate card says of the work: pence an hour.
type RechargeHomeRate struct {
	RateCardID      string `json:"rate_card_id" jsonschema:"format=uuid"`
	RateCardVersion int64  `json:"rate_card_version"`
	BasicPence      int64  `json:"basic_pence"`
	// Enhancements are what other than plain hours are paid.
	Enhancements []RechargeEnhancement `json:"enhancements,omitempty"`
	// Hours are the card's windows, where it told them: by them the worked hours are split anew. Lifted says that a weekday
	// shift of which more than half lies in the night is unsocial throughout.
	HoursTold bool             `json:"hours_told,omitempty"`
	Hours     []RechargeWindow `json:"hours,omitempty"`
	Lifted    bool             `json:"lifted,omitempty"`
	// HighCostPence is paid for each hour beside the basic pay.
	HighCostPence int64 `json:"high_cost_pence,omitempty"`
}

// RechargeWindow is a stretch of the London clock on some days that is paid otherwise than plain hours.
type RechargeWindow struct {
	Kind string `json:"kind" jsonschema:"enum=unsocial,enum=night,enum=sunday_or_holiday"`
	// Days are mon to sun and holiday; the minutes are of the day, from 0 to 1440.
	Days              []string `json:"days"`
	FromMinute        int      `json:"from_minute"`
	ToMinute          int      `json:"to_minute"`
	UpliftBasisPoints int64    `json:"uplift_basis_points,omitempty"`
	FlatPence         int64    `json:"flat_pence,omitempty"`
}

// RechargeEnhancement is what hours of one kind are paid: so much on top, in basis points, or a rate of their own.
type RechargeEnhancement struct {
	Kind              string `json:"kind" jsonschema:"enum=unsocial,enum=night,enum=sunday_or_holiday"`
	UpliftBasisPoints int64  `json:"uplift_basis_points,omitempty"`
	FlatPence         int64  `json:"flat_pence,omitempty"`
}

var month = regexp.MustCompile(`^[0-9]{4}-(0[1-9]|1[0-2])$`)

// Validate returns what breaks the contract.
func (r RechargeState) Validate() error {
	var c check.Errors
	c.ID("recharge_id", r.RechargeID)
	c.ID("booking_id", r.BookingID)
	c.ID("shift_id", r.ShiftID)
	c.ID("worker_id", r.WorkerID)
	c.ODS("home_employer", r.HomeEmployer)
	c.ODS("host_employer", r.HostEmployer)
	c.That(r.HomeEmployer != r.HostEmployer, "a recharge is between two employers")
	c.ODS("site", r.Site)
	c.Span(r.StartsAt, r.EndsAt)
	c.That(month.MatchString(r.Month), "month must be like 2026-11")
	c.ID("agreement_id", r.AgreementID)
	c.That(r.AgreementVersion >= 1, "agreement_version must be at least 1")
	c.That(r.TimesheetVersion >= 1, "timesheet_version must be at least 1")
	c.OneOf("kind", r.Kind, "worked", "owed", "nothing")
	c.OneOf("basis", r.Basis, "home", "host", "harmonised")
	c.OneOf("status", r.Status, "raised", "disputed", "settled")
	c.Time("dispute_by", r.DisputeBy)
	var sum int64
	for _, p := range r.Components {
		sum += p.Pence
	}
	c.That(sum == r.TotalPence, "the components come to %d, total_pence is %d", sum, r.TotalPence)
	return c.Err()
}
