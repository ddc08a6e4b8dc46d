package app

import (
	"cmp"
	"context"
	"time"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/passports/internal/worker"
)

// change is one change of a passport: by the home employer's people, unless action says otherwise.
type change struct {
	// action is asked of the policy with the facts of the passport; empty is MayManage.
	action    auth.Action
	worker    id.ID
	requestID string
	// verb and why go into the audit row.
	verb, why string
	// act changes the passport, or refuses.
	act func(w *worker.Worker, now time.Time) error
	// numbers are registration numbers to be sealed with it, by register.
	numbers map[string]string
	// staffNumber is sealed with it when it is not empty.
	staffNumber string
	// imported are the rows of a file that the change records or takes back; act may add to them.
	imported *ImportedRows
	// agreed looks at what would end before anything is written, and may refuse; nil agrees.
	agreed func(Changed) error
	// also tells what else happened, beside the passport's own event; nil is nothing.
	also func(w *worker.Worker, who By, now time.Time) ([]Fact, error)
	// look is shown who relies on the passport before act acts; nil when act need not know.
	look func(Relying)
	// besides adds what else is written, once act has agreed; nil is nothing.
	besides func(*Changed)
}

// changeWorker makes the change, tells it, and judges again every booking ahead that relies on the passport: those for
// which the worker is no longer fit are un-booked in the same transaction, and nothing may rely on an older version.
func (p *Passports) changeWorker(ctx context.Context, c change) (Standing, error) {
	return p.changeBy(ctx, c, func(w *worker.Worker) (By, error) {
		principal, err := Policy.Check(ctx, cmp.Or(c.action, MayManage), auth.Facts{Home: w.HomeEmployer(), Worker: w.ID().String(), ICS: p.ICS})
		return by(principal, c.requestID), err
	})
}

// changeBy makes the change in the name of whom who gives, or refuses.
func (p *Passports) changeBy(ctx context.Context, c change, who func(*worker.Worker) (By, error)) (Standing, error) {
	now := p.Clock.Now()
	var after Standing
	err := p.Workers.Change(ctx, c.worker, now, func(w *worker.Worker, rel Relying) (Changed, error) {
		if !p.heirs().None() {
			w.By(p.heirNow)
		}
		actor, err := who(w)
		if err != nil {
			return Changed{}, err
		}
		f := Fact{Action: c.verb, Reason: c.why, By: actor, Before: w.Canonical()}
		before := w.Record()
		if c.look != nil {
			c.look(rel)
		}
		if err := w.MayChange(); err != nil {
			return Changed{}, refused(err, "")
		}
		if err := c.act(w, now); err != nil {
			return Changed{}, refused(err, "")
		}
		if before.Status == worker.Left && w.Record().Status == worker.Active {
			f.Action = verbReturn
		}
		w.NextVersion()
		out, err := p.unfit(ctx, w, rel, now, f.By)
		if err != nil {
			return Changed{}, err
		}
		if c.agreed != nil {
			if err := c.agreed(out); err != nil {
				return Changed{}, err
			}
		}
		out.Numbers, out.StaffNumber, out.Imported = c.numbers, c.staffNumber, c.imported
		gone, facts, err := p.outdated(ctx, rel.Credentials, w, now, f.By)
		if err != nil {
			return Changed{}, err
		}
		out.Revoked, out.Facts = gone, append(out.Facts, facts...)
		told, err := p.tell(ctx, w, rel, f)
		if err != nil {
			return Changed{}, err
		}
		parts, err := p.parts(ctx, before, w.Record(), f.By)
		if err != nil {
			return Changed{}, err
		}
		out.Facts = append(append([]Fact{told}, parts...), out.Facts...)
		if c.besides != nil {
			c.besides(&out)
		}
		if c.also != nil {
			more, err := c.also(w, f.By, now)
			if err != nil {
				return Changed{}, err
			}
			out.Facts = append(out.Facts, more...)
		}
		after = standing(w)
		return out, nil
	})
	return after, err
}

// Standing is how a passport stands after a change. It names nobody.
type Standing struct {
	WorkerID       id.ID
	Version, Floor int64
	HomeEmployer   string
	Status         string
}

func standing(w *worker.Worker) Standing {
	r := w.Record()
	return Standing{WorkerID: r.ID, Version: r.Version, Floor: r.Floor, HomeEmployer: r.HomeEmployer, Status: string(r.Status)}
}

// tell is passport.suspended when the passport has just been suspended, which ends every booking that relies on it, and
// passport.changed otherwise.
func (p *Passports) tell(ctx context.Context, w *worker.Worker, rel Relying, f Fact) (Fact, error) {
	if f.Action == verbSuspend {
		return p.suspended(ctx, w, rel.Bookings, f)
	}
	return p.changed(ctx, w, f)
}

// unfit judges the reliant bookings again. A suspended passport ends them all by its own event, so none is judged then.
func (p *Passports) unfit(ctx context.Context, w *worker.Worker, rel Relying, now time.Time, who By) (Changed, error) {
	out := Changed{Uncleared: map[id.ID]Judged{}}
	if w.Record().Status == worker.Suspended {
		w.RaiseFloor()
		for _, b := range rel.Bookings {
			out.Explained = append(out.Explained, p.judge(w, b, rel.Around[b.ID], causeSuspended, now))
		}
		return out, nil
	}
	for _, b := range rel.Bookings {
		d := p.judge(w, b, rel.Around[b.ID], causeChanged, now)
		if d.Cleared() {
			continue
		}
		f, err := p.uncleared(ctx, b, d, who)
		if err != nil {
			return Changed{}, err
		}
		out.Uncleared[b.ID] = d
		out.Facts = append(out.Facts, f)
	}
	if len(out.Uncleared) > 0 || w.Record().Status == worker.Left {
		w.RaiseFloor()
	}
	return out, nil
}
