package returns_test

import (
	"os"
	"strings"
	"testing"

	"github.com/muster-ics/muster/services/analytics/internal/returns"
)

// TestThePageOfMappingFilesNamesAllThatTheyCanSay keeps docs/returns.md complete.
func TestThePageOfMappingFilesNamesAllThatTheyCanSay(t *testing.T) {
	t.Parallel()
	page, err := os.ReadFile("../../../../docs/returns.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range returns.Measures() {
		if want := "| `" + name + "` | " + returns.Says(name) + " |"; !strings.Contains(string(page), want) {
			t.Errorf("docs/returns.md lacks the line\n%s", want)
		}
	}
	for _, name := range returns.Parts() {
		if !strings.Contains(string(page), "`"+name+"`") {
			t.Errorf("docs/returns.md lacks the part %s", name)
		}
	}
}
