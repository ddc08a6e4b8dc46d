package eligibility

import (
	"slices"
	"time"

	"github.com/muster-ics/muster/pkg/id"
)

// Aid is mutual aid: a lead has opened these shifts to the workers of all parties of an agreement until a moment. The
// ladder and the agreement's scope do not keep them out meanwhile; everything else about the agreement holds.
type Aid struct {
	Agreement id.ID
	Parties   []string
	Shifts    []id.ID
	Until     time.Time
}

// Aided gives the mutual aid under which a shift is open at now to the workers of home.
func (f Facts) Aided(home string, shift id.ID, now time.Time) (Aid, bool) {
	for _, a := range f.Aids {
		if a.Until.After(now) && slices.Contains(a.Parties, home) && slices.Contains(a.Shifts, shift) {
			return a, true
		}
	}
	return Aid{}, false
}
