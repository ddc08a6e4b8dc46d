package rosterimport

// Understood makes a preview of an import: every column that is needed has been found, and each row was read.
func (i *Import) Understood(rows, bad, skipped, asked int) error {
	if i.s.Status != NeedsMapping {
		return refuse("import_understood", "The columns of this file are known already; send it again to read it another way.")
	}
	i.s.Status = Previewed
	i.s.Counts = Counts{Rows: rows, BadRows: bad, Skipped: skipped, Asked: asked}
	return nil
}
