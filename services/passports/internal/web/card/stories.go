package card

import (
	"github.com/muster-ics/muster/events/reason"
	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/passports/internal/app"
)

// Stories are the card's states.
func Stories() []web.Story {
	who := auth.Principal{Subject: "story", Role: auth.Employer, Employer: "RWF"}
	fit := app.Card{Name: "Sample Person", Role: "registered_nurse", Band: "5", Light: "green", FirstTimeHere: true}
	look := app.Card{Name: "Sample Person", Role: "registered_nurse", Band: "5", Light: "amber", Restricted: true, Reasons: []reason.Reason{
		{Code: "HEALTH_RESTRICTED", Weight: reason.Soft, Message: "Occupational health set restrictions that the ward must keep to."},
	}}
	no := app.Card{Name: "Sample Person", Role: "registered_nurse", Band: "5", Light: "red", Reasons: []reason.Reason{
		{Code: "HOLD", Weight: reason.Hard, Message: "A hold on deployment covers this shift."},
	}}
	return []web.Story{
		{Name: "Card: fit, first time here", Component: Page(fit), Principal: who},
		{Name: "Card: restrictions", Component: Page(look), Principal: who},
		{Name: "Card: must not work", Component: Page(no), Principal: who},
		{Name: "Card: the fragment alone", Component: Card(fit), Principal: who},
	}
}
