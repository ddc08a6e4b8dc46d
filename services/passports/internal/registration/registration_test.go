package registration_test

import (
	"testing"
	"time"

	"github.com/muster-ics/muster/services/passports/internal/refusal"
	"github.com/muster-ics/muster/services/passports/internal/registration"
)

var yes, no = true, false

var noon = time.Date(2026, 3, 10, 12, 0, 0, 0, time.UTC)

func TestWhatEachRegisterStatusMeans(t *testing.T) {
	t.Parallel()
	want := map[registration.Effect][]registration.Status{
		registration.Allow:    {"registered"},
		registration.Flag:     {"caution", "warning"},
		registration.Approval: {"conditions", "interim_conditions", "undertakings"},
		registration.Block: {
			"lapsed", "not_practising", "voluntarily_removed", "suspended", "interim_suspension", "struck_off", "not_found",
			"", "something a register invented yesterday",
		},
	}
	for effect, statuses := range want {
		for _, s := range statuses {
			if got := registration.EffectOf(s); got != effect {
				t.Errorf("%q: want %s, got %s", s, effect, got)
			}
		}
	}
}

func TestNumbersAreCheckedByTheFormOfTheirRegister(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		body, number string
		ok           bool
	}{
		{"NMC", "01a 2345n", true}, {"NMC", "1234567", false}, {"NMC", "", false},
		{"GMC", "7654321", true}, {"GMC", "765432", false},
		{"HCPC", "PH12345", true}, {"HCPC", "pa 1", true}, {"HCPC", "XX12345", false},
		{"GPHC", "2012345", true}, {"GPHC", "3012345", false},
		{"SWE", "SW123", true}, {"GDC", "123456", true},
	} {
		r := registration.Record{Body: c.body, Status: registration.Registered, CheckedAt: noon, RecordedAt: noon}
		if c.body == "GMC" {
			r.Licence = &yes
		}
		_, err := registration.New(r, c.number, registration.DefaultRegisters())
		if (err == nil) != c.ok {
			t.Errorf("%s %q: want ok=%v, got %v", c.body, c.number, c.ok, err)
		}
		if in := refusal.Inputs(err); !c.ok && (len(in) != 1 || in[0].Field != "number") {
			t.Errorf("%s %q: want a refusal of number, got %v", c.body, c.number, err)
		}
	}
}

func TestAnUnknownRegisterStatusOrFutureReadingIsRefused(t *testing.T) {
	t.Parallel()
	_, err := registration.New(registration.Record{Body: "ABC", Status: "super", CheckedAt: noon.Add(time.Second), RecordedAt: noon}, "1", registration.DefaultRegisters())
	if got := len(refusal.Inputs(err)); got != 3 {
		t.Fatalf("want three refusals, got %v", err)
	}
}

func TestTheNewestReadingCounts(t *testing.T) {
	t.Parallel()
	g := registration.Rehydrate(registration.Record{CheckedAt: noon})
	if got := g.LastRead(noon.Add(-time.Hour)); !got.Equal(noon) {
		t.Error("an older reading of the whole staff changes nothing")
	}
	if got := g.LastRead(noon.Add(time.Hour)); !got.Equal(noon.Add(time.Hour)) {
		t.Error("a newer reading of the whole staff counts")
	}
}
