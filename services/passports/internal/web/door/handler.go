// Package door is what a worker shows at a ward's door, and what the ward sees that scans its code.
package door

import (
	"errors"
	"net/http"

	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/passports/internal/app"
)

// Handler answers the pages.
type Handler struct{ Use *app.Passports }

// Show answers GET /passport/door. The code in it is made anew each time.
func (h Handler) Show(w http.ResponseWriter, r *http.Request) error {
	pass, err := h.Use.ShowAtDoor(r.Context())
	if err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, Page(pass))
}

// Look answers GET /verify/d/{code} for any phone.
func (h Handler) Look(w http.ResponseWriter, r *http.Request) error {
	pass, err := h.Use.LookThroughDoor(r.Context(), r.PathValue("code"))
	var f *fault.Error
	if errors.As(err, &f) && f.Kind == fault.NotFound {
		return web.Render(w, r, http.StatusNotFound, Over())
	}
	if err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, Seen(pass))
}

func words(verdict string) string {
	switch verdict {
	case app.DoorFit:
		return "Fit for this shift"
	case app.DoorLook:
		return "Fit for this shift. Read the card first"
	case app.DoorNotFit:
		return "Not fit for this shift"
	case app.DoorBarred:
		return "Must not work at present"
	}
	return "Not booked for a shift"
}
