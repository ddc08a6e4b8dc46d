package shift

// Reopen puts the shift back where it stood after its hold or its booking ended.
func (s *Shift) Reopen() error {
	if s.s.Status != Held && s.s.Status != Filled {
		return refuse("shift_not_taken", "Only a shift that somebody holds or has can be opened again.")
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
	s.s.Agency, s.s.AgencyRatePence = "", 0
}
