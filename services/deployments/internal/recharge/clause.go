// Package recharge says what one employer owes another for a worker who worked there, by the money clause of their
// agreement: what a line comes to, when it may be disputed, and how every change is posted to a ledger that balances.
// All money is whole pence. An amount above nothing is owed by the host to the home employer, one below nothing the
// other way.
package recharge

import "slices"

// The models under which the host pays the worker itself. Under all others the home employer pays and the host repays.
var hostPays = []string{"host_pays"}

// Basis says at whose rate the pay of the hours is repaid.
type Basis string

// The bases.
const (
	// HostRate is what was locked with the booking: the host's rate when the shift was accepted.
	HostRate Basis = "host"
	// HomeRate is what the home employer's rate card says for the same hours.
	HomeRate Basis = "home"
	// Harmonised is the table of the agreement.
	Harmonised Basis = "harmonised"
)

// Bearer says who bears what a cancelled shift costs.
type Bearer string

// The bearers. Who cancels is the host wherever something is owed: workers owe nothing, and home employers cancel no
// shift of another.
const (
	HomeBears Bearer = "home"
	HostBears Bearer = "host"
	CancelsIt Bearer = "who_cancels"
)

// VAT is how the supply is treated for value added tax.
type VAT string

// The treatments.
const (
	OutsideScope VAT = "outside_scope"
	Exempt       VAT = "exempt"
	Standard20   VAT = "standard_20"
)

// vatRates are in basis points. Source: VAT Act 1994 section 2 (standard rate 20 % since 4 January 2011).
var vatRates = map[VAT]int64{OutsideScope: 0, Exempt: 0, Standard20: 2_000}

// Rate is one row of a harmonised table, an hour's pay in pence.
type Rate struct {
	StaffGroup, Band           string
	HourlyPence, UnsocialPence int64
}

// Clause is the money part of one version of an agreement.
type Clause struct {
	// Model is who employs and pays, as the agreement has it.
	Model string
	// Basis is empty where nothing was agreed on money; then nothing is recharged.
	Basis      Basis
	Harmonised []Rate
	// Unsocial is which hours the table pays at its second rate.
	Unsocial UnsocialHours
	// OnCost is the employer's contributions in basis points of pay; AdminFeePence is once a shift that was worked.
	OnCost, AdminFeePence, TravelPencePerMile int64
	CancellationBearer                        Bearer
	VAT                                       VAT
	// DisputeDays is for how many days after it is told a line may be disputed.
	DisputeDays int
}

func (c Clause) homePays() bool { return !slices.Contains(hostPays, c.Model) }

func (c Clause) hostBears() bool { return c.CancellationBearer != HomeBears }

// Rate is the row of the harmonised table for a kind of work.
func (c Clause) Rate(group, band string) (Rate, bool) {
	i := slices.IndexFunc(c.Harmonised, func(r Rate) bool { return r.StaffGroup == group && r.Band == band })
	if i < 0 {
		return Rate{}, false
	}
	return c.Harmonised[i], true
}
