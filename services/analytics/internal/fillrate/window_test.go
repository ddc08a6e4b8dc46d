package fillrate

import (
	"testing"
	"time"
)

func TestTheEdgesOfWindows(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		rule  string
		w     Window
		start time.Time
		want  bool
	}{
		{"a shift that starts this moment is ahead", Next24h, noon, true},
		{"and is not past", Last28d, noon, false},
		{"a moment ago is past", Last28d, noon.Add(-time.Microsecond), true},
		{"and not ahead", Next24h, noon.Add(-time.Microsecond), false},
		{"the last moment of 24 h", Next24h, noon.Add(24*time.Hour - time.Microsecond), true},
		{"24 h on is outside", Next24h, noon.Add(24 * time.Hour), false},
		{"and inside 72 h: windows contain each other", Next72h, noon.Add(24 * time.Hour), true},
		{"14 d", Next14d, noon.Add(14*24*time.Hour - time.Microsecond), true},
		{"28 d back is inside", Last28d, noon.Add(-Horizon), true},
		{"more is not", Last28d, noon.Add(-Horizon - time.Microsecond), false},
		{"an unknown window holds nothing", Window("next_year"), noon, false},
	} {
		if got := c.w.Contains(c.start, noon); got != c.want {
			t.Errorf("%s: %v", c.rule, got)
		}
	}
}
