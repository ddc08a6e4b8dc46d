package shift

import "time"

// Start notes that the worker who has the shift has come.
func (s *Shift) Start() error {
	if s.s.Status != Filled {
		return refuse("shift_not_filled", "Only a shift that somebody has can start.")
	}
	s.s.Status = Started
	s.happened(EventStarted)
	return nil
}

// Work notes that the shift was worked: its hours are sent in. A shift whose worker was never checked in goes straight
// from filled to worked; the hours say so to whoever approves them.
func (s *Shift) Work(now time.Time) error {
	if s.s.Status != Filled && s.s.Status != Started {
		return refuse("shift_not_filled", "Only a shift that somebody has can have been worked.")
	}
	s.s.Status, s.s.EndedAt = Worked, &now
	s.happened(EventWorked)
	return nil
}
