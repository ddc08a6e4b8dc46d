package rosterfile

import (
	"encoding/csv"
	"io"
	"strings"

	"github.com/muster-ics/muster/pkg/sheet"
)

// WriteBad writes rows with what is wrong with each, in Muster's own layout: put right and sent again, the file is read
// without a mapping of columns, and the column of problems is passed over.
func WriteBad(w io.Writer, rows []Row) error {
	out := csv.NewWriter(w)
	head := make([]string, 0, len(Fields)+1)
	for _, f := range Fields {
		head = append(head, string(f))
	}
	if err := out.Write(append(head, string(ignored))); err != nil {
		return err
	}
	for _, row := range rows {
		cells := make([]string, 0, len(Fields)+1)
		for _, f := range Fields {
			cells = append(cells, sheet.Escape(row.Cells[f]))
		}
		if err := out.Write(append(cells, sheet.Escape(row.problem()))); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// problem is all that is wrong with a row, in one cell.
func (r Row) problem() string {
	all := make([]string, len(r.Problems))
	for i, p := range r.Problems {
		all[i] = strings.TrimSpace(string(p.Field) + ": " + p.Message + " " + p.Fix)
	}
	return "Row " + itoa(r.Number) + ". " + strings.Join(all, " ")
}
