package repeatshift

import (
	"net/url"

	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/pkg/web/layout"

	"github.com/muster-ics/muster/services/shifts/internal/web/view"
	"github.com/muster-ics/muster/services/shifts/internal/web/workform"
)

// Stories are the page's states.
func Stories() []web.Story {
	templates := []layout.Option{{Value: "0190a000-0000-7000-8000-0000000000e1", Text: "Ward 7: Night, RN, 20:00 to 07:30, William Harvey Hospital"}}
	form := workform.Form{Values: url.Values{"template": {templates[0].Value}, "from": {"2026-03-23"}, "until": {"2026-04-06"}, "every_weeks": {"1"}, "weekdays": {"friday", "saturday"}, "places": {"2"}}}
	seen := View{Form: form, Templates: templates, Shifts: 4, Minutes: 2400, Days: []Day{
		{When: "Sat 28 Mar 2026, 20:00 to 07:30 (Sun 29 Mar)", Length: "9 h 30 min", Notes: []string{"Clocks go forward: one hour shorter than usual."}},
		{When: "Fri 3 Apr 2026, 20:00 to 07:30 (Sat 4 Apr)", Length: "10 h 30 min", Notes: []string{"Good Friday on 2026-04-03."}}}}
	stuck := seen
	stuck.Problems = true
	stuck.Days = []Day{{When: "Saturday 24 October 2026", Problem: "Clocks go back on Sunday 25 October 2026 and show 01:30 twice. Say BST for the first or GMT for the second."}}
	refused := View{Form: form, Templates: templates}
	refused.Fault = fault.New(fault.Invalid, "invalid_input", "Some of this cannot be right; see what to change.").WithFields(
		fault.Field{Location: "body.weekdays", Message: "Choose at least one day of the week."})
	return []web.Story{
		{Name: "Post on many days", Component: Page(View{Form: form, Templates: templates}), Principal: view.SampleWard},
		{Name: "Post on many days: what would be posted", Component: Page(seen), Principal: view.SampleWard},
		{Name: "Post on many days: a day that is not clear", Component: Page(stuck), Principal: view.SampleWard},
		{Name: "Post on many days: refused", Component: Page(refused), Principal: view.SampleWard},
		{Name: "Post on many days: no template yet", Component: Page(View{}), Principal: view.SampleWard},
	}
}
