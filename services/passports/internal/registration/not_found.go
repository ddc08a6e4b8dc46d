package registration

import (
	"time"

	"github.com/muster-ics/muster/pkg/id"
)

// NoLongerFound is the record that a register, when it was read for the whole staff, did not name the entry any more.
func (g Registration) NoLongerFound(recordID id.ID, readAt, recordedAt time.Time) Registration {
	r := g.r
	r.ID, r.Status, r.CheckedAt, r.RecordedAt = recordID, NotFound, readAt, recordedAt
	return Registration{r: r}
}
