package rosterimport

import "time"

// Commit has the rows posted. postedBefore tells that the same file was committed and not undone.
func (i *Import) Commit(c Choice, postedBefore bool) error {
	switch {
	case c.Which != AllOrNothing && c.Which != OnlyGood:
		return refuse("rows_unknown", "Choose which rows to post: all_or_nothing or only_good.")
	case i.s.Status == NeedsMapping:
		return refuse("import_needs_mapping", "Say first what the columns of the file are.")
	case i.s.Status != Previewed:
		return refuse("import_committed", "This file has been posted already. Undo it, or send another.")
	case c.Which == AllOrNothing && i.s.Counts.BadRows > 0:
		return refuse("import_has_errors", "Some rows cannot be posted. Put them right and send the file again, or post only the good rows.")
	case i.s.Counts.Rows == i.s.Counts.BadRows:
		return refuse("import_empty", "No row of the file can be posted. Put them right and send the file again.")
	case postedBefore && !c.Again:
		return refuse("import_repeated", "The same file was posted before. Say that it is to be posted again, or undo the first.")
	}
	i.s.Status, i.s.Choice = Committing, c
	return nil
}

// Posted says that shifts were made of the rows; leftOut rows were not posted.
func (i *Import) Posted(shifts, leftOut int, now time.Time) error {
	if i.s.Status != Committing {
		return refuse("import_not_committing", "This import is not being posted.")
	}
	i.s.Status, i.s.CommittedAt = Committed, &now
	i.s.Counts.Posted, i.s.Counts.LeftOut = shifts, leftOut
	i.happened(EventCommitted)
	return nil
}

// SendBack makes a preview again of an import of which bad rows were found only while it was posted; nothing was.
func (i *Import) SendBack(bad, asked int) error {
	if i.s.Status != Committing {
		return refuse("import_not_committing", "This import is not being posted.")
	}
	i.s.Status = Previewed
	i.s.Counts.BadRows, i.s.Counts.Asked = bad, asked
	return nil
}
