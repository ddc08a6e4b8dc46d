// Package notices is the page /notices: what a worker has been told, latest first.
package notices

import (
	"net/http"
	"strconv"

	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/pkg/web/layout"

	"github.com/muster-ics/muster/services/shifts/internal/app"
)

// shown is how many notices one page has.
const shown = 30

// Handler answers for the page.
type Handler struct{ App *app.App }

// Show answers GET /notices. Looking does not mark anything as read: a GET changes nothing.
func (h Handler) Show(w http.ResponseWriter, r *http.Request) error {
	before, _ := strconv.ParseInt(r.URL.Query().Get("before"), 10, 64)
	in, err := h.App.Notices(r.Context(), before, shown)
	if err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, Page(viewOf(in)))
}

// Read answers POST /notices/read.
func (h Handler) Read(w http.ResponseWriter, r *http.Request) error {
	upTo, err := strconv.ParseInt(r.PostFormValue("up_to"), 10, 64)
	if err != nil {
		return fault.New(fault.Invalid, "invalid_input", "Load the page of notices again, and press the button there.")
	}
	if err := h.App.MarkRead(r.Context(), upTo); err != nil {
		return err
	}
	http.Redirect(w, r, "/notices", http.StatusSeeOther)
	return nil
}

// Acknowledge answers POST /notices/{id}/acknowledge.
func (h Handler) Acknowledge(w http.ResponseWriter, r *http.Request) error {
	noticeID, err := id.Parse(r.PathValue("id"))
	if err != nil {
		return fault.New(fault.NotFound, "not_found", "There is no such notice for you.")
	}
	if err := h.App.Acknowledge(r.Context(), noticeID); err != nil {
		return err
	}
	http.Redirect(w, r, "/notices", http.StatusSeeOther)
	return nil
}

func viewOf(in app.Inbox) View {
	v := View{Unread: in.Unread}
	for i, n := range in.Notices {
		if i == 0 {
			v.Latest = n.N
		}
		v.Notices = append(v.Notices, Notice{
			ID: n.ID.String(), Headline: n.Headline, Detail: n.Detail, Link: n.Link, At: layout.Moment(n.At),
			New: n.ReadAt == nil, Ask: n.MustAcknowledge && n.AcknowledgedAt == nil, Shifts: len(n.ShiftIDs),
		})
		if i == shown-1 {
			v.Older = "/notices?before=" + strconv.FormatInt(n.N, 10)
		}
	}
	return v
}
