package recordimport

import "time"

// Choice is how a file is to be applied.
type Choice struct {
	Which Which
	// AbsentGone records those whom a register's snapshot does not name as not found, which bars them from work.
	AbsentGone bool
}

// Apply begins to record the accepted rows. A file that was applied can be applied again once people have said what its
// queued rows mean.
func (i *Import) Apply(c Choice) error {
	switch {
	case i.s.Status != Previewed && i.s.Status != Applied:
		return &Refusal{"import_busy", "This file is being worked on, or was taken back. Look again in a moment, or send it anew."}
	case c.Which != AllOrNothing && c.Which != OnlyGood:
		return &Refusal{"rows_choice", "Say which rows to apply: all_or_nothing or only_good."}
	case c.AbsentGone && !i.s.Kind.Register():
		return &Refusal{"rows_absent", "Only a register's snapshot can say that somebody is not on it."}
	case i.s.Status == Applied && i.s.Counts[Accepted] == 0:
		return &Refusal{"import_applied", "Everything in this file that can be applied has been."}
	case c.Which == AllOrNothing && i.s.Counts[Rejected]+i.s.Counts[Queued] > 0:
		return &Refusal{"rows_bad", "Some rows cannot be applied yet. Put them right and send the file again, or apply only the good rows."}
	case i.s.Counts[Accepted] == 0 && !i.s.Kind.Register():
		return &Refusal{"rows_none", "No row of this file can be applied: each is recorded already, waits for somebody to say what it means, or must be put right."}
	}
	i.s.Which, i.s.AbsentGone = c.Which, c.AbsentGone
	i.s.Status = Applying
	i.s.Version++
	return nil
}

// Applied ends the work. counts are what became of the rows.
func (i *Import) Applied(counts Counts, at time.Time) {
	i.s.Status, i.s.Counts, i.s.AppliedAt = Applied, counts, &at
	i.s.Version++
}

// Understood notes that rows were understood anew, since people have said what words mean.
func (i *Import) Understood(counts Counts, mapVersion int64) error {
	if i.s.Status != Previewed && i.s.Status != Applied {
		return &Refusal{"import_busy", "This file is being worked on. Look again in a moment."}
	}
	i.s.Counts, i.s.MapVersion = counts, mapVersion
	i.s.Version++
	return nil
}

// WholeStaffRead tells whether the snapshot was read for everybody whom the employer has on the register: nobody is
// missing, or those who are were recorded as not found, and every row of it was understood well enough to be recorded.
func (i *Import) WholeStaffRead() bool {
	s := i.s
	return s.Kind.Register() && s.Counts[Rejected] == 0 && (s.Absent == 0 || s.AbsentGone)
}
