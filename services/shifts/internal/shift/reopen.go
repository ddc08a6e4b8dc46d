package shift

// Reopen puts the shift back where it stood after its hold or its booking ended: open, or with the agency from which the
// worker who held it would have taken it.
func (s *Shift) Reopen() error {
	if s.s.Status != Held && s.s.Status != Filled {
		return refuse("shift_not_taken", "Only a shift that somebody holds or has can be opened again.")
	}
	if s.s.Status == Held && s.s.ByAgency() {
		s.stand()
		return nil
	}
	s.clearFill()
	s.s.Status = Open
	s.s.Reopened++
	s.happened(EventReopened)
	return nil
}

func (s *Shift) clearFill() {
	s.s.FilledBy, s.s.FilledAt = "", nil
	s.s.BookingID, s.s.HomeEmployer = [16]byte{}, ""
	s.clearAgency()
	s.s.DisplacedAgency, s.s.DisplacedRatePence = "", 0
}
