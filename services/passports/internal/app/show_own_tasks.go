package app

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/services/passports/internal/due"
	"github.com/muster-ics/muster/services/passports/internal/worker"
)

// OwnTask is one thing of a passport that is missing, has run out or runs out within 90 days.
type OwnTask struct {
	Kind  string `json:"kind" enum:"check,registration,competency,engagement"`
	Code  string `json:"code" doc:"The check's type, the register, framework:subject of a competency, or post."`
	Title string `json:"title,omitempty" doc:"The competency's title."`
	Level int    `json:"level,omitempty"`
	State string `json:"state" enum:"held,missing,not_in_place,blocked,by_approval"`
	Asked bool   `json:"asked" doc:"Nobody in the role works without it."`
	// DueAt is when it stops to hold, or since when it is not in place.
	DueAt time.Time `json:"due_at"`
	// Within is the nearest of 90, 60, 28 and 7 days in which it runs out; 0 when it is not in place now.
	Within int `json:"within" enum:"0,7,28,60,90"`
	// Bookings are those ahead that ask for it and end after it has run out.
	Bookings []BookingAhead `json:"bookings" doc:"Bookings ahead that would lose their ground."`
}

// OwnPassport is a worker's own passport with what there is to do.
type OwnPassport struct {
	Worker WorkerView
	Tasks  []OwnTask
	// Shared is how many hosts may rely on it now.
	Shared int
}

// ShowOwnPassport gives workers their own passport with what there is to do, the most urgent first.
func (p *Passports) ShowOwnPassport(ctx context.Context) (OwnPassport, error) {
	me, err := p.ownID(ctx, MayReadOwn)
	if err != nil {
		return OwnPassport{}, err
	}
	w, err := p.Workers.Get(ctx, me)
	if err != nil {
		return OwnPassport{}, err
	}
	now := p.Clock.Now()
	ahead, err := p.Rights.Reliant(ctx, me, now)
	if err != nil {
		return OwnPassport{}, err
	}
	ps, err := p.profiles(ctx)
	if err != nil {
		return OwnPassport{}, err
	}
	personal, err := p.Workers.Personal(ctx, me)
	own := OwnPassport{Worker: view(w, personal[me]).forWorker(), Tasks: tasksOf(p.calledNow(w.Record()), ps, ahead, now)}
	for _, d := range w.Record().Disclosures {
		if d.Live(now) {
			own.Shared++
		}
	}
	return own, err
}

// ShowOwnTasks gives workers what there is to do, the most urgent first.
func (p *Passports) ShowOwnTasks(ctx context.Context) ([]OwnTask, error) {
	own, err := p.ShowOwnPassport(ctx)
	return own.Tasks, err
}

// notices are the numbers of days in which something is said to run out, the nearest first.
var notices = []int{7, 28, 60, 90}

func tasksOf(r worker.Record, ps due.Profiles, ahead []Reliance, now time.Time) []OwnTask {
	out := []OwnTask{}
	for _, l := range due.Of(r, ps, now) {
		if l.DueAt == nil {
			continue
		}
		within, matters := withinDays(l, now)
		if !matters {
			continue
		}
		t := OwnTask{
			Kind: string(l.Kind), Code: l.Code, Level: l.Level, State: string(l.State), Asked: l.Asked, DueAt: *l.DueAt, Within: within, Bookings: losing(ahead, l),
		}
		if framework, code, ok := l.Subject(); ok {
			t.Title = title(framework, code)
		}
		out = append(out, t)
	}
	slices.SortStableFunc(out, func(a, b OwnTask) int {
		return cmp.Or(cmp.Compare(min(len(b.Bookings), 1), min(len(a.Bookings), 1)), cmp.Compare(a.Within, b.Within), a.DueAt.Compare(b.DueAt), cmp.Compare(a.Code, b.Code))
	})
	return out
}

// withinDays is 0 for what is not in place now, and the nearest number of days for what runs out. What holds for longer
// is nothing to do; so is an engagement elsewhere that nobody asks for.
func withinDays(l due.Line, now time.Time) (days int, matters bool) {
	if l.State != due.Held || !l.DueAt.After(now) {
		return 0, true
	}
	for _, n := range notices {
		if !l.DueAt.After(now.In(clock.London).AddDate(0, 0, n)) {
			return n, true
		}
	}
	return 0, false
}

func losing(ahead []Reliance, l due.Line) []BookingAhead {
	out := []BookingAhead{}
	for _, r := range ahead {
		if b := r.Booking; l.DueAt.Before(b.EndsAt) && asks(b, l) {
			out = append(out, bookingAhead(r))
		}
	}
	return out
}
