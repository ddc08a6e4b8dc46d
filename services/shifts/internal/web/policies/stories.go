package policies

import (
	"encoding/json"

	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/pkg/web/layout"

	"github.com/muster-ics/muster/services/shifts/internal/policy"
	"github.com/muster-ics/muster/services/shifts/internal/web/view"
)

// Stories are the pages' states.
func Stories() []web.Story {
	var all []View
	for _, d := range policy.Kinds {
		body, _ := json.Marshal(d.Default())
		leaves, _ := leavesOf(d.Kind, body)
		all = append(all, View{Kind: string(d.Kind), Title: d.Title, Version: "0", Default: true, MayChange: true, Leaves: leaves})
	}
	fees, refused, seen := all[0], all[0], all[0]
	for _, v := range all {
		if v.Kind == string(policy.KindCancellation) {
			fees = v
		}
	}
	refused.Fault = onTheForm(fault.New(fault.Invalid, "invalid_input", "Some of this cannot be right; see what to change.").WithFields(
		fault.Field{Location: "body.required", Message: "Choose never, always or when."}))
	seen.MayChange = false
	return []web.Story{
		{Name: "Policies", Component: List("What your employer decides", all), Principal: view.SampleWard},
		{Name: "Policies: whose", Component: Choose([]layout.Option{{Value: "RVV", Text: "East Kent Hospitals University NHS Foundation Trust"}}), Principal: view.SampleLead},
		{Name: "Policy: change", Component: Page(all[0]), Principal: view.SampleWard},
		{Name: "Policy: a table of fees", Component: Page(fees), Principal: view.SampleWard},
		{Name: "Policy: refused", Component: Page(refused), Principal: view.SampleWard},
		{Name: "Policy: seen by those who may not change it", Component: Page(seen), Principal: view.SampleWard},
	}
}
