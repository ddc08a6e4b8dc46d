package trendpage

import (
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/analytics/internal/app"
	"github.com/muster-ics/muster/services/analytics/internal/fillrate"
	"github.com/muster-ics/muster/services/analytics/internal/web/question"
)

// Stories are the page in all states.
func Stories() []web.Story {
	var t, none app.Trend
	for i := range 14 {
		d := app.Day{Date: question.SampleNow.AddDate(0, 0, i-13)}
		none.Days = append(none.Days, d)
		d.Figures.Minutes = fillrate.Split{OwnBank: 1000, CollaborativeBank: int64(20 * i), FrameworkAgency: 60, Unfilled: int64(400 - 25*i)}
		t.Days = append(t.Days, d)
	}
	story := func(name, query string, t app.Trend) web.Story {
		q := question.Sample(query, question.Month)
		length := q.OneOf("days", "Choose one of the spans of the list.", lengths...)
		return web.Story{Name: name, Component: Page(viewOf(q, length, t)), Principal: question.SampleLead}
	}
	return []web.Story{
		story("Trend of seven days and the seven before", "", t), story("Trend without requests", "", none), story("Trend of no span", "days=many", app.Trend{}),
	}
}
