package newshift

import (
	"net/url"

	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/pkg/web/layout"

	"github.com/muster-ics/muster/services/shifts/internal/web/view"
)

// Stories are the page's states.
func Stories() []web.Story {
	sites := []layout.Option{{Value: "RVV01", Text: "William Harvey Hospital"}, {Value: "RVV09", Text: "Kent and Canterbury Hospital"}}
	refused := fault.New(fault.Invalid, "invalid_input", "Some of this cannot be right; see what to change.").WithFields(
		fault.Field{Location: "body.ends_at", Message: "The end must be after the start."},
		fault.Field{Location: "form.competencies", Message: "Write one competency a line: framework, code and level, for example cstf FIRE 1."})
	return []web.Story{
		{Name: "Post a shift", Component: Page(View{Sites: sites, Form: url.Values{"places": {"1"}}}), Principal: view.SampleWard},
		{Name: "Post a shift: refused", Component: Page(View{Sites: sites, Form: url.Values{"ward": {"ward_7"}, "competencies": {"FIRE"}}, Fault: refused}), Principal: view.SampleWard},
	}
}
