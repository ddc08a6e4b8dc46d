package overview

import (
	"fmt"
	"strings"
	"time"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/pkg/web/layout"
	"github.com/muster-ics/muster/services/analytics/internal/app"
	"github.com/muster-ics/muster/services/analytics/internal/fact"
	"github.com/muster-ics/muster/services/analytics/internal/fillrate"
	"github.com/muster-ics/muster/services/analytics/internal/risk"
	"github.com/muster-ics/muster/services/analytics/internal/web/words"
)

// mostGaps is how many gaps are shown: what somebody can see to within an hour.
const mostGaps = 8

// Gaps is what needs somebody first.
type Gaps struct {
	// Soon and Later count the open shifts of the next 24 and 72 hours; their addresses lead to all of them.
	Soon, Later, SoonHref, LaterHref string
	// High says how many are of high risk.
	High string
	// Areas is by which version of the critical areas they are ranked.
	Areas string
	First []Gap
}

// Gap is unfilled shifts that are alike.
type Gap struct {
	ID, Href, When, Ward, Where, Role string
	Kind                              layout.TagKind
	Level                             string
	Why                               string
	// Asked is who has been asked; Aid leads to where others can be asked for help, for whoever may.
	Asked, Aid string
}

func gapsOf(x app.Screen, name names, role auth.Role) Gaps {
	g := Gaps{
		Soon: words.Shifts(int64(x.Open24)), Later: words.Shifts(int64(x.Open72)), High: "None",
		SoonHref: shiftsHref(fillrate.Next24h, x.Report.Scope.Employer, "", "unfilled"), LaterHref: shiftsHref(fillrate.Next72h, x.Report.Scope.Employer, "", "unfilled"),
	}
	g.Areas = "the default critical areas"
	if x.AreasVersion > 0 {
		g.Areas = fmt.Sprintf("version %d of the critical areas", x.AreasVersion)
	}
	if n := highOf(x); n > 0 {
		g.High = words.Thousands(int64(n))
	}
	for _, gap := range x.Gaps[:min(len(x.Gaps), mostGaps)] {
		g.First = append(g.First, gapOf(gap, x.Report.AsOf, name, role))
	}
	return g
}

func highOf(x app.Screen) (n int) {
	for _, gap := range x.Gaps {
		if gap.Level == risk.High {
			n += len(gap.IDs)
		}
	}
	return n
}

var levels = map[risk.Level]struct {
	kind layout.TagKind
	text string
}{risk.High: {layout.Red, "High risk"}, risk.Medium: {layout.Orange, "Medium risk"}, risk.Low: {layout.Grey, "Low risk"}}

func gapOf(g risk.Gap, now time.Time, name names, role auth.Role) Gap {
	s := g.Shift
	out := Gap{
		ID: g.IDs[0], Href: "/shifts/" + g.IDs[0], When: layout.When(s.StartsAt, s.EndsAt), Ward: words.Ward(s.Ward),
		Where: name(fact.KindSite, s.Site) + ", " + words.Short([]string{name(fact.KindEmployer, s.Employer)})[0],
		Role:  words.Plain(s.Role) + ", " + words.Band(s.Band), Kind: levels[g.Level].kind, Level: levels[g.Level].text,
		Why: strings.Join(g.Why, ". ") + ".", Asked: askedNow(s, now),
	}
	if n := len(g.IDs); n > 1 {
		out.Role = fmt.Sprintf("%d × %s", n, out.Role)
	}
	if role == auth.Lead {
		out.Aid = "/mutual-aid/new?host=" + s.Employer + "&staff_group=" + s.StaffGroup
	}
	return out
}

// askedNow says who may take a gap now, and when agencies may come in.
func askedNow(s fact.Shift, now time.Time) string {
	line := "Open to every bank worker whom an agreement covers."
	if n := len(s.Opened); n > 0 {
		last := s.Opened[n-1]
		line = "Open to: " + lower(words.Step(last.Step, last.Tier)) + " since " + day(last.At, now) + "."
		if n > 1 {
			line = fmt.Sprintf("Open to: %s, and %s since %s.", earlier(s.Opened[:n-1]), lower(words.Step(last.Step, last.Tier)), day(last.At, now))
		}
	}
	if now.Before(s.BankClosesAt) {
		line += " Agencies from " + day(s.BankClosesAt, now) + "."
	}
	return line
}

func earlier(opened []fact.Opened) string {
	out := make([]string, len(opened))
	for i, o := range opened {
		out[i] = lower(words.Step(o.Step, o.Tier))
	}
	return strings.Join(out, ", ")
}

func lower(s string) string { return strings.ToLower(s[:1]) + s[1:] }

// day shows a moment as a time of today, or with its day.
func day(t, now time.Time) string {
	t, now = t.In(clock.London), now.In(clock.London)
	if t.YearDay() == now.YearDay() && t.Year() == now.Year() {
		return t.Format("15:04")
	}
	return t.Format("Mon 2 Jan 15:04")
}
