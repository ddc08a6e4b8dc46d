package workingtime

import (
	"testing"
	"time"
)

var (
	starts = time.Date(2026, 3, 12, 19, 30, 0, 0, time.UTC)
	ends   = starts.Add(12 * time.Hour)
)

func TestRestSaysHowLongAndFromWhen(t *testing.T) {
	t.Parallel()
	rs := RestReasons(Entry{StartsAt: starts, EndsAt: ends}, []Entry{{StartsAt: starts.Add(-18 * time.Hour), EndsAt: starts.Add(-10*time.Hour - 59*time.Minute)}})
	if len(rs) != 1 || rs[0].Message != "Your shift from Thu 12 Mar 01:30 to Thu 12 Mar 08:31 leaves 10 h 59 min before this one, and 11 h of rest are needed." {
		t.Fatalf("%+v", rs)
	}
	if rs[0].From == nil || !rs[0].From.Equal(starts.Add(time.Minute)) {
		t.Errorf("from %v", rs[0].From)
	}
	after := RestReasons(Entry{StartsAt: starts, EndsAt: ends}, []Entry{{StartsAt: ends.Add(time.Hour), EndsAt: ends.Add(9 * time.Hour)}})
	if len(after) != 1 || after[0].From != nil || after[0].Fix != "Choose a shift that ends at Thu 12 Mar 21:30 or earlier." {
		t.Errorf("%+v", after)
	}
}
