package shift_test

import (
	"testing"
	"time"

	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/release"

	"github.com/muster-ics/muster/services/shifts/internal/shift"
)

// TestTheRestOfAShiftWhoseWorkerHasGone: the times are London's; both clock-change nights are an hour longer or shorter.
func TestTheRestOfAShiftWhoseWorkerHasGone(t *testing.T) {
	t.Parallel()
	london := func(day, hour string) time.Time {
		at, err := time.ParseInLocation("2006-01-02 15:04", day+" "+hour, clock.London)
		if err != nil {
			t.Fatal(err)
		}
		return at
	}
	for _, c := range []struct {
		name           string
		from, to, gone time.Time
		pause          int
		least          time.Duration
		minutes        int
	}{
		{"a long day, gone at noon", london("2026-03-20", "07:30"), london("2026-03-20", "20:00"), london("2026-03-20", "12:00"), 60, 2 * time.Hour, 8*60 - 60},
		{"on the quarter after it", london("2026-03-20", "07:30"), london("2026-03-20", "20:00"), london("2026-03-20", "12:01"), 60, 2 * time.Hour, 7*60 + 45 - 60},
		{"six hours left keep no break", london("2026-03-20", "07:30"), london("2026-03-20", "20:00"), london("2026-03-20", "14:00"), 60, 2 * time.Hour, 6 * 60},
		{"two hours left are worth it", london("2026-03-20", "07:30"), london("2026-03-20", "20:00"), london("2026-03-20", "18:00"), 60, 2 * time.Hour, 2 * 60},
		{"a second less is not", london("2026-03-20", "07:30"), london("2026-03-20", "20:00"), london("2026-03-20", "18:00").Add(time.Second), 60, 2 * time.Hour, 0},
		{"an employer that wants every hour", london("2026-03-20", "07:30"), london("2026-03-20", "20:00"), london("2026-03-20", "19:00"), 60, 15 * time.Minute, 60},
		{"after the end", london("2026-03-20", "07:30"), london("2026-03-20", "20:00"), london("2026-03-20", "20:30"), 60, 15 * time.Minute, 0},
		{"the night in which the clocks go forward", london("2026-03-28", "20:00"), london("2026-03-29", "08:00"), london("2026-03-29", "00:00"), 60, 2 * time.Hour, 7*60 - 60},
		{"the night in which the clocks go back", london("2026-10-24", "20:00"), london("2026-10-25", "08:00"), london("2026-10-25", "00:00"), 60, 2 * time.Hour, 9*60 - 60},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			was := shift.Rehydrate(shift.State{ID: id.New(), PostingID: id.New(), Employer: "RVV", Site: "RVV01", Ward: "ward_7", StaffGroup: "nursing_midwifery",
				Role: "registered_nurse", Band: "5", StartsAt: c.from.UTC(), EndsAt: c.to.UTC(), BreakMinutes: c.pause, RatePence: 1845, Status: shift.Started,
				FilledBy: shift.OwnBank, BookingID: id.New(), HomeEmployer: "RVV", BookingMode: shift.SelfBook, Version: 3})
			rest := was.Rest(id.New(), release.Default(), c.least, c.gone.UTC())
			if (rest == nil) != (c.minutes == 0) {
				t.Fatalf("posted %v", rest)
			}
			if rest == nil {
				return
			}
			o, s := was.State(), rest.State()
			if s.NetMinutes() != c.minutes {
				t.Errorf("%d minutes are left, want %d", s.NetMinutes(), c.minutes)
			}
			if s.PostingID != o.PostingID || s.RestOf != o.ID || s.ID == o.ID || s.Status != shift.Open || s.BookingID != id.Nil || s.FilledBy != "" || s.Version != 1 {
				t.Errorf("%+v", s)
			}
			if s.Takeable(c.gone) != nil || s.Takeable(c.to.Add(-30*time.Minute)) != nil || s.Takeable(c.to) == nil {
				t.Error("it can be taken until it ends")
			}
			if o.Version != 3 || o.Status != shift.Started {
				t.Error("the shift itself stays as it is")
			}
		})
	}
}
