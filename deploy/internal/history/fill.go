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
	"github.com/muster-ics/muster/pkg/clock"
)

// Fill makes the days that are not made yet, oldest first: each shift is posted, and then taken, withdrawn, filled by an
// agency or left open, each at its own moment. progress is told the days done.
func (m *Maker) Fill(ctx context.Context, p Population, progress func(done, total int)) error {
	total := Depth + Ahead
	progress(p.DaysDone, total)
	for n := p.DaysDone; n < total; n++ {
		day := p.Started.In(clock.London).AddDate(0, 0, n-Depth)
		if n%7 == 0 || n == Depth {
			if err := m.readRegisters(ctx, earlier(day, p.Started)); err != nil {
				return err
			}
		}
		if err := m.makeDay(ctx, p, n, day); err != nil {
			return fmt.Errorf("day %d: %w", n+1, err)
		}
		p.DaysDone = n + 1
		if err := p.Save(m.data); err != nil {
			return err
		}
		progress(p.DaysDone, total)
	}
	return nil
}

func (m *Maker) makeDay(ctx context.Context, p Population, n int, day time.Time) error {
	rng := rand.New(rand.NewPCG(seedOfPeople, uint64(n)))
	count := int(float64(m.world.ShiftsADay)*m.world.Scale + rng.Float64())
	for i := range count {
		if err := ctx.Err(); err != nil {
			return err
		}
		d := m.world.Draw(rng, day)
		life := life{Maker: m, rng: rng, demand: d, now: p.Started, key: fmt.Sprintf("%d-%d", n, i), workers: p.Workers}
		if !d.PostedAt.Before(p.Started) {
			continue // will be asked for in time, by the simulator
		}
		if err := life.live(ctx); err != nil {
			return err
		}
	}
	return nil
}

// life is one shift's, from its posting to its end or to the present.
type life struct {
	*Maker
	rng     *rand.Rand
	demand  seed.Demand
	now     time.Time
	key     string
	workers []Worker
	shift   shifts.ShiftState
}

func (l *life) live(ctx context.Context) error {
	if err := l.post(ctx); err != nil {
		return fmt.Errorf("post: %w", err)
	}
	switch n := l.rng.IntN(100); {
	case n < 4:
		return l.withdraw(ctx)
	case n < 88:
		taken, err := l.accept(ctx)
		if taken || err != nil {
			return err
		}
	}
	return l.agency(ctx)
}

func (l *life) post(ctx context.Context) error {
	l.clock.Set(l.demand.PostedAt)
	var made apiclient.Posting
	err := call(ctx, l.host(), l.key+"-post", "/api/shifts/v1/shifts", ShiftOf(l.world, l.demand), &made)
	if err == nil {
		l.shift = made.Shifts[0]
	}
	return err
}

// ShiftOf is the posting of a demand.
func ShiftOf(w seed.World, d seed.Demand) apiclient.NewShift {
	need := shifts.Requirements{RegistrationBody: d.Role.Body, Competencies: []shifts.Competency{}}
	if d.Role.StaffGroup != "admin_clerical" {
		need.DBSLevel, need.DBSWorkforce = "enhanced", "adult"
	}
	for _, c := range w.Competencies(d.Role) {
		need.Competencies = append(need.Competencies, shifts.Competency{Framework: c.Framework, Code: c.Code, Level: c.Level})
	}
	return apiclient.NewShift{Employer: d.Employer.ODS, Site: d.Site.ODS, Ward: d.Ward, StaffGroup: d.Role.StaffGroup, Role: d.Role.Code,
		Band: d.Role.Band, StartsAt: d.Start, EndsAt: d.End, BreakMinutes: d.Break, Reason: d.Reason, RatePence: d.Role.RatePence, Requirements: need}
}

func (l *life) host() apiclient.Client { return l.as(Staff(l.world.ICS, l.demand.Employer.ODS)) }

func (l *life) withdraw(ctx context.Context) error {
	at := l.between(l.demand.PostedAt, l.demand.Start)
	if at.After(l.now) {
		return nil
	}
	l.clock.Set(at)
	return call(ctx, l.host(), l.key+"-withdraw", l.path("withdraw"), map[string]any{"why": "no_longer_needed"}, nil)
}

// accept lets up to five workers of the role try, own bank first for two shifts in three.
func (l *life) accept(ctx context.Context) (bool, error) {
	at := l.between(l.demand.PostedAt, l.demand.Start)
	for try := range 5 {
		at = at.Add(time.Duration(try) * time.Minute)
		w, ok := l.candidate(try)
		if !ok || at.After(l.now) || !at.Before(l.demand.Start) {
			return false, nil
		}
		l.clock.Set(at)
		err := call(ctx, l.as(w.Principal(l.world.ICS)), fmt.Sprintf("%s-accept-%d", l.key, try), l.path("bookings"), map[string]any{}, nil)
		if err == nil {
			return true, nil
		}
		if !refusal(err) {
			return false, fmt.Errorf("accept: %w", err)
		}
	}
	return false, nil
}

// refusal tells an honest no from something that went wrong.
func refusal(err error) bool {
	var p *apiclient.Problem
	return errors.As(err, &p) && (p.Status == http.StatusConflict || p.Status == http.StatusTooManyRequests)
}

func (l *life) candidate(try int) (Worker, bool) {
	own := l.rng.IntN(3) < 2 && try < 3
	for range 60 {
		w := l.workers[l.rng.IntN(len(l.workers))]
		if w.Role == l.demand.Role.Code && (w.Home == l.demand.Employer.ODS) == own {
			return w, true
		}
	}
	return Worker{}, false
}

// agency fills half of what the bank left, after the bank has had its time; a few are off-framework, under an override.
func (l *life) agency(ctx context.Context) error {
	n := l.rng.IntN(100)
	at := l.between(later(l.shift.BankClosesAt, l.demand.PostedAt).Add(time.Minute), l.demand.Start)
	if n >= 50 || at.After(l.now) || !at.Before(l.demand.Start) {
		return nil
	}
	l.clock.Set(at)
	body := map[string]any{"framework": n >= 4, "agency": fmt.Sprintf("synthetic_agency_%d", 1+n%5), "rate_pence": l.demand.Role.RatePence * 3 / 2}
	if n < 4 {
		if err := call(ctx, l.host(), l.key+"-override", l.path("override"), map[string]any{"why": "patient_safety"}, nil); err != nil {
			return fmt.Errorf("override: %w", err)
		}
		body["why"], body["statement"] = "patient_safety", "Synthetic: the ward would have been below its safe number of staff."
	}
	if err := call(ctx, l.host(), l.key+"-agency", l.path("agency-fill"), body, nil); err != nil && !refusal(err) {
		return fmt.Errorf("agency: %w", err)
	}
	return nil
}

func (l *life) path(verb string) string {
	return "/api/shifts/v1/shifts/" + l.shift.ShiftID + "/" + verb
}

// between draws a moment in the first nine tenths of a span.
func (l *life) between(from, to time.Time) time.Time {
	span := to.Sub(from)
	if span <= 0 {
		return to
	}
	return from.Add(time.Duration(float64(span) * 0.9 * l.rng.Float64())).Truncate(time.Second)
}

func earlier(a, b time.Time) time.Time {
	if a.Before(b) {
		return a
	}
	return b
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}
