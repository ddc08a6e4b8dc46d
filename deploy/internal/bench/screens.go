package bench

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"hash/maphash"
	"io"
	"maps"
	"sync"
	"time"
)

// screens publishes 500 events a second while 1,000 browsers have the screen open, which is sent to them whole as HTML. A
// picture is known by its text: it is put together once for all who see the same.
func (b *bench) screens(ctx context.Context) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	eyes, seed := make([]*eye, listeners), maphash.MakeSeed()
	var all sync.WaitGroup
	for i := range eyes {
		body, err := b.tune(ctx, fmt.Sprintf("bench-screen-%d", i/perLead), "/fill-rate/stream?window="+liveWindow)
		if err != nil {
			return fmt.Errorf("screen %d: %w", i+1, err)
		}
		eyes[i] = &eye{body: body, seed: seed, seen: map[uint64]time.Time{}}
		all.Go(eyes[i].follow)
	}
	before, begun := cpu(), machine.Now()
	sent, err := b.steadily(ctx)
	if err != nil {
		return err
	}
	spent := cpu() - before
	stop()
	all.Wait()
	first := map[uint64]time.Time{}
	for _, e := range eyes {
		for picture, at := range e.seen {
			if was, known := first[picture]; !known || at.Before(was) {
				first[picture] = at
			}
		}
	}
	// What was there when the browsers came reached each as it came.
	maps.DeleteFunc(first, func(_ uint64, at time.Time) bool { return at.Before(begun) })
	var late []time.Duration
	size, pictures, least := 0, 0, len(first)
	for _, e := range eyes {
		got := 0
		for picture, at := range e.seen {
			if was, moved := first[picture]; moved {
				late, got = append(late, at.Sub(was)), got+1
			}
		}
		size, least, pictures = size+e.size, min(least, got), pictures+len(e.seen)
	}
	if least < 2 {
		return errors.New("a screen did not move")
	}
	b.add(Row{Target: "live", What: "a screen as HTML, from the first of 1,000 browsers to each, p99 in ms", Values: []float64{float64(percentile(late, 99)) / 1e6}, Floor: 1000, Goal: 250,
		Sides: fmt.Sprintf("%d events, %d pictures of %d KB, %d to a browser at the least, p50 %s, CPU %s with that of the events and browsers",
			len(sent), len(first), size/pictures/1024, least, percentile(late, 50).Round(time.Millisecond), spent.Round(time.Millisecond))})
	return nil
}

// eye is one browser: when it saw which picture first, and how much text came.
type eye struct {
	body io.ReadCloser
	seed maphash.Seed
	seen map[uint64]time.Time
	size int
}

// follow notes what comes until the stream ends.
func (e *eye) follow() {
	defer func() { _ = e.body.Close() }()
	lines := bufio.NewReaderSize(e.body, 64<<10)
	var picture maphash.Hash
	picture.SetSeed(e.seed)
	held := 0
	for {
		line, err := lines.ReadSlice('\n')
		if err != nil && !errors.Is(err, bufio.ErrBufferFull) {
			return
		}
		if len(bytes.TrimSpace(line)) > 0 {
			_, _ = picture.Write(line)
			held += len(line)
			continue
		}
		if held > len(dataField)*10 { // A sign of life is shorter.
			if _, again := e.seen[picture.Sum64()]; !again {
				e.seen[picture.Sum64()] = machine.Now()
				e.size += held
			}
		}
		picture.Reset()
		held = 0
	}
}
