package events_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"github.com/muster-ics/muster/events"
)

var nameForm = regexp.MustCompile(`^muster\.(shifts|passports|deployments|analytics)\.[a-z_]+\.[a-z_]+\.v[1-9][0-9]*$`)

func TestEveryEventIsNamedAfterItsType(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for _, e := range events.Catalog {
		name := e.EventName()
		if !nameForm.MatchString(name) || seen[name] {
			t.Errorf("%s: not a name of the form muster.<service>.<entity>.<event>.v<major>, or there twice", name)
		}
		seen[name] = true
		parts := strings.Split(name, ".")
		want := camel(parts[2]) + camel(parts[3]) + strings.ToUpper(parts[4])
		if got := reflect.TypeOf(e).Name(); got != want {
			t.Errorf("%s: Go type %s, want %s", name, got, want)
		}
		if pkg := filepath.Base(reflect.TypeOf(e).PkgPath()); pkg != parts[1] {
			t.Errorf("%s stands in package %s", name, pkg)
		}
		file := filepath.Join(parts[1], parts[2]+"_"+parts[3]+".go")
		if _, err := os.Stat(file); err != nil {
			t.Errorf("%s should stand in %s", name, file)
		}
	}
}

func TestGoldenSamplesDecodeAndEncodeAlike(t *testing.T) {
	t.Parallel()
	for _, e := range events.Catalog {
		name := e.EventName()
		golden, err := os.ReadFile(filepath.Join(events.ServiceOf(name), "testdata", name+".json"))
		if err != nil {
			t.Fatal(err)
		}
		env, err := events.Decode(golden)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		ev, err := events.Open(env)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if reflect.TypeOf(ev) != reflect.TypeOf(e) {
			t.Errorf("%s opened as %T", name, ev)
		}
		again, err := events.New(ev, events.Meta{ID: env.ID, Time: env.Time, ICS: env.ICS(), ODS: env.ODS(), AggregateID: env.AggregateID,
			AggregateVersion: env.AggregateVersion, CausationID: env.CausationID, Actor: env.Actor, TraceParent: env.TraceParent})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		body, err := events.Encode(again)
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		var compact bytes.Buffer
		if err := json.Compact(&compact, golden); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(compact.Bytes(), body) {
			t.Errorf("%s: encodes to\n%s\nnot to the golden\n%s", name, body, compact.Bytes())
		}
		if want := name + ".QKS.RVV." + env.AggregateID; env.NATSSubject() != want {
			t.Errorf("subject %s, want %s", env.NATSSubject(), want)
		}
	}
}

func TestTheZeroValueOfNoEventIsValid(t *testing.T) {
	t.Parallel()
	for _, e := range events.Catalog {
		if e.Validate() == nil {
			t.Errorf("%s: an empty event passes Validate", e.EventName())
		}
	}
}

// Field names that would carry personal data have no place in a contract: a stream cannot forget.
func TestNoEventHasAFieldForPersonalData(t *testing.T) {
	t.Parallel()
	personal := regexp.MustCompile(`"(given_name|family_name|full_name|email|phone|address|birth|nhs_number|ni_number|number|pin|note|comment|free_text)"\s*:\s*\{`)
	schemas, err := filepath.Glob("schema/*.json")
	if err != nil || len(schemas) == 0 {
		t.Fatal("no schemas found", err)
	}
	for _, path := range schemas {
		body, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if m := personal.Find(body); m != nil {
			t.Errorf("%s has a field %s", path, m)
		}
	}
}

func camel(s string) string {
	var b strings.Builder
	for _, w := range strings.Split(s, "_") {
		b.WriteString(strings.ToUpper(w[:1]) + w[1:])
	}
	return b.String()
}
