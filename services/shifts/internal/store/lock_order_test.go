package store_test

import (
	"testing"
	"time"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/pg"
	"github.com/muster-ics/muster/pkg/testkit"

	"github.com/muster-ics/muster/services/shifts/internal/app"
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
