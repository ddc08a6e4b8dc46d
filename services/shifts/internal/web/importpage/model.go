package importpage

import (
	"net/url"
	"strconv"
	"strings"

	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/web/layout"

	"github.com/muster-ics/muster/services/shifts/internal/app"
	"github.com/muster-ics/muster/services/shifts/internal/rosterfile"
	"github.com/muster-ics/muster/services/shifts/internal/rosterimport"
	"github.com/muster-ics/muster/services/shifts/internal/web/newimport"
	"github.com/muster-ics/muster/services/shifts/internal/web/view"
)

// View is what the page shows.
type View struct {
	ID     string
	Status view.Status
	Read   string
	Counts rosterimport.Counts
	Notes  []string
	// NeedsMapping, Previewed, AtWork, Committed and Undone are the states of the page.
	NeedsMapping, Previewed, AtWork, Committed, Undone bool

	Headings []rosterfile.Heading
	// Ask are the needed fields that no column gives, More the others.
	Ask, More []rosterfile.Field

	Problems []Problem
	Warnings []Warning
	Rows     []Row
	Kept     []Kept
	// Progress is in hundredths.
	Progress int

	Form  url.Values
	Fault *fault.Error
}

// Problem is one thing to put right.
type Problem struct {
	Row                        int
	Column, Field, Value, What string
	Fix                        string
}

// Warning is one row to look at.
type Warning struct {
	Row  int
	What string
}

// Row is a good row as it was understood.
type Row struct {
	Row                               int
	When, Where, Role, Band, Pay, Why string
	Places                            int
}

// Kept is a shift that an undo left alone.
type Kept struct {
	Href, Status string
	Row          int
}

func viewOf(i app.Imported, names app.Directory, bad, warned, good []rosterfile.Row, kept []app.KeptShift) View {
	s := i.State
	v := View{
		ID: s.ID.String(), Status: newimport.Statuses[s.Status], Read: layout.Moment(s.ReadAt), Counts: s.Counts, Notes: i.Notes, Headings: i.Headings,
		NeedsMapping: s.Status == rosterimport.NeedsMapping, Previewed: s.Status == rosterimport.Previewed,
		AtWork:    s.Status == rosterimport.Committing || s.Status == rosterimport.Undoing,
		Committed: s.Status == rosterimport.Committed, Undone: s.Status == rosterimport.Undone, Progress: i.RosterImportProgress(),
	}
	if v.NeedsMapping {
		v.Ask, v.More = i.Missing, unread(i)
	}
	for _, row := range bad {
		for _, p := range row.Problems {
			v.Problems = append(v.Problems, Problem{Row: row.Number, Column: p.Column, Field: rosterfile.Names[p.Field], Value: p.Value, What: p.Message, Fix: p.Fix})
		}
	}
	for _, row := range warned {
		for _, w := range row.Warnings {
			v.Warnings = append(v.Warnings, Warning{row.Number, w})
		}
	}
	for _, row := range good {
		v.Rows = append(v.Rows, rowOf(row, names))
	}
	for _, k := range kept {
		v.Kept = append(v.Kept, Kept{"/shifts/" + k.ShiftID.String(), view.Words(k.Status), k.Row})
	}
	return v
}

// unread are fields that are neither known nor needed.
func unread(i app.Imported) []rosterfile.Field {
	known := map[rosterfile.Field]bool{}
	for _, h := range i.Headings {
		known[h.Field] = true
	}
	for _, f := range i.Missing {
		known[f] = true
	}
	var out []rosterfile.Field
	for _, f := range rosterfile.Fields {
		if !known[f] {
			out = append(out, f)
		}
	}
	return out
}

func rowOf(row rosterfile.Row, names app.Directory) Row {
	p := row.Posting
	return Row{Row: row.Number, When: layout.When(p.StartsAt, p.EndsAt), Where: strings.TrimSpace(view.Words(p.Ward) + ", " + names.Site(p.Site)),
		Role: view.Words(p.Role), Band: view.BandName(p.Band), Pay: layout.Hourly(p.RatePence), Why: view.Words(p.Reason), Places: p.Places}
}

// columns are the answers to which column a field stands in.
func (v View) columns() []layout.Option {
	out := []layout.Option{{Value: "", Text: "None of them"}}
	for _, h := range v.Headings {
		if h.Field == "" {
			out = append(out, layout.Option{Value: h.Column, Text: h.Column + ": " + h.Text})
		}
	}
	return out
}

func (v View) columnField(f rosterfile.Field) layout.Field {
	name := "column_" + string(f)
	return layout.Field{Name: name, Label: "Column for “" + rosterfile.Names[f] + "”", Value: v.Form.Get(name)}
}

func (v View) fixedField(f rosterfile.Field) layout.Field {
	name := "fixed_" + string(f)
	return layout.Field{Name: name, Label: "or the same in every row", Value: v.Form.Get(name), Width: "20", Autocomplete: "off"}
}

func (v View) dateOrder() layout.Field {
	value := v.Form.Get("date_order")
	if value == "" {
		value = rosterfile.DayFirst
	}
	return layout.Field{Name: "date_order", Label: "How dates are written", Value: value}
}

func (v View) which() layout.Field {
	value := v.Form.Get("rows")
	if value == "" {
		value = string(rosterimport.AllOrNothing)
		if v.Counts.BadRows > 0 {
			value = string(rosterimport.OnlyGood)
		}
	}
	return layout.Field{Name: "rows", Label: "Which rows to post", Value: value}
}

func (v View) whichOptions() []layout.Option {
	return []layout.Option{
		{Value: string(rosterimport.OnlyGood), Text: "Only the rows that can be posted", Hint: count(v.Counts.Rows-v.Counts.BadRows, "row") + ", " + count(v.Counts.Asked, "shift")},
		{Value: string(rosterimport.AllOrNothing), Text: "All rows or nothing", Hint: "Possible once every row is right"},
	}
}

func (v View) repeats() bool {
	for _, w := range v.Warnings {
		if strings.Contains(w.What, "already posted") {
			return true
		}
	}
	return false
}

// repeated tells that the file was found to have been posted before.
func (v View) repeated() bool { return v.Fault != nil && v.Fault.Code == "import_repeated" }

func (v View) action(verb string) string { return "/imports/" + v.ID + "/" + verb }

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return strconv.Itoa(n) + " " + what + "s"
}

// shortfall tells that more rows are wrong than the page shows.
func (v View) shortfall() bool { return v.Counts.BadRows > shown }
