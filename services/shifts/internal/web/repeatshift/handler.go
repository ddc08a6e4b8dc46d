// Package repeatshift is the page /shifts/repeat: a template on the days of a pattern, seen before it is posted.
package repeatshift

import (
	"net/http"
	"net/url"
	"strconv"
	"time"

	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/pkg/web/layout"

	"github.com/muster-ics/muster/services/shifts/internal/app"
	"github.com/muster-ics/muster/services/shifts/internal/walltime"
	"github.com/muster-ics/muster/services/shifts/internal/web/newshift"
	"github.com/muster-ics/muster/services/shifts/internal/web/view"
	"github.com/muster-ics/muster/services/shifts/internal/web/workform"
)

// Handler answers the form, the preview and the posting.
type Handler struct{ App *app.App }

// Show answers GET /shifts/repeat: the form, and with a first day the days that it would post.
func (h Handler) Show(w http.ResponseWriter, r *http.Request) error {
	form := r.URL.Query()
	if form.Get("from") == "" {
		for name, v := range map[string]string{"places": "1", "every_weeks": "1", "from": walltime.DayOf(h.App.Now()).Plus(1).String()} {
			form.Set(name, v)
		}
		return h.render(w, r, http.StatusOK, form, nil, nil)
	}
	days, err := h.preview(r, form)
	if err != nil {
		f, status, ok := view.Refusal(err)
		if !ok {
			return err
		}
		return h.render(w, r, status, form, nil, onTheForm(f))
	}
	return h.render(w, r, http.StatusOK, form, days, nil)
}

func (h Handler) preview(r *http.Request, form url.Values) ([]app.Occurrence, error) {
	rep, err := read(form)
	if err != nil {
		return nil, err
	}
	return h.App.PreviewRepetition(r.Context(), rep)
}

// Send answers POST /shifts/repeat.
func (h Handler) Send(w http.ResponseWriter, r *http.Request) error {
	rep, err := read(r.PostForm)
	if err == nil {
		_, err = h.App.PostRepetition(r.Context(), rep)
	}
	if err == nil {
		http.Redirect(w, r, "/shifts?when=later", http.StatusSeeOther)
		return nil
	}
	f, status, ok := view.Refusal(err)
	if !ok {
		return err
	}
	return h.render(w, r, status, r.PostForm, nil, onTheForm(f))
}

func (h Handler) render(w http.ResponseWriter, r *http.Request, status int, form url.Values, days []app.Occurrence, f *fault.Error) error {
	all, err := h.App.TemplatesOf(r.Context(), "")
	if err != nil {
		return err
	}
	names, err := h.App.Directory(r.Context())
	if err != nil {
		return err
	}
	v := View{Form: workform.Form{Values: form, Fault: f}, Templates: newshift.Choices(all, names)}
	places, _ := strconv.Atoi(form.Get("places"))
	for _, o := range days {
		v.Days = append(v.Days, dayOf(o))
		v.Problems = v.Problems || o.Problem != ""
		v.Minutes += o.NetMinutes * places
	}
	v.Shifts = len(days) * places
	return web.Render(w, r, status, Page(v))
}

func dayOf(o app.Occurrence) Day {
	d := Day{When: o.Day.Words(), Notes: o.Notes, Problem: o.Problem}
	if !o.StartsAt.IsZero() {
		d.When, d.Length = layout.When(o.StartsAt, o.EndsAt), layout.Duration(time.Duration(o.NetMinutes)*time.Minute)
	}
	return d
}
