package sendfile

import (
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/passports/internal/app"
	"github.com/muster-ics/muster/services/passports/internal/recordimport"
	"github.com/muster-ics/muster/services/passports/internal/web/view"
)

// Stories are the page's states.
func Stories() []web.Story {
	file := func(k recordimport.Kind, s recordimport.Status, c recordimport.Counts) app.Imported {
		return app.Imported{State: recordimport.State{ID: id.Nil, Employer: "RVV", Kind: k, Status: s, Counts: c, ReadAt: view.SampleNow}}
	}
	past := []app.Imported{
		file(recordimport.ESR, recordimport.Previewed, recordimport.Counts{recordimport.Accepted: 812, recordimport.Queued: 14}),
		file(recordimport.NMC, recordimport.Applied, recordimport.Counts{recordimport.Unchanged: 398, recordimport.Recorded: 2}),
	}
	refused := fault.New(fault.Invalid, "file_kind", "This is a PDF. Export the rows as .xlsx or .csv and send that.").
		WithFields(fault.Field{Location: "form.file", Message: "This is a PDF. Export the rows as .xlsx or .csv and send that."})
	return []web.Story{
		{Name: "Take in a file", Component: Page(viewOf(past, 2, form{}, nil)), Principal: view.Verifier},
		{Name: "Take in a file: of one worker", Component: Page(viewOf(nil, 0, form{worker: "01957f00-0000-7000-8000-000000000001", name: "Sample Person"}, nil)), Principal: view.Verifier},
		{Name: "Take in a file: refused", Component: Page(viewOf(nil, 0, form{kind: "nmc", asOf: "2026-03-01"}, refused)), Principal: view.Verifier},
	}
}
