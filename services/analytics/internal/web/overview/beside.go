package overview

import (
	"fmt"
	"slices"
	"strings"

	"github.com/muster-ics/muster/pkg/web/layout"
	"github.com/muster-ics/muster/services/analytics/internal/alert"
	"github.com/muster-ics/muster/services/analytics/internal/app"
	"github.com/muster-ics/muster/services/analytics/internal/fact"
	"github.com/muster-ics/muster/services/analytics/internal/fillrate"
	"github.com/muster-ics/muster/services/analytics/internal/measure"
	"github.com/muster-ics/muster/services/analytics/internal/web/drill"
	"github.com/muster-ics/muster/services/analytics/internal/web/sections"
	"github.com/muster-ics/muster/services/analytics/internal/web/words"
)

const (
	mostAlerts   = 5
	mostAgencies = 6
	alertsPage   = "/fill-rate/alerts"
)

// Alerts are those that stand.
type Alerts struct {
	Count string
	First []Alert
	// Href leads to all of them; empty where there is no page of theirs.
	Href string
}

// Alert is one of them.
type Alert struct{ ID, Text, Since, Taken string }

func alertsOf(x app.Screen, name names) Alerts {
	a := Alerts{}
	if len(x.Alerts) == 0 {
		return a
	}
	if a.Count = "1 alert stands"; len(x.Alerts) > 1 {
		a.Count = words.Thousands(int64(len(x.Alerts))) + " alerts stand"
	}
	if sections.Has(alertsPage) {
		a.Href = alertsPage
	}
	for _, one := range x.Alerts[:min(len(x.Alerts), mostAlerts)] {
		cell := one.Alert.Cell
		where := []string{name(fact.KindEmployer, cell.Employer)}
		if cell.StaffGroup != "" {
			where = append(where, lower(words.StaffGroup(cell.StaffGroup)))
		}
		line := Alert{
			ID: one.Alert.ID.String(), Since: day(one.Alert.RaisedAt, x.Report.AsOf), Taken: "Nobody has taken it on yet.",
			Text: one.Rule.Name + ": " + strings.Join(where, ", ") + ". " + alert.Rule{What: one.Alert.What}.Sees(one.Alert.Value) + ".",
		}
		if one.Alert.AcknowledgedAt != nil {
			line.Taken = "Somebody has taken it on."
		}
		a.First = append(a.First, line)
	}
	return a
}

// Agency is what agencies fill in the window, and who allowed what of it.
type Agency struct {
	Framework, OffFramework, OverCap, Charge, BankFirst, TakenBack string
	Any                                                            bool
	Href, OffHref                                                  string
	// Shifts are those that somebody had to allow, soonest first.
	Shifts []AgencyShift
	More   string
}

// AgencyShift is one of them.
type AgencyShift struct {
	ID, Href, When, Where string
	Kind                  layout.TagKind
	Part, Terms           string
	Why                   []string
}

func agencyOf(x app.Screen, name names) Agency {
	n, r := x.Agency, x.Report
	all := fillrate.PartCodes[fillrate.FrameworkAgency] + "," + fillrate.PartCodes[fillrate.OffFrameworkAgency]
	a := Agency{
		Framework: words.Shifts(n.Framework), OffFramework: words.Shifts(n.OffFramework), OverCap: words.Shifts(n.OverCap), Charge: layout.Pounds(n.ChargePence),
		Any: n.Framework+n.OffFramework > 0, TakenBack: words.Shifts(n.TakenBack),
		BankFirst: fmt.Sprintf("%s of %s", words.Thousands(n.BankHadTime), words.Thousands(n.Framework+n.OffFramework)),
		Href:      shiftsHref(r.Window, r.Scope.Employer, "", all), OffHref: shiftsHref(r.Window, r.Scope.Employer, "", "off_framework_agency"),
	}
	// Off framework first: that is what a lead has to answer for.
	shown := slices.Clone(x.Agencies)
	slices.SortStableFunc(shown, func(p, q measure.Story) int { return int(q.Part) - int(p.Part) })
	if more := len(shown) - mostAgencies; more > 0 {
		a.More = words.Shifts(int64(more)) + " more"
		shown = shown[:mostAgencies]
	}
	for _, t := range shown {
		a.Shifts = append(a.Shifts, agencyShift(t, name))
	}
	return a
}

func agencyShift(t measure.Story, name names) AgencyShift {
	s := t.Shift
	out := AgencyShift{
		ID: t.ID, Href: "/shifts/" + t.ID, When: layout.When(s.StartsAt, s.EndsAt), Kind: words.PartTag(t.Part), Part: words.Part(t.Part),
		Where: words.Ward(s.Ward) + ", " + words.Short([]string{name(fact.KindEmployer, s.Employer)})[0], Terms: layout.Hourly(s.Agency.RatePence),
	}
	if s.Agency.OverCap {
		out.Terms += ", above the cap of " + layout.Pounds(s.Agency.CapPence)
	}
	for _, a := range t.Approvals {
		out.Why = append(out.Why, drill.Approval(a))
	}
	if len(out.Why) == 0 {
		out.Why = []string{"Nobody is on record for having allowed it."}
	}
	return out
}

// Lending is what an employer lends and borrows.
type Lending struct{ ODS, Name, Lent, Borrowed, Net string }

func lendingOf(x app.Screen, name names) []Lending {
	out := make([]Lending, 0, len(x.Lending))
	hours := func(minutes int64, cut bool) string {
		if cut {
			return "Few people"
		}
		return words.Hours(minutes) + " h"
	}
	for _, l := range x.Lending {
		row := Lending{
			ODS: l.Employer, Name: words.Short([]string{name(fact.KindEmployer, l.Employer)})[0], Lent: hours(l.Lent, l.FewLent), Borrowed: hours(l.Borrowed, l.FewHad), Net: "Few people",
		}
		if net, ok := l.Net(); ok {
			switch {
			case net > 0:
				row.Net = "Lends " + words.Hours(net) + " h"
			case net < 0:
				row.Net = "Borrows " + words.Hours(-net) + " h"
			default:
				row.Net = "Even"
			}
		}
		out = append(out, row)
	}
	return out
}

// said puts the screen into one or two sentences.
func said(p Panel, x app.Screen) string {
	if !p.Known {
		return "Nothing is requested, " + lower(p.Window) + "."
	}
	line := fmt.Sprintf("%s filled, %s. %s unfilled.", p.FillRate, lower(p.Window), p.Unfilled)
	if n := highOf(x); n > 0 {
		line += " " + words.Shifts(int64(n)) + " of high risk within three days."
	}
	if p.Alerts.Count != "" {
		line += " " + p.Alerts.Count + "."
	}
	if len(p.Silent) > 0 {
		line += " Nothing is heard of " + strings.Join(p.Silent, ", ") + "."
	}
	return line
}
