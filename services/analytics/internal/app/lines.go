package app

import (
	"slices"
	"strings"
	"time"

	"github.com/muster-ics/muster/services/analytics/internal/fact"
	"github.com/muster-ics/muster/services/analytics/internal/fillrate"
)

// Part is an employer whose figures are in the line of the one that has followed it since Until.
type Part struct {
	ODS, Name string
	Until     time.Time
	Figures   fillrate.Figures
}

// Lines is the report as people read it: a line for each employer that stands, with the figures under the codes of those that it
// has followed. No sum changes by it. Asked for by the code of an employer that was followed, that one keeps its own line.
func (f *FillRates) Lines(r Report) Report {
	heirs := f.live.lineage()
	if heirs.Latest(r.AsOf).IsZero() || r.Scope.Employer != "" && heirs.Of(r.Scope.Employer, r.AsOf) != r.Scope.Employer {
		return r
	}
	out := r
	out.Cells, out.Employers = nil, nil
	at := map[fillrate.Group]int{}
	for _, c := range r.Cells {
		c.Cell.Employer = heirs.Of(c.Cell.Employer, r.AsOf)
		i, known := at[c.Cell.Group]
		if !known {
			at[c.Cell.Group] = len(out.Cells)
			out.Cells = append(out.Cells, c)
			continue
		}
		line := &out.Cells[i]
		line.Figures = line.Figures.Plus(c.Figures)
		if c.NewestEventAt != nil && (line.NewestEventAt == nil || c.NewestEventAt.After(*line.NewestEventAt)) {
			line.NewestEventAt, line.Silent = c.NewestEventAt, c.Silent
		}
	}
	slices.SortFunc(out.Cells, func(a, b CellFigures) int { return a.Cell.Compare(b.Cell) })
	lines := map[string]*EmployerFigures{}
	for _, e := range r.Employers {
		heir := heirs.Of(e.ODS, r.AsOf)
		if lines[heir] == nil {
			lines[heir] = &EmployerFigures{ODS: heir, Name: f.live.name(fact.KindEmployer, heir)}
		}
		lines[heir].take(e, f.live.closed(e.ODS))
	}
	for _, line := range lines {
		out.Employers = append(out.Employers, *line)
	}
	slices.SortFunc(out.Employers, func(a, b EmployerFigures) int {
		if d := strings.Compare(a.Name, b.Name); d != 0 {
			return d
		}
		return strings.Compare(a.ODS, b.ODS)
	})
	return out
}

// take adds what is under one code to the line of whoever stands for it. What was heard last of any of them is how old the line is.
func (e *EmployerFigures) take(x EmployerFigures, until time.Time) {
	e.Figures = e.Figures.Plus(x.Figures)
	if x.NewestEventAt != nil && (e.NewestEventAt == nil || x.NewestEventAt.After(*e.NewestEventAt)) {
		e.NewestEventAt, e.SilentFrom, e.Silent = x.NewestEventAt, x.SilentFrom, x.Silent
	}
	if x.ODS != e.ODS && x.Figures != (fillrate.Figures{}) {
		e.Parts = append(e.Parts, Part{ODS: x.ODS, Name: x.Name, Until: until, Figures: x.Figures})
	}
}
