package importwords_test

import (
	"testing"

	"github.com/muster-ics/muster/pkg/web/pagetest"
	"github.com/muster-ics/muster/services/passports/internal/web/importwords"
)

func TestEachWordIsAskedAboutByItself(t *testing.T) {
	t.Parallel()
	s := importwords.Stories()
	p := pagetest.Render(t, s[0].Component, s[0].Principal)
	all := p.All("word")
	if len(all) != 2 {
		t.Fatalf("%q", all)
	}
	p.Has("word", "sepsis recognition", "214 rows wait", "The NMC register says", "1 row waits")
	p.Has("success", "remembered")
	refused := pagetest.Render(t, s[1].Component, s[1].Principal)
	refused.Has("error-summary", "Give the code")
	refused.Has("word", "Give the code")
	pagetest.Render(t, s[2].Component, s[2].Principal).One("none")
}
