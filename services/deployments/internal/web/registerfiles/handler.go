// Package registerfiles is the pages /register-files: a lead sends a list of employers or sites, sees what each row comes
// to, and takes it over.
package registerfiles

import (
	"errors"
	"io"
	"net/http"

	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/sheet"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/deployments/internal/app"
	"github.com/muster-ics/muster/services/deployments/internal/registerfile"
	"github.com/muster-ics/muster/services/deployments/internal/web/londonday"
	"github.com/muster-ics/muster/services/deployments/internal/web/view"
)

// Limit is the largest form: a file and what the form wraps around it.
const Limit = sheet.MaxBytes + 1<<20

// Handler answers the form, its sending, and each file.
type Handler struct{ App *app.App }

// Form answers GET /register-files.
func (h Handler) Form(w http.ResponseWriter, r *http.Request) error {
	return h.form(w, r, http.StatusOK, view.Form{Values: map[string][]string{"kind": {string(registerfile.Employers)}}})
}

// Send answers POST /register-files.
func (h Handler) Send(w http.ResponseWriter, r *http.Request) error {
	file, err := sent(r)
	joins := h.App.Now()
	if err == nil {
		joins, err = londonday.Or("form.joins_on", r.PostFormValue("joins_on"), joins)
	}
	if err == nil {
		var p app.Preview
		if p, err = h.App.ReadRegisterFile(r.Context(), app.SentFile{Kind: registerfile.Kind(r.PostFormValue("kind")), File: file, Joins: joins}); err == nil {
			http.Redirect(w, r, "/register-files/"+p.File.ID.String(), http.StatusSeeOther)
			return nil
		}
	}
	f, status, ok := view.Refusal(err)
	if !ok {
		return err
	}
	return h.form(w, r, status, view.Form{Values: r.PostForm, Fault: f})
}

func sent(r *http.Request) ([]byte, error) {
	file, _, err := r.FormFile("file")
	if errors.Is(err, http.ErrMissingFile) || errors.Is(err, http.ErrNotMultipart) {
		return nil, fault.New(fault.Invalid, "file_missing", "There is no file.").WithFields(fault.Field{Location: "form.file", Message: "Choose a file."})
	}
	if err != nil {
		return nil, unreadable(err)
	}
	defer func() { _ = file.Close() }()
	b, err := io.ReadAll(io.LimitReader(file, sheet.MaxBytes+1))
	if err != nil {
		return nil, unreadable(err)
	}
	return b, nil
}

func unreadable(err error) error {
	return fault.New(fault.Invalid, "body_unreadable", "The file could not be read whole. Send it again.").Because(err)
}

func (h Handler) form(w http.ResponseWriter, r *http.Request, status int, f view.Form) error {
	past, err := h.App.RegisterFilesSent(r.Context())
	if err != nil {
		return err
	}
	v := FormView{Form: f}
	for _, p := range past {
		v.Past = append(v.Past, pastOf(p))
	}
	return web.Render(w, r, status, FormPage(v))
}

// Show answers GET /register-files/{id}.
func (h Handler) Show(w http.ResponseWriter, r *http.Request) error {
	file, err := id.Parse(r.PathValue("id"))
	if err != nil {
		return absent()
	}
	p, err := h.App.ShowRegisterFile(r.Context(), file)
	if err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, FilePage(viewOf(p)))
}

// Apply answers POST /register-files/{id}/apply.
func (h Handler) Apply(w http.ResponseWriter, r *http.Request) error {
	file, err := id.Parse(r.PathValue("id"))
	if err != nil {
		return absent()
	}
	if _, err := h.App.ApplyRegisterFile(r.Context(), file); err != nil {
		return err
	}
	http.Redirect(w, r, "/register-files/"+file.String(), http.StatusSeeOther)
	return nil
}

func absent() error {
	return fault.New(fault.NotFound, "register_file_not_found", "There is no such file.")
}
