package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/outbox"
	"github.com/muster-ics/muster/pkg/pg"

	"github.com/muster-ics/muster/services/shifts/internal/app"
	"github.com/muster-ics/muster/services/shifts/internal/booking"
	"github.com/muster-ics/muster/services/shifts/internal/shift"
	"github.com/muster-ics/muster/services/shifts/internal/store/sqlcgen"
)

// lockBooked locks a booking's shift and then the booking.
func lockBooked(ctx context.Context, q *sqlcgen.Queries, bookingID id.ID) (st *app.Standing, at time.Time, err error) {
	row, err := q.LockBooked(ctx, bookingID)
	if err != nil {
		return nil, at, found(err, "lock a booking and its shift")
	}
	st, err = standing(ctx, q, row.Shift, override{row.OverrideRole, row.OverrideWhy, row.OverrideAt}, &row.Booking)
	if err != nil {
		return nil, at, err
	}
	st.HoldOver, st.Answers.Floor = row.HoldOver, row.Floor
	if b := st.Booking.State(); b.Status == booking.Held && b.SuccessorOf != id.Nil {
		before, err := q.LockBooking(ctx, b.SuccessorOf)
		if err != nil {
			return nil, at, fmt.Errorf("lock the booking that another follows: %w", err)
		}
		bs, err := bookingState(before.Booking)
		if err != nil {
			return nil, at, err
		}
		st.Predecessor = booking.Rehydrate(bs)
	}
	return st, row.ReadAt, loadAnswers(ctx, q, st)
}

// lockShift locks a shift and its live booking, if it has one.
func lockShift(ctx context.Context, q *sqlcgen.Queries, shiftID id.ID) (*app.Standing, error) {
	s, err := q.LockShift(ctx, shiftID)
	if err != nil {
		return nil, found(err, "lock a shift")
	}
	o := override{s.OverrideRole, s.OverrideWhy, s.OverrideAt}
	live, err := q.LockLiveBooking(ctx, shiftID)
	if errors.Is(err, pgx.ErrNoRows) {
		return standing(ctx, q, s.Shift, o, nil)
	}
	if err != nil {
		return nil, fmt.Errorf("lock the live booking of a shift: %w", err)
	}
	return standing(ctx, q, s.Shift, o, &live.Booking)
}

// standing makes a standing of rows that are locked. An override that was granted while the lock was waited for is read
// again, since without it the next version would lose it.
func standing(ctx context.Context, q *sqlcgen.Queries, s sqlcgen.Shift, o override, b *sqlcgen.Booking) (*app.Standing, error) {
	if s.OverrideID != nil && o.role == nil {
		granted, err := q.OverrideOf(ctx, *s.OverrideID)
		if err != nil {
			return nil, fmt.Errorf("read an override: %w", err)
		}
		o = override{&granted.Role, &granted.Why, &granted.GrantedAt}
	}
	st, err := shiftState(s, o)
	if err != nil {
		return nil, err
	}
	out := &app.Standing{Shift: shift.Rehydrate(st)}
	if b == nil {
		return out, nil
	}
	bs, err := bookingState(*b)
	if err != nil {
		return nil, err
	}
	out.Booking = booking.Rehydrate(bs)
	return out, nil
}

// loadAnswers completes a held booking with the answers that wait for another. One of the own bank waits for none.
func loadAnswers(ctx context.Context, q *sqlcgen.Queries, st *app.Standing) error {
	b := st.Booking.State()
	if b.Status != booking.Held || !b.CrossEmployer() {
		return nil
	}
	rows, err := q.AnswersOf(ctx, b.ID)
	if err != nil {
		return fmt.Errorf("read the answers to a booking: %w", err)
	}
	for _, a := range rows {
		rs, err := decodeReasons(a.Reasons)
		if err != nil {
			return err
		}
		switch a.Kind {
		case clearance:
			c := &booking.Clearance{Yes: a.Yes, PassportVersion: num(a.PassportVersion), Reasons: rs, At: a.ReceivedAt}
			if a.ValidUntil != nil {
				c.ValidUntil = *a.ValidUntil
			}
			st.Answers.Clearance = c
		case authorisation:
			st.Answers.Authorisation = &booking.Authorisation{Yes: a.Yes, AgreementID: uid(a.AgreementID), AgreementVersion: num(a.AgreementVersion), Reasons: rs}
		}
	}
	return nil
}

// The kinds of answers in the table.
const (
	clearance     = "clearance"
	authorisation = "authorisation"
)

// change runs fn on what is locked and saves what fn changed, each new version with its event and audit row.
// The writes go together, at the end.
func (b base) change(ctx context.Context, tx *outbox.Tx, st *app.Standing, fn func(*app.Standing) error) error {
	shiftBefore := st.Shift.State()
	var bookingBefore, predecessorBefore booking.State
	if st.Booking != nil {
		bookingBefore = st.Booking.State()
	}
	if st.Predecessor != nil {
		predecessorBefore = st.Predecessor.State()
	}
	if err := fn(st); err != nil {
		return err
	}
	by := app.CallerOf(ctx)
	var changes []outbox.Change
	// The place is free of the one before the other takes it.
	if st.Predecessor != nil && len(st.Predecessor.Events()) > 0 {
		told, err := b.tell.Booking(&predecessorBefore, st.Predecessor, shiftBefore, by)
		if err != nil {
			return err
		}
		if err := saveBooking(ctx, tx, st.Predecessor.State()); err != nil {
			return err
		}
		changes = append(changes, change(told, by))
	}
	if st.Booking != nil && len(st.Booking.Events()) > 0 {
		told, err := b.tell.Booking(&bookingBefore, st.Booking, shiftBefore, by)
		if err != nil {
			return err
		}
		if err := saveBooking(ctx, tx, st.Booking.State()); err != nil {
			return err
		}
		changes = append(changes, change(told, by))
	}
	if st.Shift.AgencyStands() {
		if err := standAgency(ctx, tx, shiftBefore); err != nil {
			return err
		}
	}
	if len(st.Shift.Events()) > 0 {
		told, err := b.tell.Shift(&shiftBefore, st.Shift, by)
		if err != nil {
			return err
		}
		if err := saveApprovals(ctx, tx, st.Shift); err != nil {
			return err
		}
		save := func() error { return saveShift(ctx, tx, shiftBefore, st.Shift.State()) }
		if st.Shift.Amended() {
			save = func() error { return amendShift(ctx, tx, st.Shift.State()) }
		}
		if err := save(); err != nil {
			return err
		}
		changes = append(changes, change(told, by))
	}
	if st.Rest != nil {
		posted, err := b.insertPosted(ctx, sqlcgen.New(tx.Tx), []*shift.Shift{st.Rest})
		if err != nil {
			return err
		}
		changes = append(changes, posted...)
	}
	if len(changes) == 0 {
		return nil
	}
	return tx.Record(ctx, changes...)
}

var errVersionMade = errors.New("the version was made already, the hold ran out, or the floor rose")

// oneRow judges a save: the version before must be there.
func oneRow(n int64) error {
	if n == 0 {
		return pg.RaceLost(errVersionMade)
	}
	return nil
}

func saveBooking(ctx context.Context, tx *outbox.Tx, s booking.State) error {
	rs, err := encodeReasons(s.Reasons)
	if err != nil {
		return err
	}
	p := sqlcgen.SaveBookingParams{
		ID: s.ID, Status: string(s.Status), ConfirmedAt: s.ConfirmedAt, EndedAt: s.EndedAt, Reasons: rs, Version: s.Version,
		AgreementID: some(s.AgreementID), AgreementVersion: some(s.AgreementVersion),
	}
	if c := s.Clearance; c != nil {
		p.PassportVersion, p.AttestedUntil, p.AttestedAt = &c.PassportVersion, &c.ValidUntil, &c.At
	}
	if err := putAttendance(&p, s.Attendance); err != nil {
		return err
	}
	later := pg.Later(tx.Tx, func(err error) error { return fmt.Errorf("save a booking: %w", err) }).Rows(oneRow)
	return sqlcgen.New(later).SaveBooking(ctx, p)
}

func saveShift(ctx context.Context, tx *outbox.Tx, before, s shift.State) error {
	if s.Override != nil && before.Override == nil {
		o := sqlcgen.InsertOverrideParams{ID: s.Override.ID, ShiftID: s.ID, Role: s.Override.Role, Why: s.Override.Why, GrantedAt: s.Override.GrantedAt}
		if err := sqlcgen.New(tx.Later()).InsertOverride(ctx, o); err != nil {
			return fmt.Errorf("save an override: %w", err)
		}
	}
	p := sqlcgen.SaveShiftParams{
		ID: s.ID, Status: string(s.Status), FilledBy: some(string(s.FilledBy)), BookingID: some(s.BookingID),
		HomeEmployer: some(s.HomeEmployer), Agency: some(s.Agency), AgencyRatePence: some(s.AgencyRatePence),
		FirstFilledAt: s.FirstFilledAt, FilledAt: s.FilledAt, EndedAt: s.EndedAt, Reopened: int32(s.Reopened), RefillUntil: s.RefillUntil, Version: s.Version,
	}
	if s.Override != nil {
		p.OverrideID = &s.Override.ID
	}
	p.PostedAt, p.BankClosesAt, p.NoticeBand = s.PostedAt, s.BankClosesAt, some(string(s.NoticeBand))
	if a := s.Approval; a != nil {
		p.ApprovedAt, p.ApprovedBy, p.DeclinedWhy = a.ApprovedAt, some(a.ApprovedBy), some(a.Declined)
	}
	if err := releaseParams(&p, s); err != nil {
		return err
	}
	later := pg.Later(tx.Tx, func(err error) error {
		if pg.IsCheck(err, "agency_after_bank") || pg.IsCheck(err, "agency_step_after_bank") {
			return app.ErrBankHasTime
		}
		if pg.IsCheck(err, "shift_reserved_for_worker") {
			return &shift.Refusal{Code: shift.CodeOffered, Message: "This shift is being offered to a bank worker. Wait for the answer, or take the offer back first."}
		}
		return fmt.Errorf("save a shift: %w", err)
	}).Rows(oneRow)
	return sqlcgen.New(later).SaveShift(ctx, p)
}
