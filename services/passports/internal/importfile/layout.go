// Package importfile reads the rows of the files that passports take in: which column is what, which dates are meant, and
// what keeps a row from being read, said so that the person at the spreadsheet can put it right. What stands in a cell is
// personal: problems tell of what kind it is and never what it is.
package importfile

import (
	"fmt"
	"strings"

	"github.com/muster-ics/muster/pkg/sheet"
)

// Field is what a column says, by the name of its column in Muster's own template.
type Field string

// Column is one column of a layout.
type Column struct {
	Field Field
	// Headings are other names of it. Upper and lower case, blanks and signs do not matter.
	Headings []string
	// Needed columns must be there; the cells below may still be empty.
	Needed bool
}

// Layout is the columns of one kind of file, in the order of its template. Columns that it does not name are not read.
type Layout []Column

// Has tells whether the layout has the field.
func (l Layout) Has(f Field) bool {
	for _, c := range l {
		if c.Field == f {
			return true
		}
	}
	return false
}

// Template is the layout's headings as a line of CSV.
func (l Layout) Template() string {
	names := make([]string, len(l))
	for i, c := range l {
		names[i] = string(c.Field)
	}
	return strings.Join(names, ",") + "\r\n"
}

// fields gives the field of each heading that the layout knows.
func (l Layout) fields() map[string]Field {
	out := map[string]Field{}
	for _, c := range l {
		out[plain(string(c.Field))] = c.Field
		for _, h := range c.Headings {
			out[plain(h)] = c.Field
		}
	}
	return out
}

// Table is a file whose columns are known.
type Table struct {
	Rows []Row
	// Notes say what was left unread.
	Notes []string
}

// Row is one row of a table.
type Row struct {
	// Number is the one that a spreadsheet shows beside the row.
	Number  int
	cells   map[Field]string
	letters map[Field]string
	dates   dates
}

// Get is what stands in the row for a field, trimmed; empty when the column is not there.
func (r Row) Get(f Field) string { return r.cells[f] }

// Open finds the columns of a sheet. The error is a *sheet.Refused.
func (l Layout) Open(s sheet.Sheet) (Table, error) {
	at, columns := l.headline(s)
	if missing := l.missing(columns); len(missing) > 0 {
		return Table{}, &sheet.Refused{Code: "columns_missing", Message: fmt.Sprintf("No row of headings names %s. Put these headings above the rows: %s.",
			strings.Join(missing, " and "), strings.TrimSpace(strings.ReplaceAll(l.Template(), ",", ", ")))}
	}
	t := Table{Notes: s.Notes}
	letters := map[Field]string{}
	for f, i := range columns {
		letters[f] = letter(i)
	}
	lines := s.Lines[at+1:]
	if len(lines) > sheet.MaxRows {
		return Table{}, sheet.Options{}.TooMany()
	}
	for _, line := range lines {
		row := Row{Number: line.Number, cells: map[Field]string{}, letters: letters, dates: dates{serials: s.Serials, since1904: s.Since1904}}
		for f, i := range columns {
			if i < len(line.Cells) && line.Cells[i] != "" {
				row.cells[f] = line.Cells[i]
			}
		}
		// A line of which no column is read is a remark below the table.
		if len(row.cells) > 0 {
			t.Rows = append(t.Rows, row)
		}
	}
	if len(t.Rows) == 0 {
		return Table{}, &sheet.Refused{Code: "no_rows", Message: "There are headings but no rows below them. Check that the right sheet or file was sent."}
	}
	return t, nil
}

// headline is the line that has the most of the layout's headings, and where each stands. Of two columns for one field
// the first is read.
func (l Layout) headline(s sheet.Sheet) (at int, columns map[Field]int) {
	known := l.fields()
	for i, line := range s.Lines[:min(len(s.Lines), sheet.MaxTitles)] {
		found := map[Field]int{}
		for k, cell := range line.Cells {
			if f, ok := known[plain(cell)]; ok {
				if _, twice := found[f]; !twice {
					found[f] = k
				}
			}
		}
		if len(found) > len(columns) {
			at, columns = i, found
		}
	}
	return at, columns
}

// Meant tells whether the sheet has every column that is needed.
func (l Layout) Meant(s sheet.Sheet) bool {
	_, columns := l.headline(s)
	return len(l.missing(columns)) == 0
}

func (l Layout) missing(columns map[Field]int) []string {
	var out []string
	for _, c := range l {
		if _, ok := columns[c.Field]; c.Needed && !ok {
			out = append(out, string(c.Field))
		}
	}
	return out
}

// plain is a heading by its letters and digits alone.
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		if (r >= 'a' && r <= 'z') || (r >= '0' && r <= '9') {
			return r
		}
		return -1
	}, strings.ToLower(s))
}

// letter is a column as spreadsheets name it: A, Z, AA.
func letter(i int) string {
	s := ""
	for i++; i > 0; i = (i - 1) / 26 {
		s = string(rune('A'+(i-1)%26)) + s
	}
	return s
}
