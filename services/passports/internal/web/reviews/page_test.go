package reviews_test

import (
	"testing"

	"github.com/muster-ics/muster/pkg/web/pagetest"
	"github.com/muster-ics/muster/services/passports/internal/web/reviews"
)

func TestADecisionIsAnsweredOnce(t *testing.T) {
	t.Parallel()
	s := reviews.Stories()[2]
	p := pagetest.Render(t, s.Component, s.Principal)
	p.Has("asked", "last month")
	p.One("answer")
	s = reviews.Stories()[4]
	p = pagetest.Render(t, s.Component, s.Principal)
	p.Has("answer-given", "on record now")
	if len(p.All("answer")) != 0 {
		t.Error("it is answered")
	}
	s = reviews.Stories()[3]
	p = pagetest.Render(t, s.Component, s.Principal)
	p.Has("error-summary", "Tell the worker")
}
