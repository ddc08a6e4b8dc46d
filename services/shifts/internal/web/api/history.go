package api

import (
	"context"
	"encoding/json"
	"net/http"
	"time"

	"github.com/muster-ics/muster/pkg/web"

	"github.com/muster-ics/muster/services/shifts/internal/app"
)

func mountHistory(s *web.Server, h handlers) {
	register(s, web.Op{Method: http.MethodGet, Path: "/history", ID: "list-history", Action: app.ReadHistory,
		Summary:     "Read all events of this service as sent (auditor)",
		Description: "In the order in which they were written; enough to recompute every published total. A page that is not full means that there is nothing more yet: keep next and ask again."}, h.events)
}

type eventsInput struct {
	Limit  int    `query:"limit" minimum:"1" maximum:"1000" default:"200"`
	After  string `query:"after" maxLength:"400" doc:"The value of next from the page before."`
	Cursor string `query:"cursor" maxLength:"400" doc:"The same as after."`
}

type sentEvent struct {
	EventID   string          `json:"event_id"`
	CreatedAt time.Time       `json:"created_at" doc:"When the row was written, by the database's clock."`
	Event     json.RawMessage `json:"event" doc:"The CloudEvent as sent."`
}

type eventsOutput struct {
	Link string `header:"Link"`
	Body struct {
		Events []sentEvent `json:"events"`
		Next   string      `json:"next,omitempty" doc:"Where to go on, also when this page is not full."`
	}
}

func (h handlers) events(ctx context.Context, in *eventsInput) (*eventsOutput, error) {
	p := Page{Limit: in.Limit, After: in.After, Cursor: in.Cursor}
	after, err := p.cursor(nil)
	if err != nil {
		return nil, err
	}
	sent, err := h.app.Events(ctx, after, in.Limit)
	if err != nil {
		return nil, err
	}
	out := &eventsOutput{}
	for _, e := range sent {
		out.Body.Events = append(out.Body.Events, sentEvent{EventID: e.EventID.String(), CreatedAt: e.CreatedAt, Event: e.Body})
	}
	if n := len(sent); n > 0 {
		after = app.Cursor{At: sent[n-1].CreatedAt, ID: sent[n-1].EventID}
	}
	if after != (app.Cursor{}) {
		out.Body.Next = web.EncodeCursor(nil, after)
	}
	if len(sent) == in.Limit {
		out.Link = web.NextLink(ctx, out.Body.Next)
	}
	return out, nil
}
