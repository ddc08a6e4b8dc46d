package importedfile

import (
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/passports/internal/app"
	"github.com/muster-ics/muster/services/passports/internal/importfile"
	"github.com/muster-ics/muster/services/passports/internal/recordimport"
	"github.com/muster-ics/muster/services/passports/internal/web/view"
)

// Stories are the page's states.
func Stories() []web.Story {
	file := func(k recordimport.Kind, s recordimport.Status, absent, done int, c recordimport.Counts) app.Imported {
		return app.Imported{Done: done, Open: true, State: recordimport.State{ID: id.Nil, Employer: "RVV", Kind: k, Status: s, Counts: c, Absent: absent, ReadAt: view.SampleNow}}
	}
	bad := []app.ImportRow{
		{Number: 7, Problems: []importfile.Problem{{Field: importfile.ExpiryDate, Column: "B", Class: "a date with a two-digit year", Message: "This is not a day that can be read.", Fix: "Write it as 2028-11-30 or 30-Nov-2028, with all four digits of the year."}}},
		{Number: 9, Problems: []importfile.Problem{{Field: importfile.WorkerRef, Column: "G", Class: "8 digits", Message: "None of your people has this number.", Fix: "Give the person's staff number on the passport, or send the workers first."}}},
	}
	mixed := file(recordimport.ESR, recordimport.Previewed, 0, 0, recordimport.Counts{recordimport.Accepted: 812, recordimport.Unchanged: 90, recordimport.Queued: 14, recordimport.Rejected: 2})
	refused := fault.New(fault.Invalid, "rows_bad", "Some rows cannot be applied yet.").WithFields(fault.Field{Location: "form.rows", Message: "Some rows cannot be applied yet."})
	return []web.Story{
		{Name: "A file: some rows to put right", Component: Page(viewOf(mixed, bad, nil)), Principal: view.Verifier},
		{Name: "A file: all or nothing refused", Component: Page(viewOf(mixed, bad, refused)), Principal: view.Verifier},
		{Name: "A file: being recorded", Component: Page(viewOf(file(recordimport.ESR, recordimport.Applying, 0, 406, recordimport.Counts{recordimport.Accepted: 406, recordimport.Recorded: 406}), nil, nil)), Principal: view.Verifier},
		{Name: "A file: recorded", Component: Page(viewOf(file(recordimport.ESR, recordimport.Applied, 0, 812, recordimport.Counts{recordimport.Recorded: 812}), nil, nil)), Principal: view.Verifier},
		{Name: "A file: a register that leaves somebody out", Component: Page(viewOf(file(recordimport.NMC, recordimport.Previewed, 2, 0, recordimport.Counts{recordimport.Unchanged: 398, recordimport.Queued: 1}), nil, nil)), Principal: view.Verifier},
		{Name: "A file: taken back", Component: Page(viewOf(file(recordimport.ESR, recordimport.Withdrawn, 0, 0, recordimport.Counts{recordimport.TakenBack: 812}), nil, nil)), Principal: view.Verifier},
	}
}
