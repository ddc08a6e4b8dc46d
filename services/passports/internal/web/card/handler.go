// Package card is the fragment /passports/workers/{id}/card: what a ward sees of a worker who is booked on it.
package card

import (
	"net/http"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/passports/internal/app"
)

// Handler answers the fragment.
type Handler struct{ Use *app.Passports }

// Show answers GET /passports/workers/{id}/card: the card alone for a page that includes it, and a page of its own for
// whoever follows the link.
func (h Handler) Show(w http.ResponseWriter, r *http.Request) error {
	workerID, err := id.Parse(r.PathValue("id"))
	if err != nil {
		return app.ErrNoWorker
	}
	c, err := h.Use.ShowCard(r.Context(), workerID)
	if err != nil {
		return err
	}
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Add("Vary", "HX-Request")
	if web.IsFragment(r) {
		return web.Render(w, r, http.StatusOK, Card(c))
	}
	return web.Render(w, r, http.StatusOK, Page(c))
}
