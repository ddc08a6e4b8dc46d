package analytics_test

import (
	"strings"
	"testing"
	"time"

	"github.com/muster-ics/muster/events/shifts"
	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/testkit"
	module "github.com/muster-ics/muster/services/analytics"
)

func TestTheScreenAndTheWallMoveWithWhatTheShiftsServiceSays(t *testing.T) {
	t.Parallel()
	h := testkit.Start(t, module.Module)
	register(t, h, "RVV", "East Kent Hospitals")
	auditor := auth.Principal{Subject: "aud-1", Role: auth.Auditor, ICS: testkit.ICS}
	screen, stopScreen := listen(t, h, lead, "/fill-rate/stream?window=next_24h", "")
	defer stopScreen()
	watched, stopWatched := listen(t, h, auditor, "/fill-rate/stream?window=next_24h", "")
	defer stopWatched()
	wall, stopWall := listen(t, h, lead, "/fill-rate/wall/stream", "")
	defer stopWall()
	until := func(s <-chan message, parts ...string) string {
		t.Helper()
		for {
			m := next(t, s)
			missing := false
			for _, part := range parts {
				missing = missing || !strings.Contains(m.data, part)
			}
			if !missing {
				return m.data
			}
		}
	}
	night := ask(h, "RVV", 3*time.Hour)
	night.state.Ward, night.state.EndsAt = "emergency", night.state.StartsAt.Add(8*time.Hour)
	night.posted(t, h)
	if html := until(screen, "High risk", "Emergency department", "Ask for mutual aid"); !strings.Contains(html, "1 shift") {
		t.Errorf("the screen: %s", html)
	}
	if html := until(watched, "High risk", "Emergency department"); strings.Contains(html, "mutual-aid") {
		t.Error("an auditor is asked to do what auditors may not")
	}
	until(wall, "High risk", "Emergency", ">0%<")
	night.filled(t, h, shifts.OwnBank)
	until(screen, "No shift of the next 72 hours is open", ">100%<")
	until(wall, ">100%<")
}
