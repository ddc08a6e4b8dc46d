// Package newimport is the page /shifts/import: a roster sent as a file, or pasted.
package newimport

import (
	"errors"
	"io"
	"net/http"
	"strings"
	"time"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/pkg/web/layout"

	"github.com/muster-ics/muster/services/shifts/internal/app"
	"github.com/muster-ics/muster/services/shifts/internal/rosterfile"
	"github.com/muster-ics/muster/services/shifts/internal/rosterimport"
	"github.com/muster-ics/muster/services/shifts/internal/web/view"
)

// Limit is the largest form: a file and what the form wraps around it.
const Limit = rosterfile.MaxBytes + 1<<20

// Handler answers the form, its sending and its examples.
type Handler struct{ App *app.App }

// Show answers GET /shifts/import.
func (h Handler) Show(w http.ResponseWriter, r *http.Request) error {
	return h.render(w, r, http.StatusOK, nil)
}

// Send answers POST /shifts/import.
func (h Handler) Send(w http.ResponseWriter, r *http.Request) error {
	file, err := sent(r)
	if err == nil {
		i, rerr := h.App.ReadRoster(r.Context(), file)
		if rerr == nil {
			http.Redirect(w, r, "/imports/"+i.State.ID.String(), http.StatusSeeOther)
			return nil
		}
		err = rerr
	}
	f, status, ok := view.Refusal(err)
	if !ok {
		return err
	}
	return h.render(w, r, status, f)
}

// sent is the file that was chosen, or else what was pasted.
func sent(r *http.Request) ([]byte, error) {
	file, _, err := r.FormFile("file")
	switch {
	case errors.Is(err, http.ErrMissingFile) || errors.Is(err, http.ErrNotMultipart):
	case err != nil:
		return nil, fault.New(fault.Invalid, "body_unreadable", "The file could not be read whole. Send it again.").Because(err)
	default:
		defer func() { _ = file.Close() }()
		b, err := io.ReadAll(io.LimitReader(file, rosterfile.MaxBytes+1))
		if err != nil {
			return nil, fault.New(fault.Invalid, "body_unreadable", "The file could not be read whole. Send it again.").Because(err)
		}
		if len(b) > 0 {
			return b, nil
		}
	}
	if text := r.PostFormValue("text"); strings.TrimSpace(text) != "" {
		return []byte(text), nil
	}
	return nil, fault.New(fault.Invalid, "file_empty", "There is nothing to read yet.").
		WithFields(fault.Field{Location: "form.file", Message: "Choose a file, or paste the rows with their headings."})
}

func (h Handler) render(w http.ResponseWriter, r *http.Request, status int, f *fault.Error) error {
	past, err := h.App.RosterImports(r.Context())
	if err != nil {
		return err
	}
	mapping, _, err := h.App.RosterMapping(r.Context())
	if err != nil {
		return err
	}
	v := View{Text: r.PostFormValue("text"), Mapping: mappingOf(mapping), Fault: onTheForm(f)}
	if f != nil && r.PostForm.Has("words") {
		v.Mapping.Words, v.Mapping.DateOrder = r.PostForm.Get("words"), r.PostForm.Get("date_order")
	}
	for _, i := range past[:min(len(past), 10)] {
		v.Past = append(v.Past, pastOf(i))
	}
	return web.Render(w, r, status, Page(v))
}

// onTheForm points what is wrong with the file at its input.
func onTheForm(f *fault.Error) *fault.Error {
	if f == nil {
		return nil
	}
	out := fault.New(f.Kind, f.Code, "%s", f.Message)
	for _, field := range f.Fields {
		field.Location = strings.Replace(field.Location, "body.", "form.", 1)
		if field.Message == f.Message {
			out.Message = "The file cannot be read."
		}
		out = out.WithFields(field)
	}
	return out
}

func pastOf(i app.Imported) Past {
	p := Past{Href: "/imports/" + i.State.ID.String(), When: layout.Moment(i.State.ReadAt), Rows: i.State.Counts.Rows, Posted: i.State.Counts.Posted}
	p.Status = Statuses[i.State.Status]
	return p
}

// Statuses are the tags of imports.
var Statuses = map[rosterimport.Status]view.Status{
	rosterimport.NeedsMapping: {Kind: layout.Yellow, Text: "Columns to explain"}, rosterimport.Previewed: {Kind: layout.Yellow, Text: "Not posted yet"},
	rosterimport.Committing: {Kind: layout.Blue, Text: "Being posted"}, rosterimport.Committed: {Kind: layout.Green, Text: "Posted"},
	rosterimport.Undoing: {Kind: layout.Blue, Text: "Being undone"}, rosterimport.Undone: {Kind: layout.Grey, Text: "Undone"},
}

// ExampleCSV answers GET /shifts/import/example.csv.
func (h Handler) ExampleCSV(w http.ResponseWriter, r *http.Request) error {
	return h.example(w, r, "example.csv", "text/csv; charset=utf-8", rosterfile.ExampleCSV)
}

// ExampleWorkbook answers GET /shifts/import/example.xlsx.
func (h Handler) ExampleWorkbook(w http.ResponseWriter, r *http.Request) error {
	return h.example(w, r, "example.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", rosterfile.ExampleWorkbook)
}

func (h Handler) example(w http.ResponseWriter, r *http.Request, name, kind string, of func(site string, today time.Time) ([]byte, error)) error {
	who := view.Self(r.Context())
	if _, err := h.App.Policy().Check(r.Context(), app.PostShift, auth.Facts{Employer: who.Employer}); err != nil {
		return err
	}
	names, err := h.App.Directory(r.Context())
	if err != nil {
		return err
	}
	site := who.Employer + "01"
	for _, s := range names.Sites {
		if s.Employer == who.Employer {
			site = s.ODS
			break
		}
	}
	b, err := of(site, h.App.Now().In(clock.London))
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", kind)
	w.Header().Set("Content-Disposition", `attachment; filename="`+name+`"`)
	_, err = w.Write(b)
	return err
}
