package importpage

import (
	"net/url"
	"time"

	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/web"

	"github.com/muster-ics/muster/services/shifts/internal/app"
	"github.com/muster-ics/muster/services/shifts/internal/rosterfile"
	"github.com/muster-ics/muster/services/shifts/internal/rosterimport"
	"github.com/muster-ics/muster/services/shifts/internal/shift"
	"github.com/muster-ics/muster/services/shifts/internal/web/view"
)

// sample is an import in a status.
func sample(status rosterimport.Status, done int) app.Imported {
	i := app.Imported{Done: done, State: rosterimport.State{
		ID: id.ID{15: 0xe1}, Employer: "RVV", Status: status, ReadAt: time.Date(2026, 11, 22, 18, 10, 0, 0, time.UTC),
		Counts: rosterimport.Counts{Rows: 240, BadRows: 1, Skipped: 3, Asked: 251},
	}}
	if status == rosterimport.NeedsMapping {
		i.State.Counts = rosterimport.Counts{}
		i.Missing = []rosterfile.Field{rosterfile.Ward, rosterfile.Reason}
		i.Headings = []rosterfile.Heading{{Column: "A", Text: "Date", Field: rosterfile.Date}, {Column: "B", Text: "Wd"}, {Column: "C", Text: "Notes"}}
	}
	if status == rosterimport.Committed || status == rosterimport.Undone {
		i.State.Counts.Posted, i.State.Counts.LeftOut = 251, 1
	}
	if status == rosterimport.Undone {
		i.State.Counts.Withdrawn, i.State.Counts.Kept = 250, 1
	}
	return i
}

func sampleView(status rosterimport.Status) View {
	start := time.Date(2026, 11, 24, 19, 30, 0, 0, time.UTC)
	good := []rosterfile.Row{{Number: 5, Posting: shift.Posting{Site: "RVV01", Ward: "ward_7", Role: "registered_nurse", Band: "5", StartsAt: start, EndsAt: start.Add(12 * time.Hour),
		Reason: "vacancy", RatePence: 1845, Places: 2}, Warnings: []string{"The ward has already posted 1 shift for this role at this time. Leave the row out unless more people are needed."}}}
	bad := []rosterfile.Row{{Number: 17, Problems: []rosterfile.Problem{
		{Field: rosterfile.Start, Column: "G", Value: "25:00", Message: "Start time cannot be read.", Fix: "Write the start as hours and minutes, for example 19:30."},
		{Field: rosterfile.Rate, Message: "The rate is missing.", Fix: "Write the basic pay an hour in pounds, for example 18.45."}}}}
	kept := []app.KeptShift{{ShiftID: id.ID{15: 0xf1}, Row: 5, Status: "filled"}}
	return viewOf(sample(status, 120), app.Directory{}, bad, good, good, kept)
}

// Stories are the page's states.
func Stories() []web.Story {
	again := sampleView(rosterimport.Previewed)
	again.Form = url.Values{"rows": {"only_good"}}
	again.Fault = fault.New(fault.Conflict, "import_repeated", "The same file was posted before. Say that it is to be posted again, or undo the first.")
	stories := []web.Story{{Name: "Roster file: posted before", Component: Page(again), Principal: view.SampleWard}}
	for _, state := range []struct {
		name string
		is   rosterimport.Status
	}{
		{"columns to explain", rosterimport.NeedsMapping}, {"preview", rosterimport.Previewed}, {"being posted", rosterimport.Committing},
		{"posted", rosterimport.Committed}, {"undone", rosterimport.Undone},
	} {
		stories = append(stories, web.Story{Name: "Roster file: " + state.name, Component: Page(sampleView(state.is)), Principal: view.SampleWard})
	}
	return stories
}
