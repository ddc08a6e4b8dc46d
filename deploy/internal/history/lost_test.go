package history

import (
	"fmt"
	"testing"

	"github.com/muster-ics/muster/deploy/internal/apiclient"
)

func TestOnlyALostAnswerLetsTheHistoryGoOn(t *testing.T) {
	t.Parallel()
	for code, want := range map[string]bool{"already_done": true, "shift_not_open": false, "in_flight": false} {
		if got := answerLost(fmt.Errorf("post: %w", &apiclient.Problem{Status: 409, Code: code})); got != want {
			t.Errorf("%s: %v", code, got)
		}
	}
	if answerLost(nil) {
		t.Error("no error is one")
	}
}
