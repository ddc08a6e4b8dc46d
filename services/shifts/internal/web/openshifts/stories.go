package openshifts

import (
	"net/url"

	"github.com/muster-ics/muster/events/reason"
	es "github.com/muster-ics/muster/events/shifts"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/pkg/web/layout"

	"github.com/muster-ics/muster/services/shifts/internal/web/view"
)

// Stories are the page's states.
func Stories() []web.Story {
	card := Card{Shift: view.Sample(es.ShiftOpen), Pay: "£264.21", Distance: "about 18 km from CT1",
		Tags: []view.Status{{Kind: layout.Orange, Text: "Urgent"}, {Kind: layout.Purple, Text: "Night"}, {Kind: layout.Blue, Text: "Another employer"}}}
	closed := card
	closed.Reasons = []reason.Reason{view.SampleReason()}
	places := []layout.Option{{Text: "Any site"}, {Value: "RVV01", Text: "William Harvey Hospital"}}
	some := View{AsOf: "Mon 23 Nov 2026 at 09:00", Count: "1 shift is open to you", Area: "CT1", Form: url.Values{}, Sites: places, Employers: places,
		Open: []Card{card}, Closed: []Card{closed}, Next: "/open-shifts?cursor=next"}
	none := View{AsOf: some.AsOf, Count: "0 shifts are open to you", Form: url.Values{}, Sites: places, Employers: places}
	narrow := none
	narrow.Narrowed, narrow.Form = true, url.Values{"when": {"nights"}}
	wrong := none
	wrong.Form = url.Values{"postcode": {"ZZ9"}}
	wrong.Fault = fault.New(fault.Invalid, "place_unknown", "The postcode cannot be found.").WithFields(fault.Field{Location: "form.postcode", Message: "No postcode area ZZ9 is known. Check it, or use a neighbouring one."})
	return []web.Story{
		{Name: "Open shifts: one open, one not", Component: Page(some), Principal: view.SampleWorker},
		{Name: "Open shifts: none", Component: Page(none), Principal: view.SampleWorker},
		{Name: "Open shifts: none that fits", Component: Page(narrow), Principal: view.SampleWorker},
		{Name: "Open shifts: a postcode that does not exist", Component: Page(wrong), Principal: view.SampleWorker},
	}
}
