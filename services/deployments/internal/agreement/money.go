package agreement

import (
	"slices"
	"strings"

	"github.com/muster-ics/muster/services/deployments/internal/rule"
)

// Money is what the borrower repays the lender. Amounts are whole pence, shares are basis points (one hundredth of one
// per cent). An empty RateBasis means that nothing was agreed on money.
type Money struct {
	// RateBasis is home (the home employer's rate), host (the rate of the host's posting) or harmonised (the table).
	RateBasis  string           `json:"rate_basis"`
	Harmonised []HarmonisedRate `json:"harmonised"`
	// UnsocialHours are the hours for which the table has its second rate. Empty, where the text does not say it, they are
	// those that the worker was paid as other than plain.
	UnsocialHours string `json:"unsocial_hours,omitempty"`
	// OnCostBP is the employer's on-costs as a share of pay, in basis points.
	OnCostBP int `json:"on_cost_bp"`
	// AdminFeePence is added once a shift, TravelPencePerMile for each mile claimed.
	AdminFeePence      int64 `json:"admin_fee_pence"`
	TravelPencePerMile int64 `json:"travel_pence_per_mile"`
	// CancellationBearer is who bears the cost of a late cancellation: home, host or who_cancels.
	CancellationBearer string `json:"cancellation_bearer"`
	// Invoice is monthly or weekly. DisputeDays is how long after a statement a line may be disputed.
	Invoice     string `json:"invoice"`
	DisputeDays int    `json:"dispute_days"`
}

// HarmonisedRate is one line of a rate table that all parties use, in pence an hour.
type HarmonisedRate struct {
	StaffGroup string `json:"staff_group"`
	Band       string `json:"band"`
	// HourlyPence is for plain hours, UnsocialPence for unsocial ones as Money.UnsocialHours has them.
	HourlyPence   int64 `json:"hourly_pence"`
	UnsocialPence int64 `json:"unsocial_pence"`
}

// The words of the money clause.
var (
	RateBases = []Word{
		{"home", "The home employer's rate", "The borrower repays what the home employer pays the worker by its own rates."},
		{"host", "The host's rate", "The borrower repays what the worker is paid at the rate of the host's posting."},
		{"harmonised", "A table that all parties use", "The borrower repays by the table of rates below, which all parties use."},
	}
	UnsocialHours = []Word{
		{"agenda_for_change", "As in Agenda for Change", "Unsocial hours are those from 20:00 to 06:00, and all of Saturdays, Sundays and public holidays, by the clock in London. The unpaid break comes out of plain hours first."},
		{"from_seven", "From 19:00 to 07:00, as for most doctors' banks", "Unsocial hours are those from 19:00 to 07:00, and all of Saturdays, Sundays and public holidays, by the clock in London. The unpaid break comes out of plain hours first."},
	}
	Bearers = []Word{
		{"home", "The home employer", "The home employer bears the cost of a late cancellation."},
		{"host", "The host", "The host bears the cost of a late cancellation."},
		{"who_cancels", "Whoever cancels", "The employer that cancels late bears the cost."},
	}
	Invoices = []Word{
		{"monthly", "Each month", "The lender states what is due once a month."},
		{"weekly", "Each week", "The lender states what is due once a week."},
	}
)

func (m Money) tidy() Money {
	m.Harmonised = append([]HarmonisedRate{}, m.Harmonised...)
	slices.SortStableFunc(m.Harmonised, func(a, b HarmonisedRate) int {
		return strings.Compare(a.StaffGroup+"/"+a.Band, b.StaffGroup+"/"+b.Band)
	})
	return m
}

// mostPence is more than any hour, mile or shift costs: a figure above it is a slip of the keyboard.
const mostPence = 100_000

func (m Money) check(bad *rule.Check) {
	bad.OneOf("money.rate_basis", m.RateBasis, codes(RateBases)...)
	if m.RateBasis == "harmonised" {
		bad.That(len(m.Harmonised) > 0, "money.harmonised", "Give at least one rate of the table.")
		bad.That(m.UnsocialHours == "" || Label(UnsocialHours, m.UnsocialHours) != m.UnsocialHours, "money.unsocial_hours", "Choose which hours of the table are unsocial.")
	} else {
		bad.That(m.UnsocialHours == "", "money.unsocial_hours", "Choose unsocial hours only when all parties use one table.")
		bad.That(len(m.Harmonised) == 0, "money.harmonised", "Give a table only when the rates are harmonised.")
	}
	bad.That(len(m.Harmonised) <= 200, "money.harmonised", "Give at most 200 rates.")
	keys := make([]string, len(m.Harmonised))
	for i, r := range m.Harmonised {
		keys[i] = r.StaffGroup + "/" + r.Band
		bad.OneOf("money.harmonised", r.StaffGroup, codes(StaffGroups)...)
		bad.OneOf("money.harmonised", r.Band, codes(Bands)...)
		bad.That(r.HourlyPence > 0 && r.HourlyPence <= mostPence, "money.harmonised", "Enter an hourly rate from £0.01 to £1,000.")
		bad.That(r.UnsocialPence >= r.HourlyPence && r.UnsocialPence <= mostPence, "money.harmonised",
			"Enter an unsocial rate that is not below the hourly rate, and at most £1,000.")
	}
	bad.Distinct("money.harmonised", keys)
	bad.That(m.OnCostBP >= 0 && m.OnCostBP <= 10_000, "money.on_cost_bp", "Enter on-costs from 0 to 100 per cent of pay.")
	pence(bad, "money.admin_fee_pence", m.AdminFeePence)
	pence(bad, "money.travel_pence_per_mile", m.TravelPencePerMile)
	bad.OneOf("money.cancellation_bearer", m.CancellationBearer, codes(Bearers)...)
	bad.OneOf("money.invoice", m.Invoice, codes(Invoices)...)
	bad.That(m.DisputeDays >= 1 && m.DisputeDays <= 366, "money.dispute_days", "Enter a number of days from 1 to 366.")
}

func pence(bad *rule.Check, field string, v int64) {
	bad.That(v >= 0 && v <= mostPence, field, "Enter an amount from £0 to £1,000.")
}
