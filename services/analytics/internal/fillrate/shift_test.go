package fillrate

import (
	"testing"
	"time"

	"github.com/muster-ics/muster/pkg/id"
)

var noon = time.Date(2026, 3, 10, 12, 0, 0, 0, time.UTC)

func facts() Facts {
	return Facts{
		ID: id.New(), Version: 1, Employer: "RVV", Site: "RVV01", Ward: "KIN", StaffGroup: "nursing_midwifery",
		Role: "registered_nurse", Band: "5", StartsAt: noon.Add(8 * time.Hour), EndsAt: noon.Add(20 * time.Hour),
		NetMinutes: 660, Status: "open",
	}
}

func TestAShiftThatCannotBeCountedIsRefused(t *testing.T) {
	t.Parallel()
	if _, err := New(facts()); err != nil {
		t.Fatalf("a sound shift is refused: %v", err)
	}
	for rule, breakIt := range map[string]func(*Facts){
		"no id":             func(f *Facts) { f.ID = id.Nil },
		"no version":        func(f *Facts) { f.Version = 0 },
		"no employer":       func(f *Facts) { f.Employer = "" },
		"no staff group":    func(f *Facts) { f.StaffGroup = "" },
		"ends before start": func(f *Facts) { f.EndsAt = f.StartsAt },
		"no length":         func(f *Facts) { f.NetMinutes = 0 },
		"unknown status":    func(f *Facts) { f.Status = "half-filled" },
		"filled by nobody":  func(f *Facts) { f.Status = "filled" },
	} {
		f := facts()
		breakIt(&f)
		if _, err := New(f); err == nil {
			t.Errorf("%s: it is accepted", rule)
		}
	}
}

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
