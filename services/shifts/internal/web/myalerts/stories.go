package myalerts

import (
	"net/url"

	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/pkg/web/layout"

	"github.com/muster-ics/muster/services/shifts/internal/alerting"
	"github.com/muster-ics/muster/services/shifts/internal/web/view"
)

// Stories are the page's states.
func Stories() []web.Story {
	sites := []layout.Option{{Value: "RVV01", Text: "William Harvey Hospital"}}
	plain := View{Settings: alerting.Default(), Version: "0", Sites: sites}
	full := plain
	full.Rules, full.PushKey, full.CalendarMade, full.Saved = []string{"Shifts within 20 km, only nights", "Shifts on Ward 7"}, "BAtest", "22 November 2026 at 18:40", true
	fresh := plain
	fresh.Calendar, fresh.CalendarMade = "https://muster.example.test/api/shifts/v1/calendar/secret.ics", "22 November 2026 at 18:40"
	wrong := plain
	wrong.Form = url.Values{"part": {"nights"}, "within_km": {"far"}}
	wrong.Fault = fault.New(fault.Invalid, "invalid_input", "Some of this cannot be right; see what to change.").
		WithFields(fault.Field{Location: "body.within_km", Message: "Give the distance in whole kilometres, or leave it empty."})
	return []web.Story{
		{Name: "Alerts: nothing set", Component: Page(plain), Principal: view.SampleWorker},
		{Name: "Alerts: rules and a calendar", Component: Page(full), Principal: view.SampleWorker},
		{Name: "Alerts: a calendar address", Component: Page(fresh), Principal: view.SampleWorker},
		{Name: "Alerts: a rule that cannot be", Component: Page(wrong), Principal: view.SampleWorker},
	}
}
