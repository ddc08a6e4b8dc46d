// Package areaspage is the page /fill-rate/critical-areas: in which wards a gap is graver than elsewhere, and who said so.
package areaspage

import (
	"net/http"
	"strconv"
	"strings"

	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/analytics/internal/app"
	"github.com/muster-ics/muster/services/analytics/internal/risk"
	"github.com/muster-ics/muster/services/analytics/internal/web/forms"
)

// Path is the page's address.
const Path = "/fill-rate/critical-areas"

// Handler answers the page and its form.
type Handler struct{ Areas *app.CriticalAreas }

// Show answers GET /fill-rate/critical-areas.
func (h Handler) Show(w http.ResponseWriter, r *http.Request) error {
	return h.render(w, r, http.StatusOK, nil, nil)
}

// Change answers the form.
func (h Handler) Change(w http.ResponseWriter, r *http.Request) error {
	typed := entered(r.PostForm.Get)
	list, rows, f := read(typed)
	status := http.StatusUnprocessableEntity
	if f == nil {
		_, err := h.Areas.Change(r.Context(), list, forms.Seen(r.PostForm))
		if f, status = forms.Refusal(err); f == nil && err != nil {
			return err
		}
	}
	if f != nil {
		return h.render(w, r, status, typed, placed(f, rows))
	}
	http.Redirect(w, r, Path+"?saved=1", http.StatusSeeOther)
	return nil
}

func (h Handler) render(w http.ResponseWriter, r *http.Request, status int, typed []Entry, f *fault.Error) error {
	all, err := h.Areas.Versions(r.Context())
	if err != nil {
		return err
	}
	v := viewOf(all, typed, f)
	v.May, v.Saved = forms.May(r.Context(), app.ChangeCriticalAreas), r.URL.Query().Has("saved")
	return web.Render(w, r, status, Page(v))
}

// Entry is one row of the form as it was typed.
type Entry struct{ Name, Weight, Words string }

// entered gives the rows of a form up to the last that has anything in it.
func entered(get func(string) string) (out []Entry) {
	last := 0
	for i := range risk.MostAreas + blankRows {
		n := strconv.Itoa(i)
		e := Entry{get("name-" + n), strings.TrimSpace(get("weight-" + n)), get("words-" + n)}
		out = append(out, e)
		if !e.empty() {
			last = i + 1
		}
	}
	return out[:last]
}

func (e Entry) empty() bool {
	return strings.TrimSpace(e.Name) == "" && e.Weight == "" && strings.TrimSpace(e.Words) == ""
}

// read makes areas of rows; an empty row is none. rows has the row of each area.
func read(typed []Entry) (list []risk.Area, rows []int, f *fault.Error) {
	for i, e := range typed {
		if e.empty() {
			continue
		}
		weight, err := strconv.Atoi(e.Weight)
		if err != nil {
			if f == nil {
				f = fault.New(fault.Invalid, "critical_areas_invalid", "Some of this cannot be right; see what to change.")
			}
			f = f.WithFields(fault.Field{Location: "body.areas[" + strconv.Itoa(len(list)) + "].weight", Message: "Give a whole number."})
		}
		words := strings.FieldsFunc(e.Words, func(r rune) bool { return r == ',' || r == ';' || r == '\n' || r == '\r' || r == ' ' })
		list, rows = append(list, risk.Area{Name: e.Name, Weight: weight, Words: words}), append(rows, i)
	}
	return list, rows, f
}

// placed leads what is wrong with an area to its row of the form; what is wrong with all leads to the first.
func placed(f *fault.Error, rows []int) *fault.Error {
	fields := make([]fault.Field, len(f.Fields))
	for i, x := range f.Fields {
		fields[i] = fault.Field{Location: "form.name-0", Message: x.Message}
		at, field, ok := strings.Cut(strings.TrimPrefix(x.Location, "body.areas["), "].")
		if n, err := strconv.Atoi(at); ok && err == nil && n < len(rows) {
			fields[i].Location = "form." + field + "-" + strconv.Itoa(rows[n])
		}
	}
	out := *f
	out.Fields = fields
	return &out
}
