package independent

import (
	"math"
	"strings"
)

// Proof is what is on record of one agency shift, or of one that was taken back from an agency.
type Proof struct {
	Part      string     `json:"part"`
	BankFirst string     `json:"bank_first"`
	Agency    string     `json:"agency"`
	OverCap   bool       `json:"over_cap"`
	RatePence int64      `json:"rate_pence"`
	Approvals []Approval `json:"approvals"`
}

// Approval is something that a person had to allow.
type Approval struct {
	Of   string `json:"of"`
	Role string `json:"role,omitempty"`
	Why  string `json:"why"`
}

// Proofs are the agency shifts of an interval, by shift.
func (h *History) Proofs(in Interval) map[string]Proof {
	out := map[string]Proof{}
	for id, s := range h.shifts {
		if !s.counted() || !in.has(s.StartsAt) || !s.byAgency() {
			continue
		}
		p := Proof{Part: s.part(), BankFirst: s.bankFirst(), Agency: s.Agency, OverCap: s.OverCap, RatePence: s.AgencyRate, Approvals: []Approval{}}
		if o := s.Override; o != nil {
			p.Approvals = append(p.Approvals, Approval{Of: "early_agency", Role: o.Role, Why: o.Why})
		}
		if s.OffWhy != "" {
			p.Approvals = append(p.Approvals, Approval{Of: "off_framework", Role: "executive", Why: s.OffWhy})
		}
		if s.OverCapWhy != "" {
			p.Approvals = append(p.Approvals, Approval{Of: "over_cap", Role: s.OverCapRole, Why: s.OverCapWhy})
		}
		out[id] = p
	}
	return out
}

// Agency is what agencies fill, and what was taken back from them.
type Agency struct {
	Framework    int64    `json:"framework"`
	OffFramework int64    `json:"off_framework"`
	OverCap      int64    `json:"over_cap"`
	ChargePence  int64    `json:"charge_pence"`
	BankHadTime  int64    `json:"bank_had_time"`
	ByOverride   int64    `json:"by_override"`
	Unproven     int64    `json:"unproven"`
	BankFirst    *float64 `json:"bank_first"`
	TakenBack    int64    `json:"taken_back"`
	SavedPence   int64    `json:"saved_pence"`
}

// bankFirst is what is on record of the bank's time before an agency.
func (s shift) bankFirst() string {
	switch {
	case s.FilledAt != nil && !s.FilledAt.Before(s.BankClosesAt):
		return "bank_had_time"
	case s.Override != nil:
		return "by_override"
	}
	return "unproven"
}

func (a *Agency) add(s shift) {
	if s.byBank() && s.Displaced != "" {
		a.TakenBack++
		a.SavedPence += pence(s.DisplacedRate-s.RatePence, s.NetMinutes)
	}
	if !s.byAgency() {
		return
	}
	if strings.HasPrefix(s.FilledBy, "off_") {
		a.OffFramework++
	} else {
		a.Framework++
	}
	if s.OverCap {
		a.OverCap++
	}
	a.ChargePence += pence(s.AgencyRate, s.NetMinutes)
	switch s.bankFirst() {
	case "bank_had_time":
		a.BankHadTime++
	case "by_override":
		a.ByOverride++
	default:
		a.Unproven++
	}
}

func (a *Agency) finish() { a.BankFirst = ratio(a.BankHadTime, a.Framework+a.OffFramework) }

// pence is what so many minutes come to at a rate an hour, half a penny away from nought.
func pence(rate, minutes int64) int64 { return int64(math.Round(float64(rate*minutes) / 60)) }
