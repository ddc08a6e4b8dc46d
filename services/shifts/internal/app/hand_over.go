package app

import (
	"time"

	"github.com/muster-ics/muster/pkg/id"

	"github.com/muster-ics/muster/services/shifts/internal/booking"
)

// reopen puts the shift back where it stood after its booking ended. The end of a successor that never had the place
// leaves the shift with whoever has it.
func (st *Standing) reopen() error {
	b := st.Booking.State()
	if b.SuccessorOf != id.Nil && st.Shift.State().BookingID != b.ID {
		return nil
	}
	return st.Shift.Reopen()
}

// lostSuccession ends a held successor whose place is no longer the one that it was to take over.
func (st *Standing) lostSuccession(now time.Time) bool {
	if st.Predecessor == nil {
		return false
	}
	before := st.Predecessor.State()
	if before.Status == booking.Confirmed && st.Shift.State().HandOverable(before.ID, now) == nil {
		return false
	}
	return st.Booking.LoseSuccession(now)
}

// handOver moves the place from the booking before to its confirmed successor: the one ends, the other stands and the
// shift changes its worker, in one transaction.
func (st *Standing) handOver(now time.Time) error {
	after := st.Booking.State()
	if err := st.Predecessor.HandOver(now); err != nil {
		return err
	}
	return st.Shift.HandOver(st.Predecessor.State().ID, after.ID, after.HomeEmployer, now)
}
