package acceptshift

import (
	"testing"

	"github.com/muster-ics/muster/pkg/web/pagetest"
)

func TestAnOpenShiftHasOneButton(t *testing.T) {
	t.Parallel()
	s := Stories()[0]
	p := pagetest.Render(t, s.Component, s.Principal)
	p.One("accept")
	p.Has("pay", "£18.45 an hour")
	p.Has("pay-total", "£315.47")
	if p.Value("shown_pence") != "31547" {
		t.Errorf("the form says that %q was shown", p.Value("shown_pence"))
	}
	if p.Value("idempotency_key") == "" {
		t.Error("tapping twice would do the work twice")
	}
}

func TestARefusalSaysWhyAndWhatWouldMakeItYes(t *testing.T) {
	t.Parallel()
	s := Stories()[1]
	pagetest.Render(t, s.Component, s.Principal).Has("error-summary", "11 hours", "Choose a shift that starts")
}

func TestATakenShiftOffersOthersLikeIt(t *testing.T) {
	t.Parallel()
	s := Stories()[2]
	p := pagetest.Render(t, s.Component, s.Principal)
	p.Has("error-summary", "4 s ago")
	p.Has("alternatives", "Ward 8")
	if len(p.All("accept")) != 0 {
		t.Error("a shift that is gone can still be accepted")
	}
}

func TestMyOwnShiftLeadsToTheBooking(t *testing.T) {
	t.Parallel()
	s := Stories()[3]
	pagetest.Render(t, s.Component, s.Principal).One("mine")
}

func TestWhereTheWardChoosesTheWorkerApplies(t *testing.T) {
	t.Parallel()
	for _, s := range Stories() {
		p := pagetest.Render(t, s.Component, s.Principal)
		switch s.Name {
		case "Accept: the ward chooses":
			p.One("apply")
			if len(p.All("accept")) != 0 {
				t.Error("the page offers to accept")
			}
		case "Accept: taken":
			p.One("wait")
		}
	}
}
