package employer

import (
	"time"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/analytics/internal/app"
	"github.com/muster-ics/muster/services/analytics/internal/fact"
	"github.com/muster-ics/muster/services/analytics/internal/fillrate"
	"github.com/muster-ics/muster/services/analytics/internal/web/overview"
)

var somebody = auth.Principal{Subject: "story", Name: "Lee Lead", Role: auth.Lead, ICS: "QKS"}

// Stories are the page in all states.
func Stories() []web.Story {
	asOf := time.Date(2026, 3, 10, 9, 0, 0, 0, time.UTC)
	at := asOf.Add(-2 * time.Minute)
	name := "East Kent Hospitals University NHS Foundation Trust"
	figures := fillrate.Figures{
		Minutes: fillrate.Split{OwnBank: 6600, CollaborativeBank: 1320, Unfilled: 3960},
		Shifts:  fillrate.Split{OwnBank: 10, CollaborativeBank: 2, Unfilled: 6},
	}
	r := app.Report{
		Window: fillrate.Next72h, Scope: app.Scope{Employer: "RVV"}, AsOf: asOf, Watermark: at, Overall: figures,
		Cells: []app.CellFigures{{
			Cell: fillrate.Cell{Group: fillrate.Group{Employer: "RVV", StaffGroup: "nursing_midwifery"}, Window: fillrate.Next72h}, Figures: figures,
		}},
		Employers: []app.EmployerFigures{{ODS: "RVV", Name: name, Figures: figures, NewestEventAt: &at}},
	}
	start := time.Date(2026, 3, 10, 19, 30, 0, 0, time.UTC)
	gap := app.Gap{EmployerName: name, SiteName: "William Harvey Hospital", ID: id.Nil.String(), Shift: fact.Shift{
		Employer: "RVV", Site: "RVV01", Ward: "KINGS_A", StaffGroup: "nursing_midwifery", Role: "registered_nurse",
		Band: "5", StartsAt: start, EndsAt: start.Add(12 * time.Hour), NetMinutes: 660, Status: "open",
	}}
	quiet := app.Report{
		Window: fillrate.Next24h, Scope: r.Scope, AsOf: asOf, Employers: []app.EmployerFigures{{ODS: "RVV", Name: name}},
	}
	return []web.Story{
		{Name: "Employer with gaps", Component: Page(viewOf(r, overview.PanelOf(app.Screen{Report: r}, named, auth.Lead), []app.Gap{gap}, mostGaps, app.Trend{})), Principal: somebody},
		{Name: "Employer with nothing requested", Component: Page(viewOf(quiet, overview.PanelOf(app.Screen{Report: quiet}, named, auth.Lead), nil, mostGaps, app.Trend{})), Principal: somebody},
	}
}

func named(_ fact.Kind, ods string) string { return ods }
