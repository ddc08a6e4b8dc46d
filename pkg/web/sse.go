package web

import (
	"bytes"
	"context"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/muster-ics/muster/pkg/fault"
)

// Event is one server-sent event.
type Event struct {
	// ID is the cursor that comes back as Last-Event-ID. Name is the event field: htmx puts the data of nameless events
	// into the page and tells named ones to scripts. Data is JSON or HTML.
	ID, Name string
	Data     []byte
	// framed is one or more events as they go on the wire; the other fields are empty then.
	framed []byte
}

// Frame is the event as it goes on the wire, for many streams that are sent the same.
func (e Event) Frame() []byte { return e.encode() }

// Framed is events that were framed before, one after the other. They are sent at once; frames may be shared by streams.
func Framed(frames ...[]byte) Event {
	if len(frames) == 1 {
		return Event{framed: frames[0]}
	}
	return Event{framed: bytes.Join(frames, nil)}
}

// pace of a stream. Proxies drop connections that are silent for a minute; a session may end while one is open.
type pace struct{ heartbeat, again time.Duration }

var usualPace = pace{heartbeat: 15 * time.Second, again: time.Minute}

// retryAfter tells browsers how long to wait, in milliseconds, before they connect again.
const retryAfter = "retry: 2000\n\n"

// Stream writes events until the channel closes, the client goes, or the server stops. It sends a comment each 15 s,
// clears the write deadline and, each minute (Config.StreamsJudged), ends the stream unless again still says yes. An error comes back only when
// nothing has been sent yet: too many streams of one principal, or again refused at the start.
func Stream(w http.ResponseWriter, r *http.Request, ch <-chan Event, again func(context.Context) error) error {
	p := usualPace
	if s := callOf(r.Context()).server; s != nil && s.cfg.StreamsJudged > 0 {
		p.again = s.cfg.StreamsJudged
	}
	return stream(w, r, ch, again, p)
}

// LastEventID is where a reconnecting client left off, and empty for one that starts. A page may begin a stream at the
// state that it shows with ?last_event_id=.
func LastEventID(r *http.Request) string {
	if id := r.Header.Get("Last-Event-ID"); id != "" {
		return id
	}
	return r.URL.Query().Get("last_event_id")
}

func stream(w http.ResponseWriter, r *http.Request, ch <-chan Event, again func(context.Context) error, p pace) error {
	ctx := r.Context()
	if again == nil {
		again = func(context.Context) error { return nil }
	}
	if err := again(ctx); err != nil {
		return err
	}
	if s := callOf(ctx).server; s != nil {
		if !s.streams.open(callerOf(r)) {
			return fault.New(fault.TooMany, "too_many_streams", "You have too many live pages open. Close one and load this page again.")
		}
		defer s.streams.close(callerOf(r))
	}
	out := http.NewResponseController(w)
	// The server's time-outs are for answers that end. An error means that there is no deadline to clear.
	_ = out.SetWriteDeadline(time.Time{})
	_ = out.SetReadDeadline(time.Time{})
	h := w.Header()
	h.Set("Content-Type", "text/event-stream")
	h.Set("Cache-Control", "no-store")
	h.Set("X-Accel-Buffering", "no")
	w.WriteHeader(http.StatusOK)
	if _, err := w.Write([]byte(retryAfter)); err != nil || out.Flush() != nil {
		return nil
	}
	pump(ctx, w, out, ch, again, p)
	return nil
}

func pump(ctx context.Context, w http.ResponseWriter, out *http.ResponseController, ch <-chan Event, again func(context.Context) error, p pace) {
	heartbeat, recheck := time.NewTicker(p.heartbeat), time.NewTicker(p.again)
	defer heartbeat.Stop()
	defer recheck.Stop()
	for {
		line := []byte(": still here\n\n")
		select {
		case <-ctx.Done():
			return
		case <-stopping(ctx):
			return
		case <-recheck.C:
			if again(ctx) != nil {
				return
			}
			continue
		case <-heartbeat.C:
		case e, open := <-ch:
			if !open {
				return
			}
			line = e.encode()
		}
		if _, err := w.Write(line); err != nil || out.Flush() != nil {
			return
		}
	}
}

// encode writes the event as the HTML standard has it: each line of the data on a line of its own.
func (e Event) encode() []byte {
	if e.framed != nil {
		return e.framed
	}
	var b bytes.Buffer
	for _, field := range []struct{ name, value string }{{"id", e.ID}, {"event", e.Name}} {
		if field.value != "" {
			b.WriteString(field.name + ": " + oneLine(field.value) + "\n")
		}
	}
	data := strings.ReplaceAll(strings.ReplaceAll(string(e.Data), "\r\n", "\n"), "\r", "\n")
	for _, line := range strings.Split(data, "\n") {
		b.WriteString("data: " + line + "\n")
	}
	b.WriteByte('\n')
	return b.Bytes()
}

var oneLiner = strings.NewReplacer("\r", " ", "\n", " ", "\x00", "")

func oneLine(s string) string { return oneLiner.Replace(s) }

// streamCounter keeps one principal from holding all the connections.
type streamCounter struct {
	most int
	mu   sync.Mutex
	held map[string]int
}

func newStreamCounter(most int) *streamCounter {
	if most == 0 {
		most = 5
	}
	return &streamCounter{most: most, held: map[string]int{}}
}

func (c *streamCounter) open(who string) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.held[who] >= c.most {
		return false
	}
	c.held[who]++
	return true
}

func (c *streamCounter) close(who string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.held[who]--; c.held[who] <= 0 {
		delete(c.held, who)
	}
}
