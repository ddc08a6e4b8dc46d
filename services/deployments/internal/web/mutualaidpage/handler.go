// Package mutualaidpage is the page /mutual-aid/{id}: what a lead has opened, to whom, until when and why.
package mutualaidpage

import (
	"net/http"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/pkg/web/layout"
	"github.com/muster-ics/muster/services/deployments/internal/app"
	"github.com/muster-ics/muster/services/deployments/internal/web/view"
)

// Handler answers the page and its one button.
type Handler struct{ App *app.App }

// View is what the page shows.
type View struct {
	Path, Why string
	Done      string
	Fault     *fault.Error
	Status    view.Status
	Facts     []layout.Row
	Shifts    []Shift
	// MayEnd tells that the reader is a lead and it is open.
	MayEnd bool
}

// Shift is one that was opened.
type Shift struct{ When, Where, As, Href string }

// what the reader has done, by the word in the address after the redirect.
var done = map[string]string{
	"opened": "The shifts are open to the workers of all parties. They are being told.",
	"ended":  "The shifts are no longer open to all parties. What was booked stays.",
}

// Show answers GET /mutual-aid/{id}.
func (h Handler) Show(w http.ResponseWriter, r *http.Request) error {
	v, err := h.view(r)
	if err != nil {
		return err
	}
	v.Done = done[r.URL.Query().Get("done")]
	return web.Render(w, r, http.StatusOK, Page(v))
}

// End answers POST /mutual-aid/{id}/end.
func (h Handler) End(w http.ResponseWriter, r *http.Request) error {
	aid, err := pathID(r)
	if err != nil {
		return err
	}
	if _, err = h.App.EndMutualAid(r.Context(), aid); err == nil {
		http.Redirect(w, r, "/mutual-aid/"+aid.String()+"?done=ended", http.StatusSeeOther)
		return nil
	}
	f, status, ok := view.Refusal(err)
	if !ok {
		return err
	}
	v, err := h.view(r)
	if err != nil {
		return err
	}
	v.Fault = f
	return web.Render(w, r, status, Page(v))
}

func (h Handler) view(r *http.Request) (View, error) {
	aid, err := pathID(r)
	if err != nil {
		return View{}, err
	}
	m, err := h.App.FindMutualAid(r.Context(), aid)
	if err != nil {
		return View{}, err
	}
	names, err := view.EmployerNames(r.Context(), h.App)
	if err != nil {
		return View{}, err
	}
	sites, err := view.SiteNames(r.Context(), h.App)
	return viewOf(m.Record(), names, sites, view.Self(r.Context())), err
}

func pathID(r *http.Request) (id.ID, error) {
	aid, err := id.Parse(r.PathValue("id"))
	if err != nil {
		return aid, fault.New(fault.NotFound, "mutual_aid_not_found", "There is no such mutual aid.")
	}
	return aid, nil
}

var endedBy = map[string]string{"time": "by itself", "lead": "by a lead", "agreement": "with the agreement under it"}

func viewOf(r app.MutualAidRecord, names, sites view.Names, self auth.Principal) View {
	status := string(r.Status)
	v := View{
		Path: "/mutual-aid/" + r.ID.String(), Why: view.AidWhy(r.Why), Status: view.AidStatus(status), MayEnd: self.Role == auth.Lead && status == app.AidActive,
	}
	parties := ""
	for i, p := range r.Parties {
		if i > 0 {
			parties += ", "
		}
		parties += names.Of(p)
	}
	v.Facts = []layout.Row{
		{Key: "What the lead wrote", Value: r.Note, TestID: "note"},
		{Key: "Opened", Value: layout.Moment(r.OpenedAt)},
	}
	if r.EndedAt == nil {
		v.Facts = append(v.Facts, layout.Row{Key: "Closes by itself", Value: layout.Moment(r.ClosesAt), TestID: "closes"})
	} else {
		v.Facts = append(v.Facts, layout.Row{Key: "Closed", Value: layout.Moment(*r.EndedAt) + ", " + endedBy[string(r.EndedBy)], TestID: "closed"})
	}
	v.Facts = append(v.Facts,
		layout.Row{Key: "Open to workers of", Value: parties, TestID: "parties"},
		layout.Row{Key: "Under", Value: "The agreement that allows it", Action: &layout.Link{Text: "Read the agreement", Href: "/agreements/" + r.Agreement.String()}})
	for _, s := range r.Shifts {
		v.Shifts = append(v.Shifts, Shift{
			When: layout.When(s.StartsAt, s.EndsAt), Where: names.Of(s.Host) + ", " + sites.Of(s.Site), Href: "/shifts/" + s.ID.String(),
			As: app.Label(app.StaffGroups, s.StaffGroup) + ", " + app.Label(app.Bands, s.Band),
		})
	}
	return v
}
