package events_test

import (
	"errors"
	"os"
	"strings"
	"testing"

	"github.com/muster-ics/muster/events"
)

const golden = "shifts/testdata/muster.shifts.booking.requested.v1.json"

func TestDecodeRefusesWhatIsNotOurs(t *testing.T) {
	t.Parallel()
	good := read(t, golden)
	cases := map[string]struct{ from, to, want string }{
		"another spec version":    {`"specversion": "1.0"`, `"specversion": "0.3"`, "specversion"},
		"an id that is no UUID":   {`"id": "0199c0de-0000-7000-8000-00000000e0e0"`, `"id": "1"`, "id must be a UUID"},
		"a foreign source":        {`"source": "/muster/shifts"`, `"source": "/muster/passports"`, "source"},
		"a subject with a wild >": {`QKS.RVV.`, `QKS.>.`, "subject's ods"},
		"another aggregate":       {`"aggregateid": "0199c0de-0000-7000-8000-00000000b001"`, `"aggregateid": "x"`, "aggregateid"},
		"version nought":          {`"aggregateversion": 1`, `"aggregateversion": 0`, "aggregateversion"},
		"a text version":          {`"aggregateversion": 1`, `"aggregateversion": "1"`, "not JSON"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			bad := strings.Replace(good, c.from, c.to, 1)
			if bad == good {
				t.Fatalf("the sample does not contain %q", c.from)
			}
			if _, err := events.Decode([]byte(bad)); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want something about %q", err, c.want)
			}
		})
	}
}

func TestOpenKnowsUnknownTypesFromBrokenData(t *testing.T) {
	t.Parallel()
	unknown := strings.NewReplacer("booking.requested.v1", "booking.requested.v9").Replace(read(t, golden))
	env, err := events.Decode([]byte(unknown))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := events.Open(env); !errors.Is(err, events.ErrUnknownType) {
		t.Errorf("got %v, want ErrUnknownType", err)
	}
	broken := strings.Replace(read(t, golden), `"status": "held"`, `"status": "perhaps"`, 1)
	if env, err = events.Decode([]byte(broken)); err != nil {
		t.Fatal(err)
	}
	if _, err := events.Open(env); err == nil || errors.Is(err, events.ErrUnknownType) {
		t.Errorf("got %v, want a complaint about the status", err)
	}
}

func TestOpenIgnoresFieldsOfALaterMinor(t *testing.T) {
	t.Parallel()
	grown := strings.Replace(read(t, golden), `"status": "held"`, `"status": "held", "added_later": {"a": 1}`, 1)
	env, err := events.Decode([]byte(grown))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := events.Open(env); err != nil {
		t.Errorf("an added field was refused: %v", err)
	}
}

func FuzzDecode(f *testing.F) {
	for _, e := range events.Catalog {
		body, err := os.ReadFile(events.ServiceOf(e.EventName()) + "/testdata/" + e.EventName() + ".json")
		if err != nil {
			f.Fatal(err)
		}
		f.Add(body)
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		env, err := events.Decode(body)
		if err != nil {
			return
		}
		ev, err := events.Open(env)
		if err != nil {
			return
		}
		if err := ev.Validate(); err != nil {
			t.Fatalf("Open let an invalid event through: %v", err)
		}
		if _, err := events.Encode(env); err != nil {
			t.Fatalf("what was decoded cannot be encoded: %v", err)
		}
	})
}

func read(t *testing.T, path string) string {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestASubjectBeginsWithTheNameOfItsEvent(t *testing.T) {
	t.Parallel()
	for subject, want := range map[string]string{
		"muster.shifts.shift.posted.v1.QKS.RVV.7": "muster.shifts.shift.posted.v1",
		"muster.shifts.shift.posted.v1":           "muster.shifts.shift.posted.v1",
		"muster.shifts":                           "muster.shifts",
		"":                                        "",
	} {
		if got := events.NameIn(subject); got != want {
			t.Errorf("%q begins with %q, want %q", subject, got, want)
		}
	}
}
