// Package importpage is the page /imports/{id}: what a file says, whether to post it, how far that is, and its one undo.
package importpage

import (
	"bytes"
	"net/http"
	"net/url"

	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/web"

	"github.com/muster-ics/muster/services/shifts/internal/app"
	"github.com/muster-ics/muster/services/shifts/internal/rosterfile"
	"github.com/muster-ics/muster/services/shifts/internal/rosterimport"
	"github.com/muster-ics/muster/services/shifts/internal/web/view"
)

// Handler answers the page and its forms.
type Handler struct{ App *app.App }

const (
	// shown is how many rows of each kind stand on the page; the rest are in the download.
	shown = 50
	// understood is how many good rows show that the file was read rightly.
	understood = 10
)

// Show answers GET /imports/{id}.
func (h Handler) Show(w http.ResponseWriter, r *http.Request) error {
	importID, err := at(r)
	if err != nil {
		return err
	}
	return h.render(w, r, http.StatusOK, importID, nil)
}

func at(r *http.Request) (id.ID, error) {
	v, err := id.Parse(r.PathValue("id"))
	if err != nil {
		return id.Nil, fault.New(fault.NotFound, "not_found", "There is nothing here for you. Check the address, or ask who sent it.")
	}
	return v, nil
}

// Explain answers POST /imports/{id}/mapping.
func (h Handler) Explain(w http.ResponseWriter, r *http.Request) error {
	return h.do(w, r, func(importID id.ID) error {
		i, err := h.App.RosterImport(r.Context(), importID)
		if err != nil {
			return err
		}
		_, err = h.App.ExplainRoster(r.Context(), importID, mapping(r.PostForm, i.Headings))
		return err
	})
}

// mapping is what the form says of columns: for each field the letter of one, or a value for every row.
func mapping(form url.Values, headings []rosterfile.Heading) rosterfile.Mapping {
	m := rosterfile.Mapping{DateOrder: form.Get("date_order"), Columns: map[string]rosterfile.Field{}, Fixed: map[rosterfile.Field]string{}}
	texts := map[string]string{}
	for _, heading := range headings {
		texts[heading.Column] = heading.Text
	}
	for _, f := range rosterfile.Fields {
		if text, ok := texts[form.Get("column_"+string(f))]; ok {
			m.Columns[text] = f
		}
		if v := form.Get("fixed_" + string(f)); v != "" {
			m.Fixed[f] = v
		}
	}
	return m
}

// Commit answers POST /imports/{id}/commit.
func (h Handler) Commit(w http.ResponseWriter, r *http.Request) error {
	return h.do(w, r, func(importID id.ID) error {
		var wrong []fault.Field
		choice := rosterimport.Choice{Which: rosterimport.Which(r.PostForm.Get("rows")),
			LeaveOutRepeats: view.Ticked(r.PostForm, "form.", "leave_out_repeats", &wrong), Again: view.Ticked(r.PostForm, "form.", "again", &wrong)}
		if err := view.Unreadable(wrong); err != nil {
			return err
		}
		_, err := h.App.CommitRoster(r.Context(), importID, choice)
		return err
	})
}

// Undo answers POST /imports/{id}/undo.
func (h Handler) Undo(w http.ResponseWriter, r *http.Request) error {
	return h.do(w, r, func(importID id.ID) error {
		_, err := h.App.UndoRoster(r.Context(), importID)
		return err
	})
}

// do leads back to the page, or shows it with what was refused.
func (h Handler) do(w http.ResponseWriter, r *http.Request, what func(id.ID) error) error {
	importID, err := at(r)
	if err != nil {
		return err
	}
	if err = what(importID); err == nil {
		http.Redirect(w, r, "/imports/"+importID.String(), http.StatusSeeOther)
		return nil
	}
	f, status, ok := view.Refusal(err)
	if !ok {
		return err
	}
	return h.render(w, r, status, importID, f)
}

func (h Handler) render(w http.ResponseWriter, r *http.Request, status int, importID id.ID, f *fault.Error) error {
	ctx := r.Context()
	i, err := h.App.RosterImport(ctx, importID)
	if err != nil {
		return err
	}
	bad, err := h.App.RosterRows(ctx, importID, app.BadRows, 0, shown)
	if err != nil {
		return err
	}
	warned, err := h.App.RosterRows(ctx, importID, app.WarnedRows, 0, shown)
	if err != nil {
		return err
	}
	good, err := h.App.RosterRows(ctx, importID, app.GoodRows, 0, understood)
	if err != nil {
		return err
	}
	var kept []app.KeptShift
	if i.State.Counts.Kept > 0 {
		if kept, err = h.App.KeptShifts(ctx, importID); err != nil {
			return err
		}
	}
	names, err := h.App.Directory(ctx)
	if err != nil {
		return err
	}
	v := viewOf(i, names, bad, warned, good, kept)
	v.Form, v.Fault = r.PostForm, f
	if v.AtWork {
		// The page looks again by itself, without scripts.
		w.Header().Set("Refresh", "2")
	}
	return web.Render(w, r, status, Page(v))
}

// BadRows answers GET /imports/{id}/bad-rows.csv.
func (h Handler) BadRows(w http.ResponseWriter, r *http.Request) error {
	importID, err := at(r)
	if err != nil {
		return err
	}
	rows, err := h.App.RosterRows(r.Context(), importID, app.BadRows, 0, rosterfile.MaxRows+1)
	if err != nil {
		return err
	}
	// Excel knows UTF-8 by this mark.
	b := bytes.NewBufferString("\uFEFF")
	if err := rosterfile.WriteBad(b, rows); err != nil {
		return err
	}
	w.Header().Set("Content-Type", "text/csv; charset=utf-8")
	w.Header().Set("Content-Disposition", `attachment; filename="rows-to-put-right.csv"`)
	_, err = w.Write(b.Bytes())
	return err
}
