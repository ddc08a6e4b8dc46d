package recordimport_test

import (
	"errors"
	"testing"
	"time"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/passports/internal/recordimport"
)

var noon = time.Date(2026, 3, 29, 12, 0, 0, 0, time.UTC)

func previewed(t *testing.T, k recordimport.Kind, c recordimport.Counts) *recordimport.Import {
	t.Helper()
	i, err := recordimport.Read(recordimport.State{ID: id.New(), Employer: "RVV", Kind: k, Counts: c, ReadAt: noon})
	if err != nil {
		t.Fatal(err)
	}
	return i
}

func code(err error) string {
	var r *recordimport.Refusal
	if errors.As(err, &r) {
		return r.Code
	}
	return ""
}

func TestWhenAFileMayBeApplied(t *testing.T) {
	t.Parallel()
	good, mixed := recordimport.Counts{recordimport.Accepted: 3}, recordimport.Counts{recordimport.Accepted: 3, recordimport.Rejected: 1}
	all, only := recordimport.Choice{Which: recordimport.AllOrNothing}, recordimport.Choice{Which: recordimport.OnlyGood}
	for name, c := range map[string]struct {
		kind   recordimport.Kind
		counts recordimport.Counts
		choice recordimport.Choice
		want   string
	}{
		"all of a good file":              {recordimport.ESR, good, all, ""},
		"all of a mixed file":             {recordimport.ESR, mixed, all, "rows_bad"},
		"all while some are queued":       {recordimport.ESR, recordimport.Counts{recordimport.Accepted: 1, recordimport.Queued: 1}, all, "rows_bad"},
		"the good rows of a mixed file":   {recordimport.ESR, mixed, only, ""},
		"no choice":                       {recordimport.ESR, good, recordimport.Choice{}, "rows_choice"},
		"nothing new":                     {recordimport.Competencies, recordimport.Counts{recordimport.Unchanged: 9}, all, "rows_none"},
		"a register that changed nothing": {recordimport.NMC, recordimport.Counts{recordimport.Unchanged: 9}, all, ""},
		"absent people of no register":    {recordimport.ESR, good, recordimport.Choice{Which: recordimport.OnlyGood, AbsentGone: true}, "rows_absent"},
	} {
		if got := code(previewed(t, c.kind, c.counts).Apply(c.choice)); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

func TestAFileIsAppliedOnceUnlessItsQueueWasAnswered(t *testing.T) {
	t.Parallel()
	i := previewed(t, recordimport.ESR, recordimport.Counts{recordimport.Accepted: 1, recordimport.Queued: 1})
	only := recordimport.Choice{Which: recordimport.OnlyGood}
	if err := i.Apply(only); err != nil {
		t.Fatal(err)
	}
	if got := code(i.Apply(only)); got != "import_busy" {
		t.Errorf("while it is applied: %q", got)
	}
	i.Applied(recordimport.Counts{recordimport.Recorded: 1, recordimport.Queued: 1}, noon)
	if got := code(i.Apply(only)); got != "import_applied" {
		t.Errorf("a second time: %q", got)
	}
	if err := i.Understood(recordimport.Counts{recordimport.Recorded: 1, recordimport.Accepted: 1}, 2); err != nil {
		t.Fatal(err)
	}
	if err := i.Apply(only); err != nil {
		t.Errorf("after somebody said what the queued row means: %v", err)
	}
	if s := i.State(); s.Version != 5 || s.MapVersion != 2 {
		t.Errorf("%+v", s)
	}
}

func TestOnlyCompetenciesAreTakenBackAndOnlyOnce(t *testing.T) {
	t.Parallel()
	i := previewed(t, recordimport.Competencies, recordimport.Counts{recordimport.Accepted: 1})
	if got := code(i.Withdraw()); got != "import_busy" {
		t.Errorf("before it was applied: %q", got)
	}
	if err := i.Apply(recordimport.Choice{Which: recordimport.AllOrNothing}); err != nil {
		t.Fatal(err)
	}
	i.Applied(recordimport.Counts{recordimport.Recorded: 1}, noon)
	if err := i.Withdraw(); err != nil {
		t.Fatal(err)
	}
	i.Withdrawn(recordimport.Counts{recordimport.TakenBack: 1}, noon)
	if got := code(i.Withdraw()); got != "import_withdrawn" {
		t.Errorf("twice: %q", got)
	}
	for _, k := range []recordimport.Kind{recordimport.Workers, recordimport.NMC} {
		if got := code(previewed(t, k, recordimport.Counts{}).Withdraw()); got != "not_withdrawable" {
			t.Errorf("%s: %q", k, got)
		}
	}
}

func TestARegisterIsReadForAllStaffOnlyWhenEverybodyIsAccountedFor(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		state recordimport.State
		want  bool
	}{
		"everybody is named":           {recordimport.State{Kind: recordimport.NMC}, true},
		"somebody is missing":          {recordimport.State{Kind: recordimport.NMC, Absent: 1}, false},
		"who is missing is not found":  {recordimport.State{Kind: recordimport.NMC, Absent: 1, AbsentGone: true}, true},
		"a row could not be read":      {recordimport.State{Kind: recordimport.NMC, Counts: recordimport.Counts{recordimport.Rejected: 1}}, false},
		"a word that nobody knows yet": {recordimport.State{Kind: recordimport.NMC, Counts: recordimport.Counts{recordimport.Queued: 1}}, true},
		"no register":                  {recordimport.State{Kind: recordimport.ESR}, false},
	} {
		if got := recordimport.Rehydrate(c.state).WholeStaffRead(); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

func TestAFileOfUnknownKindOrOfManyForOneWorkerIsRefused(t *testing.T) {
	t.Parallel()
	one := id.New()
	for want, s := range map[string]recordimport.State{"kind_unknown": {Kind: "pay"}, "not_for_one": {Kind: recordimport.NMC, WorkerID: &one}} {
		if _, err := recordimport.Read(s); code(err) != want {
			t.Errorf("%v, want %s", err, want)
		}
	}
}
