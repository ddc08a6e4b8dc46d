package shift

// Lapse ends an open shift whose start has passed with nobody. It ended when it should have started, whenever that is
// noticed.
func (s *Shift) Lapse() error {
	if s.s.Status != Open {
		return refuse("shift_not_open", "Only an open shift lapses.")
	}
	started := s.s.StartsAt
	s.s.Status, s.s.EndedAt = Lapsed, &started
	s.happened(EventLapsed)
	return nil
}
