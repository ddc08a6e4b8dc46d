package api

import (
	"time"

	"github.com/muster-ics/muster/services/analytics/internal/measure"
)

// AidView is one mutual aid.
type AidView struct {
	ID       string     `json:"id"`
	Why      string     `json:"why"`
	Parties  []string   `json:"parties"`
	OpenedAt time.Time  `json:"opened_at"`
	ClosesAt time.Time  `json:"closes_at"`
	EndedAt  *time.Time `json:"ended_at,omitempty"`
	Shifts   int64      `json:"shifts" doc:"That it opened, start in this time and were not called off."`
	Filled   int64      `json:"filled" doc:"Of those, filled by whomever."`
	Aided    int64      `json:"aided" doc:"Of those, by a worker of another employer."`
}

func toAids(aids []measure.Aid) []AidView {
	out := make([]AidView, len(aids))
	for i, a := range aids {
		out[i] = AidView{
			ID: a.ID, Why: a.Why, Parties: a.Parties, OpenedAt: a.OpenedAt, ClosesAt: a.ClosesAt, EndedAt: a.EndedAt,
			Shifts: a.Shifts, Filled: a.Filled, Aided: a.Aided,
		}
	}
	return out
}
