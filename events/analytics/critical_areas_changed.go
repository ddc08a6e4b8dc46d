package analytics

import (
	"github.com/muster-ics/muster/events/internal/check"
)

// CriticalAreasChangedV1 says: the lead of a system has said anew in which wards a gap is graver than elsewhere. Its aggregate
// id is the code of the system; who changed it is the event's actor.
type CriticalAreasChangedV1 struct {
	Areas []CriticalArea `json:"areas"`
}

// CriticalArea is a kind of ward where a gap is graver than elsewhere.
type CriticalArea struct {
	// Name is the reason that people read.
	Name string `json:"name"`
	// Weight is what the area adds to the rank of a gap.
	Weight int `json:"weight"`
	// Words are parts of the codes of wards, or whole wards as employer/ward, in small letters.
	Words []string `json:"words"`
}

// EventName implements events.Event.
func (CriticalAreasChangedV1) EventName() string { return "muster.analytics.critical_areas.changed.v1" }

// Validate implements events.Event.
func (e CriticalAreasChangedV1) Validate() error {
	var c check.Errors
	c.That(len(e.Areas) > 0, "there must be an area")
	for _, a := range e.Areas {
		c.That(a.Name != "" && a.Weight > 0 && len(a.Words) > 0, "an area must have a name, a weight and words")
	}
	return c.Err()
}
