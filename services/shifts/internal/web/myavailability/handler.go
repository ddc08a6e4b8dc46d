// Package myavailability is the page /my-availability: when a worker says not to be able to work. Only they see it.
package myavailability

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/pkg/web/layout"

	"github.com/muster-ics/muster/services/shifts/internal/app"
	"github.com/muster-ics/muster/services/shifts/internal/availability"
	"github.com/muster-ics/muster/services/shifts/internal/walltime"
	"github.com/muster-ics/muster/services/shifts/internal/web/view"
	"github.com/muster-ics/muster/services/shifts/internal/web/workform"
	"github.com/muster-ics/muster/services/shifts/internal/workingtime"
)

// Handler answers for the page.
type Handler struct{ App *app.App }

// Show answers GET /my-availability.
func (h Handler) Show(w http.ResponseWriter, r *http.Request) error {
	return h.render(w, r, http.StatusOK, nil, nil)
}

// Add answers POST /my-availability: a time at which the worker cannot work.
func (h Handler) Add(w http.ResponseWriter, r *http.Request) error {
	p, err := read(r.PostForm)
	if err == nil {
		err = h.App.AddUnavailable(r.Context(), p)
	}
	return h.answer(w, r, err, "added", r.PostForm)
}

// Remove answers POST /my-availability/remove: the times that were ticked.
func (h Handler) Remove(w http.ResponseWriter, r *http.Request) error {
	spans, err := chosen(r.PostForm)
	if err == nil {
		err = h.App.RemoveUnavailable(r.Context(), spans)
	}
	return h.answer(w, r, err, "removed", nil)
}

func (h Handler) answer(w http.ResponseWriter, r *http.Request, err error, done string, form url.Values) error {
	if err == nil {
		http.Redirect(w, r, "/my-availability?done="+done, http.StatusSeeOther)
		return nil
	}
	f, status, ok := view.Refusal(err)
	if !ok {
		return err
	}
	return h.render(w, r, status, f, form)
}

// read makes a pattern of the form: without times it is the whole day, without a last day it is one day, and without
// weeks it is once.
func read(form url.Values) (availability.Pattern, error) {
	var wrong []fault.Field
	p := availability.Pattern{First: workform.Day(form, "first", "Give the day on which you cannot work.", &wrong), Weeks: 1}
	p.Last = p.First
	if form.Get("last") != "" {
		p.Last = workform.Day(form, "last", "Give the last day as a date, or leave it empty for one day.", &wrong)
	}
	p.Starts, p.Ends = hour(form, "starts", &wrong), hour(form, "ends", &wrong)
	if form.Get("weeks") != "" {
		p.Weeks = workform.Whole(form, "weeks", &wrong)
	}
	return p, view.Unreadable(wrong)
}

func hour(form url.Values, name string, wrong *[]fault.Field) walltime.Clock {
	typed := strings.TrimSpace(form.Get(name))
	if typed == "" {
		return 0
	}
	c, err := walltime.ParseClock(typed)
	if err != nil {
		*wrong = append(*wrong, fault.Field{Location: "form." + name, Message: "Give hours and minutes, for example 07:30, or leave it empty."})
	}
	return c
}

// chosen reads the spans of the form as value writes them. Their inputs have the number of the time after their name, since
// names on one page differ.
func chosen(form url.Values) ([]workingtime.Span, error) {
	var values []string
	for name, v := range form {
		if strings.HasPrefix(name, "span") {
			values = append(values, v...)
		}
	}
	var out []workingtime.Span
	for _, v := range values {
		from, until, _ := strings.Cut(v, "/")
		f, err := time.Parse(time.RFC3339, from)
		u, err2 := time.Parse(time.RFC3339, until)
		if err != nil || err2 != nil {
			return nil, fault.New(fault.Invalid, "invalid_input", "This is none of your times. Load the page again.")
		}
		out = append(out, workingtime.Span{From: f, Until: &u})
	}
	if len(out) == 0 {
		return nil, fault.New(fault.Invalid, "invalid_input", "Tick the times that you can work after all.")
	}
	return out, nil
}

func (h Handler) render(w http.ResponseWriter, r *http.Request, status int, f *fault.Error, form url.Values) error {
	spans, _, err := h.App.MyAvailability(r.Context())
	if err != nil {
		return err
	}
	v := View{Form: workform.Form{Values: form, Fault: f}}
	if f == nil {
		v.Done = done[r.URL.Query().Get("done")]
	}
	for i, series := range availability.Series(availability.Ahead(spans, h.App.Now())) {
		v.Times = append(v.Times, timesOf(i, series))
	}
	return web.Render(w, r, status, Page(v))
}

var done = map[string]string{"added": "Kept. You are not told of shifts at that time.", "removed": "Removed. You are told of shifts at that time again."}

// timesOf shows a series, which is the i-th on the page.
func timesOf(i int, series []workingtime.Span) Times {
	t := Times{Input: "span" + strconv.Itoa(i)}
	for _, s := range series {
		t.Single = append(t.Single, layout.Option{Value: value(s), Text: words(s)})
	}
	t.Text = t.Single[0].Text
	if n := len(series); n > 1 {
		t.Text = repeated(series[0], n, series[n-1].From)
	}
	return t
}

func value(s workingtime.Span) string {
	return s.From.UTC().Format(time.RFC3339Nano) + "/" + s.Until.UTC().Format(time.RFC3339Nano)
}
