package workingtime

import (
	"math/rand/v2"
	"testing"
	"time"

	"github.com/muster-ics/muster/pkg/clock"
)

// minutes is a worker's time minute by minute: the slow and plain way to the same answers.
type minutes struct {
	from time.Time
	work []bool
	want []bool
}

func byMinute(want Entry, diary []Entry, around time.Duration) minutes {
	from := want.StartsAt.Add(-around).Truncate(time.Hour)
	n := int(want.EndsAt.Add(around).Sub(from) / time.Minute)
	m := minutes{from: from, work: make([]bool, n), want: make([]bool, n)}
	fill := func(e Entry, into []bool) {
		for i := range into {
			if at := m.from.Add(time.Duration(i) * time.Minute); !at.Before(e.StartsAt) && at.Before(e.EndsAt) {
				into[i] = true
			}
		}
	}
	for _, e := range diary {
		if e.EndsAt.After(from) && e.StartsAt.Before(from.Add(time.Duration(n)*time.Minute)) {
			fill(e, m.work)
		}
	}
	fill(want, m.work)
	fill(want, m.want)
	return m
}

// most is the most work in any so many minutes with one of the wanted shift among them.
func (m minutes) most(length int) time.Duration {
	var most, sum, touched int
	for i := range m.work {
		sum, touched = sum+one(m.work[i]), touched+one(m.want[i])
		if i >= length {
			sum, touched = sum-one(m.work[i-length]), touched-one(m.want[i-length])
		}
		if touched > 0 {
			most = max(most, sum)
		}
	}
	return time.Duration(most) * time.Minute
}

func one(b bool) int {
	if b {
		return 1
	}
	return 0
}

// clear counts the clear times of 24 hours in some days of London's calendar.
func (m minutes) clear(from, to time.Time) int {
	n, free := 0, 0
	for i := range m.work {
		at := m.from.Add(time.Duration(i) * time.Minute)
		if at.Before(from) || !at.Before(to) {
			continue
		}
		if free++; m.work[i] {
			free = 0
		}
		if free == 24*60 {
			n, free = n+1, 0
		}
	}
	return n
}

func (m minutes) restedWeek(monday time.Time) bool {
	day := func(n int) time.Time { return monday.AddDate(0, 0, n) }
	return m.clear(day(0), day(7)) >= 1 || m.clear(day(-7), day(7)) >= 2 || m.clear(day(0), day(14)) >= 2
}

func mondayOf(t time.Time) time.Time {
	l := t.In(clock.London)
	return time.Date(l.Year(), l.Month(), l.Day()-(int(l.Weekday())+6)%7, 0, 0, 0, 0, clock.London)
}

func TestTheRulesAgreeWithCountingMinutes(t *testing.T) {
	t.Parallel()
	// Around both nights on which the clocks change.
	for _, sunday := range []time.Time{time.Date(2026, 3, 29, 0, 0, 0, 0, clock.London), time.Date(2026, 10, 25, 0, 0, 0, 0, clock.London)} {
		for seed := range uint64(150) {
			r := rand.New(rand.NewPCG(seed, uint64(sunday.Unix())))
			diary, want := someWork(r, sunday)
			m := byMinute(want, diary, 16*24*time.Hour)

			if got, plain := busiest(want, diary, 168*time.Hour, func(e Entry) Entry { return e }), m.most(168*60); got != plain {
				t.Fatalf("seed %d: %s in 168 h, counted %s: %v %v", seed, got, plain, want, diary)
			}
			week := mondayOf(want.StartsAt)
			plain := m.restedWeek(week)
			if next := week.AddDate(0, 0, 7); want.EndsAt.After(next) {
				plain = plain && m.restedWeek(next)
			}
			if got := len((weeklyRest{24 * time.Hour}).check(want, diary)) == 0; got != plain {
				t.Fatalf("seed %d: rested %v, counted %v: %v %v", seed, got, plain, want, diary)
			}
			agreeOnVisa(t, seed, m, want, diary)
			agreeOnRest(t, seed, m, want, diary)
		}
	}
}

func agreeOnVisa(t *testing.T, seed uint64, m minutes, want Entry, diary []Entry) {
	t.Helper()
	over := false
	for week := mondayOf(want.StartsAt); week.Before(want.EndsAt); week = week.AddDate(0, 0, 7) {
		n := 0
		for i := range m.work {
			if at := m.from.Add(time.Duration(i) * time.Minute); !at.Before(week) && at.Before(week.AddDate(0, 0, 7)) {
				n += one(m.work[i])
			}
		}
		over = over || n > 20*60
	}
	if got := len((visaHours{Visa{Kind: StudentDegree}}).check(want, diary)) > 0; got != over {
		t.Fatalf("seed %d: over the visa's cap %v, counted %v: %v %v", seed, got, over, want, diary)
	}
}

func agreeOnRest(t *testing.T, seed uint64, m minutes, want Entry, diary []Entry) {
	t.Helper()
	first := int(want.StartsAt.Sub(m.from) / time.Minute)
	last := int(want.EndsAt.Sub(m.from) / time.Minute)
	short := false
	for i := first - 11*60; i < last+11*60; i++ {
		short = short || (m.work[i] && !m.want[i])
	}
	if got := len(RestReasons(want, diary)) > 0; got != short {
		t.Fatalf("seed %d: short of rest %v, counted %v: %v %v", seed, got, short, want, diary)
	}
}

// someWork is work around a Sunday without an overlap, and one more shift of it.
func someWork(r *rand.Rand, sunday time.Time) (diary []Entry, want Entry) {
	at := sunday.AddDate(0, 0, -12).Add(time.Duration(r.IntN(48)) * 30 * time.Minute)
	for at.Before(sunday.AddDate(0, 0, 10)) {
		e := Entry{Kind: Booking, StartsAt: at, EndsAt: at.Add(time.Duration(8+r.IntN(19)) * 30 * time.Minute)}
		diary = append(diary, e)
		gap := time.Duration(12+r.IntN(36)) * 30 * time.Minute
		if r.IntN(5) == 0 {
			gap += time.Duration(r.IntN(60)) * 30 * time.Minute
		}
		at = e.EndsAt.Add(gap)
	}
	i := r.IntN(len(diary))
	want = diary[i]
	return append(append([]Entry{}, diary[:i]...), diary[i+1:]...), want
}

func TestTheAverageAgreesWithAddingUpDays(t *testing.T) {
	t.Parallel()
	for seed := range uint64(60) {
		r := rand.New(rand.NewPCG(seed, 17))
		monday := time.Date(2026, 1, 5, 0, 0, 0, 0, clock.London)
		var diary []Entry
		days := map[string]int{}
		off := map[string]bool{}
		for d := range 52 * 7 {
			day := monday.AddDate(0, 0, d)
			switch n := r.IntN(100); {
			case n < 4:
				diary = append(diary, Entry{Kind: Leave, StartsAt: day, EndsAt: day.AddDate(0, 0, 1)})
				off[day.Format(time.DateOnly)] = true
			case n < 62:
				h := 9 + r.IntN(5)
				diary = append(diary, Entry{Kind: Substantive, StartsAt: day.Add(8 * time.Hour), EndsAt: day.Add(time.Duration(8+h) * time.Hour), NetMinutes: 60 * h})
				days[day.Format(time.DateOnly)] += 60 * h
			}
		}
		wanted := monday.AddDate(0, 0, 7*20+r.IntN(7)).Add(6 * time.Hour)
		want := Entry{StartsAt: wanted, EndsAt: wanted.Add(time.Hour), NetMinutes: 60}
		days[wanted.Format(time.DateOnly)] += 60
		week := mondayOf(wanted)
		over := false
		for back := range 17 {
			from := week.AddDate(0, 0, -7*back)
			sum, left := 0, 17*7
			for d := from; left > 0; d = d.AddDate(0, 0, 1) {
				key := d.Format(time.DateOnly)
				sum += days[key]
				if !off[key] {
					left--
				}
			}
			over = over || sum > 48*60*17
		}
		if got := len((average{ParamsOf(""), Worker{}}).check(want, diary)) > 0; got != over {
			t.Fatalf("seed %d: over %v, added up %v", seed, got, over)
		}
	}
}

func BenchmarkAClaimOnAFullDiary(b *testing.B) {
	monday := time.Date(2026, 1, 5, 0, 0, 0, 0, clock.London)
	diary := weeks(monday, 52, 12, 0, 12, 0, 12)
	want := Entry{StartsAt: monday.AddDate(0, 0, 26*7+6).Add(8 * time.Hour), EndsAt: monday.AddDate(0, 0, 26*7+6).Add(16 * time.Hour), NetMinutes: 480}
	for b.Loop() {
		Judge(want, Worker{}, diary, DefaultPolicy())
	}
}
