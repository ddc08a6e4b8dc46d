// Package receiverspage is the page /passports/receivers: the organisations outside this system to which workers may show
// their passport.
package receiverspage

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/passports/internal/app"
	"github.com/muster-ics/muster/services/passports/internal/receiver"
	"github.com/muster-ics/muster/services/passports/internal/web/dates"
	"github.com/muster-ics/muster/services/passports/internal/web/view"
)

// Address is where the page lies.
const Address = "/passports/receivers"

// Handler answers the page and its forms.
type Handler struct{ Use *app.Passports }

// Show answers GET /passports/receivers.
func (h Handler) Show(w http.ResponseWriter, r *http.Request) error {
	return h.render(w, r, http.StatusOK, nil, nil)
}

// Add answers POST /passports/receivers.
func (h Handler) Add(w http.ResponseWriter, r *http.Request) error {
	over, one, err := read(r.PostForm)
	if err == nil {
		err = h.Use.AddReceiver(r.Context(), one, over, web.RequestID(r.Context()))
	}
	return h.after(w, r, "added", err)
}

// End answers POST /passports/receivers/end.
func (h Handler) End(w http.ResponseWriter, r *http.Request) error {
	over, err := strconv.ParseInt(r.PostFormValue("over"), 10, 64)
	n, err2 := strconv.Atoi(r.PostFormValue("receiver"))
	if err != nil || err2 != nil {
		return h.after(w, r, "", app.ErrReceiversChanged)
	}
	return h.after(w, r, "ended", h.Use.EndReceiver(r.Context(), n, over, web.RequestID(r.Context())))
}

func (h Handler) after(w http.ResponseWriter, r *http.Request, done string, err error) error {
	if f, status, refused := view.Refusal(err, ""); refused {
		return h.render(w, r, status, r.PostForm, f)
	}
	if err != nil {
		return err
	}
	http.Redirect(w, r, Address+"?done="+done, http.StatusSeeOther)
	return nil
}

func (h Handler) render(w http.ResponseWriter, r *http.Request, status int, sent url.Values, f *fault.Error) error {
	l, version, err := h.Use.ShowReceivers(r.Context())
	if err != nil {
		return err
	}
	who, _ := auth.From(r.Context())
	now := h.Use.Clock.Now()
	v := View{Version: strconv.FormatInt(version, 10), MayChange: who.Role == auth.Lead, Fault: f}
	for i, one := range l {
		v.Receivers = append(v.Receivers, rowOf(i, one, now))
	}
	if sent == nil {
		sent = url.Values{"valid_from": {view.Today(now)}}
	}
	v.Form = formOf(sent, f)
	switch r.URL.Query().Get("done") {
	case "added":
		v.Done = "It is listed. Workers can answer it as soon as its time has begun."
	case "ended":
		v.Done = "It is off the list. Passports answer it no more."
	}
	return web.Render(w, r, status, Page(v))
}

// read makes of the form a receiver, and the version that it is to be added to.
func read(f url.Values) (over int64, one receiver.Receiver, err error) {
	over, err = strconv.ParseInt(f.Get("over"), 10, 64)
	if err != nil {
		return 0, one, app.ErrReceiversChanged
	}
	var when dates.Reader
	until := f.Get("valid_until")
	one = receiver.Receiver{
		Name: strings.TrimSpace(f.Get("name")), ODS: strings.ToUpper(strings.TrimSpace(f.Get("ods"))), Purpose: f.Get("purpose"),
		Hosts: strings.Fields(strings.ToLower(f.Get("hosts"))), Roots: receiver.ReadRoots(f.Get("roots")),
		ValidFrom: when.Begin("valid_from", f.Get("valid_from")), ValidUntil: when.End("valid_until", &until),
	}
	return over, one, when.Err()
}
