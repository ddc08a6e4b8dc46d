package sheet

import (
	"encoding/csv"
	"io"
	"regexp"
)

// Writer writes CSV that a spreadsheet opens as text and never runs: every cell goes through Escape. The file begins with
// the mark by which Excel knows UTF-8, and lines end as RFC 4180 says. Read gives back what was
// written, each cell as one line of text.
type Writer struct {
	csv   *csv.Writer
	cells []string
	err   error
	// numbers lets negative numbers stand as they are.
	numbers bool
}

// negative is a number below nothing: digits, and no formula.
var negative = regexp.MustCompile(`^-[0-9]+(\.[0-9]+)?$`)

// WithNumbers has negative numbers written as they are, so that a spreadsheet adds them instead of taking them for text.
func (w *Writer) WithNumbers() *Writer {
	w.numbers = true
	return w
}

// NewWriter begins a file with its heads.
func NewWriter(w io.Writer, heads ...string) *Writer {
	out := &Writer{csv: csv.NewWriter(w)}
	out.csv.UseCRLF = true
	_, out.err = io.WriteString(w, "\uFEFF")
	out.Row(heads...)
	return out
}

// Row writes one line. Nothing more is written after the first error, which Close tells.
func (w *Writer) Row(cells ...string) {
	if w.err != nil {
		return
	}
	w.cells = w.cells[:0]
	for _, c := range cells {
		if !w.numbers || !negative.MatchString(c) {
			c = Escape(c)
		}
		w.cells = append(w.cells, c)
	}
	w.err = w.csv.Write(w.cells)
}

// Close writes what is still held back, and tells the first error.
func (w *Writer) Close() error {
	if w.err != nil {
		return w.err
	}
	w.csv.Flush()
	return w.csv.Error()
}
