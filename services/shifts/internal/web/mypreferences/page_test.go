package mypreferences

import (
	"testing"

	"github.com/muster-ics/muster/pkg/web/pagetest"
)

func TestPreferencesShowWhatIsKeptAndHowToTakeItAway(t *testing.T) {
	t.Parallel()
	s := Stories()[0]
	p := pagetest.Render(t, s.Component, s.Principal)
	p.One("success")
	p.Has("favourites", "Ward 7, William Harvey Hospital", "Take off the list")
	p.Has("hidden", "Ward 2")
	if p.Value("postcode") != "CT1" || p.Value("within_km") != "30" {
		t.Errorf("from %q within %q", p.Value("postcode"), p.Value("within_km"))
	}
	if n := len(p.All("mark-none")); n != 2 {
		t.Errorf("%d marks can be taken away", n)
	}
}

func TestWhatCannotBeReadStaysInTheForm(t *testing.T) {
	t.Parallel()
	s := Stories()[2]
	p := pagetest.Render(t, s.Component, s.Principal)
	p.Has("error-summary", "That is not a UK postcode")
	if p.Value("postcode") != "Ashford" {
		t.Errorf("%q is left of it", p.Value("postcode"))
	}
}
