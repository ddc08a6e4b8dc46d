package mypreferences

import (
	"net/url"

	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/web"

	"github.com/muster-ics/muster/services/shifts/internal/web/view"
)

// Stories are the page's states.
func Stories() []web.Story {
	some := View{Area: "CT1", WithinKM: "30", Saved: true, Favourites: []Ward{{"RVV01", "ward_7", "Ward 7, William Harvey Hospital"}}, Hidden: []Ward{{"RVV09", "ward_2", "Ward 2, Queen Elizabeth The Queen Mother Hospital"}}}
	wrong := View{Form: url.Values{"postcode": {"Ashford"}, "within_km": {"30"}},
		Fault: fault.New(fault.Invalid, "invalid_input", "Some of this cannot be right; see what to change.").WithFields(
			fault.Field{Location: "body.postcode", Message: "That is not a UK postcode. Type one like CT1 3NG, or only its first half, CT1."})}
	return []web.Story{
		{Name: "Preferences: some", Component: Page(some), Principal: view.SampleWorker},
		{Name: "Preferences: none", Component: Page(View{}), Principal: view.SampleWorker},
		{Name: "Preferences: no postcode", Component: Page(wrong), Principal: view.SampleWorker},
	}
}
