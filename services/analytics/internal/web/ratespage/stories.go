package ratespage

import (
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/analytics/internal/measure"
	"github.com/muster-ics/muster/services/analytics/internal/web/question"
)

// Stories are the page in all states.
func Stories() []web.Story {
	war := measure.Spread{
		StaffGroup: "nursing_midwifery", Band: "5", Period: "night", MedianPence: 2000, Shifts: 31,
		Employers: []measure.Offered{
			{Employer: "RPA", Shifts: 11, MedianPence: 2300, MaxPence: 3100, Escalated: 4}, {Employer: "RVV", Shifts: 20, MedianPence: 1900, MaxPence: 1900},
		},
	}
	level := measure.Spread{
		StaffGroup: "clinical_support", Band: "3", Period: "day", MedianPence: 1360, Shifts: 8,
		Employers: []measure.Offered{{Employer: "RPA", Shifts: 4, MedianPence: 1360}, {Employer: "RVV", Shifts: 4, MedianPence: 1360}},
	}
	own := war
	own.Employers = war.Employers[1:]
	story := func(name, query string, all ...measure.Spread) web.Story {
		return web.Story{Name: name, Component: Page(viewOf(question.Sample(query, question.Month), all, question.SampleName)), Principal: question.SampleLead}
	}
	return []web.Story{
		story("Rates of all employers", "", level, war), story("Rates of one employer beside the median of all", "employer=RVV", own),
		story("Rates that are all the same", "", level), story("Rates of no shifts", ""), story("Rates of too many days", "from=2025-01-01"),
	}
}
