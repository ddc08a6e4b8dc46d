package amendshift

import (
	"net/url"

	es "github.com/muster-ics/muster/events/shifts"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/pkg/web/layout"

	"github.com/muster-ics/muster/services/shifts/internal/web/view"
	"github.com/muster-ics/muster/services/shifts/internal/web/workform"
)

// Stories are the page's states.
func Stories() []web.Story {
	form := workform.Form{Values: url.Values{"ward": {"ward_7"}, "date": {"2026-11-24"}, "starts_at": {"19:30"}, "ends_at": {"07:30"}, "rate_pence": {"18.45"}}}
	form.Wards = []layout.Option{{Value: "RVV01/ward_7", Text: "Ward 7, William Harvey Hospital"}, {Value: "RVV01/cedar", Text: "Cedar, William Harvey Hospital"}, {Value: "RVV09/oak", Text: "Oak, Kent and Canterbury Hospital"}}
	refused := form
	refused.Fault = fault.New(fault.Conflict, "stale", "Somebody changed this before you. Open the page again, then make your change.")
	return []web.Story{
		{Name: "Change a shift: open", Component: Page(View{Form: form, Shift: view.Sample(es.ShiftOpen), Place: "RVV01", Version: "1"}), Principal: view.SampleWard},
		{Name: "Change a shift: taken", Component: Page(View{Form: form, Shift: view.Sample(es.ShiftFilled), Taken: true, Place: "RVV01", Version: "2"}), Principal: view.SampleWard},
		{Name: "Change a shift: somebody was quicker", Component: Page(View{Form: refused, Shift: view.Sample(es.ShiftOpen), Place: "RVV01", Version: "1"}), Principal: view.SampleWard},
	}
}
