package shifts_test

import (
	"testing"
	"time"

	"github.com/muster-ics/muster/events"
	"github.com/muster-ics/muster/events/passports"
	"github.com/muster-ics/muster/events/reason"
	es "github.com/muster-ics/muster/events/shifts"
	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/testkit"
)

// soon is a long day that a nurse of the host is booked on and that starts in so long.
func (w *world) soon(who auth.Principal, lead time.Duration) es.BookingState {
	w.t.Helper()
	s := w.post(at(w.Clock.Now().Truncate(time.Minute).Add(lead), 12))
	return w.confirmed(who, s.ShiftID)
}

type foreseen struct {
	NoticeBand string `json:"notice_band"`
	Code       string
	OwedPence  int64 `json:"owed_pence"`
	Counts     bool
	Redeploy   []struct {
		ShiftID string `json:"shift_id"`
	}
}

func (w *world) foresee(who auth.Principal, b es.BookingState, query string) (f foreseen) {
	w.t.Helper()
	w.must(200, who, "GET", "/bookings/"+b.BookingID+"/cancellation?"+query, nil).into(w.t, &f)
	return f
}

func TestAnEndingCostsWhatWasShownFirst(t *testing.T) {
	t.Parallel()
	w := start(t)
	b := w.soon(w.enrolled(), 3*time.Hour)
	spare := w.post(at(w.Clock.Now().Truncate(time.Minute).Add(5*time.Hour), 8))
	f := w.foresee(staff(host), b, "side=employer")
	if f.Code != "paid" || f.OwedPence != b.PayTotalPence || f.OwedPence == 0 || f.NoticeBand != "0_4h" || len(f.Redeploy) == 0 || f.Redeploy[0].ShiftID != spare.ShiftID {
		t.Fatalf("%+v", f)
	}
	if f := w.foresee(staff(host), b, "side=employer&redeploy_to="+spare.ShiftID); f.Code != "redeploy_offered" {
		t.Errorf("%+v", f)
	}
	w.must(422, staff(host), "GET", "/bookings/"+b.BookingID+"/cancellation?side=worker", nil)
	w.must(422, staff(host), "POST", "/bookings/"+b.BookingID+"/cancel", map[string]any{"why": "other", "redeploy_to": b.ShiftID})
	got := w.must(200, staff(host), "POST", "/bookings/"+b.BookingID+"/cancel", map[string]any{"why": "no_longer_needed"}).booking(t)
	if got.Consequence != "paid" || got.OwedPence != b.PayTotalPence || got.NoticeBand != "0_4h" {
		t.Errorf("%+v", got.Attendance)
	}
}

func TestBeingUnwellIsNeverCountedAndLatenessIs(t *testing.T) {
	t.Parallel()
	w := start(t)
	who := w.enrolled()
	b := w.soon(who, 3*time.Hour)
	if f := w.foresee(who, b, "side=worker&why=travel"); f.Code != "late" || !f.Counts {
		t.Errorf("%+v", f)
	}
	got := w.must(200, who, "POST", "/bookings/"+b.BookingID+"/withdraw", map[string]any{"why": "cannot_work"}).booking(t)
	if got.Consequence != "not_counted" {
		t.Errorf("%+v", got.Attendance)
	}
	again := w.confirmed(who, b.ShiftID)
	w.must(200, who, "POST", "/bookings/"+again.BookingID+"/withdraw", map[string]any{"why": "travel"})
	var r struct {
		ByWorker   map[string]int `json:"cancelled_by_worker"`
		CannotWork int            `json:"cannot_work"`
	}
	w.Clock.Advance(4 * time.Hour)
	w.must(200, staff(host), "GET", "/reliability", nil).into(t, &r)
	if r.CannotWork != 1 || r.ByWorker["0_4h"] != 1 {
		t.Errorf("%+v", r)
	}
	w.must(200, lead(), "GET", "/reliability?employer="+host, nil)
	w.must(404, staff(other), "GET", "/reliability?employer="+host, nil)
}

func TestAShiftIsCheckedInWorkedSentInAndApproved(t *testing.T) {
	t.Parallel()
	w := start(t)
	who, approver := w.enrolled(), staff(host, auth.Approve)
	b := w.soon(who, 2*time.Hour)
	at := "/bookings/" + b.BookingID
	if p := w.must(409, who, "POST", at+"/check-in", nil).problem(t); p.Code != "too_early" {
		t.Error(p.Code)
	}
	w.must(200, who, "POST", at+"/late", map[string]any{"minutes": 10})
	w.Clock.Advance(90 * time.Minute)
	w.must(404, nurse(host), "POST", at+"/check-in", nil)
	if got := w.must(200, who, "POST", at+"/check-in", nil).booking(t); got.Status != es.BookingStarted || got.StartedAt == nil {
		t.Errorf("%+v", got)
	}
	w.await("muster.shifts.shift.started.v1", b.ShiftID)
	hours := map[string]any{"starts_at": b.StartsAt, "ends_at": b.EndsAt, "break_minutes": 60}
	w.must(422, who, "POST", at+"/timesheet", hours)
	w.Clock.Advance(13 * time.Hour)
	if got := w.must(200, who, "POST", at+"/timesheet", hours).booking(t); got.Status != es.BookingWorked || got.Hours != "submitted" || got.WorkedMinutes != 660 {
		t.Errorf("%+v", got)
	}
	w.must(403, staff(host), "GET", "/timesheets", nil)
	var list struct {
		Timesheets []struct {
			Unchanged bool
			Booking   es.BookingState
		}
	}
	w.must(200, approver, "GET", "/timesheets", nil).into(t, &list)
	if len(list.Timesheets) != 1 || !list.Timesheets[0].Unchanged {
		t.Fatalf("%+v", list)
	}
	var done struct {
		Results []struct {
			Code    string
			Booking *es.BookingState
		}
	}
	ids := map[string]any{"booking_ids": []string{b.BookingID, "0190a000-0000-7000-8000-0000000000b1"}}
	w.must(200, approver, "POST", "/timesheets/approve", ids).into(t, &done)
	if r := done.Results; r[0].Booking == nil || r[0].Booking.WorkedPence != b.PayTotalPence || r[0].Booking.ApprovedAt == nil || r[1].Code != "not_found" {
		t.Fatalf("%+v", done)
	}
	w.await("muster.shifts.booking.approved.v1", b.BookingID)
	w.must(200, approver, "POST", "/timesheets/approve", ids).into(t, &done)
	if done.Results[0].Code != "hours_approved" {
		t.Errorf("approved twice: %+v", done.Results[0])
	}
	w.must(409, who, "POST", at+"/timesheet", hours)
}

func TestChangedHoursAreAgreedOrDisputedAndAnswered(t *testing.T) {
	t.Parallel()
	w := start(t)
	approver := staff(host, auth.Approve)
	for _, agrees := range []bool{true, false} {
		// A day shift, whenever this runs: a night that is made longer may no longer lie mostly in the unsocial hours, and pay less.
		now := w.Clock.Now()
		w.Clock.Advance(time.Date(now.Year(), now.Month(), now.Day()+1, 7, 0, 0, 0, time.UTC).Sub(now))
		who := w.enrolled()
		b := w.soon(who, 2*time.Hour)
		at := "/bookings/" + b.BookingID
		w.Clock.Advance(15 * time.Hour)
		w.must(200, who, "POST", at+"/timesheet", map[string]any{"starts_at": b.StartsAt, "ends_at": b.EndsAt.Add(30 * time.Minute), "break_minutes": 60, "note": "Handover."})
		less := map[string]any{"starts_at": b.StartsAt, "ends_at": b.EndsAt, "break_minutes": 60, "why": "The night shift was there at half past."}
		w.must(403, staff(host), "POST", at+"/timesheet/amend", less)
		if got := w.must(200, approver, "POST", at+"/timesheet/amend", less).booking(t); got.Hours != "amended" || got.WorkedMinutes != 660 {
			t.Errorf("%+v", got.Attendance)
		}
		if agrees {
			if got := w.must(200, who, "POST", at+"/timesheet/agree", nil).booking(t); got.Hours != "approved" || got.WorkedPence != b.PayTotalPence {
				t.Errorf("%+v", got.Attendance)
			}
			continue
		}
		w.must(200, who, "POST", at+"/dispute", map[string]any{"why": "hours", "text": "I stayed for the handover."})
		w.must(409, who, "POST", at+"/timesheet/agree", nil)
		answer := map[string]any{"upheld": true, "answer": "The board says so too.", "hours": map[string]any{"starts_at": b.StartsAt, "ends_at": b.EndsAt.Add(30 * time.Minute), "break_minutes": 60}}
		if got := w.must(200, approver, "POST", at+"/dispute/answer", answer).booking(t); got.Hours != "approved" || got.WorkedMinutes != 690 || got.WorkedPence <= b.PayTotalPence || splitPence(got.WorkedPay) != got.WorkedPence {
			t.Errorf("%+v", got.Attendance)
		}
		var history struct {
			Entries []struct{ Event, Actor string }
		}
		w.must(200, who, "GET", at+"/history", nil).into(t, &history)
		if n := len(history.Entries); n != 6 || history.Entries[n-1].Event != "muster.shifts.booking.approved.v1" || history.Entries[n-1].Actor != "" {
			t.Errorf("%+v", history)
		}
	}
}

func TestAnAbsenceOpensTheShiftForWhatIsLeftOfIt(t *testing.T) {
	t.Parallel()
	w := start(t)
	b := w.soon(w.enrolled(), time.Hour)
	at := "/bookings/" + b.BookingID
	if p := w.must(409, staff(host), "POST", at+"/did-not-attend", nil).problem(t); p.Code != "not_started" {
		t.Error(p.Code)
	}
	w.Clock.Advance(70 * time.Minute)
	if got := w.must(200, staff(host), "POST", at+"/did-not-attend", nil).booking(t); got.Status != es.BookingDidNotAttend || got.Consequence != "absent" {
		t.Errorf("%+v", got)
	}
	w.await("muster.shifts.shift.reopened.v1", b.ShiftID)
	other := w.confirmed(w.enrolled(), b.ShiftID)
	left := b.EndsAt.Sub(other.StartsAt)
	if left >= 12*time.Hour || left < 11*time.Hour || other.NetMinutes != int(left/time.Minute)-60 || other.PayTotalPence >= b.PayTotalPence {
		t.Errorf("from %s, %d minutes, %d pence of %d", other.StartsAt, other.NetMinutes, other.PayTotalPence, b.PayTotalPence)
	}
	got := w.must(200, staff(host), "GET", "/shifts/"+b.ShiftID, nil).shift(t)
	if got.Status != es.ShiftFilled || got.Reopened != 1 {
		t.Errorf("%+v", got)
	}
}

func TestAPassportThatEndsDoesNotStartAShiftAndIsToldOfAStartedOne(t *testing.T) {
	t.Parallel()
	w := start(t)
	who := w.enrolled()
	b := w.soon(who, 2*time.Hour)
	w.Clock.Advance(90 * time.Minute)
	w.must(200, staff(host), "POST", "/bookings/"+b.BookingID+"/check-in", nil)
	w.tell("passports", passports.BookingUnclearedV1{BookingID: b.BookingID, ShiftID: b.ShiftID, WorkerID: b.WorkerID, PassportVersion: 2, DecidedAt: w.Clock.Now(),
		Reasons: []reason.Reason{{Code: "HOLD_SUSPENDED", Weight: reason.Hard, Message: "The passport was suspended."}}}, b.BookingID)
	w.await("muster.shifts.booking.amended.v1", b.BookingID)
	got := w.must(200, staff(host), "GET", "/bookings/"+b.BookingID, nil).booking(t)
	if got.Status != es.BookingStarted || len(got.Reasons) != 1 || got.Reasons[0].Code != "HOLD_SUSPENDED" {
		t.Errorf("%+v", got)
	}

	late := w.enrolled()
	second := w.soon(late, 30*time.Minute)
	testkit.Publish(t, w.Bus, "passports", passports.PassportChangedV1{Passport: passports.PassportState{WorkerID: late.WorkerID, HomeEmployer: host, Status: "active",
		Engagements: []passports.Engagement{}, Checks: []passports.Check{}, Competencies: []passports.Competency{}, Registrations: []passports.Registration{},
		Holds: []passports.Hold{{HoldID: late.WorkerID, From: w.Clock.Now().Add(-time.Hour)}}}}, events.Meta{AggregateID: late.WorkerID, AggregateVersion: 9})
	testkit.Await(t, within, "the hold is known", func() bool {
		n := 0
		_ = w.DB.Pool.QueryRow(t.Context(), "select count(*) from workers where id = $1 and version = 9", late.WorkerID).Scan(&n)
		return n == 1
	})
	if p := w.must(409, late, "POST", "/bookings/"+second.BookingID+"/check-in", nil).problem(t); p.Code != "passport_ended" || len(p.Reasons) == 0 {
		t.Errorf("%+v", p)
	}
}

// splitPence is what the lines of a split come to.
func splitPence(lines []es.PaidLine) (sum int64) {
	for _, l := range lines {
		sum += l.Pence
	}
	return sum
}
