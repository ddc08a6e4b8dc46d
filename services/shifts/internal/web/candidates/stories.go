package candidates

import (
	es "github.com/muster-ics/muster/events/shifts"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/web"

	"github.com/muster-ics/muster/services/shifts/internal/web/view"
)

// Stories are the page's states.
func Stories() []web.Story {
	worker := view.SampleWorker.WorkerID
	p := Person{WorkerID: worker, ShortID: "0000000a", Home: "Medway NHS Foundation Trust",
		Why: []string{"Rested: at least 24 h free on both sides.", "Has worked 4 times on this ward."}}
	applied := p
	applied.ApplicationID = "0190a000-0000-7000-8000-0000000000c1"
	offered := p
	offered.OfferID = "0190a000-0000-7000-8000-0000000000c2"
	full := View{Shift: view.Sample(es.ShiftOpen), Applied: []Person{applied, offered}, Others: []Person{p}, MayApprove: true, MayOffer: true,
		Swaps: []Swap{{ID: "0190a000-0000-7000-8000-0000000000c3", TakerID: worker, ShortID: "0000000a"}}}
	none := View{Shift: view.Sample(es.ShiftOpen), Fault: fault.New(fault.Conflict, "application_decided", "This application is approved already; the booking is on its way.")}
	return []web.Story{
		{Name: "Candidates", Component: Page(full), Principal: view.SampleWard},
		{Name: "Candidates: none", Component: Page(none), Principal: view.SampleWard},
	}
}
