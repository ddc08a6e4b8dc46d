package passports_test

import (
	"net/http"
	"slices"
	"testing"

	"github.com/muster-ics/muster/events"
	contract "github.com/muster-ics/muster/events/passports"
	"github.com/muster-ics/muster/events/shifts"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/testkit"
)

func TestAnEnrolmentIsOneEventWithTheWholePassportAndNoName(t *testing.T) {
	t.Parallel()
	w := start(t)
	workerID := w.enrol(nurse())
	ev, ok := w.passportEvent(workerID, 1).(contract.WorkerEnrolledV1)
	if !ok {
		t.Fatal("want worker.enrolled as version 1")
	}
	p := ev.Passport
	if p.Status != "active" || len(p.Engagements) != 1 || len(p.Checks) != 5 || len(p.Competencies) != 1 || len(p.Registrations) != 1 || p.Registrations[0].Effect != contract.Allow {
		t.Fatalf("got %+v", p)
	}
}

func TestABookingIsClearedOnceHoweverOftenItIsAsked(t *testing.T) {
	t.Parallel()
	w := start(t)
	b := w.booking(w.enrol(nurse()))
	env := w.request(b)
	ev, ok := w.answer(b.BookingID, 1).(contract.BookingClearedV1)
	if !ok || ev.PassportVersion != 1 || ev.ValidUntil.Before(b.EndsAt) {
		t.Fatalf("got %+v", w.answer(b.BookingID, 1))
	}
	if err := w.Service.Handle(t.Context(), env); err != nil {
		t.Fatal(err)
	}
	// A second event of the same request, as after a refill of the stream, finds the answer too.
	w.request(b)
	other := w.booking(w.enrol(nurse()))
	w.cleared(other)
	var rows, sent int
	if err := w.DB.Pool.QueryRow(t.Context(), "select (select count(*) from clearances where booking_id = $1::uuid), (select count(*) from outbox where aggregate = $1::text)", b.BookingID).Scan(&rows, &sent); err != nil {
		t.Fatal(err)
	}
	if rows != 1 || sent != 1 {
		t.Fatalf("want one answer, got %d rows and %d events", rows, sent)
	}
}

func TestAWorkerWhoLacksSomethingIsNotClearedAndToldEverything(t *testing.T) {
	t.Parallel()
	w := start(t)
	b := w.booking(w.enrol(nurse()))
	b.Role, b.Requirements.EPP = "midwife", true
	b.Requirements.Competencies = append(b.Requirements.Competencies, shifts.Competency{Framework: "cstf", Code: "RES", Level: 2})
	w.request(b)
	ev, ok := w.answer(b.BookingID, 1).(contract.BookingNotClearedV1)
	if !ok {
		t.Fatal("want the booking not cleared")
	}
	if got := codes(ev.Reasons); !slices.Equal(got, []string{"GROUP_MISMATCH", "EPP_NOT_CLEARED", "COMPETENCE_MISSING", "INDUCTION_MISSING"}) {
		t.Fatalf("got %v", got)
	}
}

func TestAnUnknownWorkerIsNotCleared(t *testing.T) {
	t.Parallel()
	w := start(t)
	b := w.booking(id.New().String())
	w.request(b)
	ev, ok := w.answer(b.BookingID, 1).(contract.BookingNotClearedV1)
	if !ok || !slices.Equal(codes(ev.Reasons), []string{"WORKER_UNKNOWN"}) {
		t.Fatalf("got %+v", w.answer(b.BookingID, 1))
	}
}

func TestASuspensionListsEveryBookingAheadAndOnlyThose(t *testing.T) {
	t.Parallel()
	w := start(t)
	workerID := w.enrol(nurse())
	confirmed, held, withdrawn := w.booking(workerID), w.booking(workerID), w.booking(workerID)
	for _, b := range []shifts.BookingState{confirmed, held, withdrawn} {
		w.cleared(b)
	}
	w.confirm(confirmed)
	withdrawn.Status = shifts.BookingWithdrawn
	w.tell(shifts.BookingWithdrawnV1{Booking: withdrawn}, withdrawn, 2)
	w.awaitReliance(withdrawn.BookingID, "ended")

	s := w.change(workerID, "/suspend", `{"why":"conduct"}`)
	if s.Status != "suspended" || s.PassportVersion != 2 || s.RevocationFloor != 2 {
		t.Fatalf("got %+v", s)
	}
	ev, ok := w.passportEvent(workerID, 2).(contract.PassportSuspendedV1)
	if !ok {
		t.Fatal("want passport.suspended")
	}
	want := []string{confirmed.BookingID, held.BookingID}
	slices.Sort(want)
	slices.Sort(ev.BookingIDs)
	if !slices.Equal(ev.BookingIDs, want) || ev.Passport.RevocationFloor != 2 {
		t.Fatalf("want %v, got %+v", want, ev)
	}

	late := w.booking(workerID)
	w.request(late)
	if no, ok := w.answer(late.BookingID, 1).(contract.BookingNotClearedV1); !ok || no.Reasons[0].Code != "HOLD_SUSPENDED" {
		t.Fatal("a suspended passport clears nothing")
	}
	if s := w.change(workerID, "/reinstate", ""); s.Status != "active" || s.RevocationFloor != 2 {
		t.Fatalf("the floor must outlive the suspension: %+v", s)
	}
	w.cleared(w.booking(workerID))
}

func TestAChangeUnbooksWhatItMakesUnfitAndLeavesTheRest(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		path string
		body string
		code string
	}{
		"check withdrawn":     {"/checks", `{"type":"right_to_work","outcome":"withdrawn","checked_on":"2024-01-01"}`, "RTW_MISSING"},
		"registration lapsed": {"/registrations", `{"body":"NMC","number":"98Z7654Q","status":"lapsed"}`, "REG_NOT_ACTIVE"},
		"conditions imposed":  {"/registrations", `{"body":"NMC","number":"98Z7654Q","status":"conditions"}`, "REG_CONDITIONS"},
		"hold placed":         {"/holds", `{"why":"sickness"}`, "HOLD"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := start(t)
			workerID := w.enrol(nurse())
			b := w.booking(workerID)
			w.cleared(b)
			w.confirm(b)
			if s := w.change(workerID, "/competencies", `{"framework":"cstf","code":"IPC","level":1,"achieved_on":"2025-06-01"}`); s.RevocationFloor != 0 {
				t.Fatalf("a change that harms nothing revokes nothing: %+v", s)
			}
			if s := w.change(workerID, c.path, c.body); s.RevocationFloor != 3 || s.PassportVersion != 3 {
				t.Fatalf("got %+v", s)
			}
			un, ok := w.answer(b.BookingID, 2).(contract.BookingUnclearedV1)
			if !ok || un.PassportVersion != 3 || un.Reasons[0].Code != c.code {
				t.Fatalf("got %+v", w.answer(b.BookingID, 2))
			}
			if changed, ok := w.passportEvent(workerID, 3).(contract.PassportChangedV1); !ok || changed.Passport.RevocationFloor != 3 {
				t.Fatal("want passport.changed with the floor raised")
			}
		})
	}
}

func TestTheEndOfABookingMayComeBeforeItsRequest(t *testing.T) {
	t.Parallel()
	w := start(t)
	workerID := w.enrol(nurse())
	b := w.booking(workerID)
	gone := b
	gone.Status = shifts.BookingWithdrawn
	w.tell(shifts.BookingWithdrawnV1{Booking: gone}, gone, 2)
	w.awaitReliance(b.BookingID, "ended")
	w.cleared(b)
	s := w.change(workerID, "/suspend", `{"why":"conduct"}`)
	ev, ok := w.passportEvent(workerID, s.PassportVersion).(contract.PassportSuspendedV1)
	if !ok || len(ev.BookingIDs) != 0 {
		t.Fatalf("a booking that is over relies on nothing: %+v", ev)
	}
}

func TestTheHistoryIsWhatWasSent(t *testing.T) {
	t.Parallel()
	w := start(t)
	workerID := w.enrol(nurse())
	w.change(workerID, "/holds", `{"why":"own_request"}`)
	auditor := verifier("RVV")
	auditor.Role, auditor.Employer, auditor.Duties = "auditor", "", nil
	var got []events.Envelope
	after := ""
	for {
		var page struct {
			Events []events.Envelope `json:"events"`
			Next   string            `json:"next"`
		}
		w.must(http.StatusOK, w.call(auditor, http.MethodGet, "/history?limit=1&after="+after, "")).into(t, &page)
		if len(page.Events) == 0 {
			break
		}
		got, after = append(got, page.Events...), page.Next
	}
	if len(got) != 3 || got[0].AggregateID != workerID || got[1].AggregateVersion != 2 || got[2].Type != "muster.passports.hold.placed.v1" {
		t.Fatalf("got %+v", got)
	}
	w.must(http.StatusForbidden, w.call(verifier("RVV"), http.MethodGet, "/history", ""))
	auditor.ICS = "QNX"
	w.must(http.StatusForbidden, w.call(auditor, http.MethodGet, "/history", ""))
}

func TestWithoutABusAnInstanceIsDrivenByHandle(t *testing.T) {
	t.Parallel()
	w := start(t)
	b := w.booking(w.enrol(nurse()))
	w.saidYes(b.WorkerID, b.HostEmployer)
	env, err := events.New(shifts.BookingRequestedV1{Booking: b}, events.Meta{
		ID: id.New().String(), Time: w.Clock.Now(), ICS: testkit.ICS, ODS: b.HostEmployer, AggregateID: b.BookingID, AggregateVersion: 1,
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Service.Handle(t.Context(), env); err != nil {
		t.Fatal(err)
	}
	if _, ok := w.answer(b.BookingID, 1).(contract.BookingClearedV1); !ok {
		t.Fatal("want the booking cleared")
	}
}
