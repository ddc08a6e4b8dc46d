package bookingpage

import (
	"strings"
	"testing"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/web/pagetest"

	"github.com/muster-ics/muster/services/shifts/internal/web/view"
)

func TestEachStateSaysWhatItIsAndWhatCanBeDone(t *testing.T) {
	t.Parallel()
	for i, c := range []struct {
		status  string
		has, no []string
	}{
		{"Being checked", []string{"refresh", "give-back"}, []string{"success", "cancel"}},
		{"Confirmed", []string{"success", "give-back"}, []string{"refresh", "cancel", "agreement", "worker-card"}},
		{"Refused", []string{"reasons"}, []string{"success", "give-back", "cancel"}},
		{"Confirmed", []string{"cancel", "agreement", "worker-card"}, []string{"success", "give-back"}},
		{"Not kept", nil, []string{"success", "give-back", "refresh"}},
		{"Confirmed", []string{"agreement"}, []string{"give-back", "cancel", "worker-card"}},
	} {
		s := Stories()[i]
		t.Run(s.Name, func(t *testing.T) {
			t.Parallel()
			p := pagetest.Render(t, s.Component, s.Principal)
			p.Has("booking-status", c.status)
			p.Has("pay-total", "£315.47")
			for _, id := range c.has {
				if len(p.All(id)) != 1 {
					t.Errorf("%q is there %d times", id, len(p.All(id)))
				}
			}
			for _, id := range c.no {
				if len(p.All(id)) != 0 {
					t.Errorf("%q should not be there", id)
				}
			}
		})
	}
}

func TestAChangedRosterIsShownOnTheBooking(t *testing.T) {
	t.Parallel()
	all := Stories()
	last := all[len(all)-1]
	pagetest.Render(t, last.Component, last.Principal).Has("conflicts", "A roster has changed", view.SampleReason().Message)
	if got := pagetest.Render(t, all[1].Component, all[1].Principal).All("conflicts"); len(got) != 0 {
		t.Errorf("shown without one: %v", got)
	}
}

func TestWhatIsToBeDoneNowStandsBeforeTheFacts(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for _, s := range Stories() {
		var page strings.Builder
		if err := s.Component.Render(auth.With(t.Context(), s.Principal), &page); err != nil {
			t.Fatal(err)
		}
		for _, deed := range []string{"check-in", "send-hours"} {
			at, facts := strings.Index(page.String(), `data-testid="`+deed+`"`), strings.Index(page.String(), "nhsuk-summary-list")
			if at < 0 {
				continue
			}
			if seen[deed] = true; at > facts {
				t.Errorf("%s: %s stands below the facts", s.Name, deed)
			}
		}
	}
	if len(seen) != 2 {
		t.Errorf("the stories show %v only", seen)
	}
}
