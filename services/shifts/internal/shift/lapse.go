package shift

// Lapse ends an open shift that can no longer be taken. It ended when it should have started, or with its refill,
// whenever that is noticed.
func (s *Shift) Lapse() error {
	if s.s.Status != Open {
		return refuse("shift_not_open", "Only an open shift lapses.")
	}
	ended := s.s.TakeableUntil()
	s.s.Status, s.s.EndedAt = Lapsed, &ended
	s.happened(EventLapsed)
	return nil
}
