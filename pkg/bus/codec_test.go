package bus

import (
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/muster-ics/muster/events"
)

// TestEverySampleIsReadAsTheStandardLibraryReadsIt holds the quick reader to the one that contracts are written by.
func TestEverySampleIsReadAsTheStandardLibraryReadsIt(t *testing.T) {
	t.Parallel()
	samples, err := filepath.Glob("../../events/*/testdata/*.json")
	if err != nil || len(samples) < len(events.Catalog) {
		t.Fatalf("%d samples of %d events: %v", len(samples), len(events.Catalog), err)
	}
	for _, path := range samples {
		body, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		env, err := decode(body)
		if err != nil {
			t.Errorf("%s: %v", path, err)
			continue
		}
		want, err := events.Decode(body)
		if err != nil || !reflect.DeepEqual(env, want) {
			t.Errorf("%s: the envelope is %+v, want %+v: %v", path, env, want, err)
		}
		ev, err := openEvent(env)
		if err != nil {
			t.Errorf("%s: %v", path, err)
			continue
		}
		if same, err := events.Open(want); err != nil || !reflect.DeepEqual(ev, same) {
			t.Errorf("%s: the event is %+v, want %+v: %v", path, ev, same, err)
		}
	}
}

func TestWhatStandsTwiceOrInAnotherCaseIsNotRead(t *testing.T) {
	t.Parallel()
	good, err := json.Marshal(envelope(t))
	if err != nil {
		t.Fatal(err)
	}
	for name, to := range map[string]string{"twice": `"aggregateversion":1,"aggregateversion":2`, "in capitals": `"AggregateVersion":1`} {
		bad := strings.Replace(string(good), `"aggregateversion":1`, to, 1)
		if bad == string(good) {
			t.Fatal("the sample has no version")
		}
		if _, err := decode([]byte(bad)); err == nil {
			t.Errorf("a version that stands %s is read", name)
		}
	}
}
