package healthqueue_test

import (
	"testing"

	"github.com/muster-ics/muster/pkg/web/pagetest"
	"github.com/muster-ics/muster/services/passports/internal/web/healthqueue"
)

func TestOccupationalHealthSeesWhoIsDue(t *testing.T) {
	t.Parallel()
	s := healthqueue.Stories()[0]
	pagetest.Render(t, s.Component, s.Principal).Has("due", "Sample Person", "Runs out in 5 days")
	s = healthqueue.Stories()[1]
	pagetest.Render(t, s.Component, s.Principal).One("none")
}
