package independent

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
