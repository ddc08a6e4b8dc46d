package main

import (
	"github.com/muster-ics/muster/events"
	"github.com/muster-ics/muster/events/shifts"
)

const importID = "0199c0de-0000-7000-8000-000000001347"

func init() {
	aggregateOf["shifts.roster_import"] = importID
	s := shifts.RosterImportState{ImportID: importID, Employer: "RVV", Status: shifts.RosterImportCommitted, Rows: 240, LeftOut: 3, Posted: 251, CommittedAt: posted}
	undone := s
	undone.Status, undone.Withdrawn, undone.Kept, undone.UndoneAt = shifts.RosterImportUndone, 249, 2, &held
	for _, e := range []events.Event{shifts.RosterImportCommittedV1{Import: s}, shifts.RosterImportUndoneV1{Import: undone}} {
		samples[e.EventName()] = e
	}
}
