package asofpage_test

import (
	"strings"
	"testing"

	"github.com/muster-ics/muster/pkg/web/pagetest"
	"github.com/muster-ics/muster/services/analytics/internal/web/asofpage"
)

func TestThatNightStandsBesideWhatBecameOfIt(t *testing.T) {
	t.Parallel()
	stories := asofpage.Stories()
	p := pagetest.Render(t, stories[0].Component, stories[0].Principal)
	p.Has("summary", "At 21:40 that day 50% was filled and 3 shifts had nobody.", "Of the 5 shifts open then, 1 has been filled since.", "it is 71.4% by now")
	p.Has("as-of-RVV", "50%", "3 unfilled of 6", "71.4%", "2 unfilled of 7", "90%", "1 unfilled of 10")
	p.Has("as-of-ages", "21:37", "3 min old", "None yet", "No data yet")
	gaps := p.All("as-of-gap")
	for i, want := range []string{"Filled by a bank worker of another employer", "Still open", "Moved to another time", "Started with nobody", "Called off"} {
		if !strings.Contains(gaps[i], want) {
			t.Errorf("gap %d does not say %q: %s", i+1, want, gaps[i])
		}
	}
}

func TestMomentsThatCannotBeLookedAt(t *testing.T) {
	t.Parallel()
	stories := asofpage.Stories()
	pagetest.Render(t, stories[1].Component, stories[1].Principal).Has("summary", "At 21:40 that day nothing was requested in this time.")
	pagetest.Render(t, stories[2].Component, stories[2].Principal).Has("error-summary", "That time does not exist on this day")
	pagetest.Render(t, stories[3].Component, stories[3].Principal).Has("error-summary", "Give the day as a date", "Give the time with hours and minutes")
}
