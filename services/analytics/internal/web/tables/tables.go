// Package tables draws the tables of figures, each figure with a bar beside it where one helps.
package tables

import (
	"strconv"

	"github.com/muster-ics/muster/pkg/web/layout"
)

// Table is one table. The first cell of a row is its header.
type Table struct {
	TestID, Caption string
	// Note stands below the caption.
	Note string
	Head []Column
	Rows []Row
	// Stacked makes each row a card on a phone; else a wide table scrolls in its own frame.
	Stacked bool
	// Bare leaves out the heading, where one stands already.
	Bare bool
	// Empty stands in place of a table without rows.
	Empty string
}

// Column is the head of a column.
type Column struct {
	Text   string
	Number bool
}

// Row is one line.
type Row struct {
	TestID string
	Cells  []Cell
	// Strong marks a total.
	Strong bool
}

// Cell is one figure.
type Cell struct {
	Text, Href string
	// Note is a further, smaller line.
	Note string
	// Bar is drawn below the text: a share in thousandths. Low colours it.
	Bar *int64
	Low bool
	// Tag stands behind the text.
	Tag  string
	Kind layout.TagKind
}

// Heads are the heads of a table: the first of words, the others of numbers.
func Heads(first string, numbers ...string) []Column {
	out := []Column{{Text: first}}
	for _, n := range numbers {
		out = append(out, Column{Text: n, Number: true})
	}
	return out
}

// Words are heads that are all of words.
func Words(heads ...string) (out []Column) {
	for _, h := range heads {
		out = append(out, Column{Text: h})
	}
	return out
}

// Mixed are heads of which those before the numbers are of words.
func Mixed(words []string, numbers ...string) []Column {
	return append(Words(words...), Heads("", numbers...)[1:]...)
}

// Texts are plain cells.
func Texts(texts ...string) (out []Cell) {
	for _, t := range texts {
		out = append(out, Cell{Text: t})
	}
	return out
}

// Share is a cell with a bar.
func Share(text string, perMille int64) Cell { return Cell{Text: text, Bar: &perMille} }

// width keeps a bar inside its track: what is above the whole is told by the figure beside it.
func width(perMille int64) string { return strconv.FormatInt(min(max(perMille, 0), 1000), 10) }

func (t Table) number(i int) bool { return i < len(t.Head) && t.Head[i].Number }

func (t Table) head(i int) string {
	if i < len(t.Head) {
		return t.Head[i].Text
	}
	return ""
}
