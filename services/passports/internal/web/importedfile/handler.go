// Package importedfile is the page /passports/imports/{id}: what a file says, whether to record it, how far that is, and
// how to take it back.
package importedfile

import (
	"net/http"
	"strconv"

	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/sheet"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/passports/internal/app"
	"github.com/muster-ics/muster/services/passports/internal/recordimport"
	"github.com/muster-ics/muster/services/passports/internal/web/view"
)

// Handler answers the page and its forms.
type Handler struct{ Use *app.Passports }

// shown is how many rejected rows stand on the page; the rest are in the download.
const shown = 50

// Show answers GET /passports/imports/{id}.
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
		return id.Nil, app.ErrNoImport
	}
	return v, nil
}

// Apply answers POST /passports/imports/{id}/apply.
func (h Handler) Apply(w http.ResponseWriter, r *http.Request) error {
	return h.do(w, r, func(importID id.ID) error {
		c := recordimport.Choice{Which: recordimport.Which(r.PostForm.Get("rows")), AbsentGone: r.PostForm.Get("absent_gone") == "yes"}
		_, err := h.Use.ApplyImport(r.Context(), importID, c, web.RequestID(r.Context()))
		return err
	})
}

// Withdraw answers POST /passports/imports/{id}/withdraw.
func (h Handler) Withdraw(w http.ResponseWriter, r *http.Request) error {
	return h.do(w, r, func(importID id.ID) error {
		_, err := h.Use.WithdrawImport(r.Context(), importID, web.RequestID(r.Context()))
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
		http.Redirect(w, r, "/passports/imports/"+importID.String(), http.StatusSeeOther)
		return nil
	}
	f, status, ok := view.Refusal(err, "")
	if !ok {
		return err
	}
	return h.render(w, r, status, importID, f)
}

func (h Handler) render(w http.ResponseWriter, r *http.Request, status int, importID id.ID, f *fault.Error) error {
	i, err := h.Use.ShowImport(r.Context(), importID)
	if err != nil {
		return err
	}
	bad, err := h.Use.ImportRows(r.Context(), importID, recordimport.Rejected, 0, shown)
	if err != nil {
		return err
	}
	v := viewOf(i, bad, f)
	if v.AtWork {
		// The page looks again by itself, without scripts.
		w.Header().Set("Refresh", "2")
	}
	return web.Render(w, r, status, Page(v))
}

// Problems answers GET /passports/imports/{id}/problems.csv: what is wrong, row by row. What the rows say is not in it.
func (h Handler) Problems(w http.ResponseWriter, r *http.Request) error {
	importID, err := at(r)
	if err != nil {
		return err
	}
	rows, err := h.Use.ImportRows(r.Context(), importID, recordimport.Rejected, 0, sheet.MaxRows+1)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "text/csv; charset=utf-8")
	w.Header().Set("Content-Disposition", `attachment; filename="rows-to-put-right.csv"`)
	out := sheet.NewWriter(w, "row", "column", "heading", "it holds", "what is wrong", "what to do")
	for _, row := range rows {
		for _, p := range row.Problems {
			out.Row(strconv.Itoa(row.Number), p.Column, string(p.Field), p.Class, p.Message, p.Fix)
		}
	}
	return out.Close()
}
