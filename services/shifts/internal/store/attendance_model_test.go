package store_test

import (
	"context"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/testkit"

	"github.com/muster-ics/muster/services/shifts/internal/app"
	"github.com/muster-ics/muster/services/shifts/internal/booking"
	"github.com/muster-ics/muster/services/shifts/internal/shift"
	"github.com/muster-ics/muster/services/shifts/internal/timesheet"
)

// day is one confirmed booking on real Postgres beside a plain model of what must be the case.
type day struct {
	*life
	booking, worker id.ID
	shift           shift.State
	status          booking.Status
	shiftIs         shift.Status
	hours           timesheet.Status
	disputed, left  bool
	waits           bool
}

// booked is a confirmed booking of a shift that starts in so long.
func (f fixture) booked(t testing.TB, a *app.App, lead time.Duration) (id.ID, id.ID, shift.State) {
	t.Helper()
	s := f.post(t, posting("RVV", f.clock.Now().Truncate(time.Minute).Add(lead), 8*time.Hour))
	worker := id.New()
	l := life{app: a, f: f}
	got, err := a.Accept(l.as(worker), app.Accept{ShiftID: s.ID, NoWait: true})
	if err != nil {
		t.Fatal(err)
	}
	err = a.Settle(context.Background(), got.Booking.ID, app.Answer{Clearance: &booking.Clearance{Yes: true, PassportVersion: 1, ValidUntil: s.EndsAt}})
	if err != nil {
		t.Fatal(err)
	}
	return got.Booking.ID, worker, s
}

func approver() context.Context {
	return auth.With(context.Background(), auth.Principal{Subject: "approver", Role: auth.Employer, Employer: "RVV", ICS: testkit.ICS, Duties: []string{auth.Post, auth.Approve}})
}

func TestADayIsLivedAsTheModelSays(t *testing.T) {
	t.Parallel()
	f := open(t)
	a := f.app()
	rapid.Check(t, func(rt *rapid.T) {
		b, w, s := f.booked(t, a, 48*time.Hour)
		d := &day{life: &life{app: a, f: f}, booking: b, worker: w, shift: s, status: booking.Confirmed, shiftIs: shift.Filled}
		rt.Repeat(map[string]func(*rapid.T){
			"time passes": d.passes, "check in": d.checkIn, "late": d.late, "leave": d.leave, "absent": d.absent,
			"submit": d.submit, "approve": d.approve, "amend": d.amend, "agree": d.agree, "dispute": d.dispute, "answer": d.answer,
			"give back": d.giveBack, "cancel": d.cancel, "take back": d.takeBack, "": d.check,
		})
	})
}

func (d *day) now() time.Time { return d.f.clock.Now() }
func (d *day) begun() bool    { return !d.shift.StartsAt.After(d.now()) }
func (d *day) over() bool     { return !d.shift.EndsAt.After(d.now()) }

func (d *day) passes(t *rapid.T) {
	d.f.clock.Advance(rapid.SampledFrom([]time.Duration{time.Hour, 7 * time.Hour, 24 * time.Hour}).Draw(t, "how long"))
}

// did compares what happened with what the model allows, and then lets the model do it.
func (d *day) did(t *rapid.T, what string, allowed bool, err error, then func()) {
	if allowed != (err == nil) {
		t.Fatalf("%s of a booking that is %s (%s), begun %t, over %t: %v", what, d.status, d.hours, d.begun(), d.over(), err)
	}
	if err == nil {
		then()
	}
}

func (d *day) checkIn(t *rapid.T) {
	ctx := d.as(d.worker)
	if rapid.Bool().Draw(t, "by the ward") {
		ctx = approver()
	}
	_, err := d.app.CheckIn(ctx, d.booking)
	near := d.shift.StartsAt.Sub(d.now()) <= time.Hour
	d.did(t, "check-in", d.status == booking.Confirmed && near && !d.over(), err, func() { d.status, d.shiftIs = booking.Started, shift.Started })
}

func (d *day) late(t *rapid.T) {
	_, err := d.app.TellLate(d.as(d.worker), d.booking, 20)
	d.did(t, "lateness", d.status == booking.Confirmed && !d.over(), err, func() {})
}

func (d *day) leave(t *rapid.T) {
	_, err := d.app.RecordLeaving(approver(), d.booking, app.Leaving{SentHome: rapid.Bool().Draw(t, "sent home")})
	d.did(t, "leaving", d.status == booking.Started && d.begun() && !d.over() && !d.left, err, func() { d.left = true })
}

func (d *day) absent(t *rapid.T) {
	_, err := d.app.RecordAbsence(approver(), d.booking, true)
	can := (d.status == booking.Confirmed || d.status == booking.Started) && d.begun()
	d.did(t, "absence", can, err, func() { d.status, d.shiftIs = booking.DidNotAttend, shift.Open })
}

func (d *day) full() timesheet.Hours {
	return timesheet.Hours{StartsAt: d.shift.StartsAt, EndsAt: d.shift.EndsAt, BreakMinutes: d.shift.BreakMinutes}
}

func (d *day) less() timesheet.Hours {
	h := d.full()
	h.EndsAt = h.EndsAt.Add(-time.Hour)
	return h
}

func (d *day) submit(t *rapid.T) {
	_, err := d.app.SubmitHours(d.as(d.worker), d.booking, d.full(), "")
	can := d.over() && (d.status == booking.Confirmed || d.status == booking.Started || d.hours == timesheet.Submitted)
	d.did(t, "sending in", can, err, func() { d.status, d.shiftIs, d.hours = booking.Worked, shift.Worked, timesheet.Submitted })
}

func (d *day) approve(t *rapid.T) {
	got, err := d.app.ApproveHours(approver(), []id.ID{d.booking})
	if err == nil && got[0].Refused != nil {
		err = got[0].Refused
	}
	d.did(t, "approval", d.hours == timesheet.Submitted, err, func() { d.hours = timesheet.Approved })
}

func (d *day) amend(t *rapid.T) {
	_, err := d.app.AmendHours(approver(), d.booking, d.less(), "Left an hour before.")
	d.did(t, "amendment", d.hours == timesheet.Submitted || d.hours == timesheet.Amended, err, func() { d.hours = timesheet.Amended })
}

func (d *day) agree(t *rapid.T) {
	_, err := d.app.AgreeHours(d.as(d.worker), d.booking)
	d.did(t, "agreement", d.hours == timesheet.Amended, err, func() { d.hours = timesheet.Approved })
}

func (d *day) dispute(t *rapid.T) {
	_, err := d.app.Dispute(d.as(d.worker), d.booking, "other", "That is not how it was.")
	can := !d.disputed && (d.hours == timesheet.Amended || d.status == booking.DidNotAttend || d.status == booking.Cancelled)
	d.did(t, "dispute", can, err, func() {
		d.disputed, d.waits = true, true
		if d.status == booking.Worked {
			d.hours = timesheet.Disputed
		}
	})
}

func (d *day) answer(t *rapid.T) {
	_, err := d.app.AnswerDispute(approver(), d.booking, booking.Answer{Upheld: rapid.Bool().Draw(t, "upheld"), Text: "Looked into.", Hours: d.full()})
	d.did(t, "answer", d.waits, err, func() {
		d.waits = false
		if d.status == booking.Worked {
			d.hours = timesheet.Approved
		}
	})
}

func (d *day) giveBack(t *rapid.T) {
	_, err := d.app.GiveBack(d.as(d.worker), d.booking, "cannot_work")
	d.did(t, "giving back", d.status == booking.Confirmed && !d.begun(), err, func() { d.status, d.shiftIs = booking.Withdrawn, shift.Open })
}

func (d *day) cancel(t *rapid.T) {
	_, err := d.app.Cancel(approver(), d.booking, "other")
	d.did(t, "cancelling", d.status == booking.Confirmed && !d.begun(), err, func() { d.status, d.shiftIs = booking.Cancelled, shift.Open })
}

func (d *day) takeBack(t *rapid.T) {
	if err := d.app.TakeBack(context.Background(), d.booking, app.Answer{Clearance: &booking.Clearance{Reasons: why()}}); err != nil {
		t.Fatal(err)
	}
	if d.status == booking.Confirmed && !d.begun() {
		d.status, d.shiftIs = booking.Revoked, shift.Open
	}
}

func (d *day) check(t *rapid.T) {
	b, s, err := d.f.Bookings.Get(context.Background(), d.booking)
	if err != nil || b.Status != d.status || s.Status != d.shiftIs {
		t.Fatalf("booking %s and shift %s, the model says %s and %s, %v", b.Status, s.Status, d.status, d.shiftIs, err)
	}
	if got := timesheet.Status(""); b.Sheet != nil && b.Sheet.Status != d.hours || b.Sheet == nil && got != d.hours {
		t.Fatalf("hours %+v, the model says %q", b.Sheet, d.hours)
	}
	d.trail(t, "shifts.booking", d.booking, b.Version)
	d.trail(t, "shifts.shift", s.ID, s.Version)
}

// Whoever is first at the start of a shift decides; the others are refused, and nothing is half done.
func TestCheckInAbsenceAndRevocationRace(t *testing.T) {
	t.Parallel()
	f := open(t)
	a := f.app()
	for range 12 {
		b, w, s := f.booked(t, a, 2*time.Hour)
		f.clock.Set(s.StartsAt)
		l := life{app: a, f: f}
		race(
			func() { _, _ = a.CheckIn(l.as(w), b) },
			func() { _, _ = a.RecordAbsence(approver(), b, true) },
			func() { _, _ = a.Cancel(approver(), b, "other") },
			func() {
				_ = a.TakeBack(context.Background(), b, app.Answer{Clearance: &booking.Clearance{Reasons: why()}})
			},
		)
		st, sh, err := f.Bookings.Get(t.Context(), b)
		if err != nil || st.Status != booking.DidNotAttend || sh.Status != shift.Open {
			t.Fatalf("booking %s, shift %s, %v", st.Status, sh.Status, err)
		}
	}
}

func TestApprovalAndAmendmentRace(t *testing.T) {
	t.Parallel()
	f := open(t)
	a := f.app()
	for range 12 {
		b, w, s := f.booked(t, a, 2*time.Hour)
		f.clock.Set(s.EndsAt.Add(time.Hour))
		d := &day{life: &life{app: a, f: f}, shift: s}
		if _, err := a.SubmitHours(d.as(w), b, d.full(), ""); err != nil {
			t.Fatal(err)
		}
		race(
			func() { _, _ = a.ApproveHours(approver(), []id.ID{b}) },
			func() { _, _ = a.AmendHours(approver(), b, d.less(), "Left an hour before.") },
			func() { _, _ = a.Dispute(d.as(w), b, "hours", "I stayed.") },
		)
		st, _, err := f.Bookings.Get(t.Context(), b)
		if err != nil {
			t.Fatal(err)
		}
		switch got := st.Sheet; got.Status {
		case timesheet.Approved:
			if !got.Hours.Equal(d.full()) || st.Dispute != nil || st.ApprovedPence == 0 {
				t.Errorf("%+v", got)
			}
		case timesheet.Amended, timesheet.Disputed:
			if !got.Hours.Equal(d.less()) || (got.Status == timesheet.Disputed) != st.Dispute.Waits() || st.ApprovedPence != 0 {
				t.Errorf("%+v", got)
			}
		default:
			t.Errorf("%+v", got)
		}
	}
}

func race(all ...func()) {
	var wg sync.WaitGroup
	for _, f := range all {
		wg.Go(f)
	}
	wg.Wait()
}
