package bench

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"slices"
	"sync"
	"syscall"
	"time"

	"github.com/muster-ics/muster/pkg/auth"
)

const (
	listeners  = 1000
	perLead    = 5 // as many streams as one person may have
	liveRate   = 500
	liveSpan   = 8 * time.Second
	liveWindow = "next_72h"
)

// live publishes 500 events a second while 1,000 listeners follow the fill rate over loopback. Every event is told of by the
// first change whose watermark has reached it.
func (b *bench) live(ctx context.Context) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	// The first run pays for what is cold, so it is measured by neither of the two that are held against each other.
	if _, _, err := b.measured(ctx); err != nil {
		return err
	}
	_, alone, err := b.measured(ctx) // What the events cost when nobody listens.
	if err != nil {
		return err
	}
	heard := make([]*ear, listeners)
	var all sync.WaitGroup
	for i := range heard {
		e, err := b.listen(ctx, i)
		if err != nil {
			return fmt.Errorf("listener %d: %w", i+1, err)
		}
		heard[i] = e
		all.Go(e.follow)
	}
	if err := settled(ctx); err != nil { // Each is sent everything first.
		return err
	}
	sent, spent, err := b.measured(ctx)
	if err != nil {
		return err
	}
	stop()
	all.Wait()
	first := map[string]time.Time{}
	for _, e := range heard {
		for _, t := range e.told {
			if at, known := first[t.id]; !known || t.at.Before(at) {
				first[t.id] = t.at
			}
		}
	}
	var late, behind []time.Duration
	deliveries := 0
	for _, e := range heard {
		deliveries += len(e.told)
		for _, t := range e.told {
			late = append(late, t.at.Sub(first[t.id]))
		}
		behind = append(behind, e.behind(sent)...)
	}
	if deliveries == 0 || len(behind) < len(sent)*listeners {
		return fmt.Errorf("%d listeners heard of %d of %d events", listeners, len(behind), len(sent)*listeners)
	}
	sides := fmt.Sprintf("%d listeners, %d events at %d/s, %d deliveries, p50 %s", listeners, len(sent), liveRate, deliveries, percentile(late, 50).Round(time.Millisecond))
	b.add(Row{Target: "T21", What: "a change, from the first of 1,000 listeners to each, p99 in ms", Values: []float64{float64(percentile(late, 99)) / 1e6}, Floor: 250, Goal: 100, Sides: sides})
	b.add(Row{Target: "T21", What: "   CPU a delivery in us, of service and listeners", Values: []float64{float64((spent - alone).Microseconds()) / float64(deliveries)}, Floor: 40, Goal: 15,
		Sides: fmt.Sprintf("less the %s that the same events took without listeners", alone.Round(time.Millisecond))})
	b.add(Row{Target: "live", What: "event to listener, p99 in s", Values: []float64{percentile(behind, 99).Seconds()}, Floor: 2, Goal: 1,
		Sides: fmt.Sprintf("p50 %s, longest %s", percentile(behind, 50).Round(time.Millisecond), slices.Max(behind).Round(time.Millisecond))})
	return nil
}

// measured is steadily with the CPU that was used until all had settled.
func (b *bench) measured(ctx context.Context) (sent []time.Time, used time.Duration, err error) {
	before := cpu()
	if sent, err = b.steadily(ctx); err == nil {
		err = settled(ctx)
	}
	return sent, cpu() - before, err
}

// settled waits until what is on its way has come.
func settled(ctx context.Context) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(2 * time.Second):
		return nil
	}
}

// steadily publishes at liveRate and gives the times of the events.
func (b *bench) steadily(ctx context.Context) ([]time.Time, error) {
	c := b.sys.Deps["analytics"].Bus
	var sent []time.Time
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	for begun := machine.Now(); since(begun) < liveSpan; {
		for due := int(since(begun).Seconds() * liveRate); len(sent) < due; {
			m, at, err := b.demand(len(sent), 6*time.Hour).next(b.world.ICS, 0)
			if err != nil {
				return nil, err
			}
			if err := c.NC.PublishMsg(m); err != nil {
				return nil, err
			}
			sent = append(sent, at)
		}
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-tick.C:
		}
	}
	return sent, nil
}

// ear is one listener and what it was told.
type ear struct {
	body io.ReadCloser
	told []told
}

type told struct {
	id            string
	at, watermark time.Time
}

func (b *bench) listen(ctx context.Context, i int) (*ear, error) {
	body, err := b.tune(ctx, fmt.Sprintf("bench-lead-%d", i/perLead), "/api/analytics/v1/fill-rates/stream?window="+liveWindow)
	return &ear{body: body}, err
}

// tune opens a stream as a lead.
func (b *bench) tune(ctx context.Context, lead, path string) (io.ReadCloser, error) {
	who := auth.Principal{Subject: lead, Role: auth.Lead, ICS: b.world.ICS}
	token, err := b.sys.Provider.Token(who, time.Hour)
	if err != nil {
		return nil, err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, b.sys.State.URL+path, nil)
	if err != nil {
		return nil, err
	}
	req.Header.Set("Authorization", "Bearer "+token)
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return nil, err
	}
	if res.StatusCode != http.StatusOK {
		_ = res.Body.Close()
		return nil, fmt.Errorf("the stream answers %s", res.Status)
	}
	return res.Body, nil
}

var dataField = []byte("data: ")

// follow notes what comes until the stream ends.
func (e *ear) follow() {
	defer func() { _ = e.body.Close() }()
	lines := bufio.NewReaderSize(e.body, 64<<10)
	change, id := false, ""
	for {
		line, err := lines.ReadSlice('\n')
		if err != nil && len(line) == 0 {
			return
		}
		switch {
		case bytes.HasPrefix(line, []byte("id: ")):
			id = string(line[len("id: "):])
		case bytes.HasPrefix(line, []byte("event: ")):
			change = bytes.HasPrefix(line, []byte("event: fill_rate"))
		case change && bytes.HasPrefix(line, dataField):
			e.told = append(e.told, told{at: machine.Now(), id: id, watermark: watermarkOf(line)})
		}
	}
}

// watermarkOf reads that one time of a change; reading the whole a million times would be measured too.
func watermarkOf(line []byte) (t time.Time) {
	_, rest, _ := bytes.Cut(line, []byte(`"watermark":"`))
	text, _, _ := bytes.Cut(rest, []byte(`"`))
	_ = json.Unmarshal(append(append([]byte{'"'}, text...), '"'), &t)
	return t
}

// behind is, for each event, how long it took until the listener was told of it.
func (e *ear) behind(sent []time.Time) []time.Duration {
	var out []time.Duration
	for _, t := range e.told {
		for len(out) < len(sent) && !sent[len(out)].After(t.watermark) {
			out = append(out, t.at.Sub(sent[len(out)]))
		}
	}
	return out
}

// cpu is what this process has used.
func cpu() time.Duration {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
