package history

import (
	"context"
	"fmt"
	"time"
)

// shownRound is the host's note, on a worker's first shift at a site of another employer, that they were shown round.
func (l *life) shownRound(ctx context.Context, b booked) error {
	host, site := l.demand.Employer.ODS, l.demand.Site.ODS
	first := b.worker.ID + "-" + site
	at := l.demand.Start.Add(5 * time.Minute)
	if b.worker.Home == host || l.met[first] || at.After(l.now) {
		return nil
	}
	l.met[first] = true
	l.clock.Set(at)
	body := map[string]any{"employer": host, "site": site, "done_on": at}
	err := call(ctx, l.as(Ward(l.world.ICS, host)), "induction-"+first, "/api/passports/v1/workers/"+b.worker.ID+"/inductions", body, nil)
	if err != nil && !refusal(err) {
		return fmt.Errorf("record that a worker was shown round: %w", err)
	}
	return nil
}
