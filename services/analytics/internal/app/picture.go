package app

import (
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/muster-ics/muster/services/analytics/internal/fact"
	"github.com/muster-ics/muster/services/analytics/internal/fillrate"
)

// picture is all figures at one moment, with what they are shown by.
type picture struct {
	asOf    time.Time
	figures map[fillrate.Cell]fillrate.Figures
	// names are those of employers and sites; ages the time of each employer's newest event.
	names map[fact.Key]string
	ages  map[string]time.Time
	// quiets says who is silent.
	quiets quiets
	// known and sites are employers and sites by code, with what became of each.
	known map[string]fact.Employer
	sites map[string]fact.Site
}

func newPicture() picture {
	return picture{figures: map[fillrate.Cell]fillrate.Figures{}, names: map[fact.Key]string{}, ages: map[string]time.Time{}, known: map[string]fact.Employer{}, sites: map[string]fact.Site{}}
}

func (p picture) knows(employer string) bool {
	_, registered := p.names[fact.Key{Kind: fact.KindEmployer, ID: employer}]
	_, heardOf := p.ages[employer]
	return registered || heardOf
}

func (p picture) name(k fact.Kind, ods string) string {
	if n, ok := p.names[fact.Key{Kind: k, ID: ods}]; ok {
		return n
	}
	return ods
}

func (p picture) report(w fillrate.Window, s Scope) Report {
	r := Report{Window: w, Scope: s, AsOf: p.asOf}
	totals := map[string]fillrate.Figures{}
	for c, fig := range p.figures {
		if c.Window != w || !s.includes(c.Group) || fig == (fillrate.Figures{}) {
			continue
		}
		r.Cells = append(r.Cells, p.cell(c, fig))
		totals[c.Employer] = totals[c.Employer].Plus(fig)
		r.Overall = r.Overall.Plus(fig)
	}
	slices.SortFunc(r.Cells, func(a, b CellFigures) int { return a.Cell.Compare(b.Cell) })
	r.Employers = p.employers(s, totals)
	return r
}

// cell is one cell with what was heard of its employer last.
func (p picture) cell(c fillrate.Cell, f fillrate.Figures) CellFigures {
	out := CellFigures{Cell: c, Figures: f}
	if q, silent, ok := p.quiet(c.Employer, p.asOf); ok {
		out.NewestEventAt, out.Silent = &q.Newest, silent
	}
	return out
}

// employers lists everyone in scope who is registered or was heard of, by name.
func (p picture) employers(s Scope, totals map[string]fillrate.Figures) []EmployerFigures {
	codes := map[string]struct{}{}
	for k := range p.names {
		if k.Kind == fact.KindEmployer {
			codes[k.ID] = struct{}{}
		}
	}
	for ods := range p.ages {
		codes[ods] = struct{}{}
	}
	var out []EmployerFigures
	for ods := range codes {
		if !s.Has(ods) {
			continue
		}
		e := EmployerFigures{ODS: ods, Name: p.name(fact.KindEmployer, ods), Figures: totals[ods]}
		if q, silent, ok := p.quiet(ods, p.asOf); ok {
			e.NewestEventAt, e.SilentFrom, e.Silent = &q.Newest, &q.SilentFrom, silent
		}
		out = append(out, e)
	}
	slices.SortFunc(out, func(a, b EmployerFigures) int {
		if d := strings.Compare(a.Name, b.Name); d != 0 {
			return d
		}
		return strings.Compare(a.ODS, b.ODS)
	})
	return out
}

// then is the picture of a moment that has passed, under the names of today.
func (p picture) then(at time.Time, facts []fact.Fact, ages map[string]time.Time, heard map[string][]time.Time) picture {
	past := picture{
		asOf: at, figures: map[fillrate.Cell]fillrate.Figures{}, names: maps.Clone(p.names), ages: ages, quiets: newQuiets(heard, ages),
		known: maps.Clone(p.known),
	}
	fold := fillrate.NewFold()
	for _, f := range facts {
		fold.Apply(f)
	}
	for _, g := range fold.Groups() {
		for w, figures := range fold.Figures(g, at) {
			past.figures[fillrate.Cell{Group: g, Window: w}] = figures
		}
	}
	return past
}
