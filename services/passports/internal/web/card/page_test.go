package card_test

import (
	"testing"

	"github.com/muster-ics/muster/pkg/web/pagetest"
	"github.com/muster-ics/muster/services/passports/internal/web/card"
)

func TestTheCardSaysInWordsWhetherTheWorkerMayWork(t *testing.T) {
	t.Parallel()
	for i, want := range []string{"Fit for this shift", "Fit, please read below", "Must not work this shift"} {
		s := card.Stories()[i]
		p := pagetest.Render(t, s.Component, s.Principal)
		p.Has("card-name", "Sample Person")
		p.Has("card-light", want)
	}
	s := card.Stories()[0]
	pagetest.Render(t, s.Component, s.Principal).Has("card-first", "induction")
	s = card.Stories()[1]
	p := pagetest.Render(t, s.Component, s.Principal)
	p.Has("card-restricted", "Restrictions apply")
	if len(p.All("card-first")) != 0 {
		t.Error("this worker has been here before")
	}
}
