package web_test

import (
	"bufio"
	"context"
	"errors"
	"net"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/web"
)

const hour = time.Hour

// live is a real server of one stream; the client reads it line by line.
type live struct {
	url string
	srv *http.Server
}

func serveStream(t *testing.T, streamer func(w http.ResponseWriter, r *http.Request) error) live {
	t.Helper()
	s := server(t)
	s.Page("GET /stream", web.Public, streamer)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	srv := web.NewHTTPServer(s.Handler())
	go func() { _ = srv.Serve(l) }()
	t.Cleanup(func() { _ = srv.Close() })
	return live{url: "http://" + l.Addr().String() + "/stream", srv: srv}
}

func (l live) open(t *testing.T, lastEventID string) (*http.Response, *bufio.Scanner) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, l.url, nil)
	if err != nil {
		t.Fatal(err)
	}
	if lastEventID != "" {
		r.Header.Set("Last-Event-ID", lastEventID)
	}
	res, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = res.Body.Close() })
	return res, bufio.NewScanner(res.Body)
}

// until reads up to the line that is wanted; empty reads to the end of the stream.
func until(t *testing.T, lines *bufio.Scanner, want string) []string {
	t.Helper()
	var got []string
	for lines.Scan() {
		got = append(got, lines.Text())
		if want != "" && lines.Text() == want {
			return got
		}
	}
	if want != "" {
		t.Fatalf("the stream ended before %q: %q", want, got)
	}
	return got
}

func numbers(from int, more <-chan struct{}) <-chan web.Event {
	ch := make(chan web.Event, 3)
	for i := range 3 {
		ch <- web.Event{ID: strconv.Itoa(from + i), Name: "number", Data: []byte("{\"n\":\n" + strconv.Itoa(from+i) + "}")}
	}
	go func() {
		<-more
		close(ch)
	}()
	return ch
}

func TestAStreamResumesWhereTheClientLeftOff(t *testing.T) {
	t.Parallel()
	done := make(chan struct{})
	close(done)
	l := serveStream(t, func(w http.ResponseWriter, r *http.Request) error {
		last, _ := strconv.Atoi(web.LastEventID(r))
		return web.Stream(w, r, numbers(last+1, done), nil)
	})
	res, lines := l.open(t, "")
	for name, want := range map[string]string{"Content-Type": "text/event-stream", "X-Accel-Buffering": "no", "Cache-Control": "no-store", "Content-Encoding": ""} {
		if got := res.Header.Get(name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	if got := strings.Join(until(t, lines, ""), "|"); got != `retry: 2000||id: 1|event: number|data: {"n":|data: 1}||id: 2|event: number|data: {"n":|data: 2}||id: 3|event: number|data: {"n":|data: 3}|` {
		t.Errorf("read %s", got)
	}
	_, lines = l.open(t, "3")
	if got := until(t, lines, "id: 4"); len(got) != 3 {
		t.Errorf("resumed with %q", got)
	}
}

func TestASilentStreamShowsThatItLives(t *testing.T) {
	t.Parallel()
	l := serveStream(t, func(w http.ResponseWriter, r *http.Request) error {
		return web.StreamAtPace(w, r, make(chan web.Event), nil, time.Millisecond, hour)
	})
	_, lines := l.open(t, "")
	until(t, lines, ": still here")
}

func TestAStreamEndsWhenItsReaderMayNoLongerRead(t *testing.T) {
	t.Parallel()
	asked := 0
	l := serveStream(t, func(w http.ResponseWriter, r *http.Request) error {
		return web.StreamAtPace(w, r, make(chan web.Event), func(context.Context) error {
			if asked++; asked > 2 {
				return errors.New("the session has ended")
			}
			return nil
		}, hour, time.Millisecond)
	})
	_, lines := l.open(t, "")
	until(t, lines, "")
	refused := serveStream(t, func(w http.ResponseWriter, r *http.Request) error {
		return web.Stream(w, r, nil, func(context.Context) error { return fault.New(fault.Forbidden, "not_yours", "Not yours.") })
	})
	res, _ := refused.open(t, "")
	expect(t, res, 403, "not_yours")
}

func TestShutdownEndsStreamsAtOnce(t *testing.T) {
	t.Parallel()
	l := serveStream(t, func(w http.ResponseWriter, r *http.Request) error {
		return web.Stream(w, r, make(chan web.Event), nil)
	})
	_, lines := l.open(t, "")
	until(t, lines, "retry: 2000")
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	if err := l.srv.Shutdown(ctx); err != nil {
		t.Errorf("shutdown: %v", err)
	}
	until(t, lines, "")
}

func TestAStreamEndsWithItsClient(t *testing.T) {
	t.Parallel()
	ended := make(chan struct{})
	l := serveStream(t, func(w http.ResponseWriter, r *http.Request) error {
		defer close(ended)
		return web.Stream(w, r, make(chan web.Event), nil)
	})
	res, lines := l.open(t, "")
	until(t, lines, "retry: 2000")
	_ = res.Body.Close()
	select {
	case <-ended:
	case <-time.After(10 * time.Second):
		t.Error("the stream outlives its client")
	}
}

func TestOnePrincipalHoldsFiveStreamsAtMost(t *testing.T) {
	t.Parallel()
	l := serveStream(t, func(w http.ResponseWriter, r *http.Request) error {
		return web.Stream(w, r, make(chan web.Event), nil)
	})
	for range 5 {
		_, lines := l.open(t, "")
		until(t, lines, "retry: 2000")
	}
	res, _ := l.open(t, "")
	expect(t, res, 429, "too_many_streams")
}
