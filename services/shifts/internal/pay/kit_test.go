package pay

import (
	"testing"
	"time"

	"github.com/muster-ics/muster/pkg/clock"
)

// london reads a wall time; a star at the end is the second of the two in October.
func london(t testing.TB, s string) time.Time {
	t.Helper()
	second := s[len(s)-1] == '*'
	if second {
		s = s[:len(s)-1]
	}
	at, err := time.ParseInLocation("2006-01-02 15:04", s, clock.London)
	if err != nil {
		t.Fatal(err)
	}
	// Of the two that the wall shows, the first is meant unless it says otherwise.
	wall := at.Format("15:04")
	if first := at.Add(-time.Hour); first.In(clock.London).Format("15:04") == wall {
		at = first
	}
	if later := at.Add(time.Hour); second && later.In(clock.London).Format("15:04") == wall {
		at = later
	}
	return at.UTC()
}

func shiftOf(t testing.TB, from, to string, breakMinutes int, band string, rate int64) Shift {
	t.Helper()
	return Shift{Employer: "RVV", Ward: "ward_7", StaffGroup: "nursing_midwifery", Role: "registered_nurse", Band: band,
		StartsAt: london(t, from), EndsAt: london(t, to), BreakMinutes: breakMinutes, RatePence: rate}
}

func with(change func(*Policy)) Rules {
	p := DefaultPolicy()
	if change != nil {
		change(&p)
	}
	return Rules{Policy: p}
}

// split is lines in short: kind, minutes, pence.
type split struct {
	kind    Kind
	minutes int
	pence   int64
}

func checkLines(t *testing.T, q Quote, want []split, total int64) {
	t.Helper()
	got := make([]split, len(q.Lines))
	for i, l := range q.Lines {
		got[i] = split{l.Kind, l.Minutes, l.Pence}
	}
	same := len(got) == len(want)
	for i := range want {
		same = same && got[i] == want[i]
	}
	if !same || q.TotalPence != total {
		t.Errorf("paid %v = %d, want %v = %d", got, q.TotalPence, want, total)
	}
}
