package shift

import "time"

// ByAgency tells whether an agency has the shift, also while a bank worker is taking it from the agency.
func (s State) ByAgency() bool {
	return s.FilledBy == FrameworkAgency || s.FilledBy == OffFrameworkAgency
}

// Displaceable tells whether a bank worker may take the shift from the agency that fills it: until the lock.
func (s State) Displaceable(now time.Time) bool {
	return s.Status == Filled && s.ByAgency() && s.AgencyLocksAt != nil && now.Before(*s.AgencyLocksAt)
}

// AgencyStands tells that the shift has gone back, without a version, to the agency that a bank worker could not take it
// from.
func (s *Shift) AgencyStands() bool { return s.stands }

// stand puts a held shift back to the agency that had it. To others it was filled by the agency all the time.
func (s *Shift) stand() {
	s.s.Status = Filled
	s.stands = true
}

// displace notes whom the bank worker took the shift from, and clears the agency's terms.
func (s *Shift) displace() {
	if s.s.ByAgency() {
		agency, rate := s.s.Agency, s.s.AgencyRatePence
		s.clearAgency()
		s.s.DisplacedAgency, s.s.DisplacedRatePence = agency, rate
	}
}

func (s *Shift) clearAgency() {
	s.s.Agency, s.s.AgencyRatePence = "", 0
	s.s.AgencyFramework, s.s.AgencyTier, s.s.AgencyWorker, s.s.AgencyLocksAt = "", 0, "", nil
	s.s.CapPence, s.s.OverCapWhy, s.s.OverCapRole = 0, "", ""
}

// SavingPence is what a bank worker at the shift's rate costs less than the agency that they displaced, over the paid
// length of the shift: charge against basic pay, before enhancements and on-costs.
func (s State) SavingPence() int64 {
	if s.DisplacedAgency == "" {
		return 0
	}
	return (s.DisplacedRatePence - s.RatePence) * int64(s.NetMinutes()) / 60
}
