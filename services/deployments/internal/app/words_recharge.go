package app

import "github.com/muster-ics/muster/services/deployments/internal/recharge"

// The laid-open values of recharges in which pages and API speak to the use cases.
type (
	Recharge       = recharge.Recharge
	RechargeRecord = recharge.Record
	// RechargeHours is one line of the hours and rates that a pay is the sum of.
	RechargeHours = recharge.Line
	Month         = recharge.Month
)

// ParseMonth reads a month like 2026-11.
func ParseMonth(s string) (Month, bool) { return recharge.ParseMonth(s) }

// The statuses of recharges, and the kinds, that pages tell apart.
const (
	LineRaised   = string(recharge.Raised)
	LineDisputed = string(recharge.Disputed)
	LineSettled  = string(recharge.Settled)
	LineWorked   = string(recharge.Worked)
	LineOwed     = string(recharge.Owed)
	LineCredited = string(recharge.Credited)
	MostMiles    = recharge.MostMiles
)

// The words for the codes of recharges, in the order in which people are shown them.
var (
	Parts = []Word{
		{Code: string(recharge.Pay), Label: "Pay"},
		{Code: string(recharge.Cancellation), Label: "Cancellation"},
		{Code: string(recharge.OnCosts), Label: "On-costs"},
		{Code: string(recharge.AdminFee), Label: "Admin fee"},
		{Code: string(recharge.Travel), Label: "Travel"},
		{Code: string(recharge.Credit), Label: "Let off"},
		{Code: string(recharge.Tax), Label: "VAT"},
	}
	DisputeReasons = []Word{
		{Code: "hours", Label: "The hours are wrong"},
		{Code: "rate", Label: "The rate is wrong"},
		{Code: "not_worked", Label: "The shift was not worked"},
		{Code: "charged_twice", Label: "It is charged twice"},
		{Code: "fee_or_travel", Label: "The fee or travel is wrong"},
		{Code: "vat", Label: "The VAT is wrong"},
		{Code: "other", Label: "Something else"},
	}
	Outcomes = []Word{
		{Code: string(recharge.Stands), Label: "The line stands"},
		{Code: LineCredited, Label: "An amount is let off"},
		{Code: string(recharge.Corrected), Label: "Corrected before anybody answered"},
	}
	Bases = []Word{
		{Code: string(recharge.HostRate), Label: "The rate locked with the booking"},
		{Code: string(recharge.HomeRate), Label: "The home employer's rate"},
		{Code: string(recharge.Harmonised), Label: "The agreement's table of rates"},
	}
)

// PartPence is what a part of a line comes to.
func PartPence(r RechargeRecord, part string) int64 { return r.Charge.Of(recharge.Part(part)) }
