package newshift

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
	sites := []layout.Option{{Value: "RVV01", Text: "William Harvey Hospital"}, {Value: "RVV09", Text: "Kent and Canterbury Hospital"}}
	refused := fault.New(fault.Invalid, "invalid_input", "Some of this cannot be right; see what to change.").WithFields(
		fault.Field{Location: "body.ends_at", Message: "The end must be after the start."},
		fault.Field{Location: "form.competencies", Message: "Write one competency a line: framework, code and level, for example cstf FIRE 1."})
	twice := fault.New(fault.Invalid, "invalid_input", "Some of this cannot be right; see what to change.").WithFields(
		fault.Field{Location: "body.date", Message: "Clocks go back on Sunday 25 October 2026 and show 01:30 twice. Say BST for the first or GMT for the second."})
	templates := []layout.Option{{Value: "0190a000-0000-7000-8000-0000000000e1", Text: "Ward 7: Night, RN, 20:00 to 07:30, William Harvey Hospital"}}
	chosen := url.Values{"template": {templates[0].Value}, "date": {"2026-10-24"}, "places": {"1"}}
	known := workform.Form{Sites: sites, Wards: []layout.Option{{Value: "RVV01/cedar", Text: "Cedar, William Harvey Hospital"}, {Value: "RVV09/ward_7", Text: "Ward 7, Kent and Canterbury Hospital"}},
		Roles: []layout.Option{{Value: "registered_nurse", Text: "Registered nurse"}}, Trainings: []layout.Option{{Value: "cstf FIRE 1", Text: "Fire safety"}, {Value: "cstf RES 2", Text: "Resuscitation, level 2"}},
		Values: url.Values{"places": {"1"}, "site": {"RVV09"}, "ward": {"ward_7"}, "role": {"midwife"}, "competencies": {"cstf FIRE 1", "clinical IV 2"}}}
	return []web.Story{
		{Name: "Post a shift", Component: Page(View{WithoutTemplate: true, Form: workform.Form{Sites: sites, Values: url.Values{"places": {"1"}}}}), Principal: view.SampleWard},
		{Name: "Post a shift: refused", Component: Page(View{WithoutTemplate: true, Form: workform.Form{Sites: sites, Values: url.Values{"ward": {"ward_7"}, "competencies": {"FIRE"}}, Fault: refused}}), Principal: view.SampleWard},
		{Name: "Post a shift: from a template", Component: Page(View{Templates: templates, Form: workform.Form{Values: chosen}}), Principal: view.SampleWard},
		{Name: "Post a shift: a time that comes twice", Component: Page(View{Templates: templates, Form: workform.Form{Values: chosen, Fault: twice}}), Principal: view.SampleWard},
		{Name: "Post a shift: what is known is chosen by name", Component: Page(View{WithoutTemplate: true, Form: known}), Principal: view.SampleWard},
	}
}
