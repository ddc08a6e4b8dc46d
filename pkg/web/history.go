package web

import (
	"context"
	"encoding/json"
	"net/http"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/outbox"
)

type historyInput struct {
	Limit int    `query:"limit" minimum:"1" maximum:"1000" default:"200"`
	After string `query:"after" maxLength:"400" doc:"The value of next from the page before; empty starts at the beginning."`
}

type historyOutput struct {
	Body struct {
		Events []json.RawMessage `json:"events" doc:"CloudEvents 1.0 in structured JSON, exactly as sent."`
		Next   string            `json:"next,omitempty" doc:"Where to go on; absent when the page is empty."`
	}
}

// MountHistory adds GET /history: every event of the service as sent, oldest first, enough to recompute each figure that
// is published. The action's rule should be auth.OnlyAuditors; its facts name the system.
func (s *Server) MountHistory(action auth.Action) {
	Register(s, Op{
		Method: http.MethodGet, Path: "/history", ID: "read-history", Action: action,
		Summary:     "Every event of this service as sent, oldest first",
		Description: "For auditors. Fold the newest version of each aggregate to recompute any published total.",
	}, func(ctx context.Context, in *historyInput) (*historyOutput, error) {
		if _, err := s.cfg.Policy.Check(ctx, action, auth.Facts{ICS: s.cfg.ICS}); err != nil {
			return nil, err
		}
		return s.readHistory(ctx, in)
	})
}

func (s *Server) readHistory(ctx context.Context, in *historyInput) (*historyOutput, error) {
	after, _, err := DecodeCursor[outbox.Place]("history", in.After)
	if err != nil {
		return nil, err
	}
	bodies, last, err := outbox.History(ctx, s.cfg.Pool, after, in.Limit)
	if err != nil {
		return nil, err
	}
	out := &historyOutput{}
	out.Body.Events = make([]json.RawMessage, len(bodies))
	for i, b := range bodies {
		out.Body.Events[i] = b
	}
	if len(bodies) > 0 {
		out.Body.Next = EncodeCursor("history", last)
	}
	return out, nil
}
