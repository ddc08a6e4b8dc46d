package shifts

import (
	"strconv"
	"time"

	"github.com/muster-ics/muster/events/internal/check"
)

// RateCardChangedV1 says: an employer set what it pays for one kind of work from a day on, or when that ends.
type RateCardChangedV1 struct {
	RateCard RateCardState `json:"rate_card"`
}

// RateCardState is the public state of one rate card after a change. Bookings made before keep what they locked.
type RateCardState struct {
	RateCardID string `json:"rate_card_id" jsonschema:"format=uuid"`
	Employer   string `json:"employer"`
	StaffGroup string `json:"staff_group" jsonschema:"enum=medical_dental,enum=students,enum=nursing_midwifery,enum=allied_health,enum=additional_scientific,enum=healthcare_scientists,enum=clinical_support,enum=admin_clerical,enum=estates_ancillary,enum=supplementary"`
	Band       string `json:"band" jsonschema:"enum=2,enum=3,enum=4,enum=5,enum=6,enum=7,enum=8a,enum=8b,enum=8c,enum=8d,enum=9,enum=medical"`
	// Role and Ward narrow the card when they are there.
	Role string `json:"role,omitempty"`
	Ward string `json:"ward,omitempty"`
	// From is the first day in Europe/London on which a shift may start under the card, Until the first on which none may.
	From  string `json:"from" jsonschema:"format=date"`
	Until string `json:"until,omitempty" jsonschema:"format=date"`
	// BasicPence is the basic pay an hour; without it Point names the national pay point: entry, intermediate or top.
	BasicPence int64  `json:"basic_pence,omitempty"`
	Point      string `json:"point,omitempty" jsonschema:"enum=entry,enum=intermediate,enum=top"`
	// PointPence is what the pay point comes to an hour from each day on, as far as it is known; the oldest first.
	PointPence []DatedPence `json:"point_pence,omitempty"`
	// Scheme is how hours are enhanced; UnsocialPence is the second rate of core_unsocial.
	Scheme        string `json:"scheme" jsonschema:"enum=afc,enum=core_unsocial,enum=resident,enum=flat"`
	UnsocialPence int64  `json:"unsocial_pence,omitempty"`
	// Windows stand in place of the hours of the scheme when there are any.
	Windows []PayWindow `json:"windows,omitempty"`
	// Hours are the windows by which the card pays in fact: its own, or those of its scheme. The first that fits a minute
	// counts, and what none fits is plain; a card without any pays all hours alike. HoursTold is set with them. By Agenda
	// for Change a weekday shift of which more than half lies between 20:00 and 06:00 is unsocial throughout.
	Hours     []PayWindow `json:"hours,omitempty"`
	HoursTold bool        `json:"hours_told,omitempty"`
	// Enhancements are what other than plain hours are paid, by their kind, whichever way that was agreed; none is none.
	Enhancements []Enhancement `json:"enhancements,omitempty"`
	// HighCostBasisPoints is the high cost area supplement in hundredths of a percent of basic pay, within the least and
	// the most in pence an hour when those are there.
	HighCostBasisPoints int64 `json:"high_cost_basis_points,omitempty"`
	HighCostLeastPence  int64 `json:"high_cost_least_pence,omitempty"`
	HighCostMostPence   int64 `json:"high_cost_most_pence,omitempty"`
}

// Enhancement is what hours of one kind are paid: so much on top of the basic rate, or a rate of their own.
type Enhancement struct {
	// Kind is unsocial, night or sunday_or_holiday.
	Kind string `json:"kind" jsonschema:"enum=unsocial,enum=night,enum=sunday_or_holiday"`
	// UpliftBasisPoints is in hundredths of a percent; FlatPence an hour's rate in place of the basic one.
	UpliftBasisPoints int64 `json:"uplift_basis_points,omitempty"`
	FlatPence         int64 `json:"flat_pence,omitempty"`
}

// DatedPence is an hourly rate from a day in Europe/London on.
type DatedPence struct {
	From  string `json:"from" jsonschema:"format=date"`
	Pence int64  `json:"pence"`
}

// PayWindow is a stretch of the London clock on some days that is paid otherwise than plain hours.
type PayWindow struct {
	// Kind is unsocial, night or sunday_or_holiday.
	Kind string `json:"kind" jsonschema:"enum=unsocial,enum=night,enum=sunday_or_holiday"`
	// Days are mon to sun and holiday.
	Days []string `json:"days"`
	// FromMinute and ToMinute are minutes of the day, from 0 to 1440.
	FromMinute int `json:"from_minute"`
	ToMinute   int `json:"to_minute"`
	// UpliftBasisPoints is what comes on top in hundredths of a percent; FlatPence a rate an hour in place of the basic one.
	UpliftBasisPoints int64 `json:"uplift_basis_points,omitempty"`
	FlatPence         int64 `json:"flat_pence,omitempty"`
}

// EventName implements events.Event.
func (RateCardChangedV1) EventName() string { return "muster.shifts.rate_card.changed.v1" }

// Validate implements events.Event.
func (e RateCardChangedV1) Validate() error {
	var c check.Errors
	s := e.RateCard
	c.ID("rate_card_id", s.RateCardID)
	c.ODS("employer", s.Employer)
	c.OneOf("staff_group", s.StaffGroup, StaffGroups...)
	c.OneOf("band", s.Band, Bands...)
	_, err := time.Parse(time.DateOnly, s.From)
	c.That(err == nil, "from must be a date")
	if s.Until != "" {
		_, err := time.Parse(time.DateOnly, s.Until)
		c.That(err == nil && s.Until > s.From, "until must be a date after from")
	}
	c.That((s.BasicPence > 0) != (s.Point != ""), "either basic_pence or point must be there")
	c.OneOf("scheme", s.Scheme, "afc", "core_unsocial", "resident", "flat")
	for i, w := range s.Windows {
		c.That(0 <= w.FromMinute && w.FromMinute < w.ToMinute && w.ToMinute <= 24*60 && len(w.Days) > 0, "windows[%s] must be a stretch of one day", strconv.Itoa(i))
	}
	return c.Err()
}
