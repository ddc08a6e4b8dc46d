package overview

import (
	"time"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/analytics/internal/alert"
	"github.com/muster-ics/muster/services/analytics/internal/app"
	"github.com/muster-ics/muster/services/analytics/internal/fact"
	"github.com/muster-ics/muster/services/analytics/internal/fillrate"
	"github.com/muster-ics/muster/services/analytics/internal/measure"
	"github.com/muster-ics/muster/services/analytics/internal/risk"
)

var somebody = auth.Principal{Subject: "story", Name: "Lee Lead", Role: auth.Lead, ICS: "QKS"}

// Stories are the page in all states.
func Stories() []web.Story {
	busy := screen()
	empty := app.Screen{Report: app.Report{Window: fillrate.Next24h, AsOf: busy.Report.AsOf}}
	month28 := busy
	month28.Report.Window = fillrate.Last28d
	story := func(name string, x app.Screen, live bool) web.Story {
		panel := panelOf(x, called, auth.Lead)
		return web.Story{Name: name, Component: Page(viewOf(panel, x.Report.Window, month(x.Report.AsOf), live)), Principal: somebody}
	}
	return []web.Story{
		story("Fill rate, live", busy, true),
		story("Fill rate, updates paused", busy, false),
		story("Fill rate before the first event", empty, true),
		story("Fill rate of the last 28 days", month28, true),
		{Name: "Fill rate on the wall", Component: WallPage(wallOf(busy, called, app.WallPath)), Principal: somebody},
	}
}

func called(_ fact.Kind, ods string) string {
	if name, ok := map[string]string{"RVV": "East Kent Hospitals University NHS Foundation Trust", "RWF": "Maidstone and Tunbridge Wells NHS Trust", "RVV01": "William Harvey Hospital"}[ods]; ok {
		return name
	}
	return ods
}

// screen has everything that can stand on it: gaps of each risk, an agency that was let in early, lending, an alert.
func screen() app.Screen {
	r := report()
	x := app.Screen{
		Report: r, Open24: 3, Open72: 4, Agency: measure.Agency{Framework: 1, OffFramework: 1, OverCap: 1, ChargePence: 125400, BankHadTime: 1, ByOverride: 1},
		Month: fillrate.Figures{
			Minutes: fillrate.Split{OwnBank: 6600, CollaborativeBank: 1320, FrameworkAgency: 660, OffFrameworkAgency: 660, Unfilled: 5340},
			Worked:  fillrate.Worked{OwnBank: 7260, CollaborativeBank: 1260},
		},
		Lending: []measure.Lending{{Employer: "RVV", Lent: 690, Borrowed: 1320}, {Employer: "RWF", Lent: 1320, FewHad: true}},
		Alerts: []app.ListedAlert{{
			Alert: alert.Alert{What: alert.FillBelow, Cell: alert.Cell{Employer: "RVV", StaffGroup: "nursing_midwifery"}, RaisedAt: r.AsOf.Add(-time.Hour), Value: alert.Value{N: 700, Shifts: 20}},
			Rule:  alert.Rule{Name: "Registered nights"},
		}},
	}
	gap := func(n string, ward, group, role string, in time.Duration) risk.Open {
		start := r.AsOf.Add(in).Truncate(30 * time.Minute)
		return risk.Open{ID: "019cd5b0-0000-7000-8000-00000000000" + n, Shift: fact.Shift{
			Employer: "RVV", Site: "RVV01", Ward: ward, StaffGroup: group, Role: role, Band: "5", StartsAt: start, EndsAt: start.Add(12 * time.Hour),
			NetMinutes: 660, Status: "open", Reason: "sickness", BankClosesAt: r.AsOf.Add(90 * time.Minute),
			Opened: []fact.Opened{{Step: "own_bank", At: r.AsOf.Add(-48 * time.Hour)}, {Step: "collaborative_bank", At: r.AsOf.Add(-20 * time.Minute)}},
		}}
	}
	x.Gaps = risk.Rank([]risk.Open{
		gap("1", "emergency", "nursing_midwifery", "registered_nurse", 10*time.Hour), gap("2", "emergency", "nursing_midwifery", "registered_nurse", 10*time.Hour),
		gap("3", "willow", "clinical_support", "healthcare_support_worker", 3*time.Hour), gap("4", "oak", "clinical_support", "healthcare_support_worker", 60*time.Hour),
	}, r.AsOf, risk.DefaultAreas())
	at, start := r.AsOf.Add(-2*time.Hour), r.AsOf.Add(5*time.Hour)
	story, _ := measure.StoryFor(nil, "019cd5b0-0000-7000-8000-000000000009", fact.Shift{
		Employer: "RVV", Site: "RVV01", Ward: "theatre_recovery", StaffGroup: "nursing_midwifery", StartsAt: start, EndsAt: start.Add(12 * time.Hour), NetMinutes: 660,
		Status: "filled", FilledBy: "off_framework_agency", FilledAt: &at, BankClosesAt: start,
		Agency: fact.Agency{
			Name: "Other Agency", RatePence: 6200, CapPence: 4800, OverCap: true, OverCapWhy: "patient_safety", OffFrameworkWhy: "patient_safety",
			Override: &fact.Override{Role: "executive", Why: "patient_safety", At: at},
		},
	})
	x.Agencies = []measure.Story{story}
	return x
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
