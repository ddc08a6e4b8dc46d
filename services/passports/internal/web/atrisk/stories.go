package atrisk

import (
	"time"

	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/passports/internal/app"
	"github.com/muster-ics/muster/services/passports/internal/web/view"
)

// Sample is a booking at risk, evidently synthetic.
func Sample() []app.Risk {
	starts := view.SampleNow.AddDate(0, 0, 5)
	return []app.Risk{{
		BookingID: "01957f00-0000-7000-8000-00000000000b", WorkerID: "01957f00-0000-7000-8000-000000000001", Name: "Sample Person", Host: "RWF", Site: "RWF03", Ward: "AMU",
		Role: "registered_nurse", Band: "5", StartsAt: starts, EndsAt: starts.Add(12 * time.Hour), Causes: []app.RiskItem{
			{Kind: "competency", Code: "cstf:FIRE", Level: 1, State: "held", DueAt: starts, Ends: true},
			{Kind: "competency", Code: "cstf:PREV", Level: 1, State: "held", DueAt: starts},
		},
	}}
}

// Stories are the page's states.
func Stories() []web.Story {
	return []web.Story{
		{Name: "Bookings at risk: one", Component: Page(View{Employer: "RVV", At: view.SampleNow, Days: usual, Risks: Sample(), Next: "/passports/expiring/shifts?after=x"}), Principal: view.Verifier},
		{Name: "Bookings at risk: none", Component: Page(View{Employer: "RVV", At: view.SampleNow, Days: usual}), Principal: view.Verifier},
	}
}
