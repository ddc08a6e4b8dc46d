package history

import (
	"context"
	"fmt"
	"time"

	"github.com/muster-ics/muster/deploy/internal/apiclient"
)

// ends lives a booking to its end or to the present: given back, cancelled, worked or not come to. gone is true when the
// shift is open again before its start.
func (l *life) ends(ctx context.Context, b booked) (gone bool, err error) {
	n := l.rng.IntN(100)
	at := l.between(b.at.Add(time.Minute), l.demand.Start)
	if n < 6 && at.Before(l.demand.Start) && !at.After(l.now) {
		l.clock.Set(at)
		l.opened = at
		if n < 4 {
			why := []string{"cannot_work", "changed_plans", "other_commitment", "travel"}[n]
			return true, l.onBooking(ctx, l.as(b.worker.Principal(l.world.ICS)), b, "withdraw", map[string]any{"why": why})
		}
		return true, l.onBooking(ctx, l.host(), b, "cancel", map[string]any{"why": "covered_by_own_staff"})
	}
	if n < 8 {
		return false, l.stayedAway(ctx, b)
	}
	came, err := l.checkIn(ctx, b)
	if err != nil {
		return false, err
	}
	if !came {
		return false, l.stayedAway(ctx, b)
	}
	if err := l.shownRound(ctx, b); err != nil {
		return false, err
	}
	return false, l.sendHours(ctx, b)
}

// onBooking makes one step of a booking. A refusal is an answer like another.
func (l *life) onBooking(ctx context.Context, who apiclient.Client, b booked, verb string, body any) error {
	err := call(ctx, who, l.key+"-"+b.id+"-"+verb, shiftsAPI+"bookings/"+b.id+"/"+verb, body, nil)
	if err != nil && !refusal(err) {
		return fmt.Errorf("%s: %w", verb, err)
	}
	return nil
}

// stayedAway is the ward's note, half an hour after the start, that nobody came.
func (l *life) stayedAway(ctx context.Context, b booked) error {
	at := l.demand.Start.Add(30 * time.Minute)
	if at.After(l.now) {
		return nil
	}
	l.clock.Set(at)
	return l.onBooking(ctx, l.as(Ward(l.world.ICS, l.demand.Employer.ODS)), b, "did-not-attend", map[string]any{"refill": false})
}

// checkIn starts three bookings of four at the door; the others send in their hours all the same. Of those that go on at
// present two in three are left to the living. It is false when the worker was turned away.
func (l *life) checkIn(ctx context.Context, b booked) (bool, error) {
	at := l.demand.Start.Add(time.Duration(l.rng.IntN(25)-20) * time.Minute)
	leave := l.rng.IntN(12)
	if leave < 3 || at.After(l.now) || (leave < 8 && l.demand.End.After(l.now)) {
		return true, nil
	}
	l.clock.Set(at)
	err := call(ctx, l.as(b.worker.Principal(l.world.ICS)), l.key+"-"+b.id+"-check-in", shiftsAPI+"bookings/"+b.id+"/check-in", map[string]any{}, nil)
	if refusal(err) {
		return false, nil
	}
	return true, err
}

// fresh is how long before the present bookings are left to those who live in it: their hours are sent in by the simulator.
const fresh = 30 * time.Hour

// sendHours sends in the worked hours within a day of the end, one time in eight with a break cut short.
func (l *life) sendHours(ctx context.Context, b booked) error {
	at := l.demand.End.Add(time.Duration(10+l.rng.IntN(20*60)) * time.Minute)
	body := map[string]any{"starts_at": l.demand.Start, "ends_at": l.demand.End, "break_minutes": l.demand.Break}
	if l.rng.IntN(8) == 0 {
		body["break_minutes"], body["note"] = l.demand.Break-30, "Synthetic: the break was cut short."
	}
	if at.After(l.now.Add(-fresh)) {
		return nil
	}
	l.clock.Set(at)
	if err := l.onBooking(ctx, l.as(b.worker.Principal(l.world.ICS)), b, "timesheet", body); err != nil {
		return err
	}
	host := l.demand.Employer.ODS
	l.worked[host] = append(l.worked[host], b.id)
	return nil
}

// approveHours approves at each employer, in one go, the hours of a day's shifts. What it leaves because the moment has not
// come waits for the living.
func (m *Maker) approveHours(ctx context.Context, worked map[string][]string, at, present time.Time) error {
	if at.After(present) {
		return nil
	}
	m.clock.Set(at)
	for _, e := range m.world.Employers {
		ids := worked[e.ODS]
		for len(ids) > 0 {
			n := min(len(ids), 200)
			// To approve again what is approved changes nothing, so that a day that was cut off can be made again.
			if err := m.staff(e.ODS).Post(ctx, shiftsAPI+"timesheets/approve", map[string]any{"booking_ids": ids[:n]}, nil); err != nil {
				return fmt.Errorf("approve hours of %s: %w", e.ODS, err)
			}
			ids = ids[n:]
		}
	}
	return nil
}
