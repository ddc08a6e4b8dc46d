package service

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"
)

// How long a stop may take. Together with closing the connections it stays below ten seconds.
const (
	requestsLimit = 4 * time.Second
	runLimit      = 4 * time.Second
)

// ServeConfig says what a process serves until it is told to stop. One service or four, it stops in the same order.
type ServeConfig struct {
	// Name stands in the log line that tells the address.
	Name     string
	Listener net.Listener
	Handler  http.Handler
	// Run are the relays, consumers and sweeps beside HTTP. Each runs until its context ends; one that ends before that
	// stops the process, and its error is Serve's.
	Run []func(context.Context) error
	Log *slog.Logger
}

// Serve serves until ctx ends, then stops: not ready at once, streams ended, requests in flight finished, and only then
// the relays and consumers, so that what the last requests committed is still published. It logs one line with the
// chosen address and the pid before the first request.
func Serve(ctx context.Context, cfg ServeConfig) error {
	s := &serving{cfg: cfg}
	s.draining, s.stop = context.WithCancel(context.WithoutCancel(ctx))
	defer s.stop()
	base, cutOff := context.WithCancel(context.WithoutCancel(ctx))
	defer cutOff()
	s.http = newHTTPServer(s.handler(), cfg.Log)
	s.http.BaseContext = func(net.Listener) context.Context { return base }

	running, stopRunning := context.WithCancel(context.WithoutCancel(ctx))
	defer stopRunning()
	group, failed := errgroup.WithContext(running)
	for _, run := range cfg.Run {
		group.Go(func() error { return endedEarly(running, run(running)) })
	}
	served := make(chan error, 1)
	cfg.Log.Info("listening", "service", cfg.Name, "addr", cfg.Listener.Addr().String(), "url", addressOf(cfg.Listener), "pid", os.Getpid())
	go func() { served <- s.http.Serve(cfg.Listener) }()

	var trouble error
	select {
	case <-ctx.Done():
	case <-failed.Done():
	case trouble = <-served:
	}
	cfg.Log.Info("stopping", "service", cfg.Name)
	trouble = errors.Join(trouble, s.drain(cutOff))
	stopRunning()
	return errors.Join(trouble, waitFor(group))
}

// endedEarly turns the silent end of a relay or consumer into an error, unless it was told to end.
func endedEarly(ctx context.Context, err error) error {
	switch {
	case err != nil && !(ctx.Err() != nil && errors.Is(err, context.Canceled)):
		return err
	case ctx.Err() == nil:
		return errors.New("service: a relay or consumer ended although nobody stopped it")
	}
	return nil
}

type serving struct {
	cfg      ServeConfig
	http     *http.Server
	draining context.Context // ends when the stop begins
	stop     context.CancelFunc
}

// handler answers /readyz with 503 from the moment of the stop, and ends event streams then: they would otherwise hold
// the stop up until their client goes.
func (s *serving) handler() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/readyz" && s.draining.Err() != nil {
			w.Header().Set("Cache-Control", "no-store")
			http.Error(w, "stopping", http.StatusServiceUnavailable)
			return
		}
		if strings.Contains(r.Header.Get("Accept"), "text/event-stream") {
			ctx, cancel := context.WithCancel(r.Context())
			defer cancel()
			stopWatching := context.AfterFunc(s.draining, cancel)
			defer stopWatching()
			r = r.WithContext(ctx)
		}
		s.cfg.Handler.ServeHTTP(w, r)
	})
}

// drain finishes what is in flight. What takes longer than its time is cut off.
func (s *serving) drain(cutOff func()) error {
	s.stop()
	ctx, cancel := context.WithTimeout(context.Background(), requestsLimit)
	defer cancel()
	err := s.http.Shutdown(ctx)
	if !errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	cutOff()
	s.cfg.Log.Warn("requests were cut off: they took too long to finish", "limit", requestsLimit)
	return s.http.Close()
}

func waitFor(group *errgroup.Group) error {
	done := make(chan error, 1)
	go func() { done <- group.Wait() }()
	timer := time.NewTimer(runLimit)
	defer timer.Stop()
	select {
	case err := <-done:
		return err
	case <-timer.C:
		return fmt.Errorf("service: relays and consumers did not end within %s", runLimit)
	}
}

// newHTTPServer has limits against slow and oversized requests. Event streams lift their own write deadline.
func newHTTPServer(h http.Handler, log *slog.Logger) *http.Server {
	return &http.Server{
		Handler:           h,
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       60 * time.Second, // 10 MiB of roster over a ward's mobile connection
		WriteTimeout:      60 * time.Second,
		IdleTimeout:       120 * time.Second,
		MaxHeaderBytes:    64 << 10,
		ErrorLog:          slog.NewLogLogger(log.Handler(), slog.LevelWarn),
	}
}

// addressOf is where a person on this machine reaches the listener.
func addressOf(l net.Listener) string { return "http://" + dialable(l.Addr().String()) }

// dialable turns the address of every interface into one that can be called.
func dialable(addr string) string {
	host, port, err := net.SplitHostPort(addr)
	if err != nil {
		return addr
	}
	if ip := net.ParseIP(host); host == "" || ip != nil && ip.IsUnspecified() {
		host = "127.0.0.1"
	}
	return net.JoinHostPort(host, port)
}
