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

func TestTheCardSaysWhatTheWardKeepsTo(t *testing.T) {
	t.Parallel()
	s := card.Stories()[1]
	p := pagetest.Render(t, s.Component, s.Principal)
	p.Has("card-restrictions", "No work between 23:00 and 06:00", "No manual handling", "agree it with the worker")
	p.Has("card-supervised", "Intravenous medicines")
	p.Has("card-adjustments", "a chair at the nurses' station")
	p.Has("card-induction", "Shown round RWF03")
	p.Has("card-register", "NMC: on the register")
	if len(p.All("to-induction")) != 0 {
		t.Error("who was shown round needs no induction")
	}
	s = card.Stories()[0]
	pagetest.Render(t, s.Component, s.Principal).One("to-induction")
	s = card.Stories()[2]
	pagetest.Render(t, s.Component, s.Principal).Has("card-register", "does not allow work")
}
