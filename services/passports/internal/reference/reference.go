// Package reference holds tables of reference data: codes, words and numbers that are common knowledge of the field, and
// that an operator corrects without a release. Each version is a whole table. The newest counts; while nobody has set one,
// the table that Muster ships counts, as version 0.
package reference

import (
	"encoding/csv"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/muster-ics/muster/services/passports/internal/refusal"
)

// Row is one row, by the names of columns.
type Row map[string]string

// Set is one version of a table.
type Set struct {
	Version int64
	Rows    []Row
	// ChangedAt, ChangedBy and Why say when it was set, by whom (opaque) and what for; they are empty for version 0.
	ChangedAt      time.Time
	ChangedBy, Why string
}

const (
	mostRows    = 200
	longestCell = 200
)

// Validate refuses tables that no kind could have: rows without a source, cells that are no line of text, and columns that
// the kind does not know.
func Validate(columns []string, rows []Row) error {
	var no refusal.List
	no.Unless(len(rows) > 0 && len(rows) <= mostRows, "rows", "Give 1 to %d rows.", mostRows)
	for i, r := range rows {
		for name, cell := range r {
			no.Unless(slices.Contains(columns, name), At(i, "columns"), "Use the columns %s only.", strings.Join(columns, ", "))
			no.Unless(len([]rune(cell)) <= longestCell && !strings.ContainsFunc(cell, unicode.IsControl), At(i, name), "Give one line of at most %d characters.", longestCell)
		}
		no.Unless(r[Source] != "", At(i, Source), "Say where this comes from.")
	}
	return no.Err()
}

// Source is the column, of every kind, that says where a row comes from. A ‡ in it marks what no governing document was
// found to say, so that a reviewer confirms it.
const Source = "source"

// At names a cell in a refusal.
func At(row int, column string) string { return fmt.Sprintf("rows[%d].%s", row, column) }

// Number reads a cell as a whole number from least to most.
func Number(no *refusal.List, rows []Row, i int, column string, least, most int) int {
	n, err := strconv.Atoi(rows[i][column])
	no.Unless(err == nil && n >= least && n <= most, At(i, column), "Give a whole number from %d to %d.", least, most)
	return n
}

// Read takes a table from lines of cells between commas, in the order of the columns. Empty lines are passed over. It
// returns a refusal that names the line.
func Read(text string, columns []string) ([]Row, error) {
	c := csv.NewReader(strings.NewReader(text))
	c.FieldsPerRecord, c.TrimLeadingSpace = -1, true
	lines, err := c.ReadAll()
	if err != nil {
		return nil, refusal.Input{Field: "rows", Message: "These lines cannot be read. Put cells with commas in double quotes."}
	}
	var no refusal.List
	rows := make([]Row, 0, len(lines))
	for i, line := range lines {
		no.Unless(len(line) == len(columns), At(i, "columns"), "Give %d cells: %s.", len(columns), strings.Join(columns, ", "))
		r := Row{}
		for j, name := range columns {
			if j < len(line) {
				r[name] = strings.TrimSpace(line[j])
			}
		}
		rows = append(rows, r)
	}
	return rows, no.Err()
}

// Shipped reads a table that is part of the program; its first line names the columns. What cannot be read is empty, which
// tests would find.
func Shipped(text string) []Row {
	head, body, _ := strings.Cut(text, "\n")
	rows, err := Read(body, strings.Split(strings.TrimSpace(head), ","))
	if err != nil {
		return nil
	}
	return rows
}

// Write is the opposite of Read.
func Write(rows []Row, columns []string) string {
	var b strings.Builder
	w := csv.NewWriter(&b)
	for _, r := range rows {
		line := make([]string, len(columns))
		for i, name := range columns {
			line[i] = r[name]
		}
		// A strings.Builder takes everything.
		_ = w.Write(line)
	}
	w.Flush()
	return b.String()
}
