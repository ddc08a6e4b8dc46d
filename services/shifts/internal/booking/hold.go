package booking

import (
	"time"

	"github.com/muster-ics/muster/events/reason"
	"github.com/muster-ics/muster/pkg/id"

	"github.com/muster-ics/muster/services/shifts/internal/eligibility"
	"github.com/muster-ics/muster/services/shifts/internal/shift"
)

// Hold keeps the shift for the worker while the answers come. It holds both the place and the worker's time, at the
// rate that the shift shows now.
func Hold(booking id.ID, s *shift.Shift, w eligibility.Worker, f eligibility.Facts, now time.Time) (*Booking, error) {
	return HoldUnder(Grant{}, booking, s, w, f, now)
}

func hold(g Grant, booking id.ID, s *shift.Shift, w eligibility.Worker, f eligibility.Facts, now time.Time) (*Booking, error) {
	// Of a shift that is refilled after its start only the rest is booked.
	st := s.State().Remaining(now)
	if err := MayAccept(st, w, f, g, now); err != nil {
		return nil, err
	}
	if err := s.Hold(now); err != nil {
		return nil, err
	}
	b := &Booking{s: State{
		ID: booking, ShiftID: st.ID, WorkerID: w.ID, HomeEmployer: w.HomeEmployer, HostEmployer: st.Employer,
		StartsAt: st.StartsAt, EndsAt: st.EndsAt, NetMinutes: st.NetMinutes(), RatePence: st.RatePence,
		Status: Held, HeldAt: now, Reasons: []reason.Reason{},
	}}
	b.diary = f.Diary.Version
	b.happened(EventRequested)
	return b, nil
}

// RestUntil is the end of the rest that the shift asks for, in elapsed time.
func (s State) RestUntil() time.Time { return s.EndsAt.Add(eligibility.Rest) }
