package packpage

import (
	"time"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/analytics/internal/app"
	"github.com/muster-ics/muster/services/analytics/internal/document"
	"github.com/muster-ics/muster/services/analytics/internal/fillrate"
	"github.com/muster-ics/muster/services/analytics/internal/measure"
	"github.com/muster-ics/muster/services/analytics/internal/pack"
	"github.com/muster-ics/muster/services/analytics/internal/web/words"
)

var somebody = auth.Principal{Subject: "story", Name: "Lee Lead", Role: auth.Lead, ICS: "QKS"}

// Sample is a document for stories.
func Sample() document.Document {
	names := map[string]string{"RVV": "East Kent Hospitals University NHS Foundation Trust", "RPA": "Medway NHS Foundation Trust"}
	figures := fillrate.Figures{
		Minutes: fillrate.Split{OwnBank: 660000, CollaborativeBank: 132000, FrameworkAgency: 66000, OffFrameworkAgency: 6600, Unfilled: 99000},
		Shifts:  fillrate.Split{OwnBank: 1000, CollaborativeBank: 200, FrameworkAgency: 100, OffFrameworkAgency: 10, Unfilled: 150}, WithdrawnShifts: 12,
		Worked: fillrate.Worked{OwnBank: 651000, CollaborativeBank: 130000},
	}
	m := measure.Measures{
		Fill: figures, EverFilled: 1310, Reopened: 44, Offers: 1700, TimeToFill: measure.Waiting{N: 1310, Median: 42 * time.Minute, P90: 31 * time.Hour},
		Agency: measure.Agency{Framework: 100, OffFramework: 10, OverCap: 7, ChargePence: 4212345, BankHadTime: 104, ByOverride: 6, TakenBack: 9, SavedPence: 81234},
	}
	table := func(cells ...measure.Cell) measure.Table {
		t := measure.Table{Total: m.Plus(m)}
		for _, c := range cells {
			t.Rows = append(t.Rows, measure.Row{Cell: c, Measures: m})
		}
		return t
	}
	newest := time.Date(2026, 4, 2, 8, 58, 0, 0, time.UTC)
	d := document.Document{
		Form: pack.Form, Version: pack.Version, Title: pack.Title, ICS: "QKS", Month: "2026-03", AsOf: newest.Add(2 * time.Minute), Watermark: newest,
		Ages: []document.Age{{Employer: "RVV", Name: names["RVV"], Newest: &newest}, {Employer: "RPA", Name: names["RPA"]}},
	}
	d.Tables = pack.Tables(pack.Input{
		Month: "2026-03", Before: m, Employers: table(measure.Cell{Employer: "RVV"}, measure.Cell{Employer: "RPA"}),
		Groups:  table(measure.Cell{StaffGroup: "nursing_midwifery"}, measure.Cell{StaffGroup: "clinical_support"}),
		Periods: table(measure.Cell{Period: measure.Day}, measure.Cell{Period: measure.Night}, measure.Cell{Period: measure.Weekend}),
		Flows: []measure.Flow{
			{Pair: measure.Pair{Home: "RPA", Host: "RVV"}, Workers: 41, Bookings: 200, Minutes: 132000, Pence: 4100000}, {Pair: measure.Pair{Home: "RVV", Host: "RPA"}, Few: true},
		},
		Fatigue:    []measure.Fatigue{{Home: "RVV", Workers: 210, Weeks: 800, WeeksOver: 12, Near: 7, Short: 1}},
		Compliance: []measure.Compliance{{Employer: "RVV", StaffGroup: "nursing_midwifery", Workers: 300, Deployable: measure.Count{N: 296, Bound: measure.AtLeast}}},
		Words:      pack.Words{Employer: func(c string) string { return names[c] }, StaffGroup: words.StaffGroup, Period: words.Period},
	})
	return d
}

// Stories are the page in all states.
func Stories() []web.Story {
	now := time.Date(2026, 4, 2, 9, 0, 0, 0, time.UTC)
	story := func(name string, change func(*View)) web.Story {
		v := View{Path: "/fill-rate/pack", Active: "/fill-rate/pack", Form: pack.Form}
		v.fill(Sample(), []document.Month{"2026-04", "2026-03"}, []app.Snapshot{
			{ID: id.ID{}, TakenAt: now}, {ID: id.ID{}, TakenAt: now, Signatures: []app.Signature{{By: "lead-1", Capacity: "chief_nurse", At: now}}},
		}, now, true)
		change(&v)
		return web.Story{Name: name, Component: Page(v), Principal: somebody}
	}
	return []web.Story{
		story("Board pack", func(*View) {}),
		story("Board pack of a month that is not over", func(v *View) { v.NotOver, v.Frozen = "1 April 2026", nil }),
		story("Return", func(v *View) {
			v.Form, v.Path, v.Source, v.Due, v.Title = "safer_staffing", "/fill-rate/returns/safer_staffing", "NHS England", "By the fifteenth", "Safer staffing"
		}),
	}
}
