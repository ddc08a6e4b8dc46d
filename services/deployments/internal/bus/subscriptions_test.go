package bus_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/muster-ics/muster/events"
	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/services/deployments/internal/app"
	"github.com/muster-ics/muster/services/deployments/internal/bus"
)

func delivered() (out []string) {
	for _, s := range bus.Subscriptions {
		out = append(out, s.Events...)
	}
	return out
}

func TestEveryEventThatIsDeliveredHasAHandlerAndStandsInTheReadme(t *testing.T) {
	t.Parallel()
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, lane := range bus.Lanes(app.New(app.Config{Clock: clock.System()})) {
		if lane.Together == nil && len(lane.Handlers) != len(lane.Events) {
			t.Errorf("%s: %d handlers for %d events", lane.Durable(), len(lane.Handlers), len(lane.Events))
		}
		for _, name := range lane.Events {
			if lane.Together == nil && lane.Handlers[name] == nil {
				t.Errorf("%s is delivered and nobody handles it", name)
			}
		}
	}
	for _, name := range delivered() {
		if !strings.Contains(string(readme), "`"+name+"`") {
			t.Errorf("README.md does not name %s", name)
		}
	}
	for _, e := range events.Catalog {
		own, ours := strings.CutPrefix(e.EventName(), "muster.deployments.")
		if ours && !strings.Contains(string(readme), "`"+own+"`") {
			t.Errorf("README.md does not name %s", own)
		}
	}
}

// The producer's own samples must be readable here: a change of the contract that we cannot follow fails our test, not
// production.
func TestTheProducersSamplesAreUnderstood(t *testing.T) {
	t.Parallel()
	for _, name := range delivered() {
		sample, err := os.ReadFile(filepath.Join("../../../../events", events.ServiceOf(name), "testdata", name+".json"))
		if err != nil {
			t.Fatal(err)
		}
		env, err := events.Decode(sample)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if err := bus.Understands(env); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}
