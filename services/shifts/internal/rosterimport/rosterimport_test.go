package rosterimport

import (
	"errors"
	"testing"
	"time"

	"github.com/muster-ics/muster/pkg/id"
)

var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

// previewed is an import of ten rows, some of them bad.
func previewed(t *testing.T, bad int) *Import {
	t.Helper()
	i := Read(id.New(), "RVV", []byte("a,b,c"), noon)
	if err := i.Understood(10, bad, 1, 12); err != nil {
		t.Fatal(err)
	}
	return i
}

func code(err error) string {
	var r *Refusal
	if errors.As(err, &r) {
		return r.Code
	}
	return ""
}

func TestWhatMayBeCommitted(t *testing.T) {
	t.Parallel()
	unread := Read(id.New(), "RVV", nil, noon)
	gone := previewed(t, 0)
	_ = gone.Commit(Choice{Which: AllOrNothing}, false)
	for _, c := range []struct {
		name   string
		of     *Import
		choice Choice
		before bool
		want   string
	}{
		{"all rows good", previewed(t, 0), Choice{Which: AllOrNothing}, false, ""},
		{"bad rows left out", previewed(t, 3), Choice{Which: OnlyGood}, false, ""},
		{"bad rows and all wanted", previewed(t, 3), Choice{Which: AllOrNothing}, false, "import_has_errors"},
		{"bad rows only", previewed(t, 10), Choice{Which: OnlyGood}, false, "import_empty"},
		{"the same file", previewed(t, 0), Choice{Which: AllOrNothing}, true, "import_repeated"},
		{"the same file with a yes", previewed(t, 0), Choice{Which: AllOrNothing, Again: true}, true, ""},
		{"columns unknown", unread, Choice{Which: OnlyGood}, false, "import_needs_mapping"},
		{"twice", gone, Choice{Which: AllOrNothing}, false, "import_committed"},
		{"no choice", previewed(t, 0), Choice{}, false, "rows_unknown"},
	} {
		if got := code(c.of.Commit(c.choice, c.before)); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
		if n := len(c.of.Events()); n != 0 {
			t.Errorf("%s: %d events before anything is posted", c.name, n)
		}
	}
}

func TestTheLifeOfAnImport(t *testing.T) {
	t.Parallel()
	i := previewed(t, 3)
	if code(i.Undo()) != "import_not_committed" || code(i.Posted(1, 0, noon)) != "import_not_committing" {
		t.Error("a preview was undone or posted")
	}
	steps := []error{
		i.Commit(Choice{Which: OnlyGood}, false), i.SendBack(4, 11), i.Commit(Choice{Which: OnlyGood}, false), i.Posted(11, 4, noon), i.Undo(), i.Withdrawn(9, 2, noon),
	}
	if err := errors.Join(steps...); err != nil {
		t.Fatal(err)
	}
	s := i.State()
	if s.Status != Undone || s.Version != 2 || len(i.Events()) != 2 || s.Counts != (Counts{Rows: 10, BadRows: 4, Skipped: 1, Asked: 11, Posted: 11, LeftOut: 4, Withdrawn: 9, Kept: 2}) {
		t.Errorf("%+v", s)
	}
	if code(i.Undo()) != "import_undone" {
		t.Error("undone twice")
	}
}

func TestTheSameFileIsKnownAgain(t *testing.T) {
	t.Parallel()
	a, b := Read(id.New(), "RVV", []byte("x"), noon).State(), Read(id.New(), "RVV", []byte("x"), noon).State()
	if a.FileHash != b.FileHash || a.ID == b.ID {
		t.Error("not known again")
	}
}
