package mydecisions_test

import (
	"testing"

	"github.com/muster-ics/muster/pkg/web/pagetest"
	"github.com/muster-ics/muster/services/passports/internal/web/mydecisions"
)

func TestEachDecisionSaysItsAnswerAndItsReasons(t *testing.T) {
	t.Parallel()
	s := mydecisions.Stories()[0]
	p := pagetest.Render(t, s.Component, s.Principal)
	all := p.All("decision")
	if len(all) != 4 {
		t.Fatalf("got %v", all)
	}
	p.Has("review", "You have asked a person to look again")
	if p.Rel("next") == "" {
		t.Error("there is a page after this one")
	}
	none := mydecisions.Stories()[1]
	pagetest.Render(t, none.Component, none.Principal).One("none")
}

func TestADecisionShowsAllThatWasAskedAndWhoCanPutItRight(t *testing.T) {
	t.Parallel()
	s := mydecisions.Stories()[2]
	p := pagetest.Render(t, s.Component, s.Principal)
	p.Has("answer", "Not cleared")
	p.Has("requirement-right_to_work", "Right to work", "In place", "Until")
	p.Has("requirement-competency", "Fire Safety", "runs out", "You: Book the refresher", "Not in place")
	p.Has("requirement-registration", "Registration (NMC)", "Named people decided instead", "Needs approval")
	p.Has("override", "Granted", "Patient safety", "Sample Hospitals")
	p.One("ask-review")
}

func TestAReviewIsAskedForOnceAndItsAnswerIsShown(t *testing.T) {
	t.Parallel()
	asked := mydecisions.Stories()[4]
	p := pagetest.Render(t, asked.Component, asked.Principal)
	p.Has("review-state", "I did the training last week", "will answer you here")
	p.Has("success", "look again")
	if len(p.All("ask-review")) != 0 {
		t.Error("a review is asked for once")
	}
	answered := mydecisions.Stories()[5]
	pagetest.Render(t, answered.Component, answered.Principal).Has("review-state", "put right", "it is recorded now")
	refused := mydecisions.Stories()[6]
	pagetest.Render(t, refused.Component, refused.Principal).Has("error-summary", "up to 2000")
}
