package api

import (
	"context"
	"encoding/json"
	"net/http"
	"strconv"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/web"

	"github.com/muster-ics/muster/services/shifts/internal/app"
)

// The names of server-sent events: a notice for a worker, a change of a shift for the others.
const (
	eventNotice = "notice"
	eventShift  = "shift"
)

func mountStream(s *web.Server, h handlers) {
	s.Page("GET /api/shifts/v1/stream", app.WatchChanges, h.stream)
}

// stream answers GET /stream: what happens, each change once and in order. A client that comes back with Last-Event-ID
// goes on from there; one that begins is sent what comes.
func (h handlers) stream(w http.ResponseWriter, r *http.Request) error {
	employer := r.URL.Query().Get("employer")
	worker, of, err := h.app.MayWatch(r.Context(), employer)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithCancel(r.Context())
	defer cancel()
	out := make(chan web.Event)
	place, began := lastPlace(r)
	go func() {
		defer close(out)
		if worker != id.Nil {
			after := int64(-1)
			if began {
				after = int64(place)
			}
			_ = h.app.FollowNotices(ctx, worker, after, func(n app.Notice) { send(ctx, out, uint64(n.N), eventNotice, noticeAnswer(n)) })
			return
		}
		_ = h.app.FollowShifts(ctx, of, place, func(c app.ShiftChange) {
			send(ctx, out, c.Place, eventShift, map[string]string{"shift_id": c.ShiftID, "event": c.Event})
		})
	}()
	return web.Stream(w, r, out, func(ctx context.Context) error {
		_, _, err := h.app.MayWatch(ctx, employer)
		return err
	})
}

// lastPlace reads where a client left off. What is no number was not ours, and counts as a beginning.
func lastPlace(r *http.Request) (place uint64, began bool) {
	place, err := strconv.ParseUint(web.LastEventID(r), 10, 63)
	return place, err == nil
}

func send(ctx context.Context, out chan<- web.Event, place uint64, name string, body any) {
	text, err := json.Marshal(body)
	if err != nil {
		return
	}
	select {
	case <-ctx.Done():
	case out <- web.Event{ID: strconv.FormatUint(place, 10), Name: name, Data: text}:
	}
}
