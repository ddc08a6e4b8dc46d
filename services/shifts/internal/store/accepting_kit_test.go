package store_test

import (
	"context"
	"encoding/json"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/muster-ics/muster/events/passports"
	"github.com/muster-ics/muster/events/reason"
	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/pg"
	"github.com/muster-ics/muster/pkg/testkit"

	"github.com/muster-ics/muster/services/shifts/internal/app"
	"github.com/muster-ics/muster/services/shifts/internal/booking"
	"github.com/muster-ics/muster/services/shifts/internal/eligibility"
	"github.com/muster-ics/muster/services/shifts/internal/policy"
	"github.com/muster-ics/muster/services/shifts/internal/shift"
)

// ward is the use cases on real Postgres, with the answers of passports given by the test.
type ward struct {
	fixture
	*app.App
}

func openWard(t testing.TB) ward {
	t.Helper()
	f := open(t)
	return ward{f, f.uses()}
}

// uses is one replica more on the same database.
func (f fixture) uses() *app.App {
	return app.New(app.Ports{Shifts: f.Shifts, Bookings: f.Bookings, Models: f.Models, History: f.History, Policies: f.Policies,
		List: f.List, RateCards: f.RateCards, Attendance: f.Attendance, Accepting: f.Accepting, Hours: f.Hours, Evidence: f.Evidence, Facts: f.Facts, Telling: f.Telling}, f.clock, testkit.ICS, nil)
}

// enrol makes a nurse of RVV who may take what posting posts.
func (w ward) enrol(t testing.TB) id.ID {
	t.Helper()
	worker := id.New()
	p := passports.PassportState{WorkerID: worker.String(), HomeEmployer: "RVV", Status: "active",
		Engagements: []passports.Engagement{{EngagementID: id.New().String(), Employer: "RVV", Kind: "bank", StaffGroup: "nursing_midwifery",
			Role: "registered_nurse", Band: "5", From: w.clock.Now().AddDate(-1, 0, 0)}},
		Checks: []passports.Check{{Type: "right_to_work", Outcome: "satisfied"}, {Type: "identity", Outcome: "satisfied"},
			{Type: "references", Outcome: "satisfied"}, {Type: "occupational_health", Outcome: "satisfied"}},
		Competencies:  []passports.Competency{{Framework: "cstf", Code: "FIRE", Level: 1}},
		Registrations: []passports.Registration{{Body: "NMC", Effect: passports.Allow}},
	}
	if err := w.LearnPassport(t.Context(), p, 1, app.RankPassport); err != nil {
		t.Fatal(err)
	}
	return worker
}

func worker(w id.ID) context.Context {
	return auth.With(context.Background(), auth.Principal{Subject: "worker-" + w.String(), Role: auth.Worker, WorkerID: w.String(), Employer: "RVV", ICS: testkit.ICS})
}

func staff(name string) context.Context {
	return auth.With(context.Background(), auth.Principal{Subject: name, Role: auth.Employer, Employer: "RVV", ICS: testkit.ICS,
		Duties: []string{auth.Post, auth.Approve, auth.Executive}})
}

// in is a posting of RVV that starts in some hours.
func (w ward) in(hours int, change ...func(*shift.Posting)) shift.Posting {
	p := posting("RVV", w.clock.Now().Truncate(time.Minute).Add(time.Duration(hours)*time.Hour), 8*time.Hour)
	for _, c := range change {
		c(&p)
	}
	return p
}

func chosen(p *shift.Posting) { p.BookingMode = shift.RequestApprove }

func (w ward) answer(t testing.TB, b id.ID, yes bool) {
	t.Helper()
	_, s, err := w.fixture.Bookings.Get(t.Context(), b)
	if err != nil {
		t.Fatal(err)
	}
	c := &booking.Clearance{Yes: yes, PassportVersion: 1, ValidUntil: s.EndsAt}
	if !yes {
		c.Reasons = why()
	}
	if err := w.Settle(t.Context(), b, app.Answer{Clearance: c}); err != nil {
		t.Fatal(err)
	}
}

// take books the shift for the worker to the confirmation.
func (w ward) take(t testing.TB, s, who id.ID) booking.State {
	t.Helper()
	b, err := w.Accept(worker(who), app.Accept{ShiftID: s, NoWait: true})
	if err != nil {
		t.Fatal(err)
	}
	w.answer(t, b.Booking.ID, true)
	return b.Booking
}

func (w ward) sweep(t testing.TB) {
	t.Helper()
	if _, err := w.SettleRequests(app.WithSystem(t.Context(), "shifts", "")); err != nil {
		t.Fatal(err)
	}
}

func (w ward) shift(t testing.TB, s id.ID) shift.State {
	t.Helper()
	st, err := w.Shifts.Get(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	return st
}

func (w ward) status(t testing.TB, b id.ID) booking.Status {
	t.Helper()
	st, _, err := w.fixture.Bookings.Get(t.Context(), b)
	if err != nil {
		t.Fatal(err)
	}
	return st.Status
}

// as changes a table as its owner, past the triggers, to make time pass. Nobody else sees the table without them.
func (w ward) as(t testing.TB, table, sql string, args ...any) {
	t.Helper()
	conn := owner(t, w.fixture)
	change := func(tx pgx.Tx) error {
		if _, err := tx.Exec(t.Context(), "alter table "+table+" disable trigger user"); err != nil {
			return err
		}
		if _, err := tx.Exec(t.Context(), sql, args...); err != nil {
			return err
		}
		_, err := tx.Exec(t.Context(), "alter table "+table+" enable trigger user")
		return err
	}
	// To switch triggers off locks the whole table, which the racers' row locks may stand against: one of the two is sent back.
	err := pgx.BeginFunc(t.Context(), conn, change)
	for range 20 {
		if pg.Code(err) != "40P01" {
			break
		}
		err = pgx.BeginFunc(t.Context(), conn, change)
	}
	if err != nil {
		t.Error(err)
	}
}

// oneLive is I1: the shift's live bookings that have the place.
func (w ward) oneLive(t testing.TB, s id.ID) int {
	t.Helper()
	var n int
	err := w.db.Pool.QueryRow(t.Context(), `select count(*) from bookings where shift_id = $1 and status in ('held', 'confirmed', 'started', 'worked')
		and not (status = 'held' and successor_of is not null)`, s).Scan(&n)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

type reasonOf = reason.Reason

var noFacts eligibility.Facts

func workerOf(w id.ID) eligibility.Worker {
	return eligibility.Worker{ID: w, HomeEmployer: "RVV", Status: "active"}
}

// decide sets how workers come to the shifts of RVV.
func (w ward) decide(t testing.TB, p policy.BookingMode) error {
	t.Helper()
	body, err := json.Marshal(p)
	if err != nil {
		return err
	}
	return w.fixture.Policies.Put(t.Context(), app.StoredPolicy{Employer: "RVV", Kind: p.Kind(), Version: 1, Body: body, ChangedAt: w.clock.Now()})
}

// held waits until the worker has n held bookings, and gives them by their start.
func (w ward) held(t testing.TB, who id.ID, n int) []id.ID {
	t.Helper()
	var out []id.ID
	testkit.Await(t, 10*time.Second, "the shifts are held", func() bool {
		bs, err := w.fixture.Bookings.List(context.Background(), app.BookingFilter{WorkerID: who, Statuses: []booking.Status{booking.Held}, Limit: 10})
		if err != nil || len(bs) != n {
			return false
		}
		for _, b := range bs {
			out = append(out, b.Booking.ID)
		}
		return true
	})
	return out
}

func (w ward) answerAll(t testing.TB, who id.ID, n int, yes bool) {
	t.Helper()
	for _, b := range w.held(t, who, n) {
		w.answer(t, b, yes)
	}
}
