package clearance_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/passports/internal/clearance"
	"github.com/muster-ics/muster/services/passports/internal/worker"
)

var update = flag.Bool("update", false, "write the golden decisions anew")

// fixed gives every record of a case an id of its own that is the same in each run.
func fixed(f *clearance.Facts) {
	n := byte(0)
	next := func() id.ID {
		n++
		return id.ID{0x01, 0x9c, 0, 0, 0, 0, 0x70, 0, 0x80, 0, 0, 0, 0, 0, 0, n}
	}
	f.Booking.ID, f.Booking.ShiftID, f.Booking.WorkerID = next(), next(), next()
	f.Passport.ID = f.Booking.WorkerID
	for i := range f.Passport.Engagements {
		f.Passport.Engagements[i].ID = next()
	}
	f.Passport = renumber(f.Passport, next)
	for i := range f.HostChecks {
		f.HostChecks[i] = renumberCheck(f.HostChecks[i], next)
	}
	for i := range f.Overrides {
		f.Overrides[i].ID = next()
	}
}

// goldenDecisions are all named cases: those of the table that engine 1 knew, and those of engine 2.
func goldenDecisions() map[string]clearance.Facts {
	all := map[string]clearance.Facts{}
	for _, c := range golden {
		f := fit()
		c.change(&f)
		all[c.name] = f
	}
	for _, c := range golden2 {
		f := fit()
		c.change(&f)
		all[c.name] = f
	}
	return all
}

func fileName(dir, name string) string {
	return filepath.Join("testdata", dir, strings.NewReplacer(" ", "_", ",", "", "'", "", ":", "").Replace(name)+".json")
}

// The same facts give the same bytes, whoever builds the engine: a change of a rule is a new engine and new files, never
// other bytes in these.
func TestEveryGoldenDecisionIsTheSameByteForByte(t *testing.T) {
	t.Parallel()
	for name, f := range goldenDecisions() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			fixed(&f)
			inputs, d := clearance.Explain(f)
			same(t, fileName("engine2", name), d.Canonical())
			again, err := clearance.Replay(inputs)
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(again.Canonical(), d.Canonical()) {
				t.Errorf("made again over its inputs it is\n%s\nand was\n%s", again.Canonical(), d.Canonical())
			}
		})
	}
}

// Engine 1 decides nothing new, and what it decided can still be made.
func TestEngineOneStillDecidesAsItDid(t *testing.T) {
	t.Parallel()
	for _, c := range golden {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			f := fit()
			c.change(&f)
			f.Passport.Inductions = nil // engine 1 knew of none
			fixed(&f)
			d := clearance.Decide1(f)
			d.Digest = "" // over the passport as it was encoded then
			same(t, fileName("engine1", c.name), d.Canonical())
		})
	}
}

func same(t *testing.T, file string, got []byte) {
	t.Helper()
	var pretty bytes.Buffer
	if err := json.Indent(&pretty, got, "", "  "); err != nil {
		t.Fatal(err)
	}
	pretty.WriteByte('\n')
	if *update {
		if err := os.MkdirAll(filepath.Dir(file), 0o750); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, pretty.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file) //nolint:gosec // the test's own files
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(pretty.Bytes(), want) {
		t.Errorf("want %s as it is kept, got\n%s", file, pretty.Bytes())
	}
}

func TestGoldenFilesAndCasesAreTheSame(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("testdata/engine2/*.json")
	if err != nil {
		t.Fatal(err)
	}
	if cases := len(goldenDecisions()); len(files) != cases || cases < 60 {
		t.Errorf("%d files, %d cases: each case has its file, and there are dozens", len(files), cases)
	}
}

func TestWhatNobodyEnrolledIsReplayedToo(t *testing.T) {
	t.Parallel()
	f := fit()
	f.Passport = worker.Record{}
	inputs, d := clearance.Explain(f)
	again, err := clearance.Replay(inputs)
	if err != nil || !bytes.Equal(again.Canonical(), d.Canonical()) || d.Reasons[0].Code != "WORKER_UNKNOWN" {
		t.Errorf("got %s, %v", again.Canonical(), err)
	}
}

func TestReplayRefusesWhatIsNoDecision(t *testing.T) {
	t.Parallel()
	for _, kept := range []string{"", "{", `{"engine":1}`, `{"engine":3}`, "null"} {
		if _, err := clearance.Replay([]byte(kept)); err == nil {
			t.Errorf("%q was replayed", kept)
		}
	}
}

func TestWhatAHostReadsHoldsNoEvidenceAndNothingOfHealth(t *testing.T) {
	t.Parallel()
	f := fit()
	restrict(&f, "no_lone_working")
	d := clearance.Decide(f)
	raw, err := json.Marshal(clearance.Public(d.Requirements))
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(strings.ToUpper(string(raw)), clearance.HealthRestricted) || strings.Contains(string(raw), "evidence") {
		t.Errorf("a host reads %s", raw)
	}
	if !strings.Contains(string(d.Canonical()), clearance.HealthRestricted) {
		t.Error("the home employer reads it")
	}
}
