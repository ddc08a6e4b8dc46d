package shifts

// RosterImportUndoneV1 says: those shifts of an import that nobody had were withdrawn.
type RosterImportUndoneV1 struct {
	Import RosterImportState `json:"import"`
}

// EventName implements events.Event.
func (RosterImportUndoneV1) EventName() string { return "muster.shifts.roster_import.undone.v1" }

// Validate implements events.Event.
func (e RosterImportUndoneV1) Validate() error { return e.Import.Validate() }
