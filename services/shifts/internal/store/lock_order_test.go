package store_test

import (
	"errors"
	"testing"
	"time"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/pg"
	"github.com/muster-ics/muster/pkg/testkit"

	"github.com/muster-ics/muster/services/shifts/internal/app"
	"github.com/muster-ics/muster/services/shifts/internal/shift"
)

// Two changes that lock a shift and its booking in different orders would wait for each other for ever.
func TestTheShiftIsLockedBeforeItsBooking(t *testing.T) {
	t.Parallel()
	f := open(t)
	s := f.post(t, posting("RVV", f.clock.Now().Truncate(time.Minute).Add(48*time.Hour), 8*time.Hour))
	b, err := f.claim(t.Context(), s, id.New(), "RVV")
	if err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string]func() error{
		"by the booking": func() error { return f.Bookings.Update(t.Context(), b, func(*app.Standing) error { return nil }) },
		"by the shift":   func() error { return f.Shifts.Update(t.Context(), s.ID, func(*app.Standing) error { return nil }) },
	} {
		tx, err := f.db.Pool.Begin(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if _, err := tx.Exec(t.Context(), "select from bookings where id = $1 for update", b); err != nil {
			t.Fatal(err)
		}
		done := make(chan error, 1)
		go func() { done <- change() }()
		testkit.Await(t, 5*time.Second, "the change holds the shift while it waits for the booking", func() bool {
			_, err := f.db.Pool.Exec(t.Context(), "select from shifts where id = $1 for update nowait", s.ID)
			return pg.IsLockTimeout(err)
		})
		if err := tx.Rollback(t.Context()); err != nil {
			t.Fatal(err)
		}
		if err := <-done; err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// A change that has waited for an override to be granted sees it: without it, it would grant another, or lose the first.
func TestAChangeThatWaitedSeesTheOverride(t *testing.T) {
	t.Parallel()
	f := open(t)
	s := f.post(t, posting("RVV", f.clock.Now().Truncate(time.Minute).Add(48*time.Hour), 8*time.Hour))
	granted, second := make(chan struct{}), make(chan error, 1)
	go func() {
		<-granted
		second <- f.Shifts.Update(t.Context(), s.ID, func(st *app.Standing) error {
			return st.Shift.GrantOverride(id.New(), "patient_safety", f.clock.Now())
		})
	}()
	err := f.Shifts.Update(t.Context(), s.ID, func(st *app.Standing) error {
		if err := st.Shift.GrantOverride(id.New(), "patient_safety", f.clock.Now()); err != nil {
			return err
		}
		close(granted)
		testkit.Await(t, 5*time.Second, "the second waits for the first", func() bool {
			var waiting bool
			err := f.db.Pool.QueryRow(t.Context(), "select exists (select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock')").Scan(&waiting)
			return err == nil && waiting
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	var no *shift.Refusal
	if err := <-second; !errors.As(err, &no) || no.Code != "override_exists" {
		t.Errorf("a second override: %v", err)
	}
}
