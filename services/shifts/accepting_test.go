package shifts_test

import (
	"testing"
	"time"

	"github.com/muster-ics/muster/events/passports"
	"github.com/muster-ics/muster/events/reason"
	es "github.com/muster-ics/muster/events/shifts"
	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/testkit"
)

// enrolled is a nurse of the host of whom passports has told, and who may take what posting posts.
func (w *world) enrolled() auth.Principal {
	w.t.Helper()
	who := nurse(host)
	w.tell("passports", passports.PassportChangedV1{Passport: passports.PassportState{WorkerID: who.WorkerID, HomeEmployer: host, Status: "active",
		Engagements: []passports.Engagement{{EngagementID: id.New().String(), Employer: host, Kind: "bank", StaffGroup: "nursing_midwifery",
			Role: "registered_nurse", Band: "5", From: w.Clock.Now().AddDate(-1, 0, 0)}},
		Checks: []passports.Check{{Type: "right_to_work", Outcome: "satisfied"}, {Type: "identity", Outcome: "satisfied"},
			{Type: "references", Outcome: "satisfied"}, {Type: "occupational_health", Outcome: "satisfied"}},
		Competencies:  []passports.Competency{{Framework: "cstf", Code: "FIRE", Level: 1}},
		Registrations: []passports.Registration{{Body: "NMC", Effect: passports.Allow}},
		Holds:         []passports.Hold{},
	}}, who.WorkerID)
	testkit.Await(w.t, within, "the worker is known", func() bool {
		n := 0
		_ = w.DB.Pool.QueryRow(w.t.Context(), "select count(*) from workers where id = $1", who.WorkerID).Scan(&n)
		return n == 1
	})
	return who
}

// clear answers for passports: the clearance of the next booking of the shift by the worker.
func (w *world) clear(shift string, who auth.Principal) es.BookingState {
	w.t.Helper()
	b := w.requested(shift, who)
	w.tell("passports", w.cleared(b, 1), b.BookingID)
	return b
}

func TestAWardChoosesAnApplicantOverHTTP(t *testing.T) {
	t.Parallel()
	w := start(t)
	who, another := w.enrolled(), w.enrolled()
	s := w.post(func(b map[string]any) { b["booking_mode"] = "request_approve" })
	if p := want(t, <-w.accept(who, s.ShiftID), 409).problem(t); p.Code != "apply_first" {
		t.Errorf("accepting answers %s", p.Code)
	}
	var a, other es.ApplicationState
	w.must(201, who, "POST", "/shifts/"+s.ShiftID+"/applications", nil).into(t, &a)
	w.must(201, another, "POST", "/shifts/"+s.ShiftID+"/applications", nil).into(t, &other)
	w.must(404, staff("RPA", auth.Approve), "POST", "/applications/"+a.ApplicationID+"/approve", nil)
	w.must(403, staff(host), "POST", "/applications/"+a.ApplicationID+"/approve", nil)
	w.must(404, another, "POST", "/applications/"+a.ApplicationID+"/withdraw", nil)
	var could struct {
		Candidates []struct {
			WorkerID      string `json:"worker_id"`
			ApplicationID string `json:"application_id"`
			Why           []struct{ Message string }
		}
	}
	w.must(200, staff(host), "GET", "/shifts/"+s.ShiftID+"/candidates", nil).into(t, &could)
	if len(could.Candidates) != 2 || could.Candidates[0].ApplicationID == "" || len(could.Candidates[0].Why) != 4 {
		t.Errorf("the candidates are %+v", could.Candidates)
	}
	w.must(404, staff("RPA"), "GET", "/shifts/"+s.ShiftID+"/candidates", nil)
	var list struct{ Applications []es.ApplicationState }
	w.must(200, staff(host), "GET", "/applications?shift="+s.ShiftID, nil).into(t, &list)
	if len(list.Applications) != 2 {
		t.Errorf("the ward sees %d applications", len(list.Applications))
	}
	w.must(200, another, "GET", "/applications", nil).into(t, &list)
	if len(list.Applications) != 1 || list.Applications[0].ApplicationID != other.ApplicationID {
		t.Errorf("the other applicant sees %v", list.Applications)
	}
	got := make(chan answer, 1)
	go func() {
		a, err := w.try(staff(host, auth.Approve), "POST", base+"/applications/"+a.ApplicationID+"/approve", "{}")
		if err != nil {
			t.Error(err)
		}
		got <- a
	}()
	b := w.clear(s.ShiftID, who)
	if made := want(t, <-got, 201).booking(t); made.BookingID != b.BookingID || made.ApprovedBy == "" || made.Status != es.BookingConfirmed {
		t.Errorf("approved as %+v", made)
	}
	w.await("muster.shifts.application.approved.v1", a.ApplicationID)
	w.await("muster.shifts.application.ended.v1", a.ApplicationID)
	// The service itself sees to the others.
	w.await("muster.shifts.application.ended.v1", other.ApplicationID)
	var waits struct{ Places []es.WaitingPlaceState }
	testkit.Await(t, within, "the other applicant waits", func() bool {
		w.must(200, another, "GET", "/waiting-list?status=waiting", nil).into(t, &waits)
		return len(waits.Places) == 1
	})
	w.must(200, another, "POST", "/waiting-list/"+waits.Places[0].PlaceID+"/leave", nil)
}

func TestAWaitingListIsServedByTheRunningService(t *testing.T) {
	t.Parallel()
	w := start(t)
	who, next := nurse(host), w.enrolled()
	s := w.post(nil)
	b := w.confirmed(who, s.ShiftID)
	var place es.WaitingPlaceState
	w.must(201, next, "POST", "/shifts/"+s.ShiftID+"/waiting-list", nil).into(t, &place)
	w.must(200, who, "POST", "/bookings/"+b.BookingID+"/withdraw", "{}")
	var offers struct{ Offers []es.OfferState }
	testkit.Await(t, within, "the shift is offered", func() bool {
		w.must(200, next, "GET", "/offers?status=open", nil).into(t, &offers)
		return len(offers.Offers) == 1
	})
	if o := offers.Offers[0]; o.Origin != "waiting_list" || time.Duration(o.ExpiresAt.Sub(o.MadeAt)) > 16*time.Minute {
		t.Errorf("offered %+v", o)
	}
	if p := want(t, <-w.accept(who, s.ShiftID), 409).problem(t); p.Code != "shift_offered" {
		t.Errorf("another's accept answers %s", p.Code)
	}
	// Somebody else's list shows it as offered, not as open.
	third := w.enrolled()
	var list struct {
		Shifts []struct {
			Shift   es.ShiftState
			Reasons []reason.Reason
		}
	}
	testkit.Await(t, within, "the list says that the shift is offered", func() bool {
		list.Shifts = nil
		w.must(200, third, "GET", "/open-shifts?include=ineligible", nil).into(t, &list)
		return len(list.Shifts) == 1 && len(list.Shifts[0].Reasons) == 1 && list.Shifts[0].Reasons[0].Code == "SHIFT_OFFERED"
	})
	got := make(chan answer, 1)
	go func() {
		a, err := w.try(next, "POST", base+"/offers/"+offers.Offers[0].OfferID+"/accept", "{}")
		if err != nil {
			t.Error(err)
		}
		got <- a
	}()
	w.clear(s.ShiftID, next)
	want(t, <-got, 201)
	w.await("muster.shifts.waiting_place.ended.v1", place.PlaceID)
}

func TestAWorkerTakesAShiftOverFromAnother(t *testing.T) {
	t.Parallel()
	w := start(t)
	who, next := nurse(host), w.enrolled()
	s := w.post(nil)
	b := w.confirmed(who, s.ShiftID)
	var x es.SwapState
	w.must(404, next, "POST", "/bookings/"+b.BookingID+"/swap", "{}")
	w.must(201, who, "POST", "/bookings/"+b.BookingID+"/swap", "{}").into(t, &x)
	var open struct{ Swaps []struct{ Swap es.SwapState } }
	w.must(200, next, "GET", "/swaps/open", nil).into(t, &open)
	if len(open.Swaps) != 1 || open.Swaps[0].Swap.SwapID != x.SwapID {
		t.Fatalf("open to the other: %+v", open)
	}
	got := make(chan answer, 1)
	go func() {
		a, err := w.try(next, "POST", base+"/swaps/"+x.SwapID+"/take", "{}")
		if err != nil {
			t.Error(err)
		}
		got <- a
	}()
	n := w.clear(s.ShiftID, next)
	if n.SuccessorOf != b.BookingID {
		t.Errorf("the new booking follows %q", n.SuccessorOf)
	}
	want(t, <-got, 201)
	w.await("muster.shifts.booking.withdrawn.v1", b.BookingID)
	w.await("muster.shifts.booking.confirmed.v1", n.BookingID)
	w.await("muster.shifts.swap.ended.v1", x.SwapID)
	if st := w.must(200, staff(host), "GET", "/shifts/"+s.ShiftID, nil).shift(t); st.BookingID != n.BookingID || st.Reopened != 0 {
		t.Errorf("the shift is %+v", st)
	}
}

func TestSeveralShiftsAreAcceptedInOneRequest(t *testing.T) {
	t.Parallel()
	w := start(t)
	who := w.enrolled()
	starts := w.Clock.Now().Truncate(time.Minute).Add(48 * time.Hour)
	a, b := w.post(at(starts, 8)), w.post(at(starts.Add(48*time.Hour), 8))
	clash := w.post(at(starts.Add(2*time.Hour), 8))
	got := make(chan answer, 1)
	go func() {
		a, err := w.try(who, "POST", base+"/bookings", map[string]any{"choice": "what_fits", "shift_ids": []string{a.ShiftID, clash.ShiftID, b.ShiftID}})
		if err != nil {
			t.Error(err)
		}
		got <- a
	}()
	w.clear(a.ShiftID, who)
	w.clear(b.ShiftID, who)
	var out struct {
		Results []struct {
			ShiftID string `json:"shift_id"`
			Booking *es.BookingState
			Code    string
		}
	}
	want(t, <-got, 200).into(t, &out)
	if len(out.Results) != 3 || out.Results[0].Booking == nil || out.Results[1].Code != "booking_refused" || out.Results[2].Booking == nil {
		t.Errorf("%+v", out)
	}
	none := w.must(200, who, "POST", "/bookings", map[string]any{"choice": "all_or_none", "shift_ids": []string{w.post(at(starts.Add(200*time.Hour), 8)).ShiftID, clash.ShiftID}})
	out.Results = nil
	none.into(t, &out)
	if out.Results[0].Code != "set_incomplete" || out.Results[0].Booking != nil || out.Results[1].Booking != nil {
		t.Errorf("%+v", out)
	}
}
