package measure_test

import (
	"testing"
	"time"

	"github.com/muster-ics/muster/services/analytics/internal/fact"
)

// tuesday is 10 March 2026, 08:00 in London, a day in winter time.
var tuesday = time.Date(2026, 3, 10, 8, 0, 0, 0, time.UTC)

func known(t interface{ Fatal(args ...any) }, id string, s fact.State) fact.Fact {
	f, err := fact.New(id, 1, s)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// shift is a day shift of RVV, asked for four days ahead and open.
func shift(change ...func(*fact.Shift)) fact.Shift {
	s := fact.Shift{
		Employer: "RVV", Site: "RVV01", Ward: "KIN", StaffGroup: "nursing_midwifery", Role: "registered_nurse", Band: "5",
		StartsAt: tuesday, EndsAt: tuesday.Add(12 * time.Hour), NetMinutes: 660, Reason: "vacancy", Status: "open",
		PostedAt: tuesday.Add(-96 * time.Hour), BankClosesAt: tuesday.Add(-24 * time.Hour), RatePence: 1800,
	}
	for _, c := range change {
		c(&s)
	}
	return s
}

func filled(by string, after time.Duration) func(*fact.Shift) {
	return func(s *fact.Shift) {
		at := s.PostedAt.Add(after)
		s.Status, s.FilledBy, s.FirstFilledAt, s.FilledAt = "filled", by, &at, &at
	}
}

// booking is a confirmed booking of a worker of RVV's own bank on a day shift.
func booking(change ...func(*fact.Booking)) fact.Booking {
	at := tuesday.Add(-90 * time.Hour)
	b := fact.Booking{
		ShiftID: "s1", WorkerID: "w1", HomeEmployer: "RVV", HostEmployer: "RVV", Site: "RVV01", Ward: "KIN",
		StaffGroup: "nursing_midwifery", Band: "5", StartsAt: tuesday, EndsAt: tuesday.Add(12 * time.Hour), NetMinutes: 660,
		RatePence: 1800, PayPence: 19800, Channel: "own_bank", Status: "confirmed", HeldAt: at, ConfirmedAt: &at,
	}
	for _, c := range change {
		c(&b)
	}
	return b
}

func ended(status string, before time.Duration) func(*fact.Booking) {
	return func(b *fact.Booking) {
		at := b.StartsAt.Add(-before)
		b.Status, b.EndedAt = status, &at
	}
}

// facts numbers states: s1, s2 … for shifts, b1, b2 … for bookings and so on.
func facts(t *testing.T, states ...fact.State) []fact.Fact {
	t.Helper()
	var out []fact.Fact
	n := map[fact.Kind]int{}
	for _, s := range states {
		n[s.Kind()]++
		out = append(out, known(t, string(s.Kind())[:1]+string(rune('0'+n[s.Kind()])), s))
	}
	return out
}
