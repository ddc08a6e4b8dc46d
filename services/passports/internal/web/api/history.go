package api

import (
	"context"
	"encoding/json"
	"net/http"
	"time"

	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/passports/internal/app"
)

func (a API) mountHistory(s *web.Server) {
	web.Register(s, web.Op{
		Method: http.MethodGet, Path: "/history", ID: "read-history", Summary: "Every event of this service, as it was sent, oldest first",
		Description: "Enough to fold every published figure again. An event that is being written may appear behind a later page's start: read on from the last cursor.",
		Action:      app.MayReadHistory,
	}, a.history)
}

type historyInput struct {
	Limit int    `query:"limit" minimum:"1" maximum:"1000" default:"100"`
	After string `query:"after" doc:"The next of the page before."`
}

type historyOutput struct {
	Body struct {
		Events []json.RawMessage `json:"events" doc:"CloudEvents in structured JSON."`
		Next   string            `json:"next,omitempty" doc:"Send it as after to go on. It is there as long as the page has an event."`
	}
}

func (a API) history(ctx context.Context, in *historyInput) (*historyOutput, error) {
	after, some, err := web.DecodeCursor[app.Place]("history", in.After)
	if err != nil {
		return nil, err
	}
	if !some {
		after.At = time.Unix(0, 0).UTC()
	}
	told, err := a.use.ReadHistory(ctx, after, in.Limit)
	if err != nil {
		return nil, err
	}
	out := &historyOutput{}
	out.Body.Events = []json.RawMessage{}
	for _, e := range told {
		out.Body.Events = append(out.Body.Events, e.Envelope)
	}
	if len(told) > 0 {
		out.Body.Next = web.EncodeCursor("history", told[len(told)-1].Place)
	}
	return out, nil
}
