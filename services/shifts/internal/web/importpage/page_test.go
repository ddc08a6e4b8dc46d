package importpage

import (
	"net/url"
	"testing"

	"github.com/muster-ics/muster/pkg/web/pagetest"

	"github.com/muster-ics/muster/services/shifts/internal/rosterfile"
	"github.com/muster-ics/muster/services/shifts/internal/rosterimport"
	"github.com/muster-ics/muster/services/shifts/internal/web/view"
)

func page(t *testing.T, status rosterimport.Status) pagetest.Page {
	t.Helper()
	return pagetest.Render(t, Page(sampleView(status)), view.SampleWard)
}

func TestThePreviewSaysRowColumnValueAndWhatToDo(t *testing.T) {
	t.Parallel()
	p := page(t, rosterimport.Previewed)
	p.Has("found", "240 rows: 251 shifts can be posted, 1 row cannot.", "Nothing is posted yet.")
	p.Has("problem", "17", "Start time", "(G)", "25:00", "for example 19:30")
	p.Has("understood", "Tue 24 Nov, 19:30 to 07:30", "Registered nurse")
	p.Has("warning", "Row 5", "already posted")
	p.One("commit")
	p.One("bad-rows")
}

func TestAFilePostedBeforeWantsAYes(t *testing.T) {
	t.Parallel()
	s := Stories()[0]
	p := pagetest.Render(t, s.Component, s.Principal)
	p.Has("error-summary", "The same file was posted before.")
	p.One("commit")
}

func TestTheStatesAfterThePreview(t *testing.T) {
	t.Parallel()
	p := page(t, rosterimport.Committing)
	p.Has("working", "47 % is done")
	p = page(t, rosterimport.Committed)
	p.Has("success", "251 shifts posted.")
	p.Has("left-out", "1 row of 240 left out")
	p.One("undo")
	p = page(t, rosterimport.Undone)
	p.Has("success", "250 shifts withdrawn.")
	p.Has("kept", "row 5", "Filled")
}

func TestUnknownColumnsAreAskedForOneByOne(t *testing.T) {
	t.Parallel()
	p := page(t, rosterimport.NeedsMapping)
	p.Has("field", "Column for “Ward”", "B: Wd", "or the same in every row")
	p.One("explain")
	m := mapping(url.Values{"column_ward": {"B"}, "column_role": {"Z"}, "fixed_reason": {"vacancy"}, "date_order": {"mdy"}},
		[]rosterfile.Heading{{Column: "B", Text: "Wd"}})
	if m.Columns["Wd"] != rosterfile.Ward || len(m.Columns) != 1 || m.Fixed[rosterfile.Reason] != "vacancy" || m.DateOrder != rosterfile.MonthFirst {
		t.Errorf("%+v", m)
	}
}
