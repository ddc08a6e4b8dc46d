package app

import (
	"context"
	"errors"
	"time"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/clock"

	"github.com/muster-ics/muster/services/shifts/internal/openlist"
	"github.com/muster-ics/muster/services/shifts/internal/policy"
	"github.com/muster-ics/muster/services/shifts/internal/risk"
	"github.com/muster-ics/muster/services/shifts/internal/shift"
)

// Desk is what an employer's bank has to see to today and in the next three days.
type Desk struct {
	Employer string
	AsOf     time.Time
	// Gaps are the open shifts of the next 72 hours, the most dangerous first.
	Gaps []risk.Gap
	// Days are today and the next three by the clock in London.
	Days []DeskDay
	// Waiting is how many shifts wait for somebody's approval, whenever they start.
	Waiting int
}

// DeskDay counts the shifts that start on one day and were asked for and not called off.
type DeskDay struct {
	Day                         time.Time
	Open, OwnBank, Partner      int
	Agency, OffFramework, Total int
}

const (
	deskAhead = 72 * time.Hour
	// deskMost bounds one desk: six times what a large acute trust asks for in three days.
	deskMost = 5000
)

// Desk gives the desk of an employer: its own staff's, or for leads and auditors the named one's.
func (a *App) Desk(ctx context.Context, employer string) (Desk, error) {
	who, _ := auth.From(ctx)
	if who.Role == auth.Employer {
		employer = who.Employer
	}
	if _, err := a.check(ctx, ListShifts, auth.Facts{Employer: employer}); err != nil {
		return Desk{}, err
	}
	now := a.clock.Now()
	y, m, d := now.In(clock.London).Date()
	today, until := time.Date(y, m, d, 0, 0, 0, 0, clock.London).UTC(), now.Add(deskAhead)
	list, err := a.shifts.List(ctx, ShiftFilter{Employer: employer, From: &today, To: &until, Limit: deskMost})
	if err != nil {
		return Desk{}, err
	}
	waiting, err := a.shifts.List(ctx, ShiftFilter{Employer: employer, Statuses: []shift.Status{shift.AwaitingApproval}, Limit: deskMost})
	if err != nil {
		return Desk{}, err
	}
	out := Desk{Employer: employer, AsOf: now, Waiting: len(waiting), Days: days(list, y, m, d)}
	out.Gaps, err = a.gaps(ctx, employer, list, now)
	return out, err
}

func (a *App) gaps(ctx context.Context, employer string, list []shift.State, now time.Time) ([]risk.Gap, error) {
	var open []shift.State
	for _, s := range list {
		if s.Status == shift.Open || s.Status == shift.Held {
			open = append(open, s)
		}
	}
	urgency, _, err := policyOf[policy.Urgency](ctx, a.policies, employer)
	if err != nil {
		return nil, err
	}
	if err := errors.Join(a.feed.catchUp(ctx), a.feed.meet(ctx)); err != nil {
		return nil, err
	}
	could := func(s shift.State) int { return len(a.feed.list.Workers(s)) }
	night := func(s shift.State) bool { return openlist.IsNight(s.StartsAt, s.EndsAt) }
	return risk.Rank(open, now, urgency, could, night), nil
}

// days counts the list by the day on which shifts start, today first.
func days(list []shift.State, y int, m time.Month, d int) []DeskDay {
	out := make([]DeskDay, 4)
	for i := range out {
		out[i].Day = time.Date(y, m, d+i, 0, 0, 0, 0, clock.London)
	}
	for _, s := range list {
		i := 0
		for i < len(out)-1 && !s.StartsAt.Before(out[i+1].Day) {
			i++
		}
		out[i].count(s)
	}
	return out
}

func (d *DeskDay) count(s shift.State) {
	switch {
	case s.Status == shift.Open || s.Status == shift.Held || s.Status == shift.Lapsed:
		d.Open++
	case s.FilledBy == shift.OwnBank:
		d.OwnBank++
	case s.FilledBy == shift.CollaborativeBank:
		d.Partner++
	case s.FilledBy == shift.FrameworkAgency:
		d.Agency++
	case s.FilledBy == shift.OffFrameworkAgency:
		d.OffFramework++
	default:
		return // Called off, or never asked for.
	}
	d.Total++
}
