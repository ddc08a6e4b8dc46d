package api

import (
	"context"
	"encoding/json"
	"net/http"
	"strconv"

	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/analytics/internal/app"
	"github.com/muster-ics/muster/services/analytics/internal/fillrate"
)

// The names of server-sent events.
const (
	// eventSnapshot and eventReset carry a whole Report; reset says that changes were missed and begins anew.
	eventSnapshot = "snapshot"
	eventReset    = "reset"
	// eventChange carries one Cell.
	eventChange = "fill_rate"
	// eventBeside says at which employer to look again at what stands beside the figures.
	eventBeside = "beside"
)

// stream answers GET /fill-rates/stream: a snapshot, then each change once and in order, with a word on what changed beside the figures. A client that comes back with
// Last-Event-ID goes on from there.
func (h handlers) stream(w http.ResponseWriter, r *http.Request) error {
	q, err := StreamQuery(r)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithCancel(r.Context())
	defer cancel()
	updates, err := h.rates.Watch(ctx, q.Window, q.Scope, q.After)
	if err != nil {
		return err
	}
	out := make(chan web.Event)
	go h.encode(ctx, updates, out)
	return web.Stream(w, r, out, func(ctx context.Context) error { return h.rates.May(ctx, q.Scope) })
}

func (h handlers) encode(ctx context.Context, updates <-chan app.Update, out chan<- web.Event) {
	defer close(out)
	for u := range updates {
		e, err := h.event(u)
		if err != nil {
			return // The client comes back and is sent everything.
		}
		select {
		case <-ctx.Done():
			return
		case out <- e:
		}
	}
}

func (h handlers) event(u app.Update) (web.Event, error) {
	if u.Report == nil {
		frames := make([][]byte, len(u.Changes))
		for i, c := range u.Changes {
			var err error
			if frames[i], err = c.Frame(h.frame); err != nil {
				return web.Event{}, err
			}
		}
		return web.Framed(frames...), nil
	}
	e := web.Event{ID: cursor(u.Cursor), Name: eventSnapshot}
	if u.Reset {
		e.Name = eventReset
	}
	var err error
	e.Data, err = json.Marshal(toReport(h.ics, *u.Report))
	return e, err
}

// frame is one change as every stream is sent it.
func (h handlers) frame(c *app.Change) ([]byte, error) {
	if c.Beside != "" {
		data, err := json.Marshal(app.Beside{What: c.Beside, Employer: c.Cell.Employer})
		return web.Event{ID: cursor(c.N), Name: eventBeside, Data: data}.Frame(), err
	}
	data, err := json.Marshal(toCell(h.ics, c.CellFigures, c.Watermark, c.AsOf))
	return web.Event{ID: cursor(c.N), Name: eventChange, Data: data}.Frame(), err
}

// Query is what a stream or a page is asked for.
type Query struct {
	Window fillrate.Window
	Scope  app.Scope
	// After is the cursor to go on from; nil to begin.
	After *int64
}

// StreamQuery reads window, employer, staff_group and the cursor. A cursor that is no number counts as none: it was not
// ours.
func StreamQuery(r *http.Request) (Query, error) {
	v := r.URL.Query()
	q := Query{Window: fillrate.Next72h, Scope: app.Scope{Employer: v.Get("employer"), StaffGroup: v.Get("staff_group")}}
	if s := v.Get("window"); s != "" {
		q.Window = fillrate.Window(s)
	}
	if !q.Window.Valid() {
		return q, fault.New(fault.Invalid, "window_unknown", "Choose one of the windows next_24h, next_72h, next_14d and last_28d.").
			WithFields(fault.Field{Location: "query.window", Message: "must be next_24h, next_72h, next_14d or last_28d"})
	}
	if n, err := strconv.ParseInt(web.LastEventID(r), 10, 64); err == nil && n >= 0 {
		q.After = &n
	}
	return q, nil
}

func cursor(n int64) string { return strconv.FormatInt(n, 10) }
