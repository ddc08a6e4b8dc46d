package app

import (
	"context"
	"sync"
	"time"
)

// KeptChanges is how many published changes are kept for streams that were cut.
const KeptChanges = 4096

// Changes is the end of the published changes in memory, in order, for any number of readers that each hold a cursor. A
// slow reader holds up nobody: it goes on from where it is, or is told that what it needs is gone.
type Changes struct {
	cells Cells

	mu sync.Mutex
	// kept has every change after floor, oldest first; last is the newest.
	kept        []*Change
	floor, last int64
	loaded      bool
	more        chan struct{}
}

// NewChanges makes an empty one; the first Tail loads it.
func NewChanges(cells Cells) *Changes {
	return &Changes{cells: cells, more: make(chan struct{})}
}

// Tail reads what was published since it was called last, by whichever replica. One goroutine at a time calls it.
func (c *Changes) Tail(ctx context.Context) error {
	_, last, _ := c.Since(0)
	stored, oldest, err := c.cells.ChangesAfter(ctx, last)
	if err != nil {
		return err
	}
	read := make([]*Change, 0, len(stored))
	for _, s := range stored {
		change, err := readChange(s)
		if err != nil {
			return err
		}
		read = append(read, change)
	}
	c.append(read, oldest)
	return nil
}

func (c *Changes) append(read []*Change, oldest int64) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.loaded {
		c.loaded = true
		c.floor = max(oldest-1, 0)
	}
	if len(read) == 0 {
		return
	}
	c.kept = append(c.kept, read...)
	c.last = read[len(read)-1].N
	if over := len(c.kept) - KeptChanges; over > 0 {
		c.floor = c.kept[over-1].N
		c.kept = append([]*Change(nil), c.kept[over:]...)
	}
	close(c.more)
	c.more = make(chan struct{})
}

// Since gives the changes after the cursor n and the newest cursor. ok is false when some of them are not kept any more,
// or when n was never given out: the reader must begin anew with all figures.
func (c *Changes) Since(n int64) (changes []*Change, last int64, ok bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if n < c.floor || n > c.last {
		return nil, c.last, false
	}
	i := len(c.kept)
	for i > 0 && c.kept[i-1].N > n {
		i--
	}
	return append([]*Change(nil), c.kept[i:]...), c.last, true
}

// moment is that for which figures held as the change n was made; the zero time where that is no longer known.
func (c *Changes) moment(n int64) time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	for i := len(c.kept) - 1; i >= 0; i-- {
		if x := c.kept[i]; x.N <= n && !x.AsOf.IsZero() {
			return x.AsOf
		}
	}
	return time.Time{}
}

// stir has every reader look again, without any change.
func (c *Changes) stir() {
	c.mu.Lock()
	defer c.mu.Unlock()
	close(c.more)
	c.more = make(chan struct{})
}

// More is closed at the next change, and when readers are to look again. Take it before Since, and nothing is missed between the two.
func (c *Changes) More() <-chan struct{} {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.more
}
