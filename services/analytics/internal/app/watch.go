package app

import (
	"context"
	"slices"
	"time"

	"github.com/muster-ics/muster/services/analytics/internal/fillrate"
)

// Update is one message of a stream: everything, or changes.
type Update struct {
	// Cursor is where to go on from after this update.
	Cursor int64
	// Report is set when all figures are told: at the beginning, and with Reset when changes were missed for good.
	Report *Report
	Reset  bool
	// Changes are set when cells changed: all that came since the update before, in order.
	Changes []*Change
}

// Watch gives the changes of a window after the cursor, each once and in order, until ctx ends. Without a cursor, or
// after a gap, it begins with all figures, and so it does anew when a merger changes for which codes the employer stands. It
// refuses what Report refuses.
func (f *FillRates) Watch(ctx context.Context, w fillrate.Window, s Scope, after *int64) (<-chan Update, error) {
	first, err := f.Report(ctx, w, s)
	if err != nil {
		return nil, err
	}
	out := make(chan Update)
	watch := watcher{rates: f, window: w, asked: s, scope: first.Scope, out: out}
	go func() {
		defer close(out)
		if after != nil {
			watch.cursor, watch.anew = *after, f.mergedSince(*after, first.Scope)
		} else if !watch.tell(ctx, first, false) {
			return
		}
		for watch.next(ctx) {
		}
	}()
	return out, nil
}

type watcher struct {
	rates  *FillRates
	window fillrate.Window
	// asked is the question, scope what it means now.
	asked, scope Scope
	out          chan<- Update
	cursor       int64
	// anew says that everything is to be told again.
	anew bool
	// told is the moment of the last full report: changes from before it would step back.
	told time.Time
}

// next sends what has come since the cursor and waits for more. It is false when ctx ended.
func (w *watcher) next(ctx context.Context) bool {
	more := w.rates.changes.More()
	if err := w.follow(ctx); err != nil {
		return false // The client comes back and is told why.
	}
	changes, last, ok := w.rates.changes.Since(w.cursor)
	if !ok || w.anew {
		w.anew = false
		return w.tell(ctx, w.rates.report(w.window, w.scope), true)
	}
	var mine []*Change
	for _, c := range changes {
		if c.of(w.window, w.scope, w.told) {
			mine = append(mine, c)
		}
	}
	w.cursor = last
	if len(mine) > 0 && !w.send(ctx, Update{Cursor: last, Changes: mine}) {
		return false
	}
	select {
	case <-ctx.Done():
		return false
	case <-more:
		return true
	}
}

// follow finds for which codes the employer stands by now.
func (w *watcher) follow(ctx context.Context) error {
	s, err := w.rates.scope(w.rates.acting(ctx), ViewFillRates, w.asked)
	if err != nil {
		return err
	}
	if s.Employer != w.scope.Employer || !slices.Equal(s.Codes, w.scope.Codes) {
		w.scope, w.anew = s, true
	}
	return nil
}

func (w *watcher) tell(ctx context.Context, r Report, reset bool) bool {
	w.cursor, w.told = r.Cursor, r.AsOf
	return w.send(ctx, Update{Cursor: r.Cursor, Report: &r, Reset: reset})
}

func (w *watcher) send(ctx context.Context, u Update) bool {
	select {
	case <-ctx.Done():
		return false
	case w.out <- u:
		return true
	}
}

const (
	// calm is the least time between two reports of one panel: people cannot read faster.
	calm = time.Second
	// stir is how long a panel may go without a report: the ages of data grow without any change.
	stir = time.Minute
)

// WatchReports gives whole reports of a window, at once and then as figures change, at most one a second, until ctx
// ends. It refuses what Report refuses.
func (f *FillRates) WatchReports(ctx context.Context, w fillrate.Window, s Scope) (<-chan Report, error) {
	first, err := f.Report(ctx, w, s)
	if err != nil {
		return nil, err
	}
	out := make(chan Report)
	go func() {
		defer close(out)
		r, more := first, f.changes.More()
		for {
			select {
			case <-ctx.Done():
				return
			case out <- r:
			}
			if !pause(ctx, calm) || !await(ctx, more, stir) {
				return
			}
			more = f.changes.More()
			scope, err := f.scope(f.acting(ctx), ViewFillRates, s)
			if err != nil {
				return
			}
			r = f.report(w, scope)
		}
	}()
	return out, nil
}

// await waits for a signal or d, whichever comes first. It is false when ctx ended.
func await(ctx context.Context, signal <-chan struct{}, d time.Duration) bool {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-signal:
	case <-t.C:
	}
	return true
}
