package rosterimport

import "time"

// Undo has the shifts that nobody has yet withdrawn, once.
func (i *Import) Undo() error {
	switch i.s.Status {
	case Committed:
		i.s.Status = Undoing
		return nil
	case Undoing, Undone:
		return refuse("import_undone", "This import has been undone already. What it left can be called off shift by shift.")
	case Committing:
		return refuse("import_not_committed", "This import is still being posted; undo it when it is done.")
	default:
		return refuse("import_not_committed", "Nothing of this import is posted, so there is nothing to undo.")
	}
}

// Withdrawn says how the undoing ended: withdrawn shifts nobody had, kept ones were no longer open.
func (i *Import) Withdrawn(withdrawn, kept int, now time.Time) error {
	if i.s.Status != Undoing {
		return refuse("import_not_undoing", "This import is not being undone.")
	}
	i.s.Status, i.s.UndoneAt = Undone, &now
	i.s.Counts.Withdrawn, i.s.Counts.Kept = withdrawn, kept
	i.happened(EventUndone)
	return nil
}
