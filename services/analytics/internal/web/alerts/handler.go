// Package alerts is the pages on what the rules call for: what stands and what is over, and the inbox.
package alerts

import (
	"net/http"
	"net/url"
	"strconv"
	"time"

	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/analytics/internal/app"
	"github.com/muster-ics/muster/services/analytics/internal/web/forms"
)

// Handler answers for the pages.
type Handler struct {
	Alerts    *app.AlertRules
	Inboxes   *app.Inboxes
	Receivers *app.Receivers
	Rates     *app.FillRates
	Clock     clock.Clock
}

const (
	path = app.AlertsPath
	// most is how many alerts that are over, or notices, one page shows.
	most = 25
)

// List answers GET /fill-rate/alerts.
func (h Handler) List(w http.ResponseWriter, r *http.Request) error {
	return h.list(w, r, http.StatusOK, nil)
}

func (h Handler) list(w http.ResponseWriter, r *http.Request, status int, f *fault.Error) error {
	ctx := r.Context()
	standing, err := h.Alerts.List(ctx, app.AlertQuery{Standing: true, Most: app.MaxAlerts})
	if err != nil {
		return err
	}
	before, _, err := web.DecodeCursor[place]("alerts", r.URL.Query().Get("before"))
	if err != nil {
		return err
	}
	over, err := h.Alerts.List(ctx, app.AlertQuery{Over: true, BeforeAt: before.At, BeforeID: before.ID, Most: most})
	if err != nil {
		return err
	}
	v := View{Fault: f, Webhooks: forms.May(ctx, app.ViewWebhooks), Inbox: forms.May(ctx, app.ReadAlertInbox)}
	if v.Names, err = h.Rates.Names(ctx); err != nil {
		return err
	}
	if v.Unread, err = h.Inboxes.Unread(ctx); err != nil {
		return err
	}
	if v.Dead, _, err = h.Receivers.Trouble(ctx); err != nil {
		return err
	}
	who, now, may := forms.Self(ctx), h.Clock.Now(), forms.May(ctx, app.AcknowledgeAlert)
	for _, a := range standing {
		v.Standing = append(v.Standing, alertOf(a, v.Names, who, now, may))
	}
	for _, a := range over {
		v.Over = append(v.Over, alertOf(a, v.Names, who, now, false))
	}
	if len(over) == most {
		last := over[most-1].Alert
		v.Older = path + "?before=" + url.QueryEscape(web.EncodeCursor("alerts", place{last.RaisedAt, last.ID}))
	}
	return web.Render(w, r, status, Page(v))
}

// place is the last row of a page.
type place struct {
	At time.Time `json:"a"`
	ID id.ID     `json:"i"`
}

// Acknowledge answers POST /fill-rate/alerts/acknowledge/{id}.
func (h Handler) Acknowledge(w http.ResponseWriter, r *http.Request) error {
	alertID, err := forms.PathID(r)
	if err != nil {
		return err
	}
	if _, err := h.Alerts.Acknowledge(r.Context(), alertID); err != nil {
		return err
	}
	http.Redirect(w, r, path, http.StatusSeeOther)
	return nil
}

// Snooze answers POST /fill-rate/alerts/snooze/{id}.
func (h Handler) Snooze(w http.ResponseWriter, r *http.Request) error {
	alertID, err := forms.PathID(r)
	if err != nil {
		return err
	}
	hours, err := strconv.Atoi(r.PostForm.Get("hours"))
	if err != nil || hours < 1 || hours > int(app.MaxSnooze/time.Hour) {
		return h.list(w, r, http.StatusUnprocessableEntity, fault.New(fault.Invalid, "snooze_invalid", "Keep an alert quiet for 1 to 72 hours: choose one of the times."))
	}
	_, err = h.Alerts.Snooze(r.Context(), alertID, time.Duration(hours)*time.Hour)
	if f, status := forms.Refusal(err); f != nil {
		return h.list(w, r, status, f)
	}
	if err != nil {
		return err
	}
	http.Redirect(w, r, path, http.StatusSeeOther)
	return nil
}

// Inbox answers GET /fill-rate/alerts/inbox.
func (h Handler) Inbox(w http.ResponseWriter, r *http.Request) error {
	before, err := strconv.ParseInt(r.URL.Query().Get("before"), 10, 64)
	if err != nil || before < 0 {
		before = 0
	}
	page, err := h.Inboxes.Page(r.Context(), before, most)
	if err != nil {
		return err
	}
	names, err := h.Rates.Names(r.Context())
	if err != nil {
		return err
	}
	v := InboxView{Unread: page.Unread, PushKey: h.Inboxes.PushKey(), Employer: forms.Self(r.Context()).Employer != ""}
	for _, n := range page.Notices {
		v.Notices = append(v.Notices, noticeOf(n, names, n.N > page.ReadUpTo))
	}
	if n := len(page.Notices); n > 0 {
		v.Latest = page.Notices[0].N
		if n == most {
			v.Older = path + "/inbox?before=" + strconv.FormatInt(page.Notices[n-1].N, 10)
		}
	}
	return web.Render(w, r, http.StatusOK, InboxPage(v))
}

// Read answers POST /fill-rate/alerts/inbox/read.
func (h Handler) Read(w http.ResponseWriter, r *http.Request) error {
	upTo, err := strconv.ParseInt(r.PostForm.Get("up_to"), 10, 64)
	if err != nil || upTo < 1 {
		return fault.New(fault.Invalid, "invalid_input", "The form could not be read. Open your inbox again.")
	}
	if err := h.Inboxes.MarkRead(r.Context(), upTo); err != nil {
		return err
	}
	http.Redirect(w, r, path+"/inbox", http.StatusSeeOther)
	return nil
}
