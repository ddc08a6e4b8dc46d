// Package myalerts is the page /my-alerts: which open shifts a worker is told of, on which phone, and the address of
// their calendar.
package myalerts

import (
	"errors"
	"net/http"
	"net/url"
	"strconv"

	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/pkg/web/layout"

	"github.com/muster-ics/muster/services/shifts/internal/alerting"
	"github.com/muster-ics/muster/services/shifts/internal/app"
	"github.com/muster-ics/muster/services/shifts/internal/web/api"
)

// Handler answers for the page.
type Handler struct{ App *app.App }

// Show answers GET /my-alerts.
func (h Handler) Show(w http.ResponseWriter, r *http.Request) error {
	return h.render(w, r, http.StatusOK, nil, nil, "")
}

// Save answers POST /my-alerts.
func (h Handler) Save(w http.ResponseWriter, r *http.Request) error {
	return h.change(w, r, withGeneral)
}

// AddRule answers POST /my-alerts/rules.
func (h Handler) AddRule(w http.ResponseWriter, r *http.Request) error {
	return h.change(w, r, withRule)
}

// RemoveRule answers POST /my-alerts/rules/remove.
func (h Handler) RemoveRule(w http.ResponseWriter, r *http.Request) error {
	return h.change(w, r, func(s alerting.Settings, f url.Values) (alerting.Settings, *fault.Error) {
		n, err := strconv.Atoi(f.Get("rule"))
		if err != nil || n < 0 || n >= len(s.Rules) {
			return s, fault.New(fault.Invalid, "invalid_input", "That rule is gone already.")
		}
		s.Rules = append(append([]alerting.Rule{}, s.Rules[:n]...), s.Rules[n+1:]...)
		return s, nil
	})
}

func (h Handler) change(w http.ResponseWriter, r *http.Request, with func(alerting.Settings, url.Values) (alerting.Settings, *fault.Error)) error {
	if err := r.ParseForm(); err != nil {
		return fault.New(fault.Invalid, "invalid_input", "The form could not be read. Load the page again.")
	}
	s, version, err := h.App.AlertSettings(r.Context())
	if err != nil {
		return err
	}
	if r.PostForm.Get("version") != strconv.FormatInt(version, 10) {
		return fault.New(fault.Stale, "settings_changed", "You have changed these settings on another page since. Load this page again, then save.")
	}
	s, bad := with(s, r.PostForm)
	if bad == nil {
		_, err = h.App.SetAlerts(r.Context(), s, version)
		if f := (*fault.Error)(nil); errors.As(err, &f) && f.Kind == fault.Invalid {
			bad, err = f, nil
		}
	}
	switch {
	case err != nil:
		return err
	case bad != nil:
		return h.render(w, r, http.StatusUnprocessableEntity, bad, r.PostForm, "")
	}
	http.Redirect(w, r, "/my-alerts?saved=1", http.StatusSeeOther)
	return nil
}

// MakeCalendar answers POST /my-alerts/calendar. The address is shown in the answer and nowhere else, so there is no
// redirect to a page that could be looked at again.
func (h Handler) MakeCalendar(w http.ResponseWriter, r *http.Request) error {
	secret, err := h.App.NewCalendar(r.Context())
	if err != nil {
		return err
	}
	return h.render(w, r, http.StatusOK, nil, nil, api.BaseOf(h.App, r)+api.CalendarPath(secret))
}

// EndCalendar answers POST /my-alerts/calendar/end.
func (h Handler) EndCalendar(w http.ResponseWriter, r *http.Request) error {
	if err := h.App.EndCalendar(r.Context()); err != nil && !fault.Is(err, fault.NotFound) {
		return err
	}
	http.Redirect(w, r, "/my-alerts#calendar", http.StatusSeeOther)
	return nil
}

func (h Handler) render(w http.ResponseWriter, r *http.Request, status int, f *fault.Error, form url.Values, calendar string) error {
	s, version, err := h.App.AlertSettings(r.Context())
	if err != nil {
		return err
	}
	made, err := h.App.CalendarMade(r.Context())
	if err != nil {
		return err
	}
	names, err := h.App.Directory(r.Context())
	if err != nil {
		return err
	}
	v := View{
		Fault: f, Form: form, Saved: r.URL.Query().Has("saved") && f == nil, Version: strconv.FormatInt(version, 10), Settings: s,
		PushKey: h.App.PushKey(), Calendar: calendar,
	}
	if made != nil {
		v.CalendarMade = layout.Moment(*made)
	}
	for _, rule := range s.Rules {
		v.Rules = append(v.Rules, inWords(rule, names))
	}
	for _, site := range names.Sites {
		v.Sites = append(v.Sites, layout.Option{Value: site.ODS, Text: site.Name})
	}
	return web.Render(w, r, status, Page(v))
}
