// Package testkit gives tests real Postgres, real JetStream and a real issuer, each its own, or fails. It never skips:
// a suite that skipped would prove nothing and look green.
package testkit

import (
	"context"
	"io"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"
)

// Await asks cond until it is true or the deadline passes, and then fails with what. What takes long is asked for less often
// than a server lets one person ask.
func Await(t testing.TB, within time.Duration, what string, cond func() bool) {
	t.Helper()
	deadline := time.NewTimer(within)
	defer deadline.Stop()
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	for asked := 1; !cond(); asked++ {
		if asked == 50 {
			tick.Reset(25 * time.Millisecond)
		}
		select {
		case <-deadline.C:
			t.Fatalf("not within %s: %s", within, what)
		case <-tick.C:
		}
	}
}

// Log writes to the test's log until the test has ended.
func Log(t testing.TB) *slog.Logger {
	w := &logWriter{t: t}
	t.Cleanup(w.end)
	return slog.New(slog.NewTextHandler(w, &slog.HandlerOptions{Level: slog.LevelInfo}))
}

type logWriter struct {
	mu    sync.Mutex
	t     testing.TB
	ended bool
}

var _ io.Writer = (*logWriter)(nil)

// Write drops lines that come after the end, for which the testing package would panic.
func (w *logWriter) Write(b []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if !w.ended {
		w.t.Log(strings.TrimSuffix(string(b), "\n"))
	}
	return len(b), nil
}

func (w *logWriter) end() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.ended = true
}

// cleanup is a context for what must still be done after the test's own has ended.
func cleanup() (context.Context, context.CancelFunc) {
	return context.WithTimeout(context.Background(), 15*time.Second)
}
