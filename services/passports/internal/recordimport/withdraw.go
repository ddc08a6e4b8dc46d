package recordimport

import "time"

// Withdraw begins to take back the competencies that came of the file. What a register said and who was enrolled cannot be
// taken back: the one is put right by reading the register again, the other on the passport.
func (i *Import) Withdraw() error {
	switch {
	case !i.s.Kind.HasCompetencies():
		return &Refusal{"not_withdrawable", "Only competencies can be taken back as a file. Read the register again, or correct the passport."}
	case i.s.Status == Withdrawn || i.s.Status == Withdrawing:
		return &Refusal{"import_withdrawn", "This file has been taken back already."}
	case i.s.Status != Applied:
		return &Refusal{"import_busy", "Only a file that was applied can be taken back. Look again in a moment."}
	}
	i.s.Status = Withdrawing
	i.s.Version++
	return nil
}

// Withdrawn ends the work.
func (i *Import) Withdrawn(counts Counts, at time.Time) {
	i.s.Status, i.s.Counts, i.s.WithdrawnAt = Withdrawn, counts, &at
	i.s.Version++
}
