// Package paper shows documents of figures: on the screen with each number leading to what it rests on, in print page by
// page with whose figures they are and how old.
package paper

import (
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/pkg/web/layout"
	"github.com/muster-ics/muster/services/analytics/internal/document"
	"github.com/muster-ics/muster/services/analytics/internal/web/tables"
	"github.com/muster-ics/muster/services/analytics/internal/web/words"
)

// View is a document as it is shown.
type View struct {
	// Whose, What and When head each printed page.
	Whose, What, When string
	AsOf, Newest      string
	Ages              []Age
	Tables            []tables.Table
}

// Age is how old an employer's data was.
type Age struct {
	Name, Text string
	Kind       layout.TagKind
}

// Of shows the document of a month.
func Of(d document.Document) View {
	v := View{Whose: Whose(d), What: d.Title, When: d.Month.Name(), AsOf: layout.Moment(d.AsOf), Newest: "nothing yet", Ages: ages(d)}
	if !d.Watermark.IsZero() {
		v.Newest = layout.Moment(d.Watermark)
	}
	for _, t := range d.Tables {
		v.Tables = append(v.Tables, Table(t, func(row string) string { return href(d, t.ID, row) }))
	}
	shorten(v.Tables, d.Ages)
	return v
}

// Showing is a document that heads tables of one's own.
func Showing(d document.Document, all ...tables.Table) View {
	v := Of(d)
	shorten(all, d.Ages)
	v.Tables = all
	return v
}

// shorten calls employers in the cells by as much of their names as tells them apart.
func shorten(all []tables.Table, ages []document.Age) {
	ages = slices.SortedFunc(slices.Values(ages), func(a, b document.Age) int { return len(b.Name) - len(a.Name) })
	names := make([]string, len(ages))
	for i, a := range ages {
		names[i] = a.Name
	}
	var pairs []string
	for i, short := range words.Short(names) {
		if names[i] != "" {
			pairs = append(pairs, names[i], short)
		}
	}
	r := strings.NewReplacer(pairs...)
	for _, t := range all {
		for _, row := range t.Rows {
			for i := range row.Cells {
				row.Cells[i].Text = r.Replace(row.Cells[i].Text)
			}
		}
	}
}

// heading is whose figures they are, and of when.
func heading(v View) string { return v.Whose + ", " + v.When }

// Whose says whose figures they are.
func Whose(d document.Document) string {
	if d.Owner != "" {
		return d.OwnerName
	}
	return "Integrated care system " + d.ICS
}

func ages(d document.Document) (out []Age) {
	names := make([]string, len(d.Ages))
	for i, a := range d.Ages {
		names[i] = a.Name
	}
	for i, name := range words.Short(names) {
		a := Age{Name: name, Text: "No data yet", Kind: layout.Grey}
		if newest := d.Ages[i].Newest; newest != nil {
			old := max(d.AsOf.Sub(*newest), 0)
			a.Text, a.Kind = layout.Duration(old)+" old", layout.Green
			switch {
			case old < time.Minute:
				a.Text = "Under 1 min old"
			case old >= 24*time.Hour:
				a.Kind = layout.Orange
			}
		}
		out = append(out, a)
	}
	return out
}

// Table lays a document's table out. Each number leads where href says of its row.
func Table(t document.Table, href func(row string) string) tables.Table {
	out := tables.Table{TestID: t.ID, Caption: t.Title, Note: t.Note, Stacked: len(t.Heads) > 3 && !t.Bare, Empty: "No shift of the month counts here."}
	heads := t.Heads
	if t.Bare {
		heads = heads[1:]
	}
	for i, h := range heads {
		out.Head = append(out.Head, tables.Column{Text: h, Number: i > 0 && !isText(t, i)})
	}
	for _, r := range t.Rows {
		row := tables.Row{TestID: t.ID + "-" + strings.ReplaceAll(r.Key, " ", "-")}
		if !t.Bare {
			row.Cells = append(row.Cells, tables.Cell{Text: r.Name})
		}
		for _, v := range r.Values {
			c := tables.Cell{Text: v.String()}
			if v.Unit != document.Text && !v.None && href != nil {
				c.Href = href(r.Key)
			}
			row.Cells = append(row.Cells, c)
		}
		out.Rows = append(out.Rows, row)
	}
	return out
}

// isText tells whether the values under a head are words.
func isText(t document.Table, head int) bool {
	if !t.Bare {
		head--
	}
	return len(t.Rows) > 0 && head >= 0 && head < len(t.Rows[0].Values) && t.Rows[0].Values[head].Unit == document.Text && t.Rows[0].Values[head].Text != "few"
}

// href is where the figures of a row are: the shifts that they count, or the page that has them in full.
func href(d document.Document, table, row string) string {
	from, until := d.Month.Span()
	q := url.Values{"from": {from.Format(time.DateOnly)}}
	pages := map[string]string{
		"waiting": "waiting", "ends": "waiting", "agency": "agency", "flows": "flows", "fairness": "people", "fatigue": "people", "compliance": "people",
	}
	if page, ok := pages[table]; ok {
		q.Set("to", until.In(clock.London).AddDate(0, 0, -1).Format(time.DateOnly))
		if employer, _, _ := strings.Cut(row, " "); table != "flows" {
			q.Set("employer", employer)
		}
		return "/fill-rate/" + page + "?" + q.Encode()
	}
	q.Set("until", until.Format(time.DateOnly))
	switch table {
	case "employers", "worked":
		q.Set("employer", row)
	case "groups":
		q.Set("staff_group", row)
	case "periods":
		q.Set("period", row)
	case "headline":
		q = headline(row, q)
	default:
		employer, _, _ := strings.Cut(row, " ")
		q.Set("employer", employer)
	}
	if d.Owner != "" {
		q.Set("employer", d.Owner)
	}
	return "/fill-rate/shifts?" + q.Encode()
}

func headline(row string, q url.Values) url.Values {
	part := map[string]string{
		"unfilled_shifts": "unfilled", "agency_shifts": "framework_agency,off_framework_agency", "off_framework_shifts": "off_framework_agency", "bank_first": "framework_agency,off_framework_agency",
	}[row]
	if part != "" {
		q.Set("part", part)
	}
	return q
}
