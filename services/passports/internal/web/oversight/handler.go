// Package oversight is the page /passports/compliance: how each employer's workers stand, for those who see no names.
package oversight

import (
	"net/http"
	"strconv"
	"time"

	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/passports/internal/app"
)

// Handler answers the page.
type Handler struct{ Use *app.Passports }

// View is what the page shows.
type View struct {
	At        time.Time
	Employers []app.Oversight
}

// Show answers GET /passports/compliance.
func (h Handler) Show(w http.ResponseWriter, r *http.Request) error {
	all, err := h.Use.OverseeCompliance(r.Context())
	if err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, Page(View{At: h.Use.Clock.Now(), Employers: all}))
}

// few is said in place of a figure that would tell of persons.
const few = "fewer than 5"

func number(n *int) string {
	if n == nil {
		return few
	}
	return strconv.Itoa(*n)
}

func percent(o app.Oversight) string {
	if o.Percent == nil {
		return "not shown"
	}
	return strconv.Itoa(*o.Percent) + "%"
}

func deployable(o app.Oversight) string {
	if o.Deployable == nil {
		return "not shown"
	}
	return strconv.Itoa(*o.Deployable)
}
