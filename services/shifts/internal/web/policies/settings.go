package policies

import (
	"github.com/muster-ics/muster/pkg/web/layout"

	"github.com/muster-ics/muster/services/shifts/internal/shift"
	"github.com/muster-ics/muster/services/shifts/internal/web/view"
)

// setting is how people read and enter one setting. A test asks for one for every setting of every policy.
type setting struct {
	label, hint string
	// unit follows a number where it is read, e.g. hours.
	unit string
	as   form
	// options are what a choice, or any of several, are made from.
	options []layout.Option
	// columns are those of a table; rows of it are told under the setting's label.
	columns []column
}

// form is how a value is entered beside how it is kept; empty is as it is kept.
type form string

const (
	// pounds are kept in pence, percents in hundredths of a percent.
	pounds   form = "pounds"
	percents form = "percents"
	// one and some are chosen from options.
	one  form = "one"
	some form = "some"
)

// column is one field of a row of a table.
type column struct {
	key  string
	kind kind
	setting
}

var (
	groups = view.Options(shift.StaffGroups, func(code string) string { return view.StaffGroups[code] })
	bands  = view.Options(shift.Bands, view.BandName)
	why    = view.Options(shift.RequestReasons, view.Words)

	weights = []layout.Option{
		{Value: "hard", Text: "Nobody may"}, {Value: "approval", Text: "The ward agrees first"}, {Value: "warn", Text: "The worker is warned"}, {Value: "off", Text: "Nothing is said"},
	}
	modes = []layout.Option{
		{Value: "self_book", Text: "The first who accepts has the shift"}, {Value: "request_approve", Text: "Workers apply and the ward chooses"},
	}
)

// settings are by the policy's kind and the path of the setting in it.
var settings = map[string]setting{
	"approval.required":         {label: "Does a shift need approval before it opens?", as: one, options: []layout.Option{{Value: "never", Text: "Never"}, {Value: "always", Text: "Always"}, {Value: "when", Text: "When one of the following is so"}}},
	"approval.rate_above_pence": {label: "Its rate is above", hint: "Pounds an hour of basic pay; 0 leaves the rate out.", as: pounds},
	"approval.lead_under_hours": {label: "It starts in fewer hours than", hint: "0 leaves the time out.", unit: "hours"},
	"approval.staff_groups":     {label: "It is for one of these staff groups", as: some, options: groups},
	"approval.bands":            {label: "It is for one of these bands", as: some, options: bands},
	"approval.reasons":          {label: "It is asked for because of one of these", as: some, options: why},

	"booking_mode.mode": {label: "How do workers come to a shift?", as: one, options: modes},
	"booking_mode.overrides": {label: "Other ways for some shifts", hint: "The first row that fits a shift counts. Leave a row empty to take it out.", columns: []column{
		{"staff_group", text, setting{label: "Staff group", as: one, options: append([]layout.Option{{Value: "", Text: "Any"}}, groups...)}},
		{"bands", list, setting{label: "Bands", as: some, options: bands}},
		{"mode", text, setting{label: "How", as: one, options: append([]layout.Option{{Value: "", Text: "No row"}}, modes...)}},
	}},
	"booking_mode.swap_needs_approval":  {label: "Does the ward agree before a worker swaps a shift with another?"},
	"booking_mode.waiting_hold_minutes": {label: "How long is a shift kept for each person on its waiting list?", hint: "Minutes, from 5 to 1440.", unit: "minutes"},

	"urgency.urgent_under_hours":   {label: "A shift is urgent when it starts in fewer hours than", unit: "hours"},
	"urgency.critical_under_hours": {label: "It is critical when it starts in fewer hours than", unit: "hours"},
	"urgency.reasons":              {label: "Urgent twice as far ahead when asked for because of", as: some, options: why},

	"release_lock.hours_before_start": {label: "An agency keeps its shift from so many hours before the start", hint: "Before that, a bank worker may take it over; 0 lets the bank take it until it starts.", unit: "hours"},

	"agency_caps.percent": {label: "An agency may charge this share of basic pay", hint: "155 is basic pay and 55% on top.", unit: "%"},

	"pay.pay_to":                   {label: "Whose rate does a shift pay?", as: one, options: []layout.Option{{Value: "shift_grade", Text: "The rate that the shift shows"}, {Value: "worker_grade", Text: "The rate of the worker's own band"}, {Value: "higher", Text: "Whichever comes to more"}}},
	"pay.lower_band_shift":         {label: "What does a worker of a higher band get for a lower band's shift?", as: one, options: []layout.Option{{Value: "shift_rate", Text: "The rate that the shift shows"}, {Value: "top_of_band", Text: "The top point of the lower band"}}},
	"pay.worker_point":             {label: "Which pay point counts for a band without a rate card?", as: one, options: []layout.Option{{Value: "entry", Text: "The lowest"}, {Value: "intermediate", Text: "The middle; the top for bands 2 to 4"}, {Value: "top", Text: "The top"}}},
	"pay.night_majority_rule":      {label: "Does a weekday shift that lies mostly between 20:00 and 06:00 take the unsocial rate throughout?"},
	"pay.break_from":               {label: "From which hours is the unpaid break taken?", as: one, options: []layout.Option{{Value: "least_paid", Text: "The least paid"}, {Value: "middle", Text: "The middle of the shift"}}},
	"pay.rounding":                 {label: "How does each line come to whole pence?", as: one, options: []layout.Option{{Value: "half_up", Text: "To the nearest penny, half a penny up"}, {Value: "up", Text: "Always up"}}},
	"pay.holiday_pay_basis_points": {label: "Holiday pay that is paid with each shift", hint: "Percent of pay, e.g. 12.07; 0 when holiday is paid as it is taken.", as: percents},
	"pay.extra_holidays": {label: "Days that are paid as public holidays beside the bank holidays", columns: []column{
		{"date", text, setting{label: "Date", hint: "Like 2026-12-26."}}, {"name", text, setting{label: "What people call it"}},
	}},
	"pay.not_holidays": {label: "Bank holidays that are not paid as such", hint: "Dates like 2026-12-28, one a line."},

	"working_time.weekly_rest":            {label: "Less than 24 hours clear in a week, or 48 in a fortnight", as: one, options: weights},
	"working_time.average":                {label: "More than 48 hours a week on average, without an opt-out", as: one, options: weights[:3]},
	"working_time.night_average":          {label: "A night worker's average above 8 hours in 24", as: one, options: weights},
	"working_time.break":                  {label: "Less than 20 minutes of break in more than 6 hours", as: one, options: weights},
	"working_time.contract":               {label: "Beyond the limits of a resident doctor's contract", as: one, options: weights[:3]},
	"working_time.max_week_hours.limit":   {label: "Most hours of work in any 7 days, at all employers together", unit: "hours"},
	"working_time.max_week_hours.weight":  {label: "Beyond that", as: one, options: weights},
	"working_time.max_shift_hours.limit":  {label: "Most hours from the start of a shift to its end", unit: "hours"},
	"working_time.max_shift_hours.weight": {label: "Beyond that", as: one, options: weights},
	"working_time.max_nights.limit":       {label: "Most nights in a row", unit: "nights"},
	"working_time.max_nights.weight":      {label: "Beyond that", as: one, options: weights},
	"working_time.day_after_night.limit":  {label: "Fewest hours from the end of a night to a shift by day", unit: "hours"},
	"working_time.day_after_night.weight": {label: "Below that", as: one, options: weights},

	"cancellation.worker.late_hours":             {label: "A worker gives a shift back late with less notice than", unit: "hours"},
	"cancellation.worker.strikes":                {label: "So many late ones call for a talk with the bank team", unit: "late ones"},
	"cancellation.worker.monitoring_days":        {label: "They are counted over", unit: "days"},
	"cancellation.worker.absent_strikes":         {label: "So many absences call for a talk", unit: "absences"},
	"cancellation.worker.absent_monitoring_days": {label: "They are counted over", unit: "days"},
	"cancellation.employer.fees": {label: "What you owe a worker for calling a shift off late", hint: "The row that pays most counts. Leave a row empty to take it out.", columns: []column{
		{"under_hours", number, setting{label: "Less notice than (hours)", unit: "hours' notice"}},
		{"percent", number, setting{label: "Share of the shift's pay (%)", unit: "% of the pay"}},
		{"hours", number, setting{label: "Or the pay of its first hours", unit: "first hours"}},
	}},
	"cancellation.statutory.on":          {label: "Is the notice of the Employment Rights Act 2025 in force here?"},
	"cancellation.statutory.under_hours": {label: "It asks for notice of at least", unit: "hours"},
	"cancellation.statutory.percent":     {label: "Less notice pays this share of the shift", unit: "%"},

	"attendance.check_in_before_minutes": {label: "Check-in opens before the start by", unit: "minutes"},
	"attendance.hours_before_minutes":    {label: "Worked hours may begin before the booked ones by", unit: "minutes"},
	"attendance.hours_after_minutes":     {label: "They may end after the booked ones by", unit: "minutes"},
	"attendance.reply_days":              {label: "A dispute is answered within", unit: "days"},
	"attendance.rest_least_minutes":      {label: "The rest of a shift whose worker leaves early is posted again when it lasts at least", unit: "minutes"},
}

// optional are settings that their policy leaves out while they are empty.
var optional = []string{"pay.extra_holidays", "pay.not_holidays"}

func init() {
	for _, b := range shift.Bands {
		settings["agency_caps.basic_pence."+b] = setting{label: "Basic pay an hour, " + view.BandName(b), hint: "Pounds, at the top of the band.", as: pounds}
	}
}
