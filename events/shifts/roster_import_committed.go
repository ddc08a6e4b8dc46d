package shifts

// RosterImportCommittedV1 says: the rows of a file were posted as shifts, all of one moment.
type RosterImportCommittedV1 struct {
	Import RosterImportState `json:"import"`
}

// EventName implements events.Event.
func (RosterImportCommittedV1) EventName() string { return "muster.shifts.roster_import.committed.v1" }

// Validate implements events.Event.
func (e RosterImportCommittedV1) Validate() error { return e.Import.Validate() }
