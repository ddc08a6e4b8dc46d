package measure

import (
	"slices"

	"github.com/muster-ics/muster/services/analytics/internal/fact"
	"github.com/muster-ics/muster/services/analytics/internal/fillrate"
)

// Selection chooses shifts by the dimensions of cells and by how they count: those that a figure rests on.
type Selection struct {
	// Cell has the values asked for; an empty one asks for nothing.
	Cell Cell
	// Parts are those asked for; none asks for all.
	Parts []fillrate.Part
}

// Includes tells whether a shift is one of them. What counts in no figure is none.
func (s Selection) Includes(x fact.Shift) bool {
	part, ok := fillrate.PartOf(x.Status, x.FilledBy)
	if !ok || len(s.Parts) > 0 && !slices.Contains(s.Parts, part) {
		return false
	}
	cell := CellOf(x)
	for _, d := range Dimensions {
		if want := *s.Cell.of(d); want != "" && want != *cell.of(d) {
			return false
		}
	}
	return true
}
