package importedfile_test

import (
	"testing"

	"github.com/muster-ics/muster/pkg/web/pagetest"
	"github.com/muster-ics/muster/services/passports/internal/web/importedfile"
)

func TestAFileSaysWhatItsRowsComeToAndWhatCanBeDone(t *testing.T) {
	t.Parallel()
	s := importedfile.Stories()
	mixed := pagetest.Render(t, s[0].Component, s[0].Principal)
	mixed.Has("count-accepted", "812")
	mixed.Has("count-queued", "14", "Wait for somebody")
	mixed.Has("problem", "two-digit year", "8 digits", "None of your people")
	mixed.One("apply")
	mixed.One("queued")
	pagetest.Render(t, s[1].Component, s[1].Principal).Has("error-summary", "cannot be applied yet")
	working := pagetest.Render(t, s[2].Component, s[2].Principal)
	working.Has("working", "50 %")
	if len(working.All("apply")) != 0 {
		t.Error("it is being recorded already")
	}
	pagetest.Render(t, s[3].Component, s[3].Principal).One("withdraw")
	register := pagetest.Render(t, s[4].Component, s[4].Principal)
	register.Has("absent", "2 people of yours on this register are not in the file")
	register.Has("apply", "Record that the register was read")
	pagetest.Render(t, s[5].Component, s[5].Principal).Has("import-status", "Taken back")
}
