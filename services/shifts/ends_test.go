package shifts_test

import (
	"strings"
	"testing"
	"time"

	"github.com/muster-ics/muster/events"
	"github.com/muster-ics/muster/events/deployments"
	"github.com/muster-ics/muster/events/passports"
	"github.com/muster-ics/muster/events/reason"
	es "github.com/muster-ics/muster/events/shifts"
	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/testkit"
)

func TestASuspensionEndsFutureBookingsAndNoneConfirmsOnTheOldPassport(t *testing.T) {
	t.Parallel()
	w := start(t)
	who := nurse(host)
	have := w.post(nil)
	b := w.confirmed(who, have.ShiftID)
	later := w.post(at(w.Clock.Now().Truncate(time.Minute).Add(96*time.Hour), 8))
	pending := w.accept(who, later.ShiftID, header("Prefer", "respond-async"))
	held := want(t, <-pending, 202).booking(t)

	p := passports.PassportState{WorkerID: who.WorkerID, HomeEmployer: host, Status: "suspended", RevocationFloor: 5}
	testkit.Publish(t, w.Bus, "passports", passports.PassportSuspendedV1{Passport: p, BookingIDs: []string{b.BookingID},
		Reasons: []reason.Reason{{Code: "HOLD_SUSPENDED", Weight: reason.Hard, Message: "Suspended."}}}, events.Meta{AggregateID: who.WorkerID, AggregateVersion: 5})
	w.await("muster.shifts.booking.revoked.v1", b.BookingID)
	w.await("muster.shifts.shift.reopened.v1", have.ShiftID)

	w.tell("passports", w.cleared(held, 4), held.BookingID)
	w.await("muster.shifts.booking.refused.v1", held.BookingID)
	if p := want(t, <-w.accept(who, have.ShiftID), 409).problem(t); p.Code != "booking_refused" || p.Reasons[0].Code != "HOLD_SUSPENDED" {
		t.Errorf("a suspended worker is told %s %v", p.Code, p.Reasons)
	}
	// The next one may have it.
	w.confirmed(nurse(host), have.ShiftID)
}

func TestClearanceOrAgreementTakenBackEndsTheBooking(t *testing.T) {
	t.Parallel()
	w := start(t)
	s := w.post(nil)
	why := []reason.Reason{{Code: "HOLD", Weight: reason.Hard, Message: "There is a hold."}}

	b := w.confirmed(nurse(other), s.ShiftID)
	d := w.deployment(b, "revoked")
	w.tell("deployments", deployments.DeploymentRevokedV1{Deployment: d}, d.DeploymentID)
	w.await("muster.shifts.booking.revoked.v1", b.BookingID)

	b = w.confirmed(nurse(host), s.ShiftID)
	uncleared := passports.BookingUnclearedV1{BookingID: b.BookingID, ShiftID: b.ShiftID, WorkerID: b.WorkerID, PassportVersion: 2, DecidedAt: w.Clock.Now(), Reasons: why}
	testkit.Publish(t, w.Bus, "passports", uncleared, events.Meta{AggregateID: b.BookingID, AggregateVersion: 2})
	w.await("muster.shifts.booking.revoked.v1", b.BookingID)

	// Before the yes it is a no, and the yes changes nothing any more.
	who := nurse(host)
	got := w.accept(who, s.ShiftID)
	h := w.requested(s.ShiftID, who)
	uncleared.BookingID, uncleared.WorkerID = h.BookingID, h.WorkerID
	testkit.Publish(t, w.Bus, "passports", uncleared, events.Meta{AggregateID: h.BookingID, AggregateVersion: 2})
	if p := want(t, <-got, 409).problem(t); p.Reasons[0].Code != "HOLD" {
		t.Errorf("refused with %v", p.Reasons)
	}
	w.tell("passports", w.cleared(h, 1), h.BookingID)
	w.confirmed(nurse(host), s.ShiftID)
}

func TestAHoldWithoutAnswersExpiresByTheDatabasesClock(t *testing.T) {
	t.Parallel()
	w := start(t)
	who := nurse(host)
	s := w.post(nil)
	b := want(t, <-w.accept(who, s.ShiftID, header("Prefer", "respond-async")), 202).booking(t)
	// The service's own clock has no say in it.
	w.Clock.Advance(time.Hour)
	if _, err := w.DB.Pool.Exec(t.Context(), "alter table bookings disable trigger booking_step"); err == nil {
		t.Error("the app role may switch triggers off")
	}
	owner := ownerOf(t, w)
	if _, err := owner.Exec(t.Context(), "alter table bookings disable trigger user"); err != nil {
		t.Fatal(err)
	}
	if _, err := owner.Exec(t.Context(), "update bookings set hold_expires_at = clock_timestamp() - interval '1 second' where id = $1", b.BookingID); err != nil {
		t.Fatal(err)
	}
	if _, err := owner.Exec(t.Context(), "alter table bookings enable trigger user"); err != nil {
		t.Fatal(err)
	}
	w.await("muster.shifts.booking.expired.v1", b.BookingID)
	w.await("muster.shifts.shift.reopened.v1", s.ShiftID)
	w.tell("passports", w.cleared(b, 1), b.BookingID)
	w.confirmed(nurse(host), s.ShiftID)
}

func TestBothSidesCanEndABooking(t *testing.T) {
	t.Parallel()
	w := start(t)
	s := w.post(nil)
	who := nurse(host)
	b := w.confirmed(who, s.ShiftID)
	w.must(404, nurse(host), "POST", "/bookings/"+b.BookingID+"/withdraw", "{}")
	w.must(200, who, "POST", "/bookings/"+b.BookingID+"/withdraw", map[string]any{"why": "changed_plans"})
	w.await("muster.shifts.booking.withdrawn.v1", b.BookingID)
	w.must(409, who, "POST", "/bookings/"+b.BookingID+"/withdraw", "{}")

	b = w.confirmed(who, s.ShiftID)
	w.must(404, staff(other), "POST", "/bookings/"+b.BookingID+"/cancel", map[string]any{"why": "other"})
	w.must(200, staff(host), "POST", "/bookings/"+b.BookingID+"/cancel", map[string]any{"why": "covered_by_own_staff"})
	w.await("muster.shifts.booking.cancelled.v1", b.BookingID)

	b = w.confirmed(who, s.ShiftID)
	got := w.must(200, staff(host), "POST", "/shifts/"+s.ShiftID+"/withdraw", map[string]any{"why": "ward_closed"}).shift(t)
	if got.Status != es.ShiftCancelled {
		t.Errorf("a shift called off after a booking is %s", got.Status)
	}
	w.await("muster.shifts.shift.cancelled.v1", s.ShiftID)
	open := w.post(nil)
	if got := w.must(200, staff(host), "POST", "/shifts/"+open.ShiftID+"/withdraw", map[string]any{"why": "posted_in_error"}).shift(t); got.Status != es.ShiftWithdrawn {
		t.Errorf("a shift called off before a booking is %s", got.Status)
	}
	if p := want(t, <-w.accept(who, open.ShiftID), 409).problem(t); p.Code != "shift_ended" {
		t.Errorf("accepting it answers %s", p.Code)
	}
}

func TestAgenciesComeAfterTheBankOrUnderAnOverride(t *testing.T) {
	t.Parallel()
	w := start(t)
	fill := map[string]any{"framework": true, "agency": "synthetic_agency_1", "rate_pence": 4500, "over_cap_why": "no_bank_worker_with_skill"}
	past := w.post(at(w.Clock.Now().Truncate(time.Minute).Add(-72*time.Hour), 8))
	off := map[string]any{"framework": false, "agency": "Off Ltd", "rate_pence": 9900, "over_cap_why": "patient_safety", "why": "patient_safety", "statement": "One nurse for 28 patients overnight."}
	if p := want(t, w.call(staff(host), "POST", base+"/shifts/"+past.ShiftID+"/agency-fill", off), 409).problem(t); p.Code != "off_framework_not_approved" {
		t.Errorf("an off-framework agency without an executive answers %s", p.Code)
	}
	w.must(200, staff(host, auth.Post, auth.Executive), "POST", "/shifts/"+past.ShiftID+"/agency-fill", off)
	for duty, stated := range map[string]bool{auth.Executive: true, auth.Post: false} {
		got := w.must(200, staff(host, duty), "GET", "/shifts/"+past.ShiftID+"/ladder", nil)
		if strings.Contains(string(got.raw), "28 patients") != stated {
			t.Errorf("the duty %s reads %s", duty, got.raw)
		}
	}
	s := w.post(nil)
	if p := want(t, w.call(staff(host), "POST", base+"/shifts/"+s.ShiftID+"/agency-fill", fill), 409).problem(t); p.Code != "bank_has_time" {
		t.Errorf("too early answers %s", p.Code)
	}
	// A machine whose clock runs ahead lets nobody in early: the database has its own.
	w.Clock.Advance(24 * time.Hour)
	if p := want(t, w.call(staff(host), "POST", base+"/shifts/"+s.ShiftID+"/agency-fill", fill), 409).problem(t); p.Code != "bank_has_time" {
		t.Errorf("a fast clock answers %s", p.Code)
	}
	w.must(403, staff(host), "POST", "/shifts/"+s.ShiftID+"/override", map[string]any{"why": "patient_safety"})
	w.must(200, staff(host, auth.Executive), "POST", "/shifts/"+s.ShiftID+"/override", map[string]any{"why": "patient_safety"})
	w.await("muster.shifts.shift.override_granted.v1", s.ShiftID)
	got := w.must(200, staff(host), "POST", "/shifts/"+s.ShiftID+"/agency-fill", fill).shift(t)
	if got.FilledBy != es.FrameworkAgency || got.BookingID != "" {
		t.Errorf("filled by %s, booking %q", got.FilledBy, got.BookingID)
	}
	if p := want(t, <-w.accept(nurse(host), s.ShiftID), 409).problem(t); p.Code != "shift_taken" {
		t.Errorf("accepting it answers %s", p.Code)
	}
}
