package peoplepage

import (
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/analytics/internal/measure"
	"github.com/muster-ics/muster/services/analytics/internal/web/question"
)

// Stories are the page in all states.
func Stories() []web.Story {
	none := map[string]measure.Count{}
	some := found{
		names: question.SampleName,
		compliance: []measure.Compliance{
			{Employer: "RPA", StaffGroup: "nursing_midwifery", Workers: 40, Deployable: measure.Count{N: 36, Bound: measure.AtLeast},
				Expiring: map[string]measure.Count{"FIRE": {N: 4, Bound: measure.AtMost}, "dbs": {N: 9}}},
			{Employer: "RVV", StaffGroup: "nursing_midwifery", Workers: 50, Deployable: measure.Count{N: 25}, Expiring: none},
			{Employer: "RWF", StaffGroup: "clinical_support", Few: true, Expiring: none},
		},
		insiders: []measure.Insiders{{Employer: "RPA", Popular: 40, Top: 5, ByTop: 30}, {Employer: "RVV", Popular: 7, Few: true}},
		fatigue: []measure.Fatigue{
			{Home: "RPA", Workers: 30, Weeks: 60, WeeksOver: 6, Rests: 40, Near: 3, Short: 2}, {Home: "RVV", Workers: 12, Weeks: 20}, {Home: "RWF", Few: true},
		},
	}
	story := func(name, query string, f found) web.Story {
		return web.Story{Name: name, Component: Page(viewOf(question.Sample(query, question.Month), f)), Principal: question.SampleLead}
	}
	return []web.Story{
		story("People, some of them few", "", some), story("People before anybody is known", "", found{names: question.SampleName}),
		story("People of no staff group", "staff_group=poets", found{names: question.SampleName}),
	}
}
