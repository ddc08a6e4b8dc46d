package app

import (
	"encoding/json"
	"fmt"

	"github.com/muster-ics/muster/events"
	es "github.com/muster-ics/muster/events/shifts"

	"github.com/muster-ics/muster/services/shifts/internal/rosterimport"
)

// RosterImport tells of the one change that brought i to its version. before is nil when it was a preview, of which
// nobody was told.
func (t Teller) RosterImport(before *rosterimport.State, i *rosterimport.Import, by Caller) (Told, error) {
	s := i.State()
	if n := len(i.Events()); n != 1 {
		return Told{}, fmt.Errorf("import %s has %d changes in one step; one version tells of one", s.ID, n)
	}
	e := i.Events()[0]
	told := Told{Action: "roster_import." + string(e)}
	if before != nil {
		told.Before, _ = json.Marshal(importState(*before, es.RosterImportCommitted))
	}
	var ev events.Event
	switch e {
	case rosterimport.EventCommitted:
		ev = es.RosterImportCommittedV1{Import: importState(s, es.RosterImportCommitted)}
	case rosterimport.EventUndone:
		ev = es.RosterImportUndoneV1{Import: importState(s, es.RosterImportUndone)}
	default:
		return Told{}, fmt.Errorf("no contract tells of an import that was %s", e)
	}
	var err error
	told.Envelope, err = t.wrap(ev, s.Employer, s.ID, s.Version, by)
	told.After = told.Envelope.Data
	return told, err
}

func importState(s rosterimport.State, status es.RosterImportStatus) es.RosterImportState {
	out := es.RosterImportState{
		ImportID: s.ID.String(), Employer: s.Employer, Status: status, Rows: s.Counts.Rows, LeftOut: s.Counts.LeftOut, Posted: s.Counts.Posted,
		Withdrawn: s.Counts.Withdrawn, Kept: s.Counts.Kept, UndoneAt: s.UndoneAt,
	}
	if s.CommittedAt != nil {
		out.CommittedAt = *s.CommittedAt
	}
	return out
}
