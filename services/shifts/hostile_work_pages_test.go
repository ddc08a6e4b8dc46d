package shifts_test

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	es "github.com/muster-ics/muster/events/shifts"
	"github.com/muster-ics/muster/pkg/auth"
)

// worked is a scene of bookings from the day of the shift on: one to check in for, one that is being worked, and one at
// each stage of its hours; and a swap that the ward is asked about.
func (w *world) worked() (*scene, map[string]string) {
	w.t.Helper()
	people := map[string]auth.Principal{}
	held := map[string]es.BookingState{}
	for _, who := range []string{"unsent", "sent", "amended", "disputed"} {
		people[who] = w.enrolled()
		held[who] = w.soon(people[who], 2*time.Hour)
	}
	for who, lead := range map[string]time.Duration{"arriving": 15 * time.Hour, "working": 14 * time.Hour, "absent": 14 * time.Hour, "giving": 90 * time.Hour} {
		people[who] = w.enrolled()
		held[who] = w.soon(people[who], lead)
	}
	people["taking"] = w.enrolled()
	w.Clock.Advance(14*time.Hour + 20*time.Minute)
	w.must(200, people["working"], "POST", "/bookings/"+held["working"].BookingID+"/check-in", nil)
	approver := staff(host, auth.Approve)
	for _, who := range []string{"sent", "amended", "disputed"} {
		b, at := held[who], "/bookings/"+held[who].BookingID
		w.must(200, people[who], "POST", at+"/timesheet", map[string]any{"starts_at": b.StartsAt, "ends_at": b.EndsAt.Add(-30 * time.Minute), "break_minutes": 60})
		if who != "sent" {
			w.must(200, approver, "POST", at+"/timesheet/amend", map[string]any{"starts_at": b.StartsAt, "ends_at": b.EndsAt.Add(-time.Hour), "break_minutes": 60, "why": "The night shift was there by then."})
		}
		if who == "disputed" {
			w.must(200, people[who], "POST", at+"/dispute", map[string]any{"why": "hours", "text": "I stayed."})
		}
	}
	w.must(200, staff(host, auth.Executive), "PUT", "/policies/booking_mode", `{"swap_needs_approval":true}`, header("If-Match", `"0"`), header("Content-Type", "application/json"))
	var x es.SwapState
	w.must(201, people["giving"], "POST", "/bookings/"+held["giving"].BookingID+"/swap", nil).into(w.t, &x)
	if got := w.must(202, people["taking"], "POST", "/swaps/"+x.SwapID+"/take", nil); len(got.raw) == 0 {
		w.t.Error("the ward is not asked")
	}
	s := &scene{crowd: w.crowd(people["arriving"], nurse(other)), ids: map[string]string{}}
	maps.Copy(s.people, people)
	s.people["desk"] = staff(host, auth.Approve, auth.Post)
	pages := map[string]string{"swap": "desk /shifts/" + held["giving"].ShiftID + "/candidates", "handing over": "taking /my-shifts/requests"}
	for who, b := range held {
		pages[who], pages[who+" by the desk"] = who+" /bookings/"+b.BookingID, "desk /bookings/"+b.BookingID
		pages[who+"'s hours"], pages[who+"'s hours by the desk"] = who+" /bookings/"+b.BookingID+"/timesheet", "desk /bookings/"+b.BookingID+"/timesheet"
	}
	w.quiet()
	return s, pages
}

// TestNoValueInAnyFormOfAWorkedShiftDoesHarm spoils the forms that are there only on the day of a shift and after it.
func TestNoValueInAnyFormOfAWorkedShiftDoesHarm(t *testing.T) {
	t.Parallel()
	w := start(t)
	s, pages := w.worked()
	found := map[string]bool{}
	for _, of := range slices.Sorted(maps.Keys(pages)) {
		person, path, _ := strings.Cut(pages[of], " ")
		for _, f := range s.formsOf(person, path) {
			deed := f.Action[strings.LastIndex(f.Action, "/")+1:]
			if found[deed+f.Action] {
				continue
			}
			found[deed], found[deed+f.Action] = true, true
			s.spoilAll(f)
		}
	}
	for _, deed := range []string{"check-in", "late", "did-not-attend", "left-early", "timesheet", "amend", "agree", "approve", "dispute", "answer", "swap"} {
		if !found[deed] {
			t.Errorf("no page has a form to %s", deed)
		}
	}
}
