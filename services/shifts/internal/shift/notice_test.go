package shift

import (
	"testing"
	"time"

	"github.com/muster-ics/muster/pkg/clock"
)

func TestNoticeBands(t *testing.T) {
	t.Parallel()
	const h, d = time.Hour, 24 * time.Hour
	for _, c := range []struct {
		notice time.Duration
		want   NoticeBand
	}{
		{-30 * d, NoticeAfterStart}, {-time.Microsecond, NoticeAfterStart},
		{0, Notice0To4h}, {4*h - time.Microsecond, Notice0To4h},
		{4 * h, Notice4To24h}, {24*h - time.Microsecond, Notice4To24h},
		{24 * h, Notice1To3d}, {3*d - time.Microsecond, Notice1To3d},
		{3 * d, Notice3To7d}, {7*d - time.Microsecond, Notice3To7d},
		{7 * d, Notice7To28d}, {28*d - time.Microsecond, Notice7To28d},
		{28 * d, Notice28To42d}, {42*d - time.Microsecond, Notice28To42d},
		{42 * d, NoticeOver42d}, {400 * d, NoticeOver42d},
	} {
		if got := NoticeBandOf(c.notice); got != c.want || got.Words() == "" {
			t.Errorf("%s before the start: %s, want %s", c.notice, got, c.want)
		}
	}
}

// Notice is elapsed time: a night with a clock change does not make it longer or shorter.
func TestNoticeOverAClockChangeIsElapsed(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		called, starts time.Time
		want           NoticeBand
	}{
		"spring: from 20:00 to 20:00 the next day are 23 hours": {london(2026, 3, 28, 20, 0), london(2026, 3, 29, 20, 0), Notice4To24h},
		"autumn: from 20:00 to 20:00 the next day are 25 hours": {london(2026, 10, 24, 20, 0), london(2026, 10, 25, 20, 0), Notice1To3d},
		"autumn: from 20:00 to 19:00 the next day are 24 hours": {london(2026, 10, 24, 20, 0), london(2026, 10, 25, 19, 0), Notice1To3d},
	} {
		if got := NoticeBandOf(c.starts.Sub(c.called)); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}

func london(year int, month time.Month, day, hour, minute int) time.Time {
	return time.Date(year, month, day, hour, minute, 0, 0, clock.London)
}

func TestCallingOffKeepsTheNoticeBand(t *testing.T) {
	t.Parallel()
	s := in(t, Filled)
	if err := s.CallOff(valid().StartsAt.Add(-5 * time.Hour)); err != nil || s.State().NoticeBand != Notice4To24h {
		t.Errorf("%v, %q", err, s.State().NoticeBand)
	}
	if s := in(t, Withdrawn); s.State().NoticeBand != Notice1To3d {
		t.Errorf("%q", s.State().NoticeBand)
	}
}
