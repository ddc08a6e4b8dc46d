package store_test

import (
	"sync"
	"testing"
	"time"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/id"

	"github.com/muster-ics/muster/services/shifts/internal/booking"
	"github.com/muster-ics/muster/services/shifts/internal/shift"
)

func anyVersion(int64) error { return nil }

func TestAnAmendmentIsKeptWhole(t *testing.T) {
	t.Parallel()
	f := open(t)
	s := f.post(t, posting("RVV", f.clock.Now().Truncate(time.Minute).Add(48*time.Hour), 8*time.Hour))
	starts, ends, brk, ward, why, code, rate := s.StartsAt.Add(time.Hour), s.EndsAt.Add(2*time.Hour), 30, "ward_8", "sickness", "C9", int64(2000)
	needs := shift.Requirements{RegistrationBody: "NMC", EPP: true}
	a := shift.Amendment{StartsAt: &starts, EndsAt: &ends, BreakMinutes: &brk, Ward: &ward, Reason: &why, CostCode: &code, RatePence: &rate, Requirements: &needs}
	told, err := f.app().Amend(asStaff("sister", auth.Post), s.ID, a, anyVersion)
	if err != nil {
		t.Fatal(err)
	}
	got, err := f.Shifts.Get(t.Context(), s.ID)
	if err != nil || len(told.Changed(got)) != 0 || got.Version != 2 || len(s.Changed(got)) != 8 || !got.BankClosesAt.Equal(told.BankClosesAt) || got.BankClosesAt.Equal(s.BankClosesAt) {
		t.Errorf("%+v, %v", got, err)
	}
	var body string
	if err := f.db.Pool.QueryRow(t.Context(), "select convert_from(body, 'UTF8')::jsonb #>> '{data,changed}' from outbox where aggregate = $1 and version = 2 and type = 'muster.shifts.shift.amended.v1'", s.ID.String()).Scan(&body); err != nil ||
		body != `["starts_at", "ends_at", "break_minutes", "ward", "reason", "cost_code", "requirements", "rate_pence"]` {
		t.Errorf("told %s, %v", body, err)
	}
}

// A claim and an amendment at the same moment: either the worker has the shift as it was, or the shift is amended and the
// claim was made on what it is then. Never a booking with other times than its shift.
func TestAnAmendmentAtTheMomentOfAClaim(t *testing.T) {
	t.Parallel()
	f := open(t)
	a := f.app()
	for range 20 {
		s := f.post(t, posting("RVV", f.clock.Now().Truncate(time.Minute).Add(48*time.Hour), 8*time.Hour))
		moved := s.EndsAt.Add(time.Hour)
		var amended, claimed error
		var group sync.WaitGroup
		group.Go(func() {
			_, amended = a.Amend(asStaff("sister", auth.Post), s.ID, shift.Amendment{EndsAt: &moved}, anyVersion)
		})
		var b id.ID
		group.Go(func() { b, claimed = f.claim(t.Context(), s, id.New(), "RVV") })
		group.Wait()
		if amended != nil && !fault.Is(amended, fault.Conflict) {
			t.Fatal(amended)
		}
		if (amended == nil) == (claimed == nil) {
			t.Fatalf("amended: %v, claimed: %v", amended, claimed)
		}
		if claimed == nil {
			st, is, err := f.Bookings.Get(t.Context(), b)
			if err != nil || st.Status != booking.Held || !st.EndsAt.Equal(is.EndsAt) || !is.EndsAt.Equal(s.EndsAt) {
				t.Fatalf("booked until %s on a shift until %s, %v", st.EndsAt, is.EndsAt, err)
			}
		}
	}
}
