package shifts_test

import (
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/muster-ics/muster/events"
	"github.com/muster-ics/muster/events/deployments"
	"github.com/muster-ics/muster/events/passports"
	"github.com/muster-ics/muster/events/reason"
	es "github.com/muster-ics/muster/events/shifts"
	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/testkit"
)

func TestAnAcceptedShiftIsConfirmedOnceBothHaveSaidYes(t *testing.T) {
	t.Parallel()
	for name, order := range map[string][]string{
		"passports first":     {"clear", "authorise"},
		"deployments first":   {"authorise", "clear"},
		"each answer twice":   {"authorise", "authorise", "clear", "clear", "authorise"},
		"own bank":            {"clear"},
		"late no after a yes": {"clear", "authorise", "late"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := start(t)
			who := nurse(other)
			if name == "own bank" {
				who = nurse(host)
			}
			s := w.post(nil)
			got := w.accept(who, s.ShiftID)
			b := w.requested(s.ShiftID, who)
			cleared := w.cleared(b, 3)
			d := w.deployment(b, "authorised")
			for _, step := range order {
				switch step {
				case "clear":
					w.tell("passports", cleared, b.BookingID)
				case "authorise":
					w.tell("deployments", deployments.DeploymentAuthorisedV1{Deployment: d}, d.DeploymentID)
				case "late":
					want(t, <-got, 201)
					got <- answer{status: 201, raw: w.must(200, who, "GET", "/bookings/"+b.BookingID, nil).raw}
					w.tell("passports", w.notCleared(b), b.BookingID)
				}
			}
			have := want(t, <-got, 201).booking(t)
			if have.Status != es.BookingConfirmed || have.PassportVersion != 3 {
				t.Errorf("booking is %s on passport %d", have.Status, have.PassportVersion)
			}
			if b.CrossEmployer() && (have.AgreementID != d.AgreementID || have.Channel != es.CollaborativeBank) {
				t.Errorf("agreement %s, channel %s", have.AgreementID, have.Channel)
			}
			w.await("muster.shifts.booking.confirmed.v1", b.BookingID)
			filled := w.await("muster.shifts.shift.filled.v1", s.ShiftID)
			if filled.AggregateVersion != 2 || filled.CausationID == "" || filled.Actor == "" {
				t.Errorf("filled is version %d, caused by %q, by %q", filled.AggregateVersion, filled.CausationID, filled.Actor)
			}
			now := w.must(200, staff(host), "GET", "/shifts/"+s.ShiftID, nil)
			if st := now.shift(t); st.Status != es.ShiftFilled || st.BookingID != b.BookingID || now.header.Get("ETag") != `"2"` {
				t.Errorf("shift is %s by %s, %s", st.Status, st.BookingID, now.header.Get("ETag"))
			}
		})
	}
}

func TestOneNoRefusesWithTheReasonsAndOpensTheShiftAgain(t *testing.T) {
	t.Parallel()
	w := start(t)
	who := nurse(other)
	s := w.post(nil)

	got := w.accept(who, s.ShiftID)
	b := w.requested(s.ShiftID, who)
	w.tell("passports", w.notCleared(b), b.BookingID)
	p := want(t, <-got, 409).problem(t)
	if p.Code != "booking_refused" || len(p.Reasons) != 1 || p.Reasons[0].Code != "COMPETENCE_MISSING" {
		t.Errorf("refused with %s %v", p.Code, p.Reasons)
	}
	w.await("muster.shifts.booking.refused.v1", b.BookingID)
	w.await("muster.shifts.shift.reopened.v1", s.ShiftID)

	// The gate has forgotten the first hold: the next worker is not told that it is taken.
	next := nurse(other)
	again := w.accept(next, s.ShiftID)
	b2 := w.requested(s.ShiftID, next)
	d := w.deployment(b2, "refused")
	w.tell("deployments", deployments.DeploymentRefusedV1{Deployment: d}, d.DeploymentID)
	if p := want(t, <-again, 409).problem(t); p.Code != "booking_refused" || p.Reasons[0].Code != "AGREEMENT_NONE" {
		t.Errorf("refused with %s %v", p.Code, p.Reasons)
	}
	// Late answers to a decided booking change nothing.
	w.tell("passports", w.cleared(b2, 1), b2.BookingID)
	w.confirmed(nurse(host), s.ShiftID)
	if have := w.must(200, who, "GET", "/bookings/"+b.BookingID, nil).booking(t); have.Status != es.BookingRefused {
		t.Errorf("the refused booking is %s", have.Status)
	}
}

func TestOfManyAcceptsOneWins(t *testing.T) {
	t.Parallel()
	w := start(t)
	w.post(func(b map[string]any) { b["ward"] = "ward_8" })
	s := w.post(nil)
	const n = 200
	var mu sync.Mutex
	statuses := map[int]int{}
	var lost problem
	var group sync.WaitGroup
	for range n {
		who := nurse(host)
		token := w.Token(who)
		group.Go(func() {
			a, err := w.try(auth.Principal{}, "POST", base+"/shifts/"+s.ShiftID+"/bookings", "{}", header("Authorization", "Bearer "+token))
			if err != nil {
				t.Error(err)
				return
			}
			mu.Lock()
			defer mu.Unlock()
			statuses[a.status]++
			if a.status == 409 {
				lost = a.problem(t)
			}
		})
	}
	b := es.BookingState{}
	w.heard.Await(t, within, func(env events.Envelope) bool {
		ev, err := events.Open(env)
		r, ok := ev.(es.BookingRequestedV1)
		b = r.Booking
		return err == nil && ok
	})
	w.tell("passports", w.cleared(b, 1), b.BookingID)
	group.Wait()
	if statuses[201] != 1 || statuses[409] != n-1 {
		t.Fatalf("answers: %v", statuses)
	}
	if lost.Code != "shift_taken" || len(lost.Alternatives) != 1 {
		t.Errorf("a loser was told %s with %d alternatives", lost.Code, len(lost.Alternatives))
	}
}

func TestTwoShiftsOfOneWorkerKeepElevenHoursApart(t *testing.T) {
	t.Parallel()
	w := start(t)
	// The night of 28 March 2026 is one hour short by the wall and as long as ever by the clock.
	w.Clock.Set(time.Date(2026, 3, 20, 9, 0, 0, 0, time.UTC))
	first := time.Date(2026, 3, 28, 19, 30, 0, 0, time.UTC)
	a := w.post(at(first, 12))
	near := w.post(at(first.Add(22*time.Hour+59*time.Minute), 8))
	far := w.post(at(first.Add(23*time.Hour), 8))
	overlapping := w.post(at(first.Add(6*time.Hour), 8))
	who := nurse(host)
	w.confirmed(who, a.ShiftID)

	p := want(t, w.call(who, "POST", base+"/shifts/"+near.ShiftID+"/bookings", "{}"), 409).problem(t)
	if p.Code != "rest_11h" || len(p.Reasons) != 1 || p.Reasons[0].From == nil || !p.Reasons[0].From.Equal(first.Add(23*time.Hour)) {
		t.Errorf("10 h 59 min: %s %+v", p.Code, p.Reasons)
	}
	if p := want(t, w.call(who, "POST", base+"/shifts/"+overlapping.ShiftID+"/bookings", "{}"), 409).problem(t); p.Code != "overlap" {
		t.Errorf("overlapping: %s", p.Code)
	}
	w.confirmed(who, far.ShiftID)
	if s := w.must(200, staff(host), "GET", "/shifts/"+near.ShiftID, nil).shift(t); s.Status != es.ShiftOpen {
		t.Errorf("the refused shift is %s", s.Status)
	}
}

func TestASlowAnswerIsPendingAndThenThere(t *testing.T) {
	t.Parallel()
	w := start(t)
	who := nurse(host)
	s := w.post(nil)
	got := want(t, <-w.accept(who, s.ShiftID, header("Prefer", "respond-async")), 202)
	b := got.booking(t)
	if b.Status != es.BookingHeld || got.header.Get("Location") != base+"/bookings/"+b.BookingID {
		t.Errorf("pending is %s at %q", b.Status, got.header.Get("Location"))
	}
	w.requested(s.ShiftID, who)
	w.tell("passports", w.cleared(b, 1), b.BookingID)
	w.await("muster.shifts.booking.confirmed.v1", b.BookingID)
	if have := w.must(200, who, "GET", "/bookings/"+b.BookingID, nil).booking(t); have.Status != es.BookingConfirmed {
		t.Errorf("the booking is %s", have.Status)
	}
}

func TestARepeatedRequestDoesItsWorkOnce(t *testing.T) {
	t.Parallel()
	w := start(t)
	key := header("Idempotency-Key", "the-same-key")
	a := w.must(201, staff(host), "POST", "/shifts", w.posting(nil), key)
	b := w.must(201, staff(host), "POST", "/shifts", w.posting(nil), key)
	if string(a.raw) != string(b.raw) || b.header.Get("Idempotent-Replayed") != "true" {
		t.Errorf("the second answer differs or is not marked: %s %s", a.raw, b.raw)
	}
	other := want(t, w.call(staff(host), "POST", base+"/shifts", w.posting(func(m map[string]any) { m["ward"] = "ward_9" }), key), 422)
	if p := other.problem(t); p.Code != "idempotency_key_reused" {
		t.Errorf("another body under the key: %s", p.Code)
	}
	who := nurse(host)
	s := w.post(nil)
	first := w.accept(who, s.ShiftID, key)
	bk := w.requested(s.ShiftID, who)
	w.tell("passports", w.cleared(bk, 1), bk.BookingID)
	one := want(t, <-first, 201)
	two := want(t, <-w.accept(who, s.ShiftID, key), 201)
	if string(one.raw) != string(two.raw) {
		t.Errorf("the second accept answered %s", two.raw)
	}
}

func TestTheHistoryFoldsToWhatTheServiceSays(t *testing.T) {
	t.Parallel()
	w := start(t)
	s := w.post(func(b map[string]any) { b["places"] = 3 })
	who := nurse(host)
	b := w.confirmed(who, s.ShiftID)
	w.must(403, staff(host), "GET", "/history", nil)

	newest := map[string]events.Envelope{}
	next, pages := "", 0
	for {
		var page struct {
			Events []events.Envelope
			Next   string
		}
		w.must(200, auditor(), "GET", fmt.Sprintf("/history?limit=2&after=%s", next), nil).into(t, &page)
		for _, e := range page.Events {
			key := events.EntityOf(e.Type) + e.AggregateID
			if e.AggregateVersion > newest[key].AggregateVersion {
				newest[key] = e
			}
		}
		next, pages = page.Next, pages+1
		if len(page.Events) < 2 {
			break
		}
	}
	if got := newest["shifts.shift"+s.ShiftID]; got.Type != "muster.shifts.shift.filled.v1" || len(newest) != 4 || pages < 3 {
		t.Errorf("%d aggregates on %d pages; the shift's newest event is %s", len(newest), pages, got.Type)
	}
	if got := newest["shifts.booking"+b.BookingID]; got.AggregateVersion != 2 {
		t.Errorf("the booking's newest version is %d", got.AggregateVersion)
	}
	var h struct {
		Entries []struct{ Event, Action, Actor string }
	}
	w.must(200, staff(host), "GET", "/shifts/"+s.ShiftID+"/history", nil).into(t, &h)
	if len(h.Entries) != 2 || h.Entries[0].Action != "shift.posted" || h.Entries[0].Actor != staff(host).Subject || h.Entries[1].Actor != "system:passports" {
		t.Errorf("history: %+v", h.Entries)
	}
	w.must(404, who, "GET", "/shifts/"+s.ShiftID+"/history", nil)
	w.must(404, staff(other), "GET", "/shifts/"+s.ShiftID+"/history", nil)
}

func TestOpenShiftsSayWhyNot(t *testing.T) {
	t.Parallel()
	w := start(t)
	who := nurse(host)
	s := w.post(nil)
	state := passports.PassportState{WorkerID: who.WorkerID, HomeEmployer: host, Status: "active",
		Engagements: []passports.Engagement{{EngagementID: id.New().String(), Employer: host, Kind: "bank", StaffGroup: "nursing_midwifery", Role: "registered_nurse", Band: "5", From: w.Clock.Now().Add(-time.Hour)}},
		Checks: []passports.Check{{Type: "identity", Outcome: "satisfied"}, {Type: "right_to_work", Outcome: "satisfied"}, {Type: "references", Outcome: "satisfied"},
			{Type: "occupational_health", Outcome: "satisfied"}},
		Registrations: []passports.Registration{{Body: "NMC", Effect: passports.Allow}}}
	testkit.Publish(t, w.Bus, "passports", passports.WorkerEnrolledV1{Passport: state}, events.Meta{AggregateID: who.WorkerID})

	type list struct {
		Shifts []struct {
			Shift   es.ShiftState
			Outcome string
			Reasons []reason.Reason
		}
	}
	read := func(query string) (l list) {
		w.must(200, who, "GET", "/open-shifts"+query, nil).into(t, &l)
		return l
	}
	testkit.Await(t, within, "the worker is judged", func() bool {
		l := read("?include=ineligible")
		return len(l.Shifts) == 1 && len(l.Shifts[0].Reasons) == 1 && l.Shifts[0].Reasons[0].Code == "COMPETENCE_MISSING"
	})
	if l := read(""); len(l.Shifts) != 0 {
		t.Errorf("a shift that is not open to the worker is listed: %+v", l)
	}
	state.Competencies = []passports.Competency{{Framework: "cstf", Code: "FIRE", Level: 2}}
	testkit.Publish(t, w.Bus, "passports", passports.PassportChangedV1{Passport: state}, events.Meta{AggregateID: who.WorkerID, AggregateVersion: 2})
	testkit.Await(t, within, "the shift is open to the worker", func() bool {
		l := read("")
		return len(l.Shifts) == 1 && l.Shifts[0].Outcome == "eligible" && l.Shifts[0].Shift.ShiftID == s.ShiftID
	})
	w.must(403, staff(host), "GET", "/open-shifts", nil)
}
