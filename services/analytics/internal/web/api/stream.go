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
)

// stream answers GET /fill-rates/stream: a snapshot, then each change once and in order. A client that comes back with
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
		e := web.Event{ID: cursor(u.Cursor)}
		var body any
		switch {
		case u.Change != nil:
			e.Name, body = eventChange, toCell(h.ics, u.Change.CellFigures, u.Change.Watermark, u.Change.AsOf)
		case u.Reset:
			e.Name, body = eventReset, toReport(h.ics, *u.Report)
		default:
			e.Name, body = eventSnapshot, toReport(h.ics, *u.Report)
		}
		data, err := json.Marshal(body)
		if err != nil {
			return // The client comes back and is sent everything.
		}
		e.Data = data
		select {
		case <-ctx.Done():
			return
		case out <- e:
		}
	}
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
