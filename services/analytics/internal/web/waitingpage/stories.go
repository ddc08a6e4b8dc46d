package waitingpage

import (
	"time"

	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/analytics/internal/measure"
	"github.com/muster-ics/muster/services/analytics/internal/web/question"
)

// Stories are the page in all states.
func Stories() []web.Story {
	m := measure.Measures{
		Lead:       measure.Bands{0, 3, 5, 8, 12, 30, 22, 20},
		TimeToFill: measure.Waiting{N: 60, Median: 95 * time.Minute, P90: 80 * time.Hour}, EverFilled: 60, Reopened: 7, Offers: 90,
		Ends: measure.Ends{Confirmed: 80, ByWorker: measure.Bands{0, 1, 2, 3}, ByEmployer: measure.Bands{0, 2}, BySystem: 1, DidNotAttend: 4, OwedPence: 35560},
	}
	t := measure.Table{By: []measure.Dimension{measure.ByEmployer}, Total: m, Rows: []measure.Row{
		{Cell: measure.Cell{Employer: "RPA"}, Measures: m}, {Cell: measure.Cell{Employer: "RVV"}},
	}}
	story := func(name, query string, t measure.Table) web.Story {
		q := question.Sample(query, question.Month)
		by := q.OneOf("by", "Choose one of the rows of the list.", rows...)
		return web.Story{Name: name, Component: Page(viewOf(q, by, t, question.SampleName)), Principal: question.SampleLead}
	}
	return []web.Story{story("Waiting, by employer", "", t), story("Waiting without shifts", "by=period", measure.Table{}), story("Waiting by nothing that there is", "by=colour", t)}
}
