package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	cloudevents "github.com/cloudevents/sdk-go/v2"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/muster-ics/muster/events"
)

const root = "../.."

func TestGeneratedFilesAreCommitted(t *testing.T) {
	t.Parallel()
	files, err := render(root)
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range files {
		got, err := os.ReadFile(filepath.Join(root, name))
		if err != nil || !bytes.Equal(got, want) {
			t.Errorf("%s is not what the Go types say: run make generate (%v)", name, err)
		}
	}
}

func TestSamplesAreAcceptedByTheSchemas(t *testing.T) {
	t.Parallel()
	for _, e := range events.Catalog {
		name := e.EventName()
		golden := readJSON(t, filepath.Join(root, events.ServiceOf(name), "testdata", name+".json"))
		if err := compile(t, "cloudevent").Validate(golden); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if err := compile(t, name).Validate(golden.(object)["data"]); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestSchemasRefuseABrokenSample(t *testing.T) {
	t.Parallel()
	golden := readJSON(t, filepath.Join(root, "shifts/testdata/muster.shifts.shift.posted.v1.json")).(object)
	delete(golden["data"].(object)["shift"].(object), "employer")
	if compile(t, "muster.shifts.shift.posted.v1").Validate(golden["data"]) == nil {
		t.Error("a posted shift without an employer was accepted")
	}
}

func TestReleasedSchemasOnlyGrow(t *testing.T) {
	t.Parallel()
	released, err := filepath.Glob(filepath.Join(root, "schema/released/*.json"))
	if err != nil || len(released) < len(events.Catalog) {
		t.Fatalf("schema/released has %d schemas, the catalogue %d events: copy each new schema there when it is released (%v)", len(released), len(events.Catalog), err)
	}
	for _, path := range released {
		current := filepath.Join(root, "schema", filepath.Base(path))
		if _, err := os.Stat(current); err != nil {
			t.Errorf("%s was released and is gone: a major version lives as long as its stream", filepath.Base(path))
			continue
		}
		for _, b := range breaks(readJSON(t, path).(object), readJSON(t, current).(object)) {
			t.Errorf("%s %s: make a new major version of the event instead", filepath.Base(path), b)
		}
	}
}

func TestBreaksAreFound(t *testing.T) {
	t.Parallel()
	base := `{"type":"object","properties":{"a":{"type":"string","enum":["x","y"]},"b":{"type":"integer"},"c":{"$ref":"#/$defs/c"}},"required":["a"],"$defs":{"c":{"type":"object","properties":{"d":{"type":"string"}}}}}`
	cases := map[string]struct{ from, to, want string }{
		"removed":          {`"b":{"type":"integer"},`, ``, "was removed"},
		"retyped":          {`"integer"`, `"string"`, "type integer became string"},
		"newly required":   {`"required":["a"]`, `"required":["a","b"]`, "newly required"},
		"made optional":    {`"required":["a"]`, `"required":[]`, "no longer always there"},
		"narrowed":         {`["x","y"]`, `["x"]`, "values [x y] became [x]"},
		"widened":          {`["x","y"]`, `["x","y","z"]`, "became [x y z]"},
		"behind reference": {`"d":{"type":"string"}`, `"d":{"type":"number"}`, "/c/d: type string became number"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			found := strings.Join(breaks(decode(t, base), decode(t, strings.Replace(base, c.from, c.to, 1))), "\n")
			if !strings.Contains(found, c.want) {
				t.Errorf("found %q, want %q", found, c.want)
			}
		})
	}
	grown := strings.Replace(base, `"b":`, `"new":{"type":"string"},"b":`, 1)
	if found := breaks(decode(t, base), decode(t, grown)); len(found) != 0 {
		t.Errorf("an optional addition was refused: %v", found)
	}
}

// The official CloudEvents library is an independent reader of our envelopes.
func TestOfficialLibraryReadsTheSamples(t *testing.T) {
	t.Parallel()
	for _, e := range events.Catalog {
		name := e.EventName()
		body, err := os.ReadFile(filepath.Join(root, events.ServiceOf(name), "testdata", name+".json"))
		if err != nil {
			t.Fatal(err)
		}
		var ce cloudevents.Event
		if err := json.Unmarshal(body, &ce); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if err := ce.Validate(); err != nil || ce.Type() != name || ce.Extensions()["aggregateid"] == nil {
			t.Errorf("%s: read as %s, %v", name, ce.Type(), err)
		}
		back, err := json.Marshal(ce)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := events.Decode(back); err != nil {
			t.Errorf("%s: we cannot read what the library writes: %v", name, err)
		}
	}
}

func compile(t *testing.T, name string) *jsonschema.Schema {
	t.Helper()
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	s, err := c.Compile(filepath.Join(root, "schema", name+".json"))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func readJSON(t *testing.T, path string) any {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func decode(t *testing.T, s string) object {
	t.Helper()
	var o object
	if err := json.Unmarshal([]byte(s), &o); err != nil {
		t.Fatal(err)
	}
	return o
}
