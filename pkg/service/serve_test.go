package service_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/muster-ics/muster/pkg/service"
)

// served is Serve running for one test, with handlers that it can hold.
type served struct {
	url     string
	stop    context.CancelFunc
	done    chan error
	entered chan struct{} // a request is in /slow
	release chan struct{} // lets /slow finish
	log     *lines
	ran     chan string // what ended, in order
}

func serve(t *testing.T, run ...func(context.Context) error) *served {
	t.Helper()
	s := &served{done: make(chan error, 1), entered: make(chan struct{}, 1), release: make(chan struct{}), log: &lines{}, ran: make(chan string, 8)}
	var lc net.ListenConfig
	l, err := lc.Listen(t.Context(), "tcp", "127.0.0.1:0")
	must(t, err)
	s.url = "http://" + l.Addr().String()
	mux := http.NewServeMux()
	mux.HandleFunc("/readyz", func(http.ResponseWriter, *http.Request) {})
	mux.HandleFunc("/slow", func(w http.ResponseWriter, r *http.Request) {
		s.entered <- struct{}{}
		<-s.release
		if r.Context().Err() != nil {
			w.WriteHeader(http.StatusInternalServerError)
		}
		s.ran <- "request"
	})
	mux.HandleFunc("/stream", func(w http.ResponseWriter, r *http.Request) {
		_, _ = fmt.Fprint(w, ": open\n\n")
		_ = http.NewResponseController(w).Flush()
		<-r.Context().Done()
	})
	ctx, cancel := context.WithCancel(context.WithoutCancel(t.Context()))
	s.stop = cancel
	if len(run) == 0 {
		run = []func(context.Context) error{func(ctx context.Context) error {
			<-ctx.Done()
			s.ran <- "relay"
			return nil
		}}
	}
	go func() {
		s.done <- service.Serve(ctx, service.ServeConfig{
			Name: "test", Listener: l, Handler: mux, Run: run, Log: slog.New(slog.NewJSONHandler(s.log, nil)),
		})
	}()
	t.Cleanup(cancel)
	return s
}

func (s *served) get(path, accept string) (*http.Response, error) {
	r, err := http.NewRequestWithContext(context.Background(), http.MethodGet, s.url+path, nil)
	if err != nil {
		return nil, err
	}
	r.Header.Set("Accept", accept)
	return http.DefaultClient.Do(r)
}

func (s *served) wait(t *testing.T) error {
	t.Helper()
	select {
	case err := <-s.done:
		return err
	case <-time.After(10 * time.Second):
		t.Fatal("it does not stop within ten seconds")
		return nil
	}
}

func TestAStopFinishesRequestsEndsStreamsAndStopsTheRelayLast(t *testing.T) {
	t.Parallel()
	s := serve(t)
	stream, err := s.get("/stream", "text/event-stream")
	must(t, err)
	defer func() { _ = stream.Body.Close() }()
	answered := make(chan int, 1)
	go func() {
		res, err := s.get("/slow", "*/*")
		if err != nil {
			answered <- 0
			return
		}
		_ = res.Body.Close()
		answered <- res.StatusCode
	}()
	<-s.entered
	s.stop()
	if rest, err := io.ReadAll(stream.Body); err != nil || string(rest) != ": open\n\n" {
		t.Errorf("the stream did not end cleanly: %q, %v", rest, err)
	}
	close(s.release)
	if status := <-answered; status != http.StatusOK {
		t.Errorf("the request in flight was answered with %d", status)
	}
	must(t, s.wait(t))
	if first, second := <-s.ran, <-s.ran; first != "request" || second != "relay" {
		t.Errorf("ended in the order %s, %s", first, second)
	}
}

func TestAStopMakesItNotReadyWhileRequestsFinish(t *testing.T) {
	t.Parallel()
	s := serve(t)
	if res, err := s.get("/readyz", "*/*"); err != nil || res.StatusCode != http.StatusOK {
		t.Fatalf("before the stop: %v, %v", res, err)
	}
	go func() { _, _ = s.get("/slow", "*/*") }()
	<-s.entered
	s.stop()
	await(t, "a probe that is refused", func() bool {
		res, err := s.get("/readyz", "*/*")
		if err != nil {
			return true // the listener is closed
		}
		_ = res.Body.Close()
		return res.StatusCode == http.StatusServiceUnavailable
	})
	close(s.release)
	must(t, s.wait(t))
}

func TestARelayThatEndsEndsTheProcess(t *testing.T) {
	t.Parallel()
	broken := errors.New("the broker is gone for good")
	s := serve(t, func(context.Context) error { return broken })
	if err := s.wait(t); !errors.Is(err, broken) {
		t.Errorf("got %v", err)
	}
	s = serve(t, func(context.Context) error { return nil })
	if err := s.wait(t); err == nil {
		t.Error("a relay that ends in silence is not noticed")
	}
}

func TestTheAddressAndPIDAreLogged(t *testing.T) {
	t.Parallel()
	s := serve(t)
	s.log.await(t, "listening")
	var line struct {
		Msg, URL string
		PID      int
	}
	must(t, json.Unmarshal([]byte(strings.SplitN(s.log.String(), "\n", 2)[0]), &line))
	if line.URL != s.url || line.PID == 0 {
		t.Errorf("got %+v, want %s", line, s.url)
	}
	s.stop()
	must(t, s.wait(t))
}

// lines collects a log and tells those who wait of each line.
type lines struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (l *lines) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.buf.Write(p)
}

func (l *lines) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.buf.String()
}

func (l *lines) await(t *testing.T, text string) {
	t.Helper()
	await(t, "a log line with "+text, func() bool { return strings.Contains(l.String(), text) })
}

func await(t *testing.T, what string, cond func() bool) {
	t.Helper()
	deadline := time.After(15 * time.Second)
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	for !cond() {
		select {
		case <-tick.C:
		case <-deadline:
			t.Fatalf("never came: %s", what)
		}
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
