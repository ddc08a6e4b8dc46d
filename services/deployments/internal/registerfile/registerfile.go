// Package registerfile reads files of employers and of sites: the national register's own files, which have no headings, and
// tables with headings. It says what stands in each row; what the register makes of it is for others.
package registerfile

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/muster-ics/muster/pkg/sheet"
)

// Kind is what a file lists.
type Kind string

// The kinds.
const (
	Employers Kind = "employers"
	Sites     Kind = "sites"
)

// Row is one employer or site of a file. What the file leaves out is empty.
type Row struct {
	// Number is the one that a spreadsheet shows beside the row.
	Number int    `json:"number"`
	ODS    string `json:"ods"`
	Name   string `json:"name,omitempty"`
	// Kind is what the file calls it; System the code of its integrated care board.
	Kind   string `json:"kind,omitempty"`
	System string `json:"system,omitempty"`
	// Employer owns a site, from Joined on.
	Employer string     `json:"employer,omitempty"`
	Joined   *time.Time `json:"joined,omitempty"`
	Town     string     `json:"town,omitempty"`
	Postcode string     `json:"postcode,omitempty"`
	Lat      *float64   `json:"lat,omitempty"`
	Lon      *float64   `json:"lon,omitempty"`
	// Opens and Closes are the moments from which it is there, and is there no more.
	Opens  *time.Time `json:"opens,omitempty"`
	Closes *time.Time `json:"closes,omitempty"`
	// Problems say what in the row cannot be read.
	Problems []string `json:"problems,omitempty"`
}

// column is one field of a row with the headings under which it is known, in plain form.
type column struct {
	name     string
	headings []string
	needed   bool
}

var columns = map[Kind][]column{
	Employers: {
		{"ods", []string{"odscode", "organisationcode", "code", "trustods"}, true},
		{"name", []string{"organisationname", "employer"}, true},
		{"kind", []string{"type", "orgtype", "orgtypenhsdsickness"}, false},
		{"system", []string{"ics", "icb", "icbods", "icbcode", "highlevelhealthgeography"}, false},
		{"opens", []string{"opendate", "openyyyymmdd", "openson"}, false},
		{"closes", []string{"closedate", "closeyyyymmdd", "closeson"}, false},
	},
	Sites: {
		{"ods", []string{"siteods", "odscode", "organisationcode", "sitecode", "code"}, true},
		{"name", []string{"sitename", "organisationname"}, true},
		{"employer", []string{"trustods", "employerods", "parentorganisationcode", "parentorgcode", "parent"}, true},
		{"town", []string{"city"}, false},
		{"postcode", []string{"postcode"}, true},
		{"lat", []string{"latitude"}, false},
		{"lon", []string{"lng", "longitude"}, false},
		{"joined", []string{"joinparentdate"}, false},
		{"opens", []string{"opendate", "openyyyymmdd", "openson"}, false},
		{"closes", []string{"closedate", "closeyyyymmdd", "closeson"}, false},
	},
}

// national is where the fields stand in the national register's files without headings: 27 columns, of which the files of
// trusts (etr) and of their sites (ets) fill the same ones; only sites have a parent.
var national = map[Kind]map[string]int{
	Employers: {"ods": 0, "name": 1, "system": 3, "postcode": 9, "opens": 10, "closes": 11},
	Sites:     {"ods": 0, "name": 1, "town": 7, "postcode": 9, "opens": 10, "closes": 11, "employer": 14, "joined": 15},
}

// nationalWidth is how many columns a row of those files has at most.
const nationalWidth = 27

// Template is the headings of a table of this kind, as a line of CSV.
func Template(k Kind) string {
	names := make([]string, len(columns[k]))
	for i, c := range columns[k] {
		names[i] = c.name
	}
	return strings.Join(names, ",") + "\r\n"
}

// Read takes the rows out of a file. The error is a *sheet.Refused, which says what to do with the file.
func Read(file []byte, k Kind) ([]Row, error) {
	opts := sheet.Options{What: "list of " + string(k), By: "employer", Meant: func(s sheet.Sheet) bool {
		_, at := headline(s, k)
		return isNational(s) || len(missing(k, at)) == 0
	}}
	s, err := sheet.Read(file, opts)
	if err != nil {
		return nil, err
	}
	lines, at := s.Lines, national[k]
	if !isNational(s) {
		var head int
		head, at = headline(s, k)
		if gone := missing(k, at); len(gone) > 0 {
			return nil, &sheet.Refused{Code: "columns_missing", Message: fmt.Sprintf("No row of headings names %s. Put these headings above the rows: %s.",
				strings.Join(gone, " and "), strings.ReplaceAll(strings.TrimSpace(Template(k)), ",", ", "))}
		}
		lines = s.Lines[head+1:]
	}
	var out []Row
	for _, l := range lines {
		r := cells{line: l, at: at, serials: s.Serials, since1904: s.Since1904}.row()
		if r.ODS != "" || r.Name != "" {
			out = append(out, r)
		}
	}
	if len(out) == 0 {
		return nil, &sheet.Refused{Code: "no_rows", Message: "There are headings but no rows below them. Check that the right sheet or file was sent."}
	}
	if len(out) > sheet.MaxRows {
		return nil, opts.TooMany()
	}
	markTwice(out)
	return out, nil
}

// isNational knows the national files by the code and the opening day in the places where those stand; empty cells at a row's
// end are not there to be counted.
func isNational(s sheet.Sheet) bool {
	if len(s.Lines) == 0 || len(s.Lines[0].Cells) > nationalWidth || len(s.Lines[0].Cells) <= national[Employers]["opens"] {
		return false
	}
	first := s.Lines[0].Cells
	_, opens := day(first[national[Employers]["opens"]], false, false)
	return opens && code.MatchString(first[0])
}

func headline(s sheet.Sheet, k Kind) (line int, at map[string]int) {
	known := map[string]string{}
	for _, c := range columns[k] {
		for _, h := range c.headings {
			known[h] = c.name
		}
	}
	for _, c := range columns[k] {
		known[c.name] = c.name
	}
	for i, l := range s.Lines[:min(len(s.Lines), sheet.MaxTitles)] {
		found := map[string]int{}
		for j, cell := range l.Cells {
			if name, ok := known[plain(cell)]; ok {
				if _, twice := found[name]; !twice {
					found[name] = j
				}
			}
		}
		if len(found) > len(at) {
			line, at = i, found
		}
	}
	return line, at
}

func missing(k Kind, at map[string]int) []string {
	var out []string
	for _, c := range columns[k] {
		if _, ok := at[c.name]; c.needed && !ok {
			out = append(out, c.name)
		}
	}
	return out
}

// plain is a heading without what people write differently: capitals, blanks and signs.
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 'A' && r <= 'Z':
			return r + 'a' - 'A'
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
			return r
		}
		return -1
	}, s)
}

// markTwice complains of a code that stands in two rows: which of them is right is not for a program to say.
func markTwice(rows []Row) {
	first := map[string]int{}
	for i := range rows {
		if n, ok := first[rows[i].ODS]; ok {
			rows[i].Problems = append(rows[i].Problems, rows[i].ODS+" stands in row "+strconv.Itoa(n)+" already. Keep one of the two.")
			continue
		}
		first[rows[i].ODS] = rows[i].Number
	}
}
