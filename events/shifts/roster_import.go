package shifts

import (
	"time"

	"github.com/muster-ics/muster/events/internal/check"
)

// RosterImportStatus is where the import of a roster's release stands.
type RosterImportStatus string

// The statuses of an import that other services hear of; a preview is told to nobody.
const (
	RosterImportCommitted RosterImportStatus = "committed"
	RosterImportUndone    RosterImportStatus = "undone"
)

// RosterImportState is the public state of the import of one file. Its shifts are told of one by one.
type RosterImportState struct {
	ImportID string `json:"import_id" jsonschema:"format=uuid"`
	// Employer is the ODS code of who posted the file.
	Employer string             `json:"employer"`
	Status   RosterImportStatus `json:"status" jsonschema:"enum=committed,enum=undone"`
	// Rows is how many the file had, LeftOut how many of them were not posted, Posted how many shifts were.
	Rows    int `json:"rows"`
	LeftOut int `json:"left_out"`
	Posted  int `json:"posted"`
	// Withdrawn and Kept count its shifts once it is undone: those that nobody had, and those that had moved on.
	Withdrawn   int        `json:"withdrawn,omitempty"`
	Kept        int        `json:"kept,omitempty"`
	CommittedAt time.Time  `json:"committed_at"`
	UndoneAt    *time.Time `json:"undone_at,omitempty"`
}

// Validate returns what breaks the contract.
func (s RosterImportState) Validate() error {
	var c check.Errors
	c.ID("import_id", s.ImportID)
	c.ODS("employer", s.Employer)
	c.OneOf("status", string(s.Status), string(RosterImportCommitted), string(RosterImportUndone))
	c.That(s.Rows > 0 && s.LeftOut >= 0 && s.Posted >= 0, "rows, left_out and posted must be counts")
	c.That(s.Withdrawn+s.Kept == 0 || s.Withdrawn+s.Kept == s.Posted, "withdrawn and kept must add up to posted")
	c.Time("committed_at", s.CommittedAt)
	c.That((s.Status == RosterImportUndone) == (s.UndoneAt != nil), "undone_at must be there when the import is undone, and only then")
	return c.Err()
}
