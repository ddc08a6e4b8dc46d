package api

import (
	"context"
	"net/http"
	"time"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/analytics/internal/app"
	"github.com/muster-ics/muster/services/analytics/internal/webhook"
)

// standard says how messages go out.
const standard = "Alerts are posted as Standard Webhooks (version 1): headers webhook-id (the same at each try), webhook-timestamp and webhook-signature (v1, HMAC-SHA256 over id.timestamp.body; two while secrets are exchanged). " +
	"Answer 2xx within five seconds, else the message is tried again over a day; 410 turns the receiver off. The same message may come twice, and messages in any order. The body has type, timestamp and data, and nothing about anybody."

// mountWebhooks adds the operations on receivers outside the system.
func mountWebhooks(s *web.Server, r *app.Receivers) {
	h := webhookHandlers{receivers: r}
	op := func(method, path, id string, action auth.Action, status int, summary string, errors ...int) web.Op {
		return web.Op{Method: method, Path: path, ID: id, Action: action, Status: status, Errors: errors, Summary: summary}
	}
	const absent, conflict, stale, blind = http.StatusNotFound, http.StatusConflict, http.StatusPreconditionFailed, http.StatusPreconditionRequired
	web.Register(s, op(http.MethodGet, "/webhooks", "webhooks", app.ViewWebhooks, 0, "Your receivers of alerts"), h.list)
	add := op(http.MethodPost, "/webhooks", "add-webhook", app.ChangeWebhooks, http.StatusCreated, "A new receiver; its secret is in this answer and nowhere else", conflict)
	add.Description = standard
	web.Register(s, add, h.add)
	web.Register(s, op(http.MethodGet, "/webhooks/{id}", "webhook", app.ViewWebhooks, 0, "One receiver", absent, conflict), h.get)
	web.Register(s, op(http.MethodPut, "/webhooks/{id}", "change-webhook", app.ChangeWebhooks, 0, "Change a receiver, or turn it on or off", absent, conflict, stale, blind), h.change)
	web.Register(s, op(http.MethodPost, "/webhooks/{id}/secret", "rotate-webhook-secret", app.ChangeWebhooks, 0, "Another secret, in this answer and nowhere else; the one before it signs beside it", absent, conflict, stale, blind), h.rotate)
	web.Register(s, op(http.MethodDelete, "/webhooks/{id}/old-secret", "end-old-webhook-secret", app.ChangeWebhooks, 0, "Have the older secret sign no more", absent, conflict, stale, blind), h.end)
	web.Register(s, op(http.MethodPost, "/webhooks/{id}/test", "test-webhook", app.ChangeWebhooks, http.StatusNoContent, "Send a test message", absent, conflict), h.test)
	web.Register(s, op(http.MethodGet, "/webhook-deliveries", "webhook-deliveries", app.ViewWebhooks, 0, "Messages to your receivers and browsers, newest first, and what became of them"), h.log)
	web.Register(s, op(http.MethodPost, "/webhook-deliveries/{id}/resend", "resend-delivery", app.ChangeWebhooks, http.StatusNoContent, "Try a message again that was given up", absent), h.resend)
}

type webhookHandlers struct{ receivers *app.Receivers }

// WebhookBody is what is chosen of a receiver.
type WebhookBody struct {
	Name string `json:"name" minLength:"1" maxLength:"80"`
	URL  string `json:"url" maxLength:"1000" format:"uri" doc:"https, a host on the internet."`
}

// Webhook is a receiver of alerts outside the system.
type Webhook struct {
	ID      string    `json:"webhook_id" format:"uuid"`
	Version int64     `json:"version"`
	On      bool      `json:"on"`
	OffWhy  string    `json:"off_why,omitempty" doc:"Why it was turned off by itself."`
	Secrets int       `json:"secrets" doc:"How many secrets sign: two while they are exchanged."`
	MadeAt  time.Time `json:"made_at"`
	Secret  string    `json:"secret,omitempty" doc:"Only in the answer that made it."`
	WebhookBody
}

func toWebhook(w webhook.Webhook) Webhook {
	return Webhook{
		ID: w.ID.String(), Version: w.Version, On: w.On, OffWhy: w.OffWhy, Secrets: len(w.Secrets()), MadeAt: w.MadeAt,
		WebhookBody: WebhookBody{Name: w.Name, URL: w.URL},
	}
}

type webhookOutput struct {
	ETag     string `header:"ETag"`
	Location string `header:"Location"`
	Body     Webhook
}

func webhookAnswer(w webhook.Webhook, err error) (*webhookOutput, error) {
	if err != nil {
		return nil, err
	}
	return &webhookOutput{ETag: web.ETag(w.Version), Location: "/api/analytics/v1/webhooks/" + w.ID.String(), Body: toWebhook(w)}, nil
}

// withSecret is the one answer that has the secret.
func withSecret(w webhook.Webhook, err error) (*webhookOutput, error) {
	out, err := webhookAnswer(w, err)
	if err == nil {
		out.Body.Secret = w.Secret.String()
	}
	return out, err
}

type webhooksOutput struct {
	Body struct {
		Webhooks []Webhook `json:"webhooks"`
	}
}

func (h webhookHandlers) list(ctx context.Context, _ *struct{}) (*webhooksOutput, error) {
	all, err := h.receivers.List(ctx)
	if err != nil {
		return nil, err
	}
	out := &webhooksOutput{}
	for _, w := range all {
		out.Body.Webhooks = append(out.Body.Webhooks, toWebhook(w))
	}
	return out, nil
}

type addWebhookInput struct{ Body WebhookBody }

func (h webhookHandlers) add(ctx context.Context, in *addWebhookInput) (*webhookOutput, error) {
	web.AnswerOnce(ctx)
	return withSecret(h.receivers.Add(ctx, in.Body.Name, in.Body.URL))
}

func (h webhookHandlers) get(ctx context.Context, in *RuleRef) (*webhookOutput, error) {
	receiver, err := in.parse()
	if err != nil {
		return nil, err
	}
	return webhookAnswer(h.receivers.Get(ctx, receiver))
}

// WebhookVersion names a receiver at the version that was read.
type WebhookVersion struct {
	RuleRef
	IfMatch string `header:"If-Match" maxLength:"100" doc:"The ETag of the version that you read."`
}

func (v WebhookVersion) seen(version int64) error { return web.IfMatch(v.IfMatch, version) }

type changeWebhookInput struct {
	WebhookVersion
	Body struct {
		WebhookBody
		On bool `json:"on"`
	}
}

func (h webhookHandlers) change(ctx context.Context, in *changeWebhookInput) (*webhookOutput, error) {
	receiver, err := in.parse()
	if err != nil {
		return nil, err
	}
	to := webhook.Webhook{ID: receiver, Name: in.Body.Name, URL: in.Body.URL, On: in.Body.On}
	return webhookAnswer(h.receivers.Change(ctx, to, in.seen))
}

// do changes a receiver that is named at its version.
func (v WebhookVersion) do(ctx context.Context, change func(context.Context, id.ID, func(int64) error) (webhook.Webhook, error)) (webhook.Webhook, error) {
	receiver, err := v.parse()
	if err != nil {
		return webhook.Webhook{}, err
	}
	return change(ctx, receiver, v.seen)
}

func (h webhookHandlers) rotate(ctx context.Context, in *WebhookVersion) (*webhookOutput, error) {
	web.AnswerOnce(ctx)
	return withSecret(in.do(ctx, h.receivers.Rotate))
}

func (h webhookHandlers) end(ctx context.Context, in *WebhookVersion) (*webhookOutput, error) {
	return webhookAnswer(in.do(ctx, h.receivers.EndOldSecret))
}

func (h webhookHandlers) test(ctx context.Context, in *RuleRef) (*struct{}, error) {
	receiver, err := in.parse()
	if err != nil {
		return nil, err
	}
	return nil, h.receivers.Test(ctx, receiver)
}

// Delivery is a message to a receiver or a browser, and what became of it.
type Delivery struct {
	ID        string     `json:"delivery_id" format:"uuid" doc:"The webhook-id of the message."`
	Channel   string     `json:"channel" enum:"webhook,push"`
	WebhookID string     `json:"webhook_id,omitempty" format:"uuid"`
	Type      string     `json:"type"`
	State     string     `json:"state" enum:"waiting,delivered,dead"`
	MadeAt    time.Time  `json:"made_at"`
	Tries     int        `json:"tries"`
	Status    int        `json:"status,omitempty" doc:"Status of the last answer; left out when none came."`
	Said      string     `json:"said,omitempty" doc:"What went wrong the last time."`
	DueAt     *time.Time `json:"due_at,omitempty" doc:"When it is tried again."`
	DoneAt    *time.Time `json:"done_at,omitempty"`
}

func toDelivery(d app.Delivery) Delivery {
	out := Delivery{
		ID: d.ID.String(), Channel: "webhook", WebhookID: d.Receiver.String(), Type: d.Type, State: d.State, MadeAt: d.MadeAt, Tries: d.Tries,
		Status: d.Status, Said: d.Said, DoneAt: d.DoneAt,
	}
	if d.Push {
		out.Channel, out.WebhookID = "push", ""
	}
	if d.State == app.Waiting {
		out.DueAt = &d.DueAt
	}
	return out
}

type logInput struct {
	Webhook string `query:"webhook" format:"uuid" doc:"Messages to one receiver."`
	State   string `query:"state" enum:"waiting,delivered,dead"`
	Limit   int    `query:"limit" minimum:"1" maximum:"200" default:"50"`
	Cursor  string `query:"cursor" maxLength:"300" doc:"next_cursor of the page before."`
}

type logOutput struct {
	Body struct {
		Deliveries []Delivery `json:"deliveries"`
		NextCursor string     `json:"next_cursor,omitempty"`
	}
}

func (h webhookHandlers) log(ctx context.Context, in *logInput) (*logOutput, error) {
	filters := [3]string{"deliveries", in.Webhook, in.State}
	last, _, err := web.DecodeCursor[place](filters, in.Cursor)
	if err != nil {
		return nil, err
	}
	found, err := h.receivers.Log(ctx, app.DeliveryQuery{Receiver: in.Webhook, State: in.State, BeforeAt: last.At, BeforeID: last.ID, Most: in.Limit})
	if err != nil {
		return nil, err
	}
	out := &logOutput{}
	for _, d := range found {
		out.Body.Deliveries = append(out.Body.Deliveries, toDelivery(d))
	}
	if n := len(found); n == in.Limit {
		out.Body.NextCursor = web.EncodeCursor(filters, place{At: found[n-1].MadeAt, ID: found[n-1].ID})
	}
	return out, nil
}

func (h webhookHandlers) resend(ctx context.Context, in *RuleRef) (*struct{}, error) {
	message, err := in.parse()
	if err != nil {
		return nil, err
	}
	return nil, h.receivers.Resend(ctx, message)
}
