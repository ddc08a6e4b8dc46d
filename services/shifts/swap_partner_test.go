package shifts_test

import (
	"testing"

	"github.com/muster-ics/muster/events/deployments"
	es "github.com/muster-ics/muster/events/shifts"
	"github.com/muster-ics/muster/pkg/auth"
)

// partners is a worker of the host who has a shift and offers it, a partner's worker who may take it, and the swap.
func partners(t *testing.T, w *world) (mine es.BookingState, next auth.Principal, x es.SwapState) {
	t.Helper()
	who := nurse(host)
	next = nurse(other)
	w.enrol(w.fit(next, "registered_nurse", "nursing_midwifery"))
	w.geography()
	s := w.post(nil)
	mine = w.confirmed(who, s.ShiftID)
	w.must(201, who, "POST", "/bookings/"+mine.BookingID+"/swap", "{}").into(t, &x)
	return mine, next, x
}

// take takes the swap over in the background, up to where both neighbours are asked.
func (w *world) take(x es.SwapState, next auth.Principal) (es.BookingState, chan answer) {
	w.t.Helper()
	got := make(chan answer, 1)
	go func() {
		a, err := w.try(next, "POST", base+"/swaps/"+x.SwapID+"/take", "{}")
		if err != nil {
			w.t.Error(err)
		}
		got <- a
	}()
	b := w.requested(x.ShiftID, next)
	if !b.CrossEmployer() || b.SuccessorOf != x.BookingID || b.HomeEmployer != other {
		w.t.Errorf("what is asked about is %+v", b)
	}
	return b, got
}

func TestAPartnersWorkerTakesAShiftOverOnceBothHaveSaidYes(t *testing.T) {
	t.Parallel()
	w := start(t)
	mine, next, x := partners(t, w)
	b, got := w.take(x, next)
	// The agreement answers first; the place stays with whoever has it until passports has answered too.
	d := w.deployment(b, "authorised")
	w.tell("deployments", deployments.DeploymentAuthorisedV1{Deployment: d}, d.DeploymentID)
	if st := w.must(200, staff(host), "GET", "/shifts/"+x.ShiftID, nil).shift(t); st.BookingID != mine.BookingID {
		t.Errorf("before all answers the shift is with %s", st.BookingID)
	}
	w.tell("passports", w.cleared(b, 1), b.BookingID)
	want(t, <-got, 201)
	w.await("muster.shifts.booking.withdrawn.v1", mine.BookingID)
	w.await("muster.shifts.booking.confirmed.v1", b.BookingID)
	w.await("muster.shifts.swap.ended.v1", x.SwapID)
	st := w.must(200, staff(host), "GET", "/shifts/"+x.ShiftID, nil).shift(t)
	if st.BookingID != b.BookingID || st.FilledBy != es.CollaborativeBank || st.HomeEmployer != other || st.Reopened != 0 {
		t.Errorf("the shift is %+v", st)
	}
}

func TestARefusedPartnersWorkerLeavesTheShiftWhereItWas(t *testing.T) {
	t.Parallel()
	for name, refuse := range map[string]func(*world, es.BookingState){
		"no agreement covers it": func(w *world, b es.BookingState) {
			w.tell("passports", w.cleared(b, 1), b.BookingID)
			d := w.deployment(b, "refused")
			w.tell("deployments", deployments.DeploymentRefusedV1{Deployment: d}, d.DeploymentID)
		},
		"passports says no": func(w *world, b es.BookingState) {
			d := w.deployment(b, "authorised")
			w.tell("deployments", deployments.DeploymentAuthorisedV1{Deployment: d}, d.DeploymentID)
			w.tell("passports", w.notCleared(b), b.BookingID)
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := start(t)
			mine, next, x := partners(t, w)
			b, got := w.take(x, next)
			refuse(w, b)
			a := want(t, <-got, 409)
			if p := a.problem(t); p.Code == "" || len(p.Reasons) == 0 {
				t.Errorf("answered %s", a.raw)
			}
			w.await("muster.shifts.booking.refused.v1", b.BookingID)
			st := w.must(200, staff(host), "GET", "/shifts/"+x.ShiftID, nil).shift(t)
			if st.BookingID != mine.BookingID || st.Status != es.ShiftFilled || st.FilledBy != es.OwnBank {
				t.Errorf("the shift is %+v", st)
			}
			var open struct{ Swaps []struct{ Swap es.SwapState } }
			w.must(200, next, "GET", "/swaps/open", nil).into(t, &open)
			for _, s := range open.Swaps {
				if s.Swap.SwapID == x.SwapID && s.Swap.Status != "offered" {
					t.Errorf("the swap is %+v", s.Swap)
				}
			}
		})
	}
}
