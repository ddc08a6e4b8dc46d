package myrequests

import (
	es "github.com/muster-ics/muster/events/shifts"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/web"

	"github.com/muster-ics/muster/services/shifts/internal/web/view"
)

// Stories are the page's states.
func Stories() []web.Story {
	item := func(n, note string) []Item {
		return []Item{{ID: "0190a000-0000-7000-8000-0000000000" + n, Shift: view.Sample(es.ShiftOpen), Note: note}}
	}
	all := View{Offers: item("01", "Kept for you until Tue 24 Nov 2026 at 10:15."), Applications: item("02", "The ward has not decided yet."),
		Places: item("03", "Waiting since Mon 23 Nov 2026 at 09:00."), Swaps: item("04", "You hand it over. It is yours until somebody else has it."), Open: item("05", "")}
	all.Offers[0].Pay, all.Open[0].Pay = view.PayOf(view.SampleQuote()), view.PayOf(view.SampleQuote())
	late := View{Fault: fault.New(fault.Conflict, "offer_expired", "The time of this offer is up. Look whether the shift is still open.")}
	return []web.Story{
		{Name: "Offers and requests", Component: Page(all), Principal: view.SampleWorker},
		{Name: "Offers and requests: too late", Component: Page(late), Principal: view.SampleWorker},
	}
}
