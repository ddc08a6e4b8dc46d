package rosterfile

import (
	"slices"
	"strings"
	"time"

	"github.com/muster-ics/muster/services/shifts/internal/shift"
)

// enough is how many known headings make a line of headings; two may be chance.
const enough = 3

// Heading is one column of a file and what it is read as.
type Heading struct {
	// Column is its letter, Text what stands above it.
	Column string `json:"column"`
	Text   string `json:"text"`
	Field  Field  `json:"field,omitempty"`
}

// Problem is one thing that keeps a row from being a shift.
type Problem struct {
	Field Field `json:"field"`
	// Column is the letter of the column; empty when the file has none for the field.
	Column  string `json:"column,omitempty"`
	Value   string `json:"value,omitempty"`
	Message string `json:"message"`
	// Fix says what to write instead.
	Fix string `json:"fix,omitempty"`
}

// Row is what a line of the file asks for.
type Row struct {
	// Number is the one that a spreadsheet shows beside the row.
	Number int
	// Posting is what was understood; it is complete only without Problems.
	Posting shift.Posting
	// Cells is what stands in the row for each field, dates and times as people write them.
	Cells    map[Field]string
	Problems []Problem
	// Warnings are no reason to refuse the row, but one to look at it.
	Warnings []string
	// columns are the letters of the fields' columns; nil for a row that was kept and read again.
	columns map[Field]string
}

// Reading is a file as understood.
type Reading struct {
	Headings []Heading
	// Missing are needed fields that no column and no fixed value gives; there are then no rows.
	Missing []Field
	Rows    []Row
	// Skipped counts lines below the headings that are sums or headings again.
	Skipped int
	Notes   []string
}

// SiteName is a site of the employer, so that a roster may name it instead of giving its code.
type SiteName struct{ ODS, Name string }

// reader is what is known while the rows are read.
type reader struct {
	sheet   Sheet
	mapping compiled
	// columns gives the column of a field.
	columns map[Field]int
	letters map[Field]string
	sites   map[string]string
	posting shift.Posting
}

// Understand reads the rows of an employer's sheet. The error is a *Refused.
func Understand(s Sheet, m Mapping, employer string, sites []SiteName) (Reading, error) {
	r := reader{sheet: s, mapping: m.compile(), columns: map[Field]int{}, letters: map[Field]string{}, sites: map[string]string{}, posting: shift.Posting{Employer: employer}}
	for _, site := range sites {
		r.sites[plain(site.Name)] = site.ODS
		r.sites[plain(site.ODS)] = site.ODS
	}
	if len(sites) == 1 && r.mapping.Fixed[Site] == "" {
		r.mapping.Fixed = merged(r.mapping.Fixed, Site, sites[0].ODS)
	}
	at := r.headline()
	out := Reading{Notes: s.Notes}
	out.Headings, out.Notes = r.headings(at, out.Notes)
	lines := s.Lines[at+1:]
	if len(lines) > MaxRows {
		return Reading{}, reading.TooMany()
	}
	if out.Missing = r.missing(lines); len(out.Missing) > 0 {
		return out, nil
	}
	places := 0
	for _, line := range lines {
		if r.isSum(line) || r.isHeading(line, s.Lines[at]) {
			out.Skipped++
			continue
		}
		row := r.row(line)
		places += row.Posting.Places
		out.Rows = append(out.Rows, row)
	}
	switch {
	case len(out.Rows) == 0:
		return Reading{}, refuse("no_rows", "There are headings but no shifts below them. Check that the right sheet or file was sent.")
	case places > MaxShifts:
		return Reading{}, refuse("too_many_shifts", "The rows ask for more than %d shifts together. Split the file, for example by week.", MaxShifts)
	}
	sameRows(out.Rows)
	return out, nil
}

func merged(m map[Field]string, f Field, v string) map[Field]string {
	out := map[Field]string{f: v}
	for k, old := range m {
		out[k] = old
	}
	return out
}

// headline is the line with the most known headings; without any, the first that could be headings.
func (r reader) headline() int {
	best, most, likely := 0, 0, -1
	for i, line := range r.sheet.Lines[:min(len(r.sheet.Lines), maxTitles)] {
		seen, words := map[Field]bool{}, 0
		for _, cell := range line.Cells {
			if f := r.mapping.field(cell); f != "" {
				seen[f] = true
			}
			if _, isNumber := number(cell); cell != "" && !isNumber {
				words++
			}
		}
		if len(seen) > most {
			best, most = i, len(seen)
		}
		if words >= enough && likely < 0 {
			likely = i
		}
	}
	if most < enough && likely >= 0 {
		return likely
	}
	return best
}

func looksLikeARoster(s Sheet) bool {
	r := reader{sheet: s, mapping: Mapping{}.compile()}
	seen := map[Field]bool{}
	for _, cell := range s.Lines[r.headline()].Cells {
		if f := headings[plain(cell)]; f != "" {
			seen[f] = true
		}
	}
	return len(seen) >= enough
}

func (r reader) headings(at int, notes []string) ([]Heading, []string) {
	var out []Heading
	for i, text := range r.sheet.Lines[at].Cells {
		if text == "" {
			continue
		}
		h := Heading{Column: column(i), Text: text, Field: r.mapping.field(text)}
		switch _, taken := r.columns[h.Field]; {
		case h.Field == ignored || h.Field == "":
			h.Field = ""
		case taken:
			notes = append(notes, "Two columns read as "+Names[h.Field]+"; "+h.Column+" was left unread.")
			h.Field = ""
		default:
			r.columns[h.Field], r.letters[h.Field] = i, h.Column
		}
		out = append(out, h)
	}
	return out, notes
}

// missing are the needed fields that the file does not give. A start that holds its date needs no other.
func (r reader) missing(lines []Line) []Field {
	var out []Field
	for _, f := range Needed {
		_, has := r.columns[f]
		if has || r.mapping.Fixed[f] != "" {
			continue
		}
		if f == Date && slices.ContainsFunc(lines, func(l Line) bool {
			w, ok := r.readWall(r.raw(l, Start))
			return ok && w.day != nil
		}) {
			continue
		}
		out = append(out, f)
	}
	return out
}

// raw is what stands in a line's column for the field.
func (r reader) raw(l Line, f Field) string {
	i, ok := r.columns[f]
	if !ok || i >= len(l.Cells) {
		return ""
	}
	return l.Cells[i]
}

// isSum tells a line of totals: it is called so and has no date.
func (r reader) isSum(l Line) bool {
	for _, cell := range l.Cells {
		if cell == "" {
			continue
		}
		name := plain(cell)
		if !strings.HasPrefix(name, "total") && !strings.HasPrefix(name, "grandtotal") && !strings.HasPrefix(name, "subtotal") && !strings.HasSuffix(name, "total") {
			return false
		}
		_, dated := r.readDay(r.raw(l, Date))
		_, timed := r.readWall(r.raw(l, Start))
		return !dated && !timed
	}
	return false
}

// isHeading tells headings that are printed again, page by page.
func (r reader) isHeading(l, headings Line) bool {
	for _, i := range r.columns {
		if i >= len(l.Cells) || plain(l.Cells[i]) != plain(headings.Cells[i]) {
			return false
		}
	}
	return true
}

// sameRows warns of rows that ask for the same as one above.
func sameRows(rows []Row) {
	type key struct {
		ward, role, band string
		starts, ends     time.Time
	}
	first := map[key]int{}
	for i := range rows {
		row := &rows[i]
		if len(row.Problems) > 0 {
			continue
		}
		p := row.Posting
		k := key{p.Ward, p.Role, p.Band, p.StartsAt, p.EndsAt}
		if above, ok := first[k]; ok {
			row.Warnings = append(row.Warnings, "The same as row "+itoa(above)+". Leave one out unless two people are needed.")
		} else {
			first[k] = row.Number
		}
	}
}
