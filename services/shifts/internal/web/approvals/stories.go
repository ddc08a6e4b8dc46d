package approvals

import (
	es "github.com/muster-ics/muster/events/shifts"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/web"

	"github.com/muster-ics/muster/services/shifts/internal/web/view"
)

// Stories are the page's states.
func Stories() []web.Story {
	one := Line{Shift: view.Sample(es.ShiftAwaitingApproval), Why: "Your employer approves every shift.", Asked: "Mon 23 Nov 2026 at 09:00", Cost: "£202.95"}
	own := one
	own.Shift.ID, own.Own = "0190a000-0000-7000-8000-0000000000f2", true
	refused := fault.New(fault.Conflict, "not_approved", "Not all of them could be approved.").WithFields(
		fault.Field{Location: "form.shift", Message: "Shift 000000f2: You posted this shift yourself; somebody else must approve it."})
	return []web.Story{
		{Name: "Waiting for approval", Component: Page(View{Lines: []Line{one, own}, More: true}), Principal: view.SampleWard},
		{Name: "Waiting for approval: none", Component: Page(View{Done: "2 shifts are open now."}), Principal: view.SampleWard},
		{Name: "Waiting for approval: some refused", Component: Page(View{Lines: []Line{own}, Done: "1 shift is open now.", Fault: refused}), Principal: view.SampleWard},
	}
}
