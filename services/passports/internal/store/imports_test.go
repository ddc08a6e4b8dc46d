package store_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/passports/internal/app"
	"github.com/muster-ics/muster/services/passports/internal/recordimport"
)

const workersHead = "worker_ref,given_name,family_name,engagement,staff_group,role,band,engaged_from,registration_body,registration_number,registration_status,identity_checked_on\r\n"

// staff are so many people as rows of a file, with staff numbers S0, S1 and numbers 10A0000A and so on.
func staff(n int) string {
	var b strings.Builder
	b.WriteString(workersHead)
	for i := range n {
		fmt.Fprintf(&b, "S%d,Given%d,Family%d,bank,nursing_midwifery,registered_nurse,5,2024-01-01,NMC,%02dA%04dA,registered,02/01/2024\r\n", i, i, i, 10+i/10000, i%10000)
	}
	return b.String()
}

func (k kit) read(t *testing.T, kind recordimport.Kind, file string) app.Imported {
	t.Helper()
	i, err := k.use.ReadImport(k.ctx, app.ReadFile{Kind: kind, File: []byte(file), RequestID: "r"})
	if err != nil {
		t.Fatal(err)
	}
	return i
}

func (k kit) apply(t *testing.T, i app.Imported, c recordimport.Choice) app.Imported {
	t.Helper()
	i, err := k.use.ApplyImport(k.ctx, i.State.ID, c, "r")
	if err != nil {
		t.Fatal(err)
	}
	return k.finished(t, i.State.ID)
}

// finished does what is left to the sweep.
func (k kit) finished(t *testing.T, importID id.ID) app.Imported {
	t.Helper()
	if _, err := k.use.WorkOnImports(k.ctx); err != nil {
		t.Fatal(err)
	}
	i, err := k.use.ShowImport(k.ctx, importID)
	if err != nil {
		t.Fatal(err)
	}
	return i
}

var all, onlyGood = recordimport.Choice{Which: recordimport.AllOrNothing}, recordimport.Choice{Which: recordimport.OnlyGood}

func counts(t *testing.T, i app.Imported, want recordimport.Counts) {
	t.Helper()
	for _, o := range recordimport.Outcomes {
		if i.State.Counts[o] != want[o] {
			t.Errorf("%s: %d rows, want %d (%v)", o, i.State.Counts[o], want[o], i.State.Counts)
		}
	}
}

func (k kit) one(t *testing.T, sql string, args ...any) int {
	t.Helper()
	var n int
	if err := k.db.Pool.QueryRow(k.ctx, sql, args...).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

// told looks for texts in the events.
func (k kit) told(t *testing.T, texts ...string) {
	t.Helper()
	for _, text := range texts {
		if k.one(t, "select count(*) from outbox where convert_from(body, 'UTF8') like '%' || $1::text || '%'", text) == 0 {
			t.Errorf("no event tells %s", text)
		}
	}
}

// esrFile is an export of six rows: two to record, one twice, one that waits for words, two that are wrong.
const esrFile = "Competency Name,Expiry Date,Date Start,Last Updated By,Title,VPD,Assignment Number\r\n" +
	"NHS|CSTF|Fire Safety - 2 Years|,30-Nov-2028,01-Dec-2024,SOMEBODY,Mrs,457,s0\r\n" +
	"NHS|CSTF|Infection Prevention and Control \u2013 Level 2 - 1 Year,,01-Dec-2025,SOMEBODY,Mrs,457,S0\r\n" +
	"NHS|CSTF|Fire Safety - 2 Years|,30-Nov-2028,01-Dec-2024,SOMEBODY,Mrs,457,S0\r\n" +
	"457|LOCAL|Sepsis - Recognition|,,01-Dec-2025,SOMEBODY,Mr,457,S1\r\n" +
	"NHS|CSTF|Fire Safety - 2 Years|,30-Nov-28,01-Dec-2024,SOMEBODY,Mr,457,S1\r\n" +
	"NHS|CSTF|Fire Safety - 2 Years|,30-Nov-2028,01-Dec-2024,SOMEBODY,Mr,457,S9\r\n"

func TestWorkersAreEnrolledOnceHoweverOftenTheirFileIsSent(t *testing.T) {
	t.Parallel()
	k := newKit(t)
	people := k.read(t, recordimport.Workers, staff(3))
	counts(t, people, recordimport.Counts{recordimport.Accepted: 3})
	if n := k.one(t, "select count(*) from workers"); n != 0 {
		t.Fatalf("a preview enrolled %d", n)
	}
	people = k.apply(t, people, all)
	counts(t, people, recordimport.Counts{recordimport.Recorded: 3})
	if people.Open || people.State.Status != recordimport.Applied || k.one(t, "select count(*) from record_import_rows where sealed is not null") != 0 {
		t.Error("what the rows said of people is still there")
	}
	counts(t, k.read(t, recordimport.Workers, staff(3)), recordimport.Counts{recordimport.Unchanged: 3})
	counts(t, k.read(t, recordimport.Workers, strings.Replace(staff(3), "Family1", "Other", 1)), recordimport.Counts{recordimport.Unchanged: 2, recordimport.Rejected: 1})
}

func TestCompetenciesAreRecordedOnceQueuedAndTakenBack(t *testing.T) {
	t.Parallel()
	k := newKit(t)
	k.apply(t, k.read(t, recordimport.Workers, staff(2)), all)
	i := k.read(t, recordimport.ESR, esrFile)
	counts(t, i, recordimport.Counts{recordimport.Accepted: 2, recordimport.Unchanged: 1, recordimport.Queued: 1, recordimport.Rejected: 2})
	if _, err := k.use.ApplyImport(k.ctx, i.State.ID, all, "r"); !fault.Is(err, fault.Invalid) {
		t.Errorf("all of a file with bad rows: %v", err)
	}
	i = k.apply(t, i, onlyGood)
	counts(t, i, recordimport.Counts{recordimport.Recorded: 2, recordimport.Unchanged: 1, recordimport.Queued: 1, recordimport.Rejected: 2})
	k.told(t, `"code":"IPC"`, "2026-12-02T00:00:00Z") // derived: a year from the start, to the end of that day

	if _, err := k.use.ExplainWord(k.ctx, app.Word{Kind: "esr", Key: "457|LOCAL|sepsis recognition", Framework: "local_RVV", Code: "SEPSIS"}, "r"); err != nil {
		t.Fatal(err)
	}
	i = k.finished(t, i.State.ID)
	counts(t, i, recordimport.Counts{recordimport.Recorded: 2, recordimport.Unchanged: 1, recordimport.Accepted: 1, recordimport.Rejected: 2})
	i = k.apply(t, i, onlyGood)
	counts(t, i, recordimport.Counts{recordimport.Recorded: 3, recordimport.Unchanged: 1, recordimport.Rejected: 2})
	if i.Open {
		t.Error("nothing waits any more, and yet the rows are kept")
	}
	again := k.read(t, recordimport.ESR, esrFile)
	counts(t, again, recordimport.Counts{recordimport.Unchanged: 4, recordimport.Rejected: 2})
	if again.State.MapVersion != 2 {
		t.Errorf("map version %d", again.State.MapVersion)
	}

	if i, err := k.use.WithdrawImport(k.ctx, i.State.ID, "r"); err != nil || i.State.Status != recordimport.Withdrawn {
		t.Fatalf("%+v %v", i.State, err)
	}
	if n := k.one(t, "select count(*) from withdrawn_competencies"); n != 3 {
		t.Errorf("%d competencies were taken back", n)
	}
	counts(t, k.read(t, recordimport.ESR, esrFile), recordimport.Counts{recordimport.Accepted: 3, recordimport.Unchanged: 1, recordimport.Rejected: 2})
}

func TestARegistersSnapshotRecordsWhatChangedAndThatAllWereRead(t *testing.T) {
	t.Parallel()
	k := newKit(t)
	k.apply(t, k.read(t, recordimport.Workers, staff(3)), all)
	later := clock.At(k.use.Clock.Now().Add(time.Hour))
	k.use.Clock = later
	head := "PIN,Name,Registration Status,Expiry Date\r\n"
	first := head + "10a0000a,One,Registered,\r\n10A0001A,Two,Suspended,\r\n10A0002A,Three,Registered with a note of 2026,\r\n99A9999A,Stranger,Registered,\r\n"
	i := k.read(t, recordimport.NMC, first)
	counts(t, i, recordimport.Counts{recordimport.Unchanged: 1, recordimport.Accepted: 1, recordimport.Queued: 1, recordimport.LeftOut: 1})
	i = k.apply(t, i, onlyGood)
	counts(t, i, recordimport.Counts{recordimport.Unchanged: 1, recordimport.Recorded: 1, recordimport.Queued: 1, recordimport.LeftOut: 1})
	if n := k.one(t, "select count(*) from registrations where status in ('suspended', 'unrecognised')"); n != 2 {
		t.Errorf("%d registrations bar", n)
	}
	if n := k.one(t, "select count(*) from register_reads where body = 'NMC'"); n != 1 {
		t.Errorf("read for all %d times", n)
	}
	queue, err := k.use.ImportQueue(k.ctx)
	if err != nil || len(queue) != 1 || queue[0].Rows != 1 {
		t.Fatalf("%+v %v", queue, err)
	}
	if _, err := k.use.ExplainWord(k.ctx, app.Word{Kind: "NMC", Key: queue[0].Key, Status: "caution"}, "r"); err != nil {
		t.Fatal(err)
	}
	k.apply(t, i, onlyGood)
	if n := k.one(t, "select count(*) from registrations where status = 'caution'"); n != 1 {
		t.Error("what was explained is not recorded")
	}
	k.absentOnes(t, later, head)

	// An old snapshot does not bring back what has changed since.
	old, err := k.use.ReadImport(k.ctx, app.ReadFile{Kind: recordimport.NMC, File: []byte(first), AsOf: later.Now().Add(-90 * time.Minute)})
	if err != nil {
		t.Fatal(err)
	}
	counts(t, old, recordimport.Counts{recordimport.Unchanged: 3, recordimport.LeftOut: 1})
}

// absentOnes: who is missing was not read, unless the file is said to be whole.
func (k kit) absentOnes(t *testing.T, later *clock.Manual, head string) {
	t.Helper()
	later.Advance(time.Hour)
	i := k.read(t, recordimport.NMC, head+"10A0000A,One,Registered,\r\n10A0001A,Two,Suspended,\r\n")
	if i.State.Absent != 1 {
		t.Errorf("%d absent", i.State.Absent)
	}
	reads := k.one(t, "select count(*) from register_reads")
	k.apply(t, i, all)
	if k.one(t, "select count(*) from register_reads") != reads {
		t.Error("a file that leaves somebody out was taken for a reading of all staff")
	}
	later.Advance(time.Hour)
	i = k.read(t, recordimport.NMC, head+"10A0000A,One,Registered,\r\n10A0001A,Two,Registered,\r\n")
	k.apply(t, i, recordimport.Choice{Which: recordimport.AllOrNothing, AbsentGone: true})
	if k.one(t, "select count(*) from registrations where status = 'not_found'") != 1 || k.one(t, "select count(*) from register_reads") != reads+1 {
		t.Error("who is gone is not recorded")
	}
}
