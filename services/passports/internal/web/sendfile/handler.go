// Package sendfile is the page /passports/imports: a file of records is sent, and the files of before.
package sendfile

import (
	"errors"
	"io"
	"net/http"

	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/sheet"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/passports/internal/app"
	"github.com/muster-ics/muster/services/passports/internal/recordimport"
	"github.com/muster-ics/muster/services/passports/internal/web/dates"
	"github.com/muster-ics/muster/services/passports/internal/web/view"
)

// Limit is the largest form: a file and what the form wraps around it.
const Limit = sheet.MaxBytes + 1<<20

// Handler answers the form, its sending and its templates.
type Handler struct{ Use *app.Passports }

// Show answers GET /passports/imports.
func (h Handler) Show(w http.ResponseWriter, r *http.Request) error {
	f := form{kind: r.URL.Query().Get("kind"), worker: r.URL.Query().Get("worker")}
	return h.render(w, r, http.StatusOK, f, nil)
}

// Send answers POST /passports/imports.
func (h Handler) Send(w http.ResponseWriter, r *http.Request) error {
	f := form{kind: r.PostFormValue("kind"), worker: r.PostFormValue("worker"), asOf: r.PostFormValue("as_of")}
	file, err := sent(r)
	if err == nil {
		t := &dates.Reader{}
		in := app.ReadFile{Kind: recordimport.Kind(f.kind), File: file, Worker: f.worker, AsOf: t.Begin("as_of", f.asOf), RequestID: web.RequestID(r.Context())}
		if !in.Kind.Register() {
			t = &dates.Reader{}
		}
		if err = t.Err(); err == nil {
			var i app.Imported
			if i, err = h.Use.ReadImport(r.Context(), in); err == nil {
				http.Redirect(w, r, "/passports/imports/"+i.State.ID.String(), http.StatusSeeOther)
				return nil
			}
		}
	}
	refused, status, ok := view.Refusal(err, "")
	if !ok {
		return err
	}
	return h.render(w, r, status, f, refused)
}

func sent(r *http.Request) ([]byte, error) {
	file, _, err := r.FormFile("file")
	if errors.Is(err, http.ErrMissingFile) || errors.Is(err, http.ErrNotMultipart) {
		return nil, app.FieldFault("file", "Choose a file.")
	}
	if err != nil {
		return nil, fault.New(fault.Invalid, "body_unreadable", "The file could not be read whole. Send it again.").Because(err)
	}
	defer func() { _ = file.Close() }()
	b, err := io.ReadAll(io.LimitReader(file, sheet.MaxBytes+1))
	if err != nil {
		return nil, fault.New(fault.Invalid, "body_unreadable", "The file could not be read whole. Send it again.").Because(err)
	}
	return b, nil
}

func (h Handler) render(w http.ResponseWriter, r *http.Request, status int, f form, refused *fault.Error) error {
	past, err := h.Use.ListImports(r.Context())
	if err != nil {
		return err
	}
	queue, err := h.Use.ImportQueue(r.Context())
	if err != nil {
		return err
	}
	if workerID, err := id.Parse(f.worker); err == nil {
		one, err := h.Use.ShowWorker(r.Context(), workerID)
		if err != nil {
			return err
		}
		f.name = one.Name()
		w.Header().Set("Cache-Control", "no-store")
	}
	return web.Render(w, r, status, Page(viewOf(past, len(queue), f, refused)))
}

// Template answers GET /passports/import-templates/{kind}.
func (h Handler) Template(w http.ResponseWriter, r *http.Request) error {
	text, ok := app.ImportTemplate(recordimport.Kind(r.PathValue("kind")))
	if !ok {
		return app.ErrNoImport
	}
	w.Header().Set("Content-Type", "text/csv; charset=utf-8")
	w.Header().Set("Content-Disposition", `attachment; filename="`+r.PathValue("kind")+`.csv"`)
	_, err := io.WriteString(w, "\uFEFF"+text)
	return err
}
