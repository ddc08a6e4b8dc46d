package newimport

import (
	"testing"

	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/web/pagetest"

	"github.com/muster-ics/muster/services/shifts/internal/rosterfile"
)

func TestThePageOffersFileTextAndExamples(t *testing.T) {
	t.Parallel()
	s := Stories()[0]
	p := pagetest.Render(t, s.Component, s.Principal)
	p.One("read")
	p.One("example-csv")
	p.One("example-xlsx")
	p.Has("remembered", "“wd” is Ward.", "Unpaid break is “60” unless the file says it.")
	p.One("forget")
	p.Has("past", "251 shifts posted", "Not posted yet")
}

func TestARefusedFileSaysWhyAtItsInput(t *testing.T) {
	t.Parallel()
	s := Stories()[1]
	pagetest.Render(t, s.Component, s.Principal).Has("error-summary", "The file cannot be read.", "workbook of the old kind")
}

func TestWordsAreReadLineByLine(t *testing.T) {
	t.Parallel()
	got, err := codes("role: RN = registered_nurse\r\n\n band: V=5\n")
	if err != nil || got[rosterfile.Role]["RN"] != "registered_nurse" || got[rosterfile.Band]["V"] != "5" {
		t.Errorf("%v %v", got, err)
	}
	for _, line := range []string{"RN = registered_nurse", "role: RN", "colour: red = rot", "role: = x"} {
		if _, err := codes(line); fault.Of(err).Fields[0].Location != "form.words" {
			t.Errorf("%q: %v", line, err)
		}
	}
}
