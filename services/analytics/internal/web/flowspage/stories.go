package flowspage

import (
	"time"

	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/analytics/internal/fact"
	"github.com/muster-ics/muster/services/analytics/internal/measure"
	"github.com/muster-ics/muster/services/analytics/internal/web/question"
)

// Stories are the page in all states.
func Stories() []web.Story {
	now := question.SampleNow
	some := found{names: question.SampleName, flows: []measure.Flow{
		{Pair: measure.Pair{Home: "RPA", Host: "RVV"}, Workers: 6, Bookings: 9, Minutes: 5940, Pence: 178200, Recharged: measure.Recharged{Lines: 7, TotalPence: 210000, SettledPence: 90000, DisputedPence: 30000, Waiting: 1}},
		{Pair: measure.Pair{Home: "RVV", Host: "RPA"}, Workers: 5, Bookings: 5, Minutes: 2970, Pence: 89100},
		{Pair: measure.Pair{Home: "RWF", Host: "RVV"}, Few: true},
	}, aids: []measure.Aid{{ID: "a", MutualAid: fact.MutualAid{
		Parties: []string{"RPA", "RVV"}, Shifts: []fact.AidedShift{{ShiftID: "s", Host: "RVV"}}, Why: "surge", OpenedAt: now.Add(-time.Hour), ClosesAt: now,
	}, Shifts: 4, Filled: 3, Aided: 2}}}
	story := func(name, query string, f found) web.Story {
		return web.Story{Name: name, Component: Page(viewOf(question.Sample(query, question.Month), f)), Principal: question.SampleLead}
	}
	return []web.Story{
		story("Lending between employers", "", some), story("Lending on the employers of a day", "footprint=2026-03-10", some),
		story("Lending when nobody does", "", found{names: question.SampleName}),
		story("Lending of few people only", "", found{names: question.SampleName, flows: []measure.Flow{{Pair: measure.Pair{Home: "RWF", Host: "RVV"}, Few: true}}}),
		story("Lending of no days", "from=x", found{names: question.SampleName}),
	}
}
