package store_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/muster-ics/muster/pkg/id"

	"github.com/muster-ics/muster/services/shifts/internal/app"
	"github.com/muster-ics/muster/services/shifts/internal/rosterfile"
	"github.com/muster-ics/muster/services/shifts/internal/rosterimport"
	"github.com/muster-ics/muster/services/shifts/internal/shift"
)

var errKilled = errors.New("killed")

// reading is so many good rows and one bad one.
func (f fixture) reading(n int) rosterfile.Reading {
	var r rosterfile.Reading
	for i := range n {
		p := posting("RVV", f.clock.Now().Truncate(time.Minute).Add(48*time.Hour), 12*time.Hour)
		p.Ward = fmt.Sprintf("ward_%d", i)
		r.Rows = append(r.Rows, rosterfile.Row{Number: i + 2, Posting: p, Cells: map[rosterfile.Field]string{rosterfile.Ward: p.Ward}})
	}
	r.Rows = append(r.Rows, rosterfile.Row{Number: n + 2, Cells: map[rosterfile.Field]string{rosterfile.Ward: "?"},
		Problems: []rosterfile.Problem{{Field: rosterfile.Start, Column: "G", Message: "Start time is missing."}}})
	return r
}

// begun is an import that is being posted.
func (f fixture) begun(t *testing.T, n int) *rosterimport.Import {
	t.Helper()
	i := rosterimport.Read(id.New(), "RVV", fmt.Append(nil, n), f.clock.Now())
	if err := i.Understood(n+1, 1, 0, n); err != nil {
		t.Fatal(err)
	}
	if err := f.Imports.Keep(t.Context(), i, f.reading(n), nil); err != nil {
		t.Fatal(err)
	}
	s, err := f.Imports.Begin(t.Context(), i.State().ID, func(i *rosterimport.Import, before bool) error {
		return i.Commit(rosterimport.Choice{Which: rosterimport.OnlyGood}, before)
	})
	if err != nil {
		t.Fatal(err)
	}
	return rosterimport.Rehydrate(s)
}

// postAs posts all good rows of an import under a lease.
func (f fixture) postAs(ctx context.Context, t *testing.T, importID, lease id.ID, progress func(int) error) error {
	t.Helper()
	had, err := f.Imports.Get(ctx, importID)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := f.Imports.Rows(ctx, importID, app.GoodRows, 0, 20_000)
	if err != nil {
		t.Fatal(err)
	}
	var made []app.RowShifts
	for _, row := range rows {
		shifts, err := shift.Post(row.Posting, id.New, f.clock.Now())
		if err != nil {
			t.Fatal(err)
		}
		made = append(made, app.RowShifts{Row: row.Number, Shifts: shifts})
	}
	i := rosterimport.Rehydrate(had.State)
	if err := i.Posted(len(made), 1, f.clock.Now()); err != nil {
		t.Fatal(err)
	}
	return f.Imports.Post(ctx, i, lease, made, progress)
}

func (f fixture) count(t *testing.T, query string, args ...any) int {
	t.Helper()
	var n int
	if err := f.db.Pool.QueryRow(t.Context(), query, args...).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

func calm(int) error { return nil }

// Whoever is killed in the middle leaves nothing behind; whoever takes over posts all of it, once.
func TestAnImportThatIsKilledLeavesNothingAndIsDoneByTheNext(t *testing.T) {
	t.Parallel()
	f := open(t)
	const n = 1200
	importID := f.begun(t, n).State().ID
	first, second := id.New(), id.New()
	if err := f.Imports.Take(t.Context(), importID, first); err != nil {
		t.Fatal(err)
	}
	err := f.postAs(t.Context(), t, importID, first, func(done int) error {
		if err := f.Imports.Progress(t.Context(), importID, first, done); err != nil {
			t.Error(err)
		}
		// The progress is seen by others, the shifts are not.
		if got, err := f.Imports.Get(t.Context(), importID); err != nil || got.Done != done || f.count(t, "select count(*) from shifts") != 0 {
			t.Errorf("%d done, seen as %d (%v) with %d shifts", done, got.Done, err, f.count(t, "select count(*) from shifts"))
		}
		if done > n/2 {
			return errKilled
		}
		return nil
	})
	if !errors.Is(err, errKilled) {
		t.Fatal(err)
	}
	if left := f.count(t, "select count(*) from shifts") + f.count(t, "select count(*) from import_shifts") + f.count(t, "select count(*) from outbox"); left != 0 {
		t.Errorf("%d rows are left of a killed import", left)
	}
	if err := f.Imports.Take(t.Context(), importID, second); !errors.Is(err, app.ErrNotOurs) {
		t.Errorf("taken from one who is at work: %v", err)
	}
	if _, err := owner(t, f).Exec(t.Context(), "update imports set lease_until = clock_timestamp() - interval '1 second'"); err != nil {
		t.Fatal(err)
	}
	waiting, err := f.Imports.Waiting(t.Context(), 10)
	if err != nil || len(waiting) != 1 {
		t.Fatalf("%v %v", waiting, err)
	}
	if err := f.Imports.Take(t.Context(), importID, second); err != nil {
		t.Fatal(err)
	}
	// The first was not dead but slow: what it writes does not count any more.
	if err := f.postAs(t.Context(), t, importID, first, calm); !errors.Is(err, app.ErrNotOurs) {
		t.Errorf("one whose lease is lost has posted: %v", err)
	}
	if err := f.postAs(t.Context(), t, importID, second, calm); err != nil {
		t.Fatal(err)
	}
	got, err := f.Imports.Get(t.Context(), importID)
	if err != nil || got.State.Status != rosterimport.Committed || got.State.Counts.Posted != n || got.State.Counts.LeftOut != 1 {
		t.Errorf("%+v %v", got, err)
	}
	if shifts, told := f.count(t, "select count(*) from shifts where status = 'open'"), f.count(t, "select count(*) from outbox where entity = 'shifts.shift'"); shifts != n || told != n {
		t.Errorf("%d shifts and %d events of %d", shifts, told, n)
	}
	if f.count(t, "select count(*) from outbox where type = 'muster.shifts.roster_import.committed.v1'") != 1 {
		t.Error("the import was not told of once")
	}
}

// withdrawAll undoes an import step by step, as many steps as are allowed.
func (f fixture) withdrawSome(t *testing.T, importID, lease id.ID, steps int) (none bool) {
	t.Helper()
	for range steps {
		_, end, err := f.Imports.WithdrawNext(t.Context(), importID, lease, func(s *shift.Shift) bool {
			return s.State().Status == shift.Open && s.CallOff(f.clock.Now()) == nil
		})
		if err != nil {
			t.Fatal(err)
		}
		if end {
			return true
		}
	}
	return false
}

func TestAnUndoGoesOnWhereItWasStoppedAndLeavesWhatIsTaken(t *testing.T) {
	t.Parallel()
	f := open(t)
	const n = 250
	importID, lease := f.begun(t, n).State().ID, id.New()
	if err := errors.Join(f.Imports.Take(t.Context(), importID, lease), f.postAs(t.Context(), t, importID, lease, calm)); err != nil {
		t.Fatal(err)
	}
	var taken id.ID
	if err := f.db.Pool.QueryRow(t.Context(), "select id from shifts where ward = 'ward_7'").Scan(&taken); err != nil {
		t.Fatal(err)
	}
	s, err := f.Shifts.Get(t.Context(), taken)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.claim(t.Context(), s, id.New(), "RVV"); err != nil {
		t.Fatal(err)
	}
	begin := func() error {
		_, err := f.Imports.Begin(t.Context(), importID, func(i *rosterimport.Import, _ bool) error { return i.Undo() })
		return err
	}
	if err := errors.Join(begin(), f.Imports.Take(t.Context(), importID, lease)); err != nil {
		t.Fatal(err)
	}
	if f.withdrawSome(t, importID, lease, 1) {
		t.Fatal("undone in one step")
	}
	half := f.count(t, "select count(*) from shifts where status = 'withdrawn'")
	if half == 0 || half == n {
		t.Errorf("%d withdrawn half way", half)
	}
	if err := f.Imports.EndUndo(t.Context(), importID, id.New(), func(i *rosterimport.Import, _, _ int) error { return i.Withdrawn(n, 0, f.clock.Now()) }); !errors.Is(err, app.ErrNotOurs) {
		t.Errorf("ended by another: %v", err)
	}
	if !f.withdrawSome(t, importID, lease, 10) {
		t.Fatal("never done")
	}
	err = f.Imports.EndUndo(t.Context(), importID, lease, func(i *rosterimport.Import, withdrawn, kept int) error {
		return i.Withdrawn(withdrawn, kept, f.clock.Now())
	})
	if err != nil {
		t.Fatal(err)
	}
	got, err := f.Imports.Get(t.Context(), importID)
	if err != nil || got.State.Status != rosterimport.Undone || got.State.Counts.Withdrawn != n-1 || got.State.Counts.Kept != 1 {
		t.Errorf("%+v %v", got.State, err)
	}
	kept, err := f.Imports.Kept(t.Context(), importID, 10)
	if err != nil || len(kept) != 1 || kept[0].ShiftID != taken || kept[0].Status != "held" || kept[0].Row != 9 {
		t.Errorf("%+v %v", kept, err)
	}
	var refused *rosterimport.Refusal
	if err := begin(); !errors.As(err, &refused) {
		t.Errorf("undone twice: %v", err)
	}
}

// Of two imports of one file that are committed at once, one is told of the other.
func TestTheSameFileIsNotPostedTwiceAtOnce(t *testing.T) {
	t.Parallel()
	f := open(t)
	var imports [2]id.ID
	for k := range imports {
		i := rosterimport.Read(id.New(), "RVV", []byte("the same"), f.clock.Now())
		if err := errors.Join(i.Understood(3, 1, 0, 2), f.Imports.Keep(t.Context(), i, f.reading(2), nil)); err != nil {
			t.Fatal(err)
		}
		imports[k] = i.State().ID
	}
	results := make(chan error, len(imports))
	for _, importID := range imports {
		go func() {
			_, err := f.Imports.Begin(t.Context(), importID, func(i *rosterimport.Import, before bool) error {
				return i.Commit(rosterimport.Choice{Which: rosterimport.OnlyGood}, before)
			})
			results <- err
		}()
	}
	one, two := <-results, <-results
	var refused *rosterimport.Refusal
	if (one == nil) == (two == nil) || !errors.As(errors.Join(one, two), &refused) || refused.Code != "import_repeated" {
		t.Errorf("%v and %v", one, two)
	}
}

func TestOldImportsAndUnexplainedFilesAreForgotten(t *testing.T) {
	t.Parallel()
	f := open(t)
	file := rosterimport.Read(id.New(), "RVV", []byte("x"), f.clock.Now())
	if err := f.Imports.Keep(t.Context(), file, rosterfile.Reading{Missing: []rosterfile.Field{rosterfile.Ward}}, []byte("x")); err != nil {
		t.Fatal(err)
	}
	importID, lease := f.begun(t, 3).State().ID, id.New()
	if err := errors.Join(f.Imports.Take(t.Context(), importID, lease), f.postAs(t.Context(), t, importID, lease, calm)); err != nil {
		t.Fatal(err)
	}
	if n, err := f.Imports.Forget(t.Context()); err != nil || n != 0 {
		t.Errorf("%d forgotten at once, %v", n, err)
	}
	if _, err := owner(t, f).Exec(t.Context(), "update imports set recorded_at = recorded_at - case when file is null then interval '36 days' else interval '61 minutes' end"); err != nil {
		t.Fatal(err)
	}
	if n, err := f.Imports.Forget(t.Context()); err != nil || n != 2 {
		t.Errorf("%d forgotten, %v", n, err)
	}
	if f.count(t, "select count(*) from shifts") != 3 {
		t.Error("shifts went with their import")
	}
}
