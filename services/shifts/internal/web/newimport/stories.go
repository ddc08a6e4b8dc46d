package newimport

import (
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/web"

	"github.com/muster-ics/muster/services/shifts/internal/rosterfile"
	"github.com/muster-ics/muster/services/shifts/internal/rosterimport"
	"github.com/muster-ics/muster/services/shifts/internal/web/view"
)

// Stories are the page's states.
func Stories() []web.Story {
	refused := onTheForm(fault.New(fault.Invalid, "file_legacy", "This is a workbook of the old kind (.xls).").WithFields(
		fault.Field{Location: "body.file", Message: "This is a workbook of the old kind (.xls)."}))
	past := []Past{
		{Href: "/imports/0190a000-0000-7000-8000-0000000000e1", When: "Sun 22 Nov 2026 at 18:10", Rows: 240, Posted: 251, Status: Statuses[rosterimport.Committed]},
		{Href: "/imports/0190a000-0000-7000-8000-0000000000e2", When: "Sun 22 Nov 2026 at 17:55", Rows: 240, Status: Statuses[rosterimport.Previewed]},
	}
	mapping := mappingOf(rosterfile.Mapping{Columns: map[string]rosterfile.Field{"wd": rosterfile.Ward}, Fixed: map[rosterfile.Field]string{rosterfile.Break: "60"},
		Codes: map[rosterfile.Field]map[string]string{rosterfile.Role: {"rn": "registered_nurse"}}})
	return []web.Story{
		{Name: "Post a whole roster", Component: Page(View{Past: past, Mapping: mapping}), Principal: view.SampleWard},
		{Name: "Post a whole roster: refused", Component: Page(View{Text: "site,ward", Fault: refused}), Principal: view.SampleWard},
	}
}
