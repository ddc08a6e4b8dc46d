package store

import (
	"context"
	"fmt"
	"time"

	"github.com/muster-ics/muster/pkg/id"

	"github.com/muster-ics/muster/services/shifts/internal/app"
	"github.com/muster-ics/muster/services/shifts/internal/shift"
	"github.com/muster-ics/muster/services/shifts/internal/store/sqlcgen"
)

// ExperienceRepo implements app.Experiences.
type ExperienceRepo struct{ base }

var _ app.Experiences = (*ExperienceRepo)(nil)

// Of implements app.Experiences.
func (r *ExperienceRepo) Of(ctx context.Context, workers []id.ID, s shift.State, now, since time.Time) (map[id.ID]app.Experience, error) {
	rows, err := r.q.ExperienceOf(ctx, sqlcgen.ExperienceOfParams{Workers: workers, Employers: r.codes(s.Employer), Site: s.Site, Ward: s.Ward, Now: now, Since: since})
	if err != nil {
		return nil, fmt.Errorf("read what became of workers' bookings: %w", err)
	}
	out := make(map[id.ID]app.Experience, len(rows))
	for _, x := range rows {
		out[x.WorkerID] = app.Experience{OnWard: int(x.OnWard), OnSite: int(x.OnSite), Late: int(x.Late), Absent: int(x.Absent)}
	}
	return out, nil
}
