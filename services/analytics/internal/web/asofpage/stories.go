package asofpage

import (
	"time"

	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/analytics/internal/app"
	"github.com/muster-ics/muster/services/analytics/internal/fact"
	"github.com/muster-ics/muster/services/analytics/internal/fillrate"
	"github.com/muster-ics/muster/services/analytics/internal/web/question"
)

// Stories are the page in all states.
func Stories() []web.Story {
	evening := asked{window: fillrate.Next24h, date: "2026-03-09", clock: "21:40"}
	story := func(name, query string, a asked, f found) web.Story {
		q := question.Sample(query, question.Month)
		f.at = a.moment(q)
		return web.Story{Name: name, Component: Page(viewOf(q, a, f)), Principal: question.SampleLead}
	}
	return []web.Story{
		story("An evening that has passed", "", evening, sample()), story("A moment at which nothing was requested", "", evening, found{loaded: true}),
		story("A time that the clocks leave out", "", asked{window: fillrate.Next24h, date: "2026-03-29", clock: "01:30"}, found{}),
		story("No moment", "", asked{window: fillrate.Next24h, date: "yesterday", clock: "late"}, found{}),
	}
}

func sample() found {
	at := time.Date(2026, 3, 9, 21, 40, 0, 0, time.UTC)
	heard := at.Add(-3 * time.Minute)
	split := func(own, unfilled int64) fillrate.Figures {
		return fillrate.Figures{Minutes: fillrate.Split{OwnBank: own * 660, Unfilled: unfilled * 660}, Shifts: fillrate.Split{OwnBank: own, Unfilled: unfilled}}
	}
	gap := func(id string) app.Gap {
		return app.Gap{ID: id, EmployerName: "East Kent Hospitals", SiteName: "William Harvey Hospital", Shift: fact.Shift{
			Employer: "RVV", Site: "RVV01", Ward: "KINGS_A", Role: "registered_nurse", Band: "5", StartsAt: at.Add(8 * time.Hour), EndsAt: at.Add(20 * time.Hour),
		}}
	}
	employer := app.EmployerFigures{ODS: "RVV", Name: "East Kent Hospitals", Figures: split(3, 3), NewestEventAt: &heard}
	return found{
		loaded: true,
		then: app.AsOf{
			Report: app.Report{AsOf: at, Watermark: heard, Overall: split(3, 3), Employers: []app.EmployerFigures{employer, {ODS: "RPA", Name: "Medway"}}},
			Gaps:   []app.Gap{gap("filled"), gap("open"), gap("moved"), gap("lapsed"), gap("off")},
		},
		since: app.Since{Overall: split(5, 2), Employers: map[string]fillrate.Figures{"RVV": split(5, 2)}, Shifts: map[string]fact.Shift{
			"filled": {Status: "worked", FilledBy: "collaborative_bank"}, "open": {Status: "open"}, "lapsed": {Status: "lapsed"}, "off": {Status: "withdrawn"},
		}},
		now: app.Since{Overall: split(9, 1), Employers: map[string]fillrate.Figures{"RVV": split(9, 1)}},
	}
}
