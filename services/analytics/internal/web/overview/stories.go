package overview

import (
	"time"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/analytics/internal/app"
	"github.com/muster-ics/muster/services/analytics/internal/fillrate"
)

var somebody = auth.Principal{Subject: "story", Name: "Lee Lead", Role: auth.Lead, ICS: "QKS"}

// Stories are the page in all states.
func Stories() []web.Story {
	busy := report()
	empty := app.Report{Window: fillrate.Next24h, AsOf: busy.AsOf}
	month28 := busy
	month28.Window, month28.Overall.Worked = fillrate.Last28d, fillrate.Worked{OwnBank: 7260, CollaborativeBank: 1260}
	story := func(name string, r app.Report, live bool) web.Story {
		return web.Story{Name: name, Component: Page(viewOf(r, month(r.AsOf), live)), Principal: somebody}
	}
	return []web.Story{
		story("Fill rate, live", busy, true),
		story("Fill rate, updates paused", busy, false),
		story("Fill rate before the first event", empty, true),
		story("Fill rate of the last 28 days, booked and worked", month28, true),
	}
}

// report has every kind of cell: filled five ways, below the floor, full, nothing requested, everything withdrawn.
func report() app.Report {
	asOf := time.Date(2026, 3, 10, 9, 0, 12, 0, time.UTC)
	recent, old := asOf.Add(-12*time.Second), asOf.Add(-3*time.Hour)
	mixed := fillrate.Figures{
		Minutes:         fillrate.Split{OwnBank: 6600, CollaborativeBank: 1320, FrameworkAgency: 660, OffFrameworkAgency: 660, Unfilled: 3960},
		Shifts:          fillrate.Split{OwnBank: 10, CollaborativeBank: 2, FrameworkAgency: 1, OffFrameworkAgency: 1, Unfilled: 6},
		WithdrawnShifts: 2,
	}
	full := fillrate.Figures{Minutes: fillrate.Split{OwnBank: 1380}, Shifts: fillrate.Split{OwnBank: 2}}
	calledOff := fillrate.Figures{WithdrawnShifts: 1}
	cell := func(ods, group string, f fillrate.Figures) app.CellFigures {
		return app.CellFigures{Cell: fillrate.Cell{Group: fillrate.Group{Employer: ods, StaffGroup: group}, Window: fillrate.Next72h}, Figures: f}
	}
	return app.Report{
		Window: fillrate.Next72h, AsOf: asOf, Watermark: recent, Events: 41,
		Cells: []app.CellFigures{
			cell("RVV", "clinical_support", full), cell("RVV", "nursing_midwifery", mixed), cell("RWF", "allied_health", calledOff),
		},
		Employers: []app.EmployerFigures{
			{ODS: "RVV", Name: "East Kent Hospitals University NHS Foundation Trust", Figures: mixed.Plus(full), NewestEventAt: &recent},
			{ODS: "RWF", Name: "Maidstone and Tunbridge Wells NHS Trust", Figures: calledOff, NewestEventAt: &old},
			{ODS: "RXY", Name: "Kent and Medway NHS and Social Care Partnership Trust"},
		},
		Overall: mixed.Plus(full).Plus(calledOff),
	}
}

// month is four weeks of days, one of them without any request.
func month(asOf time.Time) app.Trend {
	t := app.Trend{AsOf: asOf}
	for i := range trendDays {
		d := app.Day{Date: asOf.AddDate(0, 0, i-trendDays+1).Truncate(24 * time.Hour)}
		if i != 9 {
			d.Figures.Minutes = fillrate.Split{OwnBank: int64(600 + 20*(i%7)), CollaborativeBank: int64(10 * i), Unfilled: int64(40 + 30*(i%5))}
		}
		t.Days = append(t.Days, d)
	}
	return t
}
