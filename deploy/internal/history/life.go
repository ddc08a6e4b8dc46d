package history

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"time"

	"github.com/muster-ics/muster/deploy/internal/apiclient"
	"github.com/muster-ics/muster/deploy/seed"
	"github.com/muster-ics/muster/events/shifts"
)

// life is one shift's, from its posting to its end or to the present.
type life struct {
	*Maker
	rng     *rand.Rand
	demand  seed.Demand
	now     time.Time
	key     string
	workers []Worker
	shift   shifts.ShiftState
	// opened is when workers could take it; worked collects the bookings whose hours were sent in, by employer.
	opened time.Time
	worked map[string][]string
	tries  int
}

// booked is a booking in the history.
type booked struct {
	id     string
	worker Worker
	at     time.Time
}

func (l *life) live(ctx context.Context) error {
	open, err := l.post(ctx)
	if err != nil {
		return fmt.Errorf("post: %w", err)
	}
	if !open {
		return nil
	}
	switch n := l.rng.IntN(100); {
	case n < 4:
		return l.withdraw(ctx)
	case n < 88:
		for range 2 {
			b, err := l.accept(ctx)
			if err != nil {
				return err
			}
			if b == nil {
				break
			}
			if gone, err := l.ends(ctx, *b); err != nil || !gone {
				return err
			}
		}
	}
	return l.agency(ctx)
}

// post asks for the shift, and has it approved where the employer wants that. It is false when the shift did not open.
func (l *life) post(ctx context.Context) (bool, error) {
	l.clock.Set(l.demand.PostedAt)
	var made apiclient.Posting
	ward := l.as(Ward(l.world.ICS, l.demand.Employer.ODS))
	if err := call(ctx, ward, l.key+"-post", shiftsAPI+"shifts", ShiftOf(l.world, l.demand), &made); err != nil {
		return false, err
	}
	l.shift, l.opened = made.Shifts[0], l.demand.PostedAt
	if l.shift.Status != shifts.ShiftAwaitingApproval {
		return true, nil
	}
	l.opened = l.opened.Add(time.Duration(5+l.rng.IntN(40)) * time.Minute)
	if l.opened.After(l.now) || !l.opened.Before(l.demand.Start) {
		return false, nil
	}
	l.clock.Set(l.opened)
	if l.rng.IntN(12) == 0 {
		return false, call(ctx, l.host(), l.key+"-decline", l.path("decline"), map[string]any{"why": "covered_by_own_staff"}, nil)
	}
	return true, call(ctx, l.host(), l.key+"-approve", l.path("approve"), map[string]any{}, &l.shift)
}

func (l *life) host() apiclient.Client { return l.staff(l.demand.Employer.ODS) }

func (l *life) withdraw(ctx context.Context) error {
	at := l.between(l.opened, l.demand.Start)
	if at.After(l.now) {
		return nil
	}
	l.clock.Set(at)
	return call(ctx, l.host(), l.key+"-withdraw", l.path("withdraw"), map[string]any{"why": "no_longer_needed"}, nil)
}

// accept lets up to five workers of the role try, own bank first for two shifts in three. It gives nil when none has it.
func (l *life) accept(ctx context.Context) (*booked, error) {
	at := l.between(l.opened, l.demand.Start)
	for range 5 {
		l.tries++
		at = at.Add(time.Minute)
		w, ok := l.candidate(l.tries)
		if !ok || at.After(l.now) || !at.Before(l.demand.Start) {
			return nil, nil
		}
		l.clock.Set(at)
		if l.shift.LadderID != "" {
			if err := l.openSteps(ctx, at); err != nil {
				return nil, err
			}
		}
		b, err := l.take(ctx, w)
		if err == nil && b.Status == shifts.BookingConfirmed {
			return &booked{id: b.BookingID, worker: w, at: at}, nil
		}
		if err != nil && !refusal(err) {
			return nil, fmt.Errorf("accept: %w", err)
		}
	}
	return nil, nil
}

// take books the shift for a worker: at once, or by applying and being chosen where the ward chooses.
func (l *life) take(ctx context.Context, w Worker) (b shifts.BookingState, err error) {
	key, self := fmt.Sprintf("%s-accept-%d", l.key, l.tries), l.as(w.Principal(l.world.ICS))
	if l.shift.BookingMode != "request_approve" {
		return b, call(ctx, self, key, l.path("bookings"), map[string]any{}, &b)
	}
	var asked struct {
		ApplicationID string `json:"application_id"`
	}
	if err := call(ctx, self, key+"-apply", l.path("applications"), map[string]any{}, &asked); err != nil {
		return b, err
	}
	return b, call(ctx, l.host(), key+"-choose", shiftsAPI+"applications/"+asked.ApplicationID+"/approve", map[string]any{}, &b)
}

// refusal tells an honest no from something that went wrong.
func refusal(err error) bool {
	var p *apiclient.Problem
	return errors.As(err, &p) && (p.Status == http.StatusConflict || p.Status == http.StatusTooManyRequests)
}

func (l *life) candidate(try int) (Worker, bool) {
	own := l.rng.IntN(3) < 2 && try < 4
	for range 60 {
		w := l.workers[l.rng.IntN(len(l.workers))]
		if w.Role == l.demand.Role.Code && (w.Home == l.demand.Employer.ODS) == own {
			return w, true
		}
	}
	return Worker{}, false
}

// Statement is what the synthetic executive writes to go off-framework.
const Statement = "Synthetic: the ward would have been below its safe number of staff."

// agency fills half of what the bank left, after the bank has had its time; a few are off-framework, under an override.
func (l *life) agency(ctx context.Context) error {
	n := l.rng.IntN(100)
	at := l.between(later(l.shift.BankClosesAt, l.opened).Add(time.Minute), l.demand.Start)
	if n >= 50 || at.After(l.now) || !at.Before(l.demand.Start) {
		return nil
	}
	l.clock.Set(at)
	if err := l.openSteps(ctx, at); err != nil {
		return err
	}
	body := map[string]any{"framework": n >= 4, "agency": fmt.Sprintf("synthetic_agency_%d", 1+n%5), "rate_pence": l.demand.Role.RatePence * 7 / 5}
	if n < 4 {
		if err := call(ctx, l.host(), l.key+"-override", l.path("override"), map[string]any{"why": "patient_safety"}, nil); err != nil && !refusal(err) {
			return fmt.Errorf("override: %w", err)
		}
		body["why"], body["statement"] = "patient_safety", Statement
	}
	if err := call(ctx, l.host(), l.key+"-agency", l.path("agency-fill"), body, nil); err != nil && !refusal(err) {
		return fmt.Errorf("agency: %w", err)
	}
	return nil
}

func (l *life) path(verb string) string { return shiftsAPI + "shifts/" + l.shift.ShiftID + "/" + verb }
