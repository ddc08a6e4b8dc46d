package store

import (
	"context"
	"fmt"
	"time"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/outbox"
	"github.com/muster-ics/muster/pkg/pg"

	"github.com/muster-ics/muster/services/shifts/internal/app"
	"github.com/muster-ics/muster/services/shifts/internal/booking"
	"github.com/muster-ics/muster/services/shifts/internal/shift"
	"github.com/muster-ics/muster/services/shifts/internal/store/sqlcgen"
)

// BookingRepo implements app.Bookings.
type BookingRepo struct{ base }

var _ app.Bookings = (*BookingRepo)(nil)

// Update implements app.Bookings.
func (r *BookingRepo) Update(ctx context.Context, bookingID id.ID, fn func(*app.Standing) error) error {
	return r.inTx(ctx, func(tx *outbox.Tx, q *sqlcgen.Queries) error {
		st, _, err := lockBooked(ctx, q, bookingID)
		if err != nil {
			return err
		}
		return r.change(ctx, tx, st, fn)
	})
}

// Answer implements app.Bookings. What settles the booking is kept in the booking itself; only an answer that has to
// wait for another is kept beside it.
func (r *BookingRepo) Answer(ctx context.Context, bookingID id.ID, a app.Answer, fn func(*app.Standing) error) error {
	return r.inTx(ctx, func(tx *outbox.Tx, q *sqlcgen.Queries) error {
		if err := pg.ReusePlans(ctx, tx.Tx); err != nil {
			return err
		}
		st, at, err := lockBooked(ctx, q, bookingID)
		if err != nil {
			return err
		}
		st.Answers = st.Answers.With(a.Clearance, a.Authorisation, at)
		if err := r.change(ctx, tx, st, fn); err != nil {
			return err
		}
		if st.Booking.State().Status == booking.Held {
			return putAnswer(ctx, sqlcgen.New(tx.Later()), bookingID, a)
		}
		return nil
	})
}

func putAnswer(ctx context.Context, q *sqlcgen.Queries, bookingID id.ID, a app.Answer) error {
	p := sqlcgen.PutAnswerParams{BookingID: bookingID}
	var err error
	switch {
	case a.Clearance != nil:
		p.Kind, p.Yes, p.PassportVersion = clearance, a.Clearance.Yes, &a.Clearance.PassportVersion
		if !a.Clearance.ValidUntil.IsZero() {
			p.ValidUntil = &a.Clearance.ValidUntil
		}
		p.Reasons, err = encodeReasons(a.Clearance.Reasons)
	case a.Authorisation != nil:
		p.Kind, p.Yes = authorisation, a.Authorisation.Yes
		p.AgreementID, p.AgreementVersion = some(a.Authorisation.AgreementID), some(a.Authorisation.AgreementVersion)
		p.Reasons, err = encodeReasons(a.Authorisation.Reasons)
	}
	if err != nil {
		return err
	}
	if err := q.PutAnswer(ctx, p); err != nil {
		return fmt.Errorf("keep an answer: %w", err)
	}
	return nil
}

// Get implements app.Bookings.
func (r *BookingRepo) Get(ctx context.Context, bookingID id.ID) (booking.State, shift.State, error) {
	row, err := r.q.GetBooking(ctx, bookingID)
	if err != nil {
		return booking.State{}, shift.State{}, found(err, "read a booking")
	}
	b, err := bookingState(row.Booking)
	if err != nil {
		return booking.State{}, shift.State{}, err
	}
	s, err := shiftState(row.Shift, override{})
	return b, s, err
}

// List implements app.Bookings.
func (r *BookingRepo) List(ctx context.Context, f app.BookingFilter) ([]app.Booked, error) {
	host, hosts := r.oneOr(f.HostEmployer)
	rows, err := r.q.ListBookings(ctx, sqlcgen.ListBookingsParams{
		WorkerID: some(f.WorkerID), ShiftID: some(f.ShiftID), HostEmployer: host, Hosts: hosts, Statuses: words(f.Statuses),
		EndsAfter: f.EndsAfter, AfterAt: f.After.At, AfterID: f.After.ID, MaxRows: int32(f.Limit),
	})
	if err != nil {
		return nil, fmt.Errorf("list bookings: %w", err)
	}
	out := make([]app.Booked, len(rows))
	for i, row := range rows {
		if out[i].Booking, err = bookingState(row.Booking); err != nil {
			return nil, err
		}
		if out[i].Shift, err = shiftState(row.Shift, override{}); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// LiveOfWorker implements app.Bookings.
func (r *BookingRepo) LiveOfWorker(ctx context.Context, workerID id.ID, now time.Time) ([]id.ID, error) {
	ids, err := r.q.LiveBookingsOfWorker(ctx, sqlcgen.LiveBookingsOfWorkerParams{WorkerID: workerID, Now: now})
	if err != nil {
		return nil, fmt.Errorf("list a worker's live bookings: %w", err)
	}
	return ids, nil
}

// ExpiredHolds implements app.Bookings.
func (r *BookingRepo) ExpiredHolds(ctx context.Context, limit int) ([]id.ID, error) {
	ids, err := r.q.ExpiredHolds(ctx, int32(limit))
	if err != nil {
		return nil, fmt.Errorf("list expired holds: %w", err)
	}
	return ids, nil
}

func words[S ~string](list []S) []string {
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = string(s)
	}
	return out
}
