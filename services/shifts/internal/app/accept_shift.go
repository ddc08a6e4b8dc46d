package app

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/muster-ics/muster/events/reason"
	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/id"

	"github.com/muster-ics/muster/services/shifts/internal/booking"
	"github.com/muster-ics/muster/services/shifts/internal/eligibility"
	"github.com/muster-ics/muster/services/shifts/internal/shift"
)

// Accept is a worker who takes a shift.
type Accept struct {
	ShiftID id.ID
	// NoWait asks for the answer as soon as the shift is held.
	NoWait bool
	// ShownPence is the total pay that the worker saw; they are booked for that or more. 0 when it is not known.
	ShownPence int64
}

// Alternative is another open shift for the same work.
type Alternative struct {
	ShiftID              id.ID
	Employer, Site, Ward string
	StartsAt, EndsAt     time.Time
	Band                 string
	RatePence            int64
}

// TakenError is the refusal of a shift that somebody else was quicker to take.
type TakenError struct {
	Fault *fault.Error
	// Alternatives are up to three open shifts like it.
	Alternatives []Alternative
}

// Error implements error.
func (e *TakenError) Error() string { return e.Fault.Error() }

// Unwrap gives the fault.
func (e *TakenError) Unwrap() error { return e.Fault }

// Accept takes a shift for the worker who asks. Who may, booking.MayAccept says.
//
// The result is confirmed, or still held when the answers take longer than two seconds or NoWait is set. A refusal is a
// fault of kind Conflict with all reasons, or a *TakenError. Never a false yes: confirmed means that the place, the
// worker's time, the passport and the agreement stand in one committed row.
func (a *App) Accept(ctx context.Context, cmd Accept) (Booked, error) {
	who, err := a.check(ctx, AcceptShift, auth.Facts{})
	if err != nil {
		return Booked{}, err
	}
	worker, err := id.Parse(who.WorkerID)
	if err != nil {
		return Booked{}, unknown()
	}
	bookingID := id.New()
	woken, stop := a.outcomes.expect(bookingID)
	defer stop()
	held, tell, err := a.hold(ctx, cmd.ShiftID, bookingID, eligibility.Worker{ID: worker, HomeEmployer: who.Employer}, booking.Grant{ShownPence: cmd.ShownPence})
	if err != nil {
		return Booked{}, asFault(err)
	}
	tell()
	if cmd.NoWait {
		return held, nil
	}
	return a.outcome(ctx, bookingID, woken)
}

// hold takes the shift through the gate. tell offers the event, once nobody waits at the gate any more.
func (a *App) hold(ctx context.Context, shiftID, bookingID id.ID, who eligibility.Worker, g booking.Grant) (held Booked, tell func(), err error) {
	if g.SuccessorOf != id.Nil {
		// The shift is not there to be taken by others, so nobody waits for a verdict on it.
		return a.claim(ctx, shiftID, bookingID, who, g)
	}
	var mine *Verdict
	taken, err := a.gate.Through(ctx, shiftID, func() (*Verdict, error) {
		var err error
		held, tell, err = a.claim(ctx, shiftID, bookingID, who, g)
		mine, err = a.verdict(ctx, held.Shift, shiftID, err)
		return mine, err
	})
	switch {
	case taken != nil:
		return Booked{}, nil, a.taken(ctx, taken)
	case mine != nil && isTaken(err):
		return Booked{}, nil, a.taken(ctx, mine)
	}
	if err == nil && held.Shift.Reserved != nil {
		a.offerTaken(ctx, held.Shift.Reserved.Offer, bookingID)
	}
	return held, tell, err
}

// claimRounds is how often a claim is made again on a shift that changed between the reading and the claim.
const claimRounds = 3

// diaryRounds is how often when it was the worker's diary that changed. Each time another claim of the same worker has
// won, so the rounds are as many as the shifts that one worker takes at the same moment.
const diaryRounds = 64

func (a *App) claim(ctx context.Context, shiftID, bookingID id.ID, who eligibility.Worker, g booking.Grant) (Booked, func(), error) {
	for round := 1; ; round++ {
		now := a.clock.Now()
		s, w, facts, rules, err := a.bookings.Candidate(ctx, shiftID, who.ID)
		if err != nil {
			return Booked{}, nil, err
		}
		if w.HomeEmployer == "" {
			// The token's word, until passports' event has come: it can only be behind by moments.
			w.HomeEmployer = who.HomeEmployer
		}
		if w.Hours.Sponsored() && a.cross(w, s) {
			// Who employs them for the shift decides whether the cap counts it; nobody else's claim needs to know.
			if err := a.learnEmployer(ctx, &w, &facts); err != nil {
				return Booked{}, nil, err
			}
		}
		w, facts = a.inTermsOf(s, w, facts)
		b, err := booking.HoldUnder(g, bookingID, shift.Rehydrate(s), w, facts, now)
		if err != nil {
			return Booked{}, nil, err
		}
		if err := lockPay(b, s, w, rules, g.ShownPence); err != nil {
			return Booked{}, nil, err
		}
		tell, err := a.bookings.Claim(ctx, s, b)
		switch {
		case err == nil:
			if g.SuccessorOf == id.Nil {
				s.Status = shift.Held
			}
			return Booked{Booking: b.State(), Shift: s}, tell, nil
		case errors.Is(err, ErrDiaryMoved) && round < diaryRounds:
			continue
		case round >= claimRounds, !errors.Is(err, ErrNotTaken) && !errors.Is(err, ErrTooNear):
			return Booked{}, nil, lostFor(err)
		}
		// Somebody was quicker, with the shift or with the worker's time: read again and say what is the case.
	}
}

// lostFor says what is known when the shift kept changing under the claim.
func lostFor(err error) error {
	switch {
	case errors.Is(err, ErrNotTaken):
		return &booking.Refusal{Code: booking.CodeTaken, Message: "Somebody has taken this shift."}
	case errors.Is(err, ErrTooNear), errors.Is(err, ErrDiaryMoved):
		return &booking.Refusal{Code: booking.CodeOverlap, Message: "You have just taken another shift too near this one.", Reasons: []reason.Reason{{
			Code: "OVERLAP", Weight: reason.Hard, Message: "You have just taken another shift too near this one.", Fix: "Look at your shifts, then choose again."}}}
	}
	return err
}

func isTaken(err error) bool {
	var r *booking.Refusal
	return errors.As(err, &r) && r.Code == booking.CodeTaken
}

// verdict is what those behind at the gate share: the winner's hold, or the news that the shift was gone already.
func (a *App) verdict(ctx context.Context, held shift.State, shiftID id.ID, err error) (*Verdict, error) {
	if err != nil && !isTaken(err) {
		return nil, err
	}
	if err == nil {
		return &Verdict{TakenAt: a.clock.Now(), Shift: held}, nil
	}
	s, gerr := a.shifts.Get(ctx, shiftID)
	if gerr != nil {
		return nil, gerr
	}
	return &Verdict{TakenAt: a.takenAt(ctx, s), Shift: s}, err
}

func (a *App) takenAt(ctx context.Context, s shift.State) time.Time {
	if s.FilledAt != nil {
		return *s.FilledAt
	}
	live, err := a.bookings.List(ctx, BookingFilter{ShiftID: s.ID, Statuses: []booking.Status{booking.Held, booking.Confirmed}, Limit: 1})
	if err != nil || len(live) == 0 {
		return time.Time{}
	}
	return live[0].Booking.HeldAt
}

func (a *App) taken(ctx context.Context, v *Verdict) error {
	message := "Somebody has just taken this shift."
	if !v.TakenAt.IsZero() {
		message = "Somebody took this shift " + ago(a.clock.Now().Sub(v.TakenAt)) + "."
	}
	// Asked once for all who share the verdict, and for none when nobody came too late.
	v.once.Do(func() {
		// The next ones need the answer also when the first has gone away.
		like, err := a.shifts.Like(context.WithoutCancel(ctx), v.Shift, a.clock.Now(), 3)
		if err != nil {
			a.log.WarnContext(ctx, "no alternatives for a taken shift", "error", err)
		}
		for _, l := range like {
			v.like = append(v.like, Alternative{ShiftID: l.ID, Employer: l.Employer, Site: l.Site, Ward: l.Ward, StartsAt: l.StartsAt, EndsAt: l.EndsAt, Band: l.Band, RatePence: l.RatePence})
		}
	})
	return &TakenError{Fault: fault.New(fault.Conflict, booking.CodeTaken, "%s", message), Alternatives: v.like}
}

func ago(d time.Duration) string {
	switch {
	case d < time.Second:
		return "a moment ago"
	case d < time.Minute:
		return fmt.Sprintf("%d s ago", int(d.Seconds()))
	case d < time.Hour:
		return fmt.Sprintf("%d min ago", int(d.Minutes()))
	case d < 48*time.Hour:
		return fmt.Sprintf("%d h ago", int(d.Hours()))
	}
	return fmt.Sprintf("%d days ago", int(d.Hours()/24))
}

// outcome waits for the end of the hold and gives it, as a refusal when it was one.
func (a *App) outcome(ctx context.Context, bookingID id.ID, woken <-chan Booked) (Booked, error) {
	b, err := await(ctx, woken, a.wait, func() (Booked, error) { return a.booked(ctx, bookingID) })
	if err != nil {
		return Booked{}, err
	}
	return b, b.Refused()
}

// Refused is the fault of a booking that ended in a no, and nil for one that stands or was ended by a person.
func (b Booked) Refused() error {
	switch b.Booking.Status {
	case booking.Refused, booking.Revoked:
		return fault.New(fault.Conflict, booking.CodeRefused, "You cannot take this shift; see the reasons.").WithReasons(b.Booking.Reasons...)
	case booking.HoldExpired:
		return fault.New(fault.Conflict, "hold_expired", "The checks took too long, so the shift was not kept for you. Try again if it is still open.").WithReasons(b.Booking.Reasons...)
	}
	return nil
}

func (a *App) booked(ctx context.Context, bookingID id.ID) (Booked, error) {
	b, s, err := a.bookings.Get(ctx, bookingID)
	return Booked{Booking: b, Shift: s}, err
}
