package card

import (
	"time"

	"github.com/muster-ics/muster/events/reason"
	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/passports/internal/app"
	"github.com/muster-ics/muster/services/passports/internal/web/view"
)

// Stories are the card's states.
func Stories() []web.Story {
	who := auth.Principal{Subject: "story", Role: auth.Employer, Employer: "RWF"}
	starts := view.SampleNow.Add(3 * time.Hour)
	fit := app.Card{
		Name: "Sample Person", Role: "registered_nurse", Band: "5", Site: "RWF03", Starts: starts, Ends: starts.Add(12 * time.Hour), Light: "green", FirstTimeHere: true,
		MayInduct: true, Register: &app.CardRegister{Body: "NMC", Effect: "allow", ReadAt: view.SampleNow.AddDate(0, 0, -2)},
	}
	look := fit
	look.Light, look.FirstTimeHere, look.Inducted, look.Restrictions = "amber", false, true, []string{"No work between 23:00 and 06:00", "No manual handling of people or loads", "Something else: agree it with the worker before the shift"}
	look.Supervised, look.Adjustments = []string{"Intravenous medicines"}, []string{"I need a chair at the nurses' station."}
	look.Inductions = []app.InductionView{{Employer: "RWF", Site: "RWF03", DoneOn: view.SampleNow.AddDate(0, -1, 0)}}
	look.Reasons = []reason.Reason{{Code: "HEALTH_RESTRICTED", Weight: reason.Soft, Message: "Occupational health set restrictions that the ward must keep to."}}
	no := fit
	no.Light, no.FirstTimeHere, no.Register = "red", false, &app.CardRegister{Body: "NMC", Effect: "block", ReadAt: view.SampleNow}
	no.Reasons = []reason.Reason{{Code: "HOLD", Weight: reason.Hard, Message: "A hold on deployment covers this shift."}}
	return []web.Story{
		{Name: "Card: fit, first time here", Component: Page(fit), Principal: who},
		{Name: "Card: restrictions", Component: Page(look), Principal: who},
		{Name: "Card: must not work", Component: Page(no), Principal: who},
		{Name: "Card: the fragment alone", Component: Card(fit), Principal: who},
	}
}
