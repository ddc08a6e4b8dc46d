// Package webhooks is the pages on receivers of alerts outside the system, and the log of what they were sent.
package webhooks

import (
	"net/http"
	"net/url"
	"slices"
	"time"

	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/analytics/internal/app"
	"github.com/muster-ics/muster/services/analytics/internal/web/forms"
	"github.com/muster-ics/muster/services/analytics/internal/webhook"
)

// Handler answers for the pages.
type Handler struct {
	Receivers *app.Receivers
	Rates     *app.FillRates
}

const (
	path    = app.AlertsPath + "/webhooks"
	logPath = app.AlertsPath + "/deliveries"
	// most is how many messages one page of the log shows.
	most = 50
)

// List answers GET /fill-rate/alerts/webhooks.
func (h Handler) List(w http.ResponseWriter, r *http.Request) error {
	return h.list(w, r, http.StatusOK, nil)
}

func (h Handler) list(w http.ResponseWriter, r *http.Request, status int, f *fault.Error) error {
	all, err := h.Receivers.List(r.Context())
	if err != nil {
		return err
	}
	v := ListView{Fault: f, Off: h.Receivers.Off(), May: forms.May(r.Context(), app.ChangeWebhooks)}
	for _, one := range all {
		v.Receivers = append(v.Receivers, receiverOf(one))
	}
	v.Name, v.URL = fieldsOf(r.PostForm.Get("name"), r.PostForm.Get("url"), f)
	return web.Render(w, r, status, ListPage(v))
}

// Add answers POST /fill-rate/alerts/webhooks. The secret is shown in the answer and nowhere else, so there is no redirect
// to a page that could be looked at again.
func (h Handler) Add(w http.ResponseWriter, r *http.Request) error {
	web.AnswerOnce(r.Context())
	added, err := h.Receivers.Add(r.Context(), r.PostForm.Get("name"), r.PostForm.Get("url"))
	if f, status := forms.Refusal(err); f != nil {
		return h.list(w, r, status, f)
	}
	if err != nil {
		return err
	}
	return h.show(w, r, http.StatusOK, added, shown{secret: added.Secret.String()})
}

// Show answers GET /fill-rate/alerts/webhooks/{id}.
func (h Handler) Show(w http.ResponseWriter, r *http.Request) error {
	one, err := h.one(r)
	if err != nil {
		return err
	}
	q := r.URL.Query()
	return h.show(w, r, http.StatusOK, one, shown{saved: q.Has("saved"), tested: q.Has("tested")})
}

func (h Handler) one(r *http.Request) (webhook.Webhook, error) {
	receiver, err := forms.PathID(r)
	if err != nil {
		return webhook.Webhook{}, err
	}
	return h.Receivers.Get(r.Context(), receiver)
}

// Save answers POST /fill-rate/alerts/webhooks/{id}.
func (h Handler) Save(w http.ResponseWriter, r *http.Request) error {
	one, err := h.one(r)
	if err != nil {
		return err
	}
	to := one
	to.Name, to.URL, to.On = r.PostForm.Get("name"), r.PostForm.Get("url"), r.PostForm.Get("on") == "yes"
	_, err = h.Receivers.Change(r.Context(), to, forms.Seen(r.PostForm))
	return h.done(w, r, one, err, "saved", &to)
}

// done leads back to the page, or shows on it what was refused.
func (h Handler) done(w http.ResponseWriter, r *http.Request, one webhook.Webhook, err error, said string, typed *webhook.Webhook) error {
	if f, status := forms.Refusal(err); f != nil {
		return h.show(w, r, status, one, shown{fault: f, typed: typed})
	}
	if err != nil {
		return err
	}
	http.Redirect(w, r, path+"/"+one.ID.String()+"?"+said+"=1", http.StatusSeeOther)
	return nil
}

// Rotate answers POST /fill-rate/alerts/webhooks/{id}/secret with the new secret, which is shown nowhere else.
func (h Handler) Rotate(w http.ResponseWriter, r *http.Request) error {
	one, err := h.one(r)
	if err != nil {
		return err
	}
	web.AnswerOnce(r.Context())
	changed, err := h.Receivers.Rotate(r.Context(), one.ID, forms.Seen(r.PostForm))
	if err != nil {
		return h.done(w, r, one, err, "", nil)
	}
	return h.show(w, r, http.StatusOK, changed, shown{secret: changed.Secret.String()})
}

// End answers POST /fill-rate/alerts/webhooks/{id}/old-secret.
func (h Handler) End(w http.ResponseWriter, r *http.Request) error {
	one, err := h.one(r)
	if err != nil {
		return err
	}
	_, err = h.Receivers.EndOldSecret(r.Context(), one.ID, forms.Seen(r.PostForm))
	return h.done(w, r, one, err, "saved", nil)
}

// Test answers POST /fill-rate/alerts/webhooks/{id}/test.
func (h Handler) Test(w http.ResponseWriter, r *http.Request) error {
	one, err := h.one(r)
	if err != nil {
		return err
	}
	return h.done(w, r, one, h.Receivers.Test(r.Context(), one.ID), "tested", nil)
}

// shown is what the page of a receiver says beside the receiver.
type shown struct {
	fault         *fault.Error
	secret        string
	saved, tested bool
	typed         *webhook.Webhook
}

func (h Handler) show(w http.ResponseWriter, r *http.Request, status int, one webhook.Webhook, s shown) error {
	v := View{
		Receiver: receiverOf(one), Fault: s.fault, Secret: s.secret, Saved: s.saved, Tested: s.tested, May: forms.May(r.Context(), app.ChangeWebhooks),
		Log: logPath + "?webhook=" + one.ID.String(),
	}
	if s.typed != nil {
		one.Name, one.URL = s.typed.Name, s.typed.URL
	}
	v.Name, v.URL = fieldsOf(one.Name, one.URL, s.fault)
	return web.Render(w, r, status, Page(v))
}

// Log answers GET /fill-rate/alerts/deliveries.
func (h Handler) Log(w http.ResponseWriter, r *http.Request) error {
	q := r.URL.Query()
	state, receiver := q.Get("state"), q.Get("webhook")
	if !slices.Contains([]string{"", app.Waiting, app.Delivered, app.Dead}, state) {
		return fault.New(fault.Invalid, "invalid_input", "Choose one of the states of the list.")
	}
	if _, err := id.Parse(receiver); receiver != "" && err != nil {
		return fault.New(fault.Invalid, "invalid_input", "There is no such receiver. Open the log from its page.")
	}
	filters := [3]string{"page of deliveries", receiver, state}
	before, _, err := web.DecodeCursor[place](filters, q.Get("before"))
	if err != nil {
		return err
	}
	found, err := h.Receivers.Log(r.Context(), app.DeliveryQuery{Receiver: receiver, State: state, BeforeAt: before.At, BeforeID: before.ID, Most: most})
	if err != nil {
		return err
	}
	names, err := h.Rates.Names(r.Context())
	if err != nil {
		return err
	}
	v := LogView{State: state, Webhook: receiver, Resent: q.Has("resent"), May: forms.May(r.Context(), app.ChangeWebhooks)}
	for _, d := range found {
		v.Messages = append(v.Messages, messageOf(d, names))
	}
	if n := len(found); n == most {
		v.Older = logPath + "?" + url.Values{"state": {state}, "webhook": {receiver}, "before": {web.EncodeCursor(filters, place{found[n-1].MadeAt, found[n-1].ID})}}.Encode()
	}
	return web.Render(w, r, http.StatusOK, LogPage(v))
}

// place is the last row of a page.
type place struct {
	At time.Time `json:"a"`
	ID id.ID     `json:"i"`
}

// Resend answers POST /fill-rate/alerts/deliveries/{id}/resend.
func (h Handler) Resend(w http.ResponseWriter, r *http.Request) error {
	message, err := forms.PathID(r)
	if err != nil {
		return err
	}
	if err := h.Receivers.Resend(r.Context(), message); err != nil {
		return err
	}
	http.Redirect(w, r, logPath+"?resent=1", http.StatusSeeOther)
	return nil
}
