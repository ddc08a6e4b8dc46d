package templates

import (
	"net/url"

	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/pkg/web/layout"

	"github.com/muster-ics/muster/services/shifts/internal/web/view"
	"github.com/muster-ics/muster/services/shifts/internal/web/workform"
)

// Stories are the pages' states.
func Stories() []web.Story {
	const one = "0190a000-0000-7000-8000-0000000000e1"
	wards := []Ward{{Name: "Ward 7", Lines: []Line{
		{ID: one, Name: "Long day, RN", When: "07:30 to 20:00", What: "Registered nurse, Band 5, £18.45 an hour", Where: "William Harvey Hospital"},
		{ID: one, Name: "Night, RN", When: "20:00 to 07:30", What: "Registered nurse, Band 5, £18.45 an hour", Where: "William Harvey Hospital"}}}}
	form := workform.Form{Sites: []layout.Option{{Value: "RVV01", Text: "William Harvey Hospital"}},
		Values: url.Values{"name": {"Night, RN"}, "ward": {"ward_7"}, "starts_at": {"20:00"}, "ends_at": {"07:30"}, "competencies": {"cstf FIRE 1"}}}
	refused := form
	refused.Fault = fault.New(fault.Invalid, "invalid_input", "Some of this cannot be right; see what to change.").WithFields(
		fault.Field{Location: "body.name", Message: "Give a name of 1 to 60 letters, for example Night, RN."})
	return []web.Story{
		{Name: "Templates", Component: List(wards), Principal: view.SampleWard},
		{Name: "Templates: none yet", Component: List(nil), Principal: view.SampleWard},
		{Name: "Template: change", Component: Page(View{Form: form, ID: one, Version: "2"}), Principal: view.SampleWard},
		{Name: "Template: refused", Component: Page(View{Form: refused, Version: "0"}), Principal: view.SampleWard},
	}
}
