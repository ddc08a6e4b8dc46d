package booking

import (
	"errors"
	"time"

	"github.com/muster-ics/muster/pkg/id"

	"github.com/muster-ics/muster/services/shifts/internal/eligibility"
	"github.com/muster-ics/muster/services/shifts/internal/shift"
)

// Grant is on what a claim rests besides the shift's being open. The zero value is a worker who accepts by themselves.
type Grant struct {
	// ApprovedBy is the opaque id of who of the host chose the worker. It answers for what the host's policy leaves to
	// approval, e.g. a week of more hours, and for nothing hard.
	ApprovedBy string
	// SuccessorOf is the booking that the worker takes over.
	SuccessorOf id.ID
	// SetID and SetSize are those of bookings that stand together or not at all.
	SetID   id.ID
	SetSize int
	// ShownPence is the total pay that the worker saw when they decided; 0 when it is not known.
	ShownPence int64
}

// HoldUnder is Hold for a claim that rests on a grant. A successor holds the worker's time only: the place stays with the
// booking that it follows until the successor is confirmed.
func HoldUnder(g Grant, booking id.ID, s *shift.Shift, w eligibility.Worker, f eligibility.Facts, now time.Time) (*Booking, error) {
	st := s.State()
	held := s
	if g.SuccessorOf != id.Nil {
		if err := st.HandOverable(g.SuccessorOf, now); err != nil {
			return nil, asRefusal(err)
		}
		// Judged as if it were open: it is to this worker.
		st.Status = shift.Open
		held = shift.Rehydrate(st)
	} else if err := mayComeBy(g, st, w.ID); err != nil {
		return nil, err
	}
	b, err := hold(g, booking, held, w, f, now)
	if err != nil {
		return nil, err
	}
	b.s.SuccessorOf, b.s.ApprovedBy, b.s.SetID, b.s.SetSize = g.SuccessorOf, g.ApprovedBy, g.SetID, g.SetSize
	return b, nil
}

// mayComeBy judges the way in which the worker comes to the shift: not past somebody whom it is kept for, and not without
// being chosen where the ward chooses. An offer is a choice.
func mayComeBy(g Grant, s shift.State, worker id.ID) error {
	// From an agency a bank worker may take the shift over, in the same ways as an open one.
	if s.Status != shift.Open && !(s.Status == shift.Filled && s.ByAgency()) {
		return nil // Takeable says why not.
	}
	if err := s.KeptFrom(worker); err != nil {
		return asRefusal(err)
	}
	if s.BookingMode == shift.RequestApprove && g.ApprovedBy == "" && s.Reserved == nil {
		return &Refusal{Code: CodeApply, Message: "The ward chooses who works this shift. Apply for it; you hear as soon as they have decided."}
	}
	return nil
}

// CodeApply is the code of the refusal of a shift that the ward gives by choosing.
const CodeApply = "apply_first"

func asRefusal(err error) error {
	var r *shift.Refusal
	if errors.As(err, &r) {
		return &Refusal{Code: r.Code, Message: r.Message}
	}
	return err
}
