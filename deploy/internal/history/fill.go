package history

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"time"

	"github.com/muster-ics/muster/deploy/internal/apiclient"
	"github.com/muster-ics/muster/deploy/seed"
	"github.com/muster-ics/muster/events/shifts"
	"github.com/muster-ics/muster/pkg/clock"
)

// Fill makes the days that are not made yet, oldest first, from so many days back: each shift is posted, and then taken,
// given back, withdrawn, filled by an agency or left open, worked and approved, each at its own moment. progress is told the
// days done.
func (m *Maker) Fill(ctx context.Context, p Population, back int, progress func(done, total int)) error {
	total := Depth + Ahead
	p.DaysDone = max(p.DaysDone, Depth-back)
	progress(p.DaysDone, total)
	for n := p.DaysDone; n < total; n++ {
		day := p.Started.In(clock.London).AddDate(0, 0, n-Depth)
		if n%7 == 0 || n == Depth || n == Depth-back {
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
	worked := map[string][]string{}
	for i := range count {
		if err := ctx.Err(); err != nil {
			return err
		}
		d := m.world.Draw(rng, day)
		life := life{Maker: m, rng: rng, demand: d, now: p.Started, key: fmt.Sprintf("%d-%d", n, i), workers: p.Workers, worked: worked}
		if !d.PostedAt.Before(p.Started) {
			continue // will be asked for in time, by the simulator
		}
		if err := life.live(ctx); err != nil && !answerLost(err) {
			return err
		}
	}
	return m.approveHours(ctx, worked, day.AddDate(0, 0, 3), p.Started)
}

// answerLost tells that a kill came between a deed and the keeping of its answer. The deed is done, and what it began goes on
// in the present.
func answerLost(err error) bool {
	var p *apiclient.Problem
	return errors.As(err, &p) && p.Code == "already_done"
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
