// Package healthqueue is the page /passports/health: whose work health assessment is missing or runs out next, for the
// people of occupational health, who see a name and a role and nothing else of a passport.
package healthqueue

import (
	"net/http"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/pkg/web/layout"
	"github.com/muster-ics/muster/services/passports/internal/app"
	"github.com/muster-ics/muster/services/passports/internal/web/view"
)

// Handler answers the page.
type Handler struct{ Use *app.Passports }

// View is what the page shows.
type View struct {
	Employer string
	Rows     []Row
	// Next is the address of the page after; empty on the last.
	Next string
}

// Row is one worker.
type Row struct {
	WorkerID, Name, Role, Status string
	Kind                         layout.TagKind
}

const (
	perPage = 25
	ahead   = 90
)

// Show answers GET /passports/health.
func (h Handler) Show(w http.ResponseWriter, r *http.Request) error {
	who, _ := auth.From(r.Context())
	filters := []any{"health", who.Employer}
	after, _, err := web.DecodeCursor[app.DuePlace](filters, r.URL.Query().Get("after"))
	if err != nil {
		return err
	}
	page, err := h.Use.FindHealthDue(r.Context(), app.FindDue{Employer: who.Employer, Days: ahead, After: after, Limit: perPage})
	if err != nil {
		return err
	}
	v := View{Employer: who.Employer}
	for _, l := range page.Lines {
		row := Row{WorkerID: l.WorkerID, Name: l.Name, Role: view.Words(l.Role) + ", " + view.Band(l.Band)}
		row.Kind, row.Status = view.Due(l.State, l.DueAt, h.Use.Clock.Now())
		v.Rows = append(v.Rows, row)
	}
	if page.Next != nil {
		v.Next = "/passports/health?after=" + web.EncodeCursor(filters, *page.Next)
	}
	w.Header().Set("Cache-Control", "no-store")
	return web.Render(w, r, http.StatusOK, Page(v))
}
