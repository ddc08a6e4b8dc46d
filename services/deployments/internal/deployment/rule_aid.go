package deployment

import "github.com/muster-ics/muster/pkg/id"

// Aid is the mutual aid under which a lead has opened the shift to the parties of one agreement, when the worker asked for
// it while it was open.
type Aid struct {
	ID        id.ID `json:"mutual_aid_id"`
	Agreement id.ID `json:"agreement_id"`
}

// aided tells that it does not matter what the agreement says of direction, sites, staff groups and bands: its parties have
// agreed to that for the time in which a lead opens a shift. All its other rules hold.
func (j *judgement) aided() bool { return j.Aid != nil && j.Aid.Agreement == j.c.Agreement }
