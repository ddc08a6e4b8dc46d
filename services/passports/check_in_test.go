package passports_test

import (
	"testing"
	"time"

	contract "github.com/muster-ics/muster/events/passports"
	"github.com/muster-ics/muster/events/shifts"
)

func TestACheckInIsJudgedOnceMore(t *testing.T) {
	t.Parallel()
	w := start(t)
	workerID := w.enrol(nurse())
	fit, unfit := w.booking(workerID), w.booking(workerID)
	for _, b := range []*shifts.BookingState{&fit, &unfit} {
		w.cleared(*b)
		w.confirm(*b)
		b.Status = shifts.BookingStarted
	}
	// The work turned out to ask for more than the passport has.
	unfit.Requirements.EPP = true
	w.tell(shifts.BookingStartedV1{Booking: fit}, fit, 3)
	w.tell(shifts.BookingStartedV1{Booking: unfit}, unfit, 3)
	ev, ok := w.answer(unfit.BookingID, 2).(contract.BookingUnclearedV1)
	if !ok || codes(ev.Reasons)[0] != "EPP_NOT_CLEARED" {
		t.Fatalf("got %+v", ev)
	}
	var taken int
	if err := w.DB.Pool.QueryRow(t.Context(), "select count(*) from clearances where answer = 'uncleared'").Scan(&taken); err != nil || taken != 1 {
		t.Errorf("%d clearances were taken back, %v", taken, err)
	}
}

func TestAPassportThatChangesDuringAShiftTellsOfIt(t *testing.T) {
	t.Parallel()
	w := start(t)
	workerID := w.enrol(nurse())
	b := w.booking(workerID)
	w.cleared(b)
	w.confirm(b)
	w.Clock.Set(b.StartsAt.Add(time.Hour))
	w.change(workerID, "/holds", `{"why":"sickness"}`)
	if _, ok := w.answer(b.BookingID, 2).(contract.BookingUnclearedV1); !ok {
		t.Error("the host is not told")
	}
}
