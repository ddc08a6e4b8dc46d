package workingtime

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/muster-ics/muster/events/reason"
	"github.com/muster-ics/muster/pkg/clock"
)

// on reads shifts of 2026 by London's clock, e.g. "2 Mar 19:30-07:30 b60": the end is on the next day when it is not after
// the start, b60 is a break. Several are parted by commas; "2-5 Mar 07:30-20:00" is one on each day.
func on(t testing.TB, text string) []Entry {
	t.Helper()
	var out []Entry
	for _, part := range strings.Split(text, ",") {
		f := strings.Fields(part)
		if len(f) == 0 {
			continue
		}
		var first, last, brk int
		if n, _ := fmt.Sscanf(f[0], "%d-%d", &first, &last); n == 1 {
			last = first
		}
		if len(f) == 4 {
			if _, err := fmt.Sscanf(f[3], "b%d", &brk); err != nil {
				t.Fatal(part, err)
			}
		}
		month, err := time.Parse("Jan", f[1])
		if err != nil {
			t.Fatal(err)
		}
		var h1, m1, h2, m2 int
		if _, err := fmt.Sscanf(f[2], "%d:%d-%d:%d", &h1, &m1, &h2, &m2); err != nil {
			t.Fatal(part, err)
		}
		for day := first; day <= last; day++ {
			next := day
			if h2*60+m2 <= h1*60+m1 {
				next++
			}
			e := Entry{Kind: Booking, Host: "RVV", Employer: "RVV",
				StartsAt: time.Date(2026, month.Month(), day, h1, m1, 0, 0, clock.London), EndsAt: time.Date(2026, month.Month(), next, h2, m2, 0, 0, clock.London)}
			e.NetMinutes = int(e.EndsAt.Sub(e.StartsAt)/time.Minute) - brk
			out = append(out, e)
		}
	}
	slices.SortFunc(out, func(a, b Entry) int { return a.StartsAt.Compare(b.StartsAt) })
	return out
}

func as(kind Kind, es []Entry) []Entry {
	for i := range es {
		es[i].Kind = kind
	}
	return es
}

func employedBy(ods string, es []Entry) []Entry {
	for i := range es {
		es[i].Host, es[i].Employer = ods, ods
	}
	return es
}

func together(parts ...[]Entry) []Entry {
	out := slices.Concat(parts...)
	slices.SortFunc(out, func(a, b Entry) int { return a.StartsAt.Compare(b.StartsAt) })
	return out
}

func codes(rs []reason.Reason) string {
	var out []string
	for _, r := range rs {
		if !slices.Contains(out, r.Code) {
			out = append(out, r.Code)
		}
	}
	return strings.Join(out, " ")
}

// lawOnly is a host without caps of its own, that lets nothing go.
func lawOnly() Policy {
	off := Cap{Weight: Off}
	return Policy{WeeklyRest: Hard, Average: Hard, NightAverage: Hard, Break: Off, Contract: Hard, MaxWeekHours: off, MaxShiftHours: off, MaxNights: off, DayAfterNight: off}
}

// golden is one real case: a diary, a wanted shift and what is said of it.
type golden struct {
	name, diary, want string
	// codes are those of the reasons, in order; empty for a yes.
	codes string
	// says is a part of the first reason's message; from is the moment from which it would be yes, by London's clock.
	says, from string
}

func judgeAll(t *testing.T, cases []golden, w Worker, pol Policy) {
	t.Helper()
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			rs := Judge(on(t, c.want)[0], w, on(t, c.diary), pol)
			check(t, rs, c)
		})
	}
}

func check(t *testing.T, rs []reason.Reason, c golden) {
	t.Helper()
	if got := codes(rs); got != c.codes {
		t.Fatalf("got %q, want %q: %+v", got, c.codes, rs)
	}
	for _, r := range rs {
		if err := r.Validate(); err != nil || r.Fix == "" {
			t.Errorf("nobody can act on %+v: %v", r, err)
		}
	}
	if len(rs) == 0 {
		return
	}
	if !strings.Contains(rs[0].Message, c.says) {
		t.Errorf("says %q, want %q", rs[0].Message, c.says)
	}
	if c.from != "" && (rs[0].From == nil || rs[0].From.In(clock.London).Format("2 Jan 15:04") != c.from) {
		t.Errorf("yes from %v, want %s", rs[0].From, c.from)
	}
}
