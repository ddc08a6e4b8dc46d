package app

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"sync/atomic"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/sheet"
	"github.com/muster-ics/muster/services/passports/internal/importfile"
	"github.com/muster-ics/muster/services/passports/internal/recordimport"
	"github.com/muster-ics/muster/services/passports/internal/registration"
	"github.com/muster-ics/muster/services/passports/internal/worker"
)

const (
	// workersAtOnce is how many passports one import changes at a time; each holds a connection meanwhile.
	workersAtOnce = 4
	// noteEvery is how many passports lie between two notes of progress.
	noteEvery = 20
	// everyRow is more rows than a file has.
	everyRow = sheet.MaxRows + 1
)

// importWork is the work on one import.
type importWork struct {
	p     *Passports
	had   Imported
	lease id.ID
	rules recordRules
	done  atomic.Int64
}

// apply records the accepted rows, a change for each passport, and then what the file as a whole says.
func (w *importWork) apply(ctx context.Context) error {
	rows, err := w.p.Imports.Rows(ctx, w.had.State.ID, "", 0, everyRow)
	if err != nil {
		return err
	}
	s := w.had.State
	var todo [][]ImportRow
	if s.Kind == recordimport.Workers {
		todo = oneByOne(rows)
	} else {
		todo = byWorker(rows, s.Kind)
	}
	if err := w.each(ctx, todo, w.applyTo); err != nil {
		return err
	}
	if s.Kind.Register() {
		if err := w.finishRegister(ctx, rows); err != nil {
			return err
		}
	}
	now := w.p.Clock.Now()
	return w.p.Imports.End(ctx, s.ID, w.lease, w.had.By, func(i *recordimport.Import, counts recordimport.Counts) { i.Applied(counts, now) })
}

// oneByOne gives each accepted row for itself.
func oneByOne(rows []ImportRow) [][]ImportRow {
	var out [][]ImportRow
	for _, r := range rows {
		if r.Outcome == recordimport.Accepted {
			out = append(out, []ImportRow{r})
		}
	}
	return out
}

// byWorker gathers each passport's rows. What a register said in words that nobody knows is recorded too: it bars.
func byWorker(rows []ImportRow, k recordimport.Kind) [][]ImportRow {
	at := map[id.ID]int{}
	var out [][]ImportRow
	for _, r := range rows {
		if r.WorkerID == nil || (r.Outcome != recordimport.Accepted && (r.Outcome != recordimport.Queued || !k.Register())) {
			continue
		}
		i, ok := at[*r.WorkerID]
		if !ok {
			i = len(out)
			at[*r.WorkerID] = i
			out = append(out, nil)
		}
		out[i] = append(out[i], r)
	}
	return out
}

// each does the groups, some at a time, and notes the progress. The first failure ends the rest.
func (w *importWork) each(ctx context.Context, todo [][]ImportRow, do func(context.Context, []ImportRow) error) error {
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(workersAtOnce)
	for i, rows := range todo {
		if ctx.Err() != nil {
			break
		}
		group.Go(func() error {
			if err := do(ctx, rows); err != nil {
				return err
			}
			done := w.done.Add(int64(len(rows)))
			if i%noteEvery == 0 {
				return w.p.Imports.Hold(ctx, w.had.State.ID, w.lease, int(done))
			}
			return nil
		})
	}
	return group.Wait()
}

// applyTo records the rows of one passport. What has become wrong since the preview is rejected and keeps nothing back.
func (w *importWork) applyTo(ctx context.Context, rows []ImportRow) error {
	err := w.record(ctx, rows)
	var no *fault.Error
	if err == nil || !errors.As(err, &no) || no.Kind == fault.Unavailable || no.Kind == fault.Internal {
		return err
	}
	for i := range rows {
		rows[i].reject(importfile.WorkerRef, no.Message, "Look at the passport, and send the row again.")
	}
	return w.p.Imports.SaveRows(ctx, w.had.State.ID, w.lease, rows)
}

func (w *importWork) record(ctx context.Context, rows []ImportRow) error {
	if w.had.State.Kind == recordimport.Workers {
		return w.enrol(ctx, rows[0])
	}
	imported := &ImportedRows{ImportID: w.had.State.ID, Lease: w.lease, Employer: w.had.State.Employer}
	add := w.addCompetencies
	var sealed map[string]string
	if w.had.State.Kind.Register() {
		add, sealed = w.addEntries, map[string]string{rows[0].Body.Entry.Body: rows[0].Body.Ref}
	}
	_, err := w.p.changeWorker(ctx, change{
		worker: *rows[0].WorkerID, requestID: w.had.By.RequestID, verb: "record.import", why: string(w.had.State.Kind), imported: imported, numbers: sealed,
		act: func(worker *worker.Worker, now time.Time) error {
			// The transaction may run again from the start.
			imported.Rows = nil
			return add(worker, rows, imported, now)
		},
	})
	if errors.Is(err, errNothingNew) {
		return w.p.Imports.SaveRows(ctx, w.had.State.ID, w.lease, unchanged(rows))
	}
	return err
}

// errNothingNew ends a change that would change nothing: somebody else has recorded it meanwhile.
var errNothingNew = errors.New("every row is recorded already")

func unchanged(rows []ImportRow) []ImportRow {
	var out []ImportRow
	for _, r := range rows {
		if r.Outcome == recordimport.Accepted {
			r.Outcome = recordimport.Unchanged
			out = append(out, r)
		}
	}
	return out
}

func (w *importWork) addCompetencies(to *worker.Worker, rows []ImportRow, done *ImportedRows, now time.Time) error {
	fresh := false
	for _, r := range rows {
		c, err := w.p.newCompetency(w.had.State.Kind, r.Body).competency(now)
		if err != nil {
			return err
		}
		became := ImportedRow{Number: r.Number, Outcome: recordimport.Unchanged, Notes: r.Notes}
		if !hasCompetency(to, c.Record()) {
			to.RecordCompetency(c)
			recordID := c.Record().ID
			became.Outcome, became.RecordID, became.Digest, fresh = recordimport.Recorded, &recordID, r.Digest, true
		}
		done.Rows = append(done.Rows, became)
	}
	if !fresh {
		return errNothingNew
	}
	return nil
}

func (w *importWork) addEntries(to *worker.Worker, rows []ImportRow, done *ImportedRows, now time.Time) error {
	fresh := false
	for _, r := range rows {
		g, err := entry(*r.Body.Entry, r.Body.Ref, *w.had.State.AsOf, now, w.rules.registers)
		if err != nil {
			return err
		}
		newest, found := registration.Newest(to.Record().Registrations, g.Body())
		same := found && (sameEntry(newest.Record(), g.Record()) || newest.Record().CheckedAt.After(*w.had.State.AsOf))
		if !same {
			to.RecordRegistration(g)
			fresh = true
		}
		if r.Outcome == recordimport.Queued {
			continue
		}
		became := ImportedRow{Number: r.Number, Outcome: recordimport.Unchanged, Notes: r.Notes}
		if !same {
			recordID := g.Record().ID
			became.Outcome, became.RecordID = recordimport.Recorded, &recordID
		}
		done.Rows = append(done.Rows, became)
	}
	if !fresh {
		return errNothingNew
	}
	return nil
}

// finishRegister records as not found whom the snapshot does not name, when that was asked for, and that the register was
// read for all staff, when everybody is accounted for.
func (w *importWork) finishRegister(ctx context.Context, rows []ImportRow) error {
	s := w.had.State
	gone, err := w.p.absent(ctx, s, rows)
	if err != nil {
		return err
	}
	body := registration.Canonical(string(s.Kind))
	if s.AbsentGone {
		for _, workerID := range gone {
			if err := w.notFound(ctx, workerID, body); err != nil {
				return err
			}
		}
	}
	s.Absent = len(gone)
	if !recordimport.Rehydrate(s).WholeStaffRead() {
		return nil
	}
	r := RegisterReading{ID: id.New(), Employer: s.Employer, Body: body, At: *s.AsOf}
	f, err := w.p.registerRead(ctx, r, w.had.By)
	if err != nil {
		return err
	}
	return w.p.Clearances.RecordRead(ctx, r, f)
}

func (w *importWork) notFound(ctx context.Context, workerID id.ID, body string) error {
	_, err := w.p.changeWorker(ctx, change{
		worker: workerID, requestID: w.had.By.RequestID, verb: "record.import", why: string(w.had.State.Kind),
		act: func(to *worker.Worker, now time.Time) error {
			newest, found := registration.Newest(to.Record().Registrations, body)
			asOf := *w.had.State.AsOf
			if !found || newest.Record().Status == registration.NotFound || newest.Record().CheckedAt.After(asOf) {
				return errNothingNew
			}
			to.RecordRegistration(newest.NoLongerFound(id.New(), asOf, now))
			return nil
		},
	})
	if errors.Is(err, errNothingNew) || fault.Is(err, fault.Conflict) || fault.Is(err, fault.NotFound) {
		return nil
	}
	return err
}

// takeBack ends the competencies that came of the file.
func (w *importWork) takeBack(ctx context.Context) error {
	s := w.had.State
	of, err := w.p.Imports.TakeBack(ctx, s.ID)
	if err != nil {
		return err
	}
	workers := make([]id.ID, 0, len(of))
	for workerID := range of {
		workers = append(workers, workerID)
	}
	slices.SortFunc(workers, func(a, b id.ID) int { return cmp.Compare(a.String(), b.String()) })
	for i, workerID := range workers {
		records := make([]id.ID, 0, len(of[workerID]))
		for _, r := range of[workerID] {
			records = append(records, *r.RecordID)
		}
		_, err := w.p.changeWorker(ctx, change{
			worker: workerID, requestID: w.had.By.RequestID, verb: "record.take_back", why: string(s.Kind),
			imported: &ImportedRows{ImportID: s.ID, Lease: w.lease, Employer: s.Employer, Rows: of[workerID], TakenBack: true},
			act:      func(to *worker.Worker, _ time.Time) error { to.TakeBackCompetencies(records); return nil },
		})
		if err != nil {
			return err
		}
		if i%noteEvery == 0 {
			if err := w.p.Imports.Hold(ctx, s.ID, w.lease, int(w.done.Add(int64(len(records))))); err != nil {
				return err
			}
		}
	}
	now := w.p.Clock.Now()
	return w.p.Imports.End(ctx, s.ID, w.lease, w.had.By, func(i *recordimport.Import, counts recordimport.Counts) { i.Withdrawn(counts, now) })
}
