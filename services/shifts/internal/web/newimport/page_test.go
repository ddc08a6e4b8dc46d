package newimport

import (
	"testing"

	"github.com/muster-ics/muster/pkg/web/pagetest"
)

func TestThePageOffersFileTextAndExamples(t *testing.T) {
	t.Parallel()
	s := Stories()[0]
	p := pagetest.Render(t, s.Component, s.Principal)
	p.One("read")
	p.One("example-csv")
	p.One("example-xlsx")
	p.Has("past", "251 shifts posted", "Not posted yet")
}

func TestARefusedFileSaysWhyAtItsInput(t *testing.T) {
	t.Parallel()
	s := Stories()[1]
	pagetest.Render(t, s.Component, s.Principal).Has("error-summary", "The file cannot be read.", "workbook of the old kind")
}
