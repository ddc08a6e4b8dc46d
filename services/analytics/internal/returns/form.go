// Package returns fills in monthly returns as mapping files describe them: each column is a part of a row's name or a
// measure of some of its shifts. What a return asks for is data; the arithmetic is that of every other figure.
package returns

import (
	"maps"
	"slices"
	"strings"

	"github.com/muster-ics/muster/services/analytics/internal/document"
	"github.com/muster-ics/muster/services/analytics/internal/measure"
)

// Form is one return, as its mapping file describes it.
type Form struct {
	// Code is the file's name without its ending; Version counts the editions of the mapping.
	Code    string `yaml:"-"`
	Version int64  `yaml:"version"`
	Title   string `yaml:"title"`
	// Source says who asks for the return and where that is written down; Note what the figures are and are not; Due when it
	// is handed in.
	Source string `yaml:"source"`
	Note   string `yaml:"note"`
	Due    string `yaml:"due"`
	// Rows are the dimensions of which each combination is a row; Only leaves out the shifts that it does not name.
	Rows    []measure.Dimension `yaml:"rows"`
	Only    Filter              `yaml:"only"`
	Columns []Column            `yaml:"columns"`
}

// Column is one column: exactly one of Is, Measure and Text is set.
type Column struct {
	Head string `yaml:"head"`
	// Is is a part of the row's name: a dimension of the rows, employer_name, site_name, ics, month, month_first_day or
	// month_days.
	Is string `yaml:"is"`
	// Measure is a figure of the row's shifts, of those that Where names.
	Measure string `yaml:"measure"`
	Where   Filter `yaml:"where"`
	// Text is the same in every row.
	Text string `yaml:"text"`
}

// Filter says which shifts count: for each dimension named, those with one of its values.
type Filter map[measure.Dimension][]string

func (f Filter) matches(c measure.Cell) bool {
	for d, values := range f {
		if !slices.Contains(values, c.Of(d)) {
			return false
		}
	}
	return true
}

// Dimensions are those by which facts must be counted to fill in the form.
func (f Form) Dimensions() []measure.Dimension {
	needed := map[measure.Dimension]bool{}
	add := func(x Filter) {
		for d := range x {
			needed[d] = true
		}
	}
	for _, d := range f.Rows {
		needed[d] = true
	}
	add(f.Only)
	for _, c := range f.Columns {
		add(c.Where)
	}
	return slices.Sorted(maps.Keys(needed))
}

// Names gives the name of an employer or of a site.
type Names struct{ Employer, Site func(code string) string }

// Fill fills in the form for a month from figures by its Dimensions. Rows stand in the order of their codes; shifts that the
// form leaves out make none.
func (f Form) Fill(t measure.Table, ics string, m document.Month, names Names) document.Table {
	var order []measure.Cell
	rows := map[measure.Cell][]measure.Measures{}
	for _, r := range t.Rows {
		if !f.Only.matches(r.Cell) {
			continue
		}
		key := r.Cell.Only(f.Rows)
		if rows[key] == nil {
			order = append(order, key)
			rows[key] = make([]measure.Measures, len(f.Columns))
		}
		for i, c := range f.Columns {
			if c.Measure != "" && c.Where.matches(r.Cell) {
				rows[key][i] = rows[key][i].Plus(r.Measures)
			}
		}
	}
	slices.SortFunc(order, measure.Cell.Compare)
	out := document.Table{ID: f.Code, Title: f.Title, Note: f.Note, Heads: []string{"Row"}, Bare: true}
	for _, c := range f.Columns {
		out.Heads = append(out.Heads, c.Head)
	}
	for _, key := range order {
		row := document.Row{Key: f.key(key), Name: f.name(key, names)}
		for i, c := range f.Columns {
			row.Values = append(row.Values, c.value(key, rows[key][i], ics, m, names))
		}
		out.Rows = append(out.Rows, row)
	}
	return out
}

func (c Column) value(key measure.Cell, sum measure.Measures, ics string, m document.Month, names Names) document.Value {
	switch {
	case c.Measure != "":
		return figures[c.Measure].of(sum)
	case c.Is != "":
		return document.OfText(parts[c.Is](key, ics, m, names))
	}
	return document.OfText(c.Text)
}

func (f Form) key(c measure.Cell) string {
	var codes []string
	for _, d := range f.Rows {
		codes = append(codes, c.Of(d))
	}
	return strings.Join(codes, " ")
}

func (f Form) name(c measure.Cell, names Names) string {
	var words []string
	for _, d := range f.Rows {
		switch d {
		case measure.ByEmployer:
			words = append(words, names.Employer(c.Employer))
		case measure.BySite:
			words = append(words, names.Site(c.Site))
		default:
			words = append(words, c.Of(d))
		}
	}
	return strings.Join(words, ", ")
}

// parts are what a column can tell of a row's name, beside its dimensions.
var parts = func() map[string]func(measure.Cell, string, document.Month, Names) string {
	all := map[string]func(measure.Cell, string, document.Month, Names) string{
		"employer_name":   func(c measure.Cell, _ string, _ document.Month, n Names) string { return n.Employer(c.Employer) },
		"site_name":       func(c measure.Cell, _ string, _ document.Month, n Names) string { return n.Site(c.Site) },
		"ics":             func(_ measure.Cell, ics string, _ document.Month, _ Names) string { return ics },
		"month":           func(_ measure.Cell, _ string, m document.Month, _ Names) string { return string(m) },
		"month_first_day": func(_ measure.Cell, _ string, m document.Month, _ Names) string { return string(m) + "-01" },
		"month_days":      func(_ measure.Cell, _ string, m document.Month, _ Names) string { return m.DaysText() },
	}
	for _, d := range measure.Dimensions {
		all[string(d)] = func(c measure.Cell, _ string, _ document.Month, _ Names) string { return c.Of(d) }
	}
	return all
}()
