// Package seen is the page /passport/seen: which employers looked at the worker's passport, what for and at what.
package seen

import (
	"net/http"

	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/passports/internal/app"
)

// Address is where the page lies.
const Address = "/passport/seen"

// looksOnPage is how many looks one page shows.
const looksOnPage = 50

// Handler answers the page.
type Handler struct{ Use *app.Passports }

// Show answers GET /passport/seen.
func (h Handler) Show(w http.ResponseWriter, r *http.Request) error {
	before, found, err := web.DecodeCursor[app.LookPlace](nil, r.URL.Query().Get("before"))
	if err != nil {
		return err
	}
	var from *app.LookPlace
	if found {
		from = &before
	}
	page, err := h.Use.ShowLooks(r.Context(), from, looksOnPage)
	if err != nil {
		return err
	}
	next := ""
	if page.Next != nil {
		next = Address + "?before=" + web.EncodeCursor([]any(nil), *page.Next)
	}
	return web.Render(w, r, http.StatusOK, Page(viewOf(page.Looks, next)))
}
