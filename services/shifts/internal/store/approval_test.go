package store_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/pg"
	"github.com/muster-ics/muster/pkg/testkit"

	"github.com/muster-ics/muster/services/shifts/internal/app"
	"github.com/muster-ics/muster/services/shifts/internal/shift"
)

func (f fixture) app() *app.App {
	return app.New(app.Ports{Shifts: f.Shifts, Bookings: f.Bookings, Models: f.Models, History: f.History, Policies: f.Policies, Attendance: f.Attendance, Ladders: f.Ladders, Hours: f.Hours, Evidence: f.Evidence}, f.clock, testkit.ICS, nil)
}

func asStaff(subject string, duties ...string) context.Context {
	return auth.With(context.Background(), auth.Principal{Subject: subject, Role: auth.Employer, Employer: "RVV", ICS: testkit.ICS, Duties: duties})
}

// submit keeps a shift that waits for approval, asked for by "poster".
func (f fixture) submit(t testing.TB) shift.State {
	t.Helper()
	p := posting("RVV", f.clock.Now().Truncate(time.Minute).Add(48*time.Hour), 8*time.Hour)
	p.Approval, p.By = "Your employer approves every shift.", "poster"
	return f.post(t, p)
}

// One who approves, one who declines, the ward that calls it off and the sweep, all at once: one of them decides, and the
// shift has two versions.
func TestOneOfThoseWhoDecideAboutAWaitingShiftWins(t *testing.T) {
	t.Parallel()
	f := open(t)
	a := f.app()
	for range 20 {
		s := f.submit(t)
		deeds := map[shift.Status]func() error{
			shift.Open:      func() error { _, err := a.Approve(asStaff("matron", auth.Approve), s.ID); return err },
			shift.Declined:  func() error { _, err := a.Decline(asStaff("other", auth.Approve), s.ID, "no_budget"); return err },
			shift.Withdrawn: func() error { _, err := a.Withdraw(asStaff("poster", auth.Post), s.ID, "other"); return err },
		}
		var mu sync.Mutex
		var won []shift.Status
		var group sync.WaitGroup
		for to, deed := range deeds {
			group.Go(func() {
				err := deed()
				mu.Lock()
				defer mu.Unlock()
				switch {
				case err == nil:
					won = append(won, to)
				case !fault.Is(err, fault.Conflict):
					t.Errorf("to %s: %v", to, err)
				}
			})
		}
		group.Wait()
		st, err := f.Shifts.Get(t.Context(), s.ID)
		if err != nil {
			t.Fatal(err)
		}
		// An approved shift may still be called off, which is a third version.
		last := won[len(won)-1]
		if len(won) > 2 || len(won) == 2 && st.Status != shift.Withdrawn || len(won) == 1 && st.Status != last || st.Version != int64(1+len(won)) {
			t.Fatalf("%v won, and the shift is %s at version %d", won, st.Status, st.Version)
		}
	}
}

func TestTheTableKnowsWhoMayNotApprove(t *testing.T) {
	t.Parallel()
	f := open(t)
	s := f.submit(t)
	for name, c := range map[string]struct{ code, sql string }{
		"its own poster":             {"23514", "update shifts set status = 'open', approved_at = now(), approved_by = 'poster', version = version + 1 where id = $1"},
		"nobody":                     {"23514", "update shifts set status = 'open', version = version + 1 where id = $1"},
		"declined without a reason":  {"23514", "update shifts set status = 'declined', version = version + 1 where id = $1"},
		"taken while it waits":       {"MU002", "update shifts set status = 'held', version = version + 1 where id = $1"},
		"filled while it waits":      {"MU002", "update shifts set status = 'filled', version = version + 1 where id = $1"},
		"a notice band there is not": {"23514", "update shifts set status = 'withdrawn', notice_band = 'soon', version = version + 1 where id = $1"},
	} {
		_, err := f.db.Pool.Exec(t.Context(), c.sql, s.ID)
		if pg.Code(err) != c.code {
			t.Errorf("%s: %v, want %s", name, err, c.code)
		}
	}
	taken := f.post(t, posting("RVV", f.clock.Now().Truncate(time.Minute).Add(48*time.Hour), 8*time.Hour))
	if _, err := f.claim(t.Context(), taken, id.New(), "RVV"); err != nil {
		t.Fatal(err)
	}
	_, err := f.db.Pool.Exec(t.Context(), "update shifts set status = 'open', starts_at = starts_at - interval '1 hour', version = version + 1 where id = $1", taken.ID)
	if pg.Code(err) != "MU002" {
		t.Errorf("times changed under somebody: %v", err)
	}
}

func TestAShiftThatNobodyApprovedIsDeclinedAtItsStartAndKeepsItsApproval(t *testing.T) {
	t.Parallel()
	f := open(t)
	s := f.submit(t)
	own := owner(t, f)
	for _, sql := range []string{"alter table shifts disable trigger user",
		"update shifts set starts_at = starts_at - interval '3 days', ends_at = ends_at - interval '3 days', recorded_at = recorded_at - interval '4 days'",
		"alter table shifts enable trigger user"} {
		if _, err := own.Exec(t.Context(), sql); err != nil {
			t.Fatal(err)
		}
	}
	if n, err := f.app().DeclineUnapproved(app.WithSystem(t.Context(), "shifts", "")); err != nil || n != 1 {
		t.Fatalf("%d declined, %v", n, err)
	}
	st, err := f.Shifts.Get(t.Context(), s.ID)
	if err != nil || st.Status != shift.Declined || st.Approval == nil || st.Approval.Declined != shift.StartPassed || st.Approval.SubmittedBy != "poster" {
		t.Errorf("%+v, %v", st, err)
	}
	if n, err := f.app().DeclineUnapproved(t.Context()); err != nil || n != 0 {
		t.Errorf("again: %d, %v", n, err)
	}
	if _, err := f.Shifts.Get(t.Context(), id.New()); !errors.Is(err, app.ErrNotFound) {
		t.Error(err)
	}
}
