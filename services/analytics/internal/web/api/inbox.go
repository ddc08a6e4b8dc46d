package api

import (
	"context"
	"net/http"
	"time"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/pkg/webpush"
	"github.com/muster-ics/muster/services/analytics/internal/app"
)

// mountInbox adds the operations on what people are told.
func mountInbox(s *web.Server, i *app.Inboxes) {
	h := inboxHandlers{inboxes: i}
	op := func(method, path, id string, action auth.Action, status int, summary string) web.Op {
		return web.Op{Method: method, Path: path, ID: id, Action: action, Status: status, Summary: summary}
	}
	web.Register(s, op(http.MethodGet, "/alert-inbox", "alert-inbox", app.ReadAlertInbox, 0, "What you are told of alerts, latest first"), h.list)
	web.Register(s, op(http.MethodPost, "/alert-inbox/read", "read-alert-inbox", app.ReadAlertInbox, http.StatusNoContent, "Mark as read up to one"), h.read)
	web.Register(s, op(http.MethodGet, "/push-key", "push-key", app.RingBrowser, 0, "The key that browsers subscribe with"), h.key)
	web.Register(s, op(http.MethodPost, "/push-subscriptions", "subscribe", app.RingBrowser, http.StatusNoContent, "Have this browser rung by alerts"), h.subscribe)
	end := op(http.MethodPost, "/push-subscriptions/end", "unsubscribe", app.RingBrowser, http.StatusNoContent, "Have this browser rung no more")
	end.Errors = []int{http.StatusNotFound}
	web.Register(s, end, h.unsubscribe)
}

type inboxHandlers struct{ inboxes *app.Inboxes }

// Notice is one line of an inbox.
type Notice struct {
	N     int64     `json:"n" doc:"Orders all notices."`
	Kind  string    `json:"kind" enum:"raised,reminded,cleared"`
	At    time.Time `json:"at"`
	New   bool      `json:"new" doc:"Not read yet."`
	Alert Alert     `json:"alert" doc:"As it is now."`
}

type inboxInput struct {
	Before int64 `query:"before" minimum:"0" doc:"Number of the last notice of the page before."`
	Limit  int   `query:"limit" minimum:"1" maximum:"200" default:"50"`
}

type inboxOutput struct {
	Body struct {
		Notices []Notice `json:"notices"`
		Unread  int      `json:"unread" doc:"How many are unread in all."`
	}
}

func (h inboxHandlers) list(ctx context.Context, in *inboxInput) (*inboxOutput, error) {
	page, err := h.inboxes.Page(ctx, in.Before, in.Limit)
	if err != nil {
		return nil, err
	}
	out := &inboxOutput{}
	out.Body.Unread = page.Unread
	for _, n := range page.Notices {
		out.Body.Notices = append(out.Body.Notices, Notice{N: n.N, Kind: n.Kind, At: n.At, New: n.N > page.ReadUpTo, Alert: toAlert(n.Alert, n.Rule)})
	}
	return out, nil
}

type readInput struct {
	Body struct {
		UpTo int64 `json:"up_to" minimum:"1" doc:"Number of the newest notice that was shown."`
	}
}

func (h inboxHandlers) read(ctx context.Context, in *readInput) (*struct{}, error) {
	return nil, h.inboxes.MarkRead(ctx, in.Body.UpTo)
}

type keyOutput struct {
	Body struct {
		Key string `json:"key" doc:"applicationServerKey, base64url; empty where no push messages are sent."`
	}
}

func (h inboxHandlers) key(context.Context, *struct{}) (*keyOutput, error) {
	out := &keyOutput{}
	out.Body.Key = h.inboxes.PushKey()
	return out, nil
}

// BrowserKeys are the keys of a browser's PushSubscription.
type BrowserKeys struct {
	P256DH string `json:"p256dh" maxLength:"200"`
	Auth   string `json:"auth" maxLength:"100"`
}

type subscribeInput struct {
	Body struct {
		Endpoint string      `json:"endpoint" maxLength:"2048" doc:"As the browser's PushSubscription has it."`
		Keys     BrowserKeys `json:"keys"`
	}
}

func (h inboxHandlers) subscribe(ctx context.Context, in *subscribeInput) (*struct{}, error) {
	b := in.Body
	return nil, h.inboxes.Subscribe(ctx, webpush.Subscription{Endpoint: b.Endpoint, P256DH: b.Keys.P256DH, Auth: b.Keys.Auth})
}

type unsubscribeInput struct {
	Body struct {
		Endpoint string `json:"endpoint" maxLength:"2048"`
	}
}

func (h inboxHandlers) unsubscribe(ctx context.Context, in *unsubscribeInput) (*struct{}, error) {
	return nil, h.inboxes.Unsubscribe(ctx, in.Body.Endpoint)
}
