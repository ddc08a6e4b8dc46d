package register_test

import (
	"os"
	"slices"
	"testing"
	"time"

	"github.com/muster-ics/muster/pkg/sheet"
	"github.com/muster-ics/muster/services/passports/internal/register"
	"github.com/muster-ics/muster/services/passports/internal/registration"
)

func read(t *testing.T, body, file string) []register.Entry {
	t.Helper()
	b, err := os.ReadFile("testdata/" + file)
	if err != nil {
		t.Fatal(err)
	}
	s, err := sheet.Read(b, sheet.Options{})
	if err != nil {
		t.Fatal(err)
	}
	source, ok := register.SourceOf(body)
	if !ok {
		t.Fatal("no such source")
	}
	snap, err := source.Read(s)
	if err != nil {
		t.Fatal(err)
	}
	return snap.Entries
}

// Each recorded form by what it comes to. All numbers and names in the files are made up.
func TestSnapshotsOfEachRegister(t *testing.T) {
	t.Parallel()
	m := register.NewStatuses(nil)
	for _, c := range []struct {
		body, file string
		want       []string // number, status or ?, end
	}{
		{"nmc", "nmc-synthetic.csv", []string{"00A0001A registered 2029-02-01", "00A0002B suspended 2029-02-01", "00A0003C ? 2029-03-01"}},
		{"GMC", "gmc-synthetic.csv", []string{"0000001 registered 2027-08-01", "0000002 registered 2027-08-01", "0000003 struck_off -"}},
		{"hcpc", "hcpc-synthetic.csv", []string{"PH000001 registered 2028-04-30", "PA000002 conditions 2027-08-31"}},
	} {
		entries := read(t, c.body, c.file)
		for i, want := range c.want {
			e := entries[i]
			got, until := "?", "-"
			if s, ok := m.Find(c.body, e.Said); ok {
				got = string(s)
			}
			if e.ValidUntil != nil {
				until = e.ValidUntil.Format(time.DateOnly)
			}
			if line := e.Number + " " + got + " " + until; line != want || len(e.Problems) > 0 {
				t.Errorf("%s: %q, want %q, %+v", c.file, line, want, e.Problems)
			}
		}
	}
	for i, want := range []bool{true, false, false} {
		if e := read(t, "GMC", "gmc-synthetic.csv")[i]; e.Licence == nil || *e.Licence != want {
			t.Errorf("licence of row %d: %v", e.Row, e.Licence)
		}
	}
	if bad := read(t, "HCPC", "hcpc-synthetic.csv")[2]; len(bad.Problems) != 1 || bad.Row != 4 {
		t.Errorf("a short year: %+v", bad)
	}
}

func TestAWordThatNobodyKnowsIsNoStatusUntilAPersonSaysSo(t *testing.T) {
	t.Parallel()
	const word = "Registered with interim practice note"
	if _, ok := register.NewStatuses(nil).Find("NMC", word); ok {
		t.Error("guessed")
	}
	m := register.NewStatuses([]register.Said{{Key: register.KeyOf("NMC", word), Status: registration.InterimConditions}})
	if s, ok := m.Find("nmc", "registered WITH interim practice-note"); !ok || s != registration.InterimConditions {
		t.Errorf("%s %v", s, ok)
	}
	if _, ok := m.Find("HCPC", word); ok {
		t.Error("the word of one register is not that of another")
	}
}

func TestEveryWordThatIsBuiltInMeansAKnownStatus(t *testing.T) {
	t.Parallel()
	m := register.NewStatuses(nil)
	for _, s := range register.Sources {
		if got, ok := m.Find(s.Body(), "SUSPENDED"); !ok || got != registration.Suspended {
			t.Errorf("%s %v", got, ok)
		}
		for _, word := range []string{"", "super"} {
			if _, ok := m.Find(s.Body(), word); ok {
				t.Errorf("%s knows %q", s.Body(), word)
			}
		}
	}
	if len(m.Meanings()) == 0 {
		t.Fatal("nothing is built in")
	}
	for _, s := range m.Meanings() {
		if !slices.Contains(registration.Statuses, string(s)) {
			t.Errorf("%s is no status", s)
		}
	}
}
