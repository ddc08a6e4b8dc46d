package door_test

import (
	"testing"

	"github.com/muster-ics/muster/pkg/web/pagetest"
	"github.com/muster-ics/muster/services/passports/internal/web/door"
)

func TestTheDoorShowsNameRoleAndVerdictInWordsAndNoReason(t *testing.T) {
	t.Parallel()
	want := map[string]string{"fit": "Fit for this shift", "look": "Read the card first", "not_fit": "Not fit", "free": "Not booked", "barred": "Must not work"}
	for _, s := range door.Stories() {
		p := pagetest.Render(t, s.Component, s.Principal)
		if s.Name == "door: over" {
			p.Has("over", "five minutes")
			continue
		}
		p.Has("door-name", "Sample Person")
		p.Has("door-role", "band 5")
		for verdict, words := range want {
			if s.Name == "door: shown, "+verdict {
				p.Has("door-verdict", words)
				p.Has("made", "Last updated", "good until 19:05")
				if len(p.All("qr")) != 1 {
					t.Errorf("%s has no code", s.Name)
				}
			}
			if s.Name == "door: scanned, "+verdict && len(p.All("qr")) != 0 {
				t.Errorf("%s: a scanned pass must not be scanned on", s.Name)
			}
		}
	}
}
