package measure

import "github.com/muster-ics/muster/services/analytics/internal/fact"

// Proof is whether the bank came first for a shift that an agency fills.
type Proof string

// The proofs. Unproven must not happen: the shift's own table refuses it, so that one here is a fault to report.
const (
	NotAgency    Proof = ""
	BankHadTime  Proof = "bank_had_time"
	ByOverride   Proof = "by_override"
	UnprovenFill Proof = "unproven"
)

// BankFirst says how an agency came to fill a shift: after the bank steps had their time, or by a named override.
func BankFirst(s fact.Shift) Proof {
	switch {
	case s.FilledBy != "framework_agency" && s.FilledBy != "off_framework_agency":
		return NotAgency
	case s.FilledAt != nil && !s.FilledAt.Before(s.BankClosesAt):
		return BankHadTime
	case s.Agency.Override != nil:
		return ByOverride
	}
	return UnprovenFill
}

// Agency counts the shifts that agencies fill.
type Agency struct {
	Framework, OffFramework int64
	// OverCap are those above the price cap; ChargePence what all of them charge for the net hours.
	OverCap, ChargePence int64
	// BankHadTime, ByOverride and Unproven add up to all of them.
	BankHadTime, ByOverride, Unproven int64
	// TakenBack are shifts that a bank worker took from an agency; SavedPence is what that agency would have charged less
	// the basic pay of the bank worker. On-costs and enhancements are not in it.
	TakenBack, SavedPence int64
}

// Plus adds two counts.
func (a Agency) Plus(o Agency) Agency {
	return Agency{
		Framework: a.Framework + o.Framework, OffFramework: a.OffFramework + o.OffFramework, OverCap: a.OverCap + o.OverCap,
		ChargePence: a.ChargePence + o.ChargePence, BankHadTime: a.BankHadTime + o.BankHadTime, ByOverride: a.ByOverride + o.ByOverride,
		Unproven: a.Unproven + o.Unproven, TakenBack: a.TakenBack + o.TakenBack, SavedPence: a.SavedPence + o.SavedPence,
	}
}

func agencyOf(s fact.Shift) (a Agency) {
	switch s.FilledBy {
	case "framework_agency":
		a.Framework = 1
	case "off_framework_agency":
		a.OffFramework = 1
	case "own_bank", "collaborative_bank":
		if s.Agency.Displaced != "" {
			a.TakenBack, a.SavedPence = 1, forMinutes(s.Agency.DisplacedRatePence-s.RatePence, s.NetMinutes)
		}
		return a
	default:
		return a
	}
	a.ChargePence = forMinutes(s.Agency.RatePence, s.NetMinutes)
	if s.Agency.OverCap {
		a.OverCap = 1
	}
	switch BankFirst(s) {
	case BankHadTime:
		a.BankHadTime = 1
	case ByOverride:
		a.ByOverride = 1
	default:
		a.Unproven = 1
	}
	return a
}

// forMinutes is what minutes come to at pence an hour, rounded half away from zero.
func forMinutes(pencePerHour, minutes int64) int64 {
	twice := 2 * pencePerHour * minutes
	if twice < 0 {
		return -((-twice + 60) / 120)
	}
	return (twice + 60) / 120
}
