package app

import (
	"context"
	"errors"
	"sync"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/id"

	"github.com/muster-ics/muster/services/shifts/internal/booking"
	"github.com/muster-ics/muster/services/shifts/internal/eligibility"
	"github.com/muster-ics/muster/services/shifts/internal/shift"
)

// MaxSeveral is how many shifts are accepted in one request.
const MaxSeveral = 20

// Several is a worker who takes more than one shift.
type Several struct {
	ShiftIDs []id.ID
	// ShownPence is the total pay that the worker saw of each; they are booked for that or more. Without one it is not known.
	ShownPence map[id.ID]int64
	// AllOrNone gives every booking back when one of them cannot be had. Otherwise each that fits stands for itself.
	AllOrNone bool
}

// Taken is what became of one shift among several. Booking is set when it was held; Fault says why it was not, or why it
// did not stay.
type Taken struct {
	ShiftID id.ID
	Booking *Booked
	Fault   *fault.Error
}

// AcceptSeveral takes several shifts for the worker who asks. They are judged together first, against the diary and
// against each other: of what fits, in the order given; of all or none, so that the order does not matter. Then each is
// claimed as one shift is. All or none is kept by the bookings themselves, which name their set: whoever sees one of them
// refused, or the request cut off, gives the rest back (SettleRequests), so that it holds whatever is killed. A shift may
// therefore be held for some seconds and open again; no place has two bookings, and no worker too little rest, at any
// moment.
func (a *App) AcceptSeveral(ctx context.Context, cmd Several) ([]Taken, error) {
	who, err := a.check(ctx, AcceptShift, auth.Facts{})
	if err != nil {
		return nil, err
	}
	if err := cmd.check(); err != nil {
		return nil, asFault(err)
	}
	w, err := a.worker(ctx, who)
	if err != nil {
		return nil, err
	}
	if w.HomeEmployer == "" {
		w.HomeEmployer = who.Employer
	}
	out, err := a.judgeTogether(ctx, w, cmd)
	if err != nil {
		return nil, err
	}
	g := booking.Grant{}
	if cmd.AllOrNone && len(out) > 1 {
		g.SetID, g.SetSize = id.New(), len(out)
	}
	if g.SetID == id.Nil || !anyFault(out) {
		if err := a.claimEach(ctx, w, g, cmd, out); err != nil {
			return nil, err
		}
	}
	return out, a.dissolve(ctx, g, out)
}

func (c Several) check() error {
	seen := make(map[id.ID]bool, len(c.ShiftIDs))
	for _, s := range c.ShiftIDs {
		seen[s] = true
	}
	if len(c.ShiftIDs) == 0 || len(c.ShiftIDs) > MaxSeveral || len(seen) != len(c.ShiftIDs) {
		return &shift.Invalid{Problems: []shift.Problem{{Field: "shift_ids", Message: "Choose 1 to 20 different shifts."}}}
	}
	return nil
}

// judgeTogether says for each shift why it cannot be had beside the diary and the others.
func (a *App) judgeTogether(ctx context.Context, w eligibility.Worker, cmd Several) ([]Taken, error) {
	there, err := a.sets.Shifts(ctx, cmd.ShiftIDs)
	if err != nil {
		return nil, err
	}
	shifts := make(map[id.ID]shift.State, len(there))
	for _, s := range there {
		shifts[s.ID] = s
	}
	now := a.clock.Now()
	facts, err := a.standing(ctx, w, now)
	if err != nil {
		return nil, err
	}
	out := make([]Taken, len(cmd.ShiftIDs))
	for i, shiftID := range cmd.ShiftIDs {
		out[i].ShiftID = shiftID
		s, ok := shifts[shiftID]
		if !ok {
			out[i].Fault = fault.Of(unknown())
			continue
		}
		if err := s.Takeable(now); err != nil {
			out[i].Fault = fault.Of(asFault(err))
			continue
		}
		beside, alone := facts, facts.Diary.Entries
		beside.Diary.Entries = alone[:len(alone):len(alone)]
		for j, other := range cmd.ShiftIDs {
			if o, ok := shifts[other]; ok && j != i && (cmd.AllOrNone || (j < i && out[j].Fault == nil)) {
				beside.Diary.Entries = append(beside.Diary.Entries, a.wanted(w, o, facts))
			}
		}
		d, err := a.judgeBetween(ctx, w, s, &beside)
		if err != nil {
			return nil, err
		}
		if d.Outcome == eligibility.Ineligible {
			out[i].Fault = fault.New(fault.Conflict, booking.CodeRefused, "You cannot take this shift; see the reasons.").WithReasons(d.Reasons...)
		}
	}
	return out, nil
}

func anyFault(out []Taken) bool {
	for _, t := range out {
		if t.Fault != nil {
			return true
		}
	}
	return false
}

// claimEach claims what was judged possible, one after the other, and then waits for the answers to all of them together.
// All or none stops at the first that cannot be had.
func (a *App) claimEach(ctx context.Context, w eligibility.Worker, g booking.Grant, cmd Several, out []Taken) error {
	woken := make([]<-chan Booked, len(out))
	for i := range out {
		if out[i].Fault != nil {
			continue
		}
		bookingID := id.New()
		ch, stop := a.outcomes.expect(bookingID)
		defer stop()
		g.ShownPence = cmd.ShownPence[out[i].ShiftID]
		held, tell, err := a.hold(ctx, out[i].ShiftID, bookingID, w, g)
		if err != nil {
			if out[i].Fault = fault.Of(asFault(err)); out[i].Fault.Kind == fault.Internal {
				return err
			}
			if g.SetID != id.Nil {
				return nil
			}
			continue
		}
		tell()
		out[i].Booking, woken[i] = &held, ch
	}
	return a.awaitEach(ctx, out, woken)
}

// awaitEach waits for the answers to all that are held, together and no longer than for one.
func (a *App) awaitEach(ctx context.Context, out []Taken, woken []<-chan Booked) error {
	failed := make([]error, len(out))
	var group sync.WaitGroup
	for i := range out {
		if out[i].Booking == nil {
			continue
		}
		group.Go(func() {
			b, err := a.outcome(ctx, out[i].Booking.Booking.ID, woken[i])
			switch f := fault.Of(err); {
			case err == nil:
				out[i].Booking = &b
			case f.Kind == fault.Conflict:
				out[i].Booking, out[i].Fault = nil, f
			default:
				failed[i] = err
			}
		})
	}
	group.Wait()
	return errors.Join(failed...)
}

// dissolve gives back what was held of a set of which one could not be had.
func (a *App) dissolve(ctx context.Context, g booking.Grant, out []Taken) error {
	if g.SetID == id.Nil || !anyFault(out) {
		return nil
	}
	for i := range out {
		if out[i].Fault != nil {
			continue
		}
		if out[i].Booking != nil {
			if err := a.leaveSet(context.WithoutCancel(ctx), out[i].Booking.Booking.ID); err != nil {
				return err
			}
		}
		out[i].Booking = nil
		out[i].Fault = fault.New(fault.Conflict, "set_incomplete", "Another of the shifts could not be had, and you asked for all or none.")
	}
	return nil
}
