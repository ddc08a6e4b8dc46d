// Package importwords is the page /passports/imports/queue: words of files that nobody has given a meaning yet. A person
// says once what one means.
package importwords

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/passports/internal/app"
	"github.com/muster-ics/muster/services/passports/internal/web/view"
)

// Handler answers the page and its form.
type Handler struct{ Use *app.Passports }

// Show answers GET /passports/imports/queue.
func (h Handler) Show(w http.ResponseWriter, r *http.Request) error {
	return h.render(w, r, http.StatusOK, url.Values{}, nil)
}

// Explain answers POST /passports/imports/queue.
func (h Handler) Explain(w http.ResponseWriter, r *http.Request) error {
	word, err := wordOf(r.PostForm, view.Employer(r.Context()))
	if err == nil {
		if _, err = h.Use.ExplainWord(r.Context(), word, web.RequestID(r.Context())); err == nil {
			http.Redirect(w, r, "/passports/imports/queue?done=explained", http.StatusSeeOther)
			return nil
		}
	}
	row := r.PostForm.Get("row")
	f, status, ok := view.Refusal(err, "")
	if !ok {
		return err
	}
	for i := range f.Fields {
		f.Fields[i].Location = "form." + input(strings.TrimPrefix(f.Fields[i].Location, "form."), row)
	}
	return h.render(w, r, status, r.PostForm, f)
}

// What a competency's name may mean beside a subject of the Core Skills framework.
const (
	leaveOut = "leave_out"
	clinical = "clinical"
	ours     = "local"
)

// wordOf reads what the form says of a word. The inputs of a word carry the number of its row.
func wordOf(form url.Values, employer string) (app.Word, error) {
	row := form.Get("row")
	w := app.Word{Kind: form.Get("kind"), Key: form.Get("key")}
	if w.Kind != "esr" {
		w.Status = form.Get("status_" + row)
		return w, nil
	}
	w.Level = 0
	if said := form.Get("level_" + row); said != "" {
		n, err := strconv.Atoi(said)
		if err != nil {
			return w, app.FieldFault("level", "Choose a level.")
		}
		w.Level = n
	}
	code := strings.ToUpper(strings.TrimSpace(form.Get("code_" + row)))
	switch subject := form.Get("meaning_" + row); subject {
	case "":
		return w, app.FieldFault("framework", "Choose what it means.")
	case leaveOut:
		w.Level = 0
	case clinical, ours:
		if code == "" {
			return w, app.FieldFault("code", "Give the code of the competency, e.g. SEPSIS.")
		}
		w.Framework, w.Code = subject, code
		if subject == ours {
			w.Framework = "local_" + employer
		}
	default:
		w.Framework, w.Code = "cstf", subject
	}
	return w, nil
}

// input is the name of the input of a row for a part of a word.
func input(part, row string) string {
	if part == "framework" {
		part = "meaning"
	}
	return part + "_" + row
}

func (h Handler) render(w http.ResponseWriter, r *http.Request, status int, sent url.Values, f *fault.Error) error {
	queue, err := h.Use.ImportQueue(r.Context())
	if err != nil {
		return err
	}
	return web.Render(w, r, status, Page(viewOf(queue, r.URL.Query().Get("done"), sent, f)))
}
