package worker

import (
	"slices"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/passports/internal/competency"
)

// TakeBackCompetencies leaves competencies out of the passport that came of a wrong file. They stay recorded and count no
// more.
func (w *Worker) TakeBackCompetencies(records []id.ID) {
	w.r.Competencies = slices.DeleteFunc(slices.Clone(w.r.Competencies), func(c competency.Competency) bool {
		return slices.Contains(records, c.Record().ID)
	})
}
