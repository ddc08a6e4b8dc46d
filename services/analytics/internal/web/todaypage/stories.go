package todaypage

import (
	"time"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/analytics/internal/alert"
	"github.com/muster-ics/muster/services/analytics/internal/app"
	"github.com/muster-ics/muster/services/analytics/internal/fact"
	"github.com/muster-ics/muster/services/analytics/internal/fillrate"
)

// Stories are the page in all states.
func Stories() []web.Story {
	somebody := auth.Principal{Subject: "story", Name: "Lee Lead", Role: auth.Lead, ICS: "QKS"}
	at := time.Date(2026, 3, 10, 7, 30, 0, 0, time.UTC)
	fig := fillrate.Figures{Minutes: fillrate.Split{OwnBank: 6600, FrameworkAgency: 660, Unfilled: 1980}, Shifts: fillrate.Split{OwnBank: 10, FrameworkAgency: 1, Unfilled: 3}}
	report := app.Report{
		Window: fillrate.Next24h, AsOf: at, Watermark: at, Overall: fig.Plus(fig),
		Cells: []app.CellFigures{{Cell: fillrate.Cell{Group: fillrate.Group{Employer: "RVV", StaffGroup: "nursing_midwifery"}}, Figures: fig}},
		Employers: []app.EmployerFigures{
			{ODS: "RVV", Name: "East Kent Hospitals University NHS Foundation Trust", Figures: fig, NewestEventAt: &at}, {ODS: "RPA", Name: "Medway NHS Foundation Trust"},
		},
	}
	busy := Sources{Day: report, ThreeDays: report, Gaps: []app.Gap{{
		ID: "0199c0de-0000-7000-8000-000000005417", EmployerName: "Medway NHS Foundation Trust", SiteName: "Medway Maritime Hospital",
		Shift: fact.Shift{Ward: "ACUTE_MEDICAL", Role: "registered_nurse", Band: "5", StartsAt: at.Add(12 * time.Hour), EndsAt: at.Add(24 * time.Hour)},
	}}, Alerts: []app.ListedAlert{{
		Alert: alert.Alert{What: "fill_below", Cell: alert.Cell{Employer: "RVV", StaffGroup: "nursing_midwifery"}, RaisedAt: at.Add(-time.Hour), Value: alert.Value{N: 666, Shifts: 12}},
		Rule:  alert.Rule{Name: "Nurses tonight"},
	}}}
	for i := range busy.Forecast.Days {
		d := &busy.Forecast.Days[i]
		d.Date, d.Open, d.Expected, d.Low, d.High = at.AddDate(0, 0, i), 9, 3.2, 1, 5.4
	}
	empty := Sources{Day: app.Report{AsOf: at}, ThreeDays: app.Report{AsOf: at}}
	return []web.Story{
		{Name: "Staffing call", Component: Page(viewOf(busy, "QKS")), Principal: somebody},
		{Name: "Staffing call before anything was heard", Component: Page(viewOf(empty, "QKS")), Principal: somebody},
	}
}
