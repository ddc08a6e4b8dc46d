// Package employer is the page /fill-rate/employers/{ods}: one employer's staff groups, and the open shifts that start
// soonest.
package employer

import (
	"fmt"

	"github.com/muster-ics/muster/pkg/web/layout"
	"github.com/muster-ics/muster/services/analytics/internal/app"
	"github.com/muster-ics/muster/services/analytics/internal/fillrate"
	"github.com/muster-ics/muster/services/analytics/internal/web/charts"
	"github.com/muster-ics/muster/services/analytics/internal/web/overview"
	"github.com/muster-ics/muster/services/analytics/internal/web/words"
)

// View is the page.
type View struct {
	ODS, Name, Window, BackHref string
	// Code is the window's.
	Code                         string
	FillRate, BankFill, Unfilled string
	// WorkedBankFill is of approved hours; empty while no shift that is counted can have been worked.
	WorkedBankFill string
	BelowFloor     bool
	AgeKind        layout.TagKind
	Age            string
	// Parts are those that it has followed and whose figures its own include.
	Parts    []layout.Link
	Windows  []layout.Link
	Split    charts.Split
	Groups   []Group
	Gaps     []Gap
	GapsNote string
	Trend    charts.Trend
	// Panel has what stands beside the figures.
	Panel overview.Panel
}

// Group is one staff group.
type Group struct {
	Code, Name, FillRate, BankFill, BankShare, Requested, Filled, Unfilled, Withdrawn string
	BelowFloor                                                                        bool
}

// Gap is one open shift.
type Gap struct{ ID, Short, When, Ward, Site, StaffGroup, Role string }

func viewOf(r app.Report, panel overview.Panel, gaps []app.Gap, limit int, trend app.Trend) View {
	m := r.Overall.Minutes
	v := View{
		ODS: r.Scope.Employer, Name: r.Scope.Employer, Window: words.Window(r.Window), Code: string(r.Window), BackHref: "/fill-rate?window=" + string(r.Window),
		FillRate: m.FillRate().String(), BankFill: m.BankFill().String(), BelowFloor: m.FillRate().BelowFloor(),
		Unfilled: words.Shifts(r.Overall.Shifts.Unfilled), Split: charts.SplitOf(r.Overall), Trend: charts.TrendOf(trend), Panel: panel,
	}
	if r.Window == fillrate.Last28d {
		v.WorkedBankFill = r.Overall.WorkedBankFill().String()
	}
	for _, e := range r.Employers {
		v.Name, v.Parts = e.Name, overview.PartsOf(e, r.Window)
		v.AgeKind, v.Age = words.Age(e, r.AsOf)
	}
	for _, w := range fillrate.Windows {
		link := layout.Link{Text: words.Window(w), Href: "/fill-rate/employers/" + v.ODS + "?window=" + string(w)}
		v.Windows = append(v.Windows, link)
	}
	for _, c := range r.Cells {
		v.Groups = append(v.Groups, groupOf(c))
	}
	for _, g := range gaps {
		f := g.Shift
		v.Gaps = append(v.Gaps, Gap{
			ID: g.ID, Short: g.ID[24:], When: layout.When(f.StartsAt, f.EndsAt), Ward: f.Ward, Site: g.SiteName,
			StaffGroup: words.StaffGroup(f.StaffGroup), Role: words.Plain(f.Role) + ", " + words.Band(f.Band),
		})
	}
	v.GapsNote = fmt.Sprintf("The %d that start soonest.", len(v.Gaps))
	if len(v.Gaps) < limit {
		v.GapsNote = "All open shifts that have not started, soonest first."
	}
	return v
}

func groupOf(c app.CellFigures) Group {
	m, n := c.Figures.Minutes, c.Figures.Shifts
	return Group{
		Code: c.Cell.StaffGroup, Name: words.StaffGroup(c.Cell.StaffGroup), FillRate: m.FillRate().String(),
		BankFill: m.BankFill().String(), BankShare: m.BankShareOfFilled().String(), BelowFloor: m.FillRate().BelowFloor(),
		Requested: words.Thousands(n.NetRequested()), Filled: words.Thousands(n.Filled()), Unfilled: words.Thousands(n.Unfilled),
		Withdrawn: words.Thousands(c.Figures.WithdrawnShifts),
	}
}
