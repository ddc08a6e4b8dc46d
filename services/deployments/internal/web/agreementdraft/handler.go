// Package agreementdraft is the pages /agreements/{id}/draft: what an agreement that has not been offered, or a new
// version of one, is going to say, and one page for each group of its clauses.
package agreementdraft

import (
	"net/http"
	"net/url"
	"slices"

	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/deployments/internal/app"
	"github.com/muster-ics/muster/services/deployments/internal/web/view"
)

// Handler answers the pages.
type Handler struct{ App *app.App }

// draft is what the pages are about.
type draft struct {
	agreement app.Agreement
	clauses   app.Clauses
	terms     int64
	hash      string
	people    people
}

// Show answers GET /agreements/{id}/draft.
func (h Handler) Show(w http.ResponseWriter, r *http.Request) error {
	d, err := h.find(r)
	if err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, Page(tasksOf(d, r.URL.Query().Get("done"))))
}

// ShowGroup answers GET /agreements/{id}/draft/{group}.
func (h Handler) ShowGroup(w http.ResponseWriter, r *http.Request) error {
	d, g, err := h.findGroup(r)
	if err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, GroupPage(groupView(d, g, nil, nil)))
}

// SendGroup answers POST /agreements/{id}/draft/{group}.
func (h Handler) SendGroup(w http.ResponseWriter, r *http.Request) error {
	d, g, err := h.findGroup(r)
	if err != nil {
		return err
	}
	_, err = h.App.ReviseDraft(r.Context(), d.agreement.ID(), r.PostForm.Get("was"), func(c *app.Clauses) error {
		in := &reader{form: r.PostForm}
		g.read(in, c, d.people)
		return in.err()
	})
	if err == nil {
		http.Redirect(w, r, "/agreements/"+d.agreement.ID().String()+"/draft?done="+g.Code, http.StatusSeeOther)
		return nil
	}
	f, status, ok := view.Refusal(err)
	if !ok {
		return err
	}
	return web.Render(w, r, status, GroupPage(groupView(d, g, r.PostForm, f)))
}

func (h Handler) findGroup(r *http.Request) (draft, Group, error) {
	g, is := groupOf(r.PathValue("group"))
	if !is {
		return draft{}, g, fault.New(fault.NotFound, "page_not_found", "There is no such page.")
	}
	d, err := h.find(r)
	return d, g, err
}

func (h Handler) find(r *http.Request) (draft, error) {
	gone := fault.New(fault.NotFound, "draft_not_found", "There is no such draft.")
	agr, err := id.Parse(r.PathValue("id"))
	if err != nil {
		return draft{}, gone
	}
	a, err := h.App.FindDraft(r.Context(), agr)
	if err != nil {
		return draft{}, err
	}
	d := draft{agreement: a}
	var is bool
	if d.clauses, d.terms, d.hash, is = a.Draft(); !is {
		return draft{}, gone
	}
	all, err := h.App.AllEmployers(r.Context())
	if err != nil {
		return draft{}, err
	}
	d.people = people{self: a.Drafter(), names: view.Names{}}
	for _, e := range all {
		d.people.names[e.ODS()] = e.Details().Name
		if e.ODS() != d.people.self && (e.OpenAt(h.App.Now()) || slices.Contains(d.clauses.Employers(), e.ODS())) {
			d.people.others = append(d.people.others, e.ODS())
		}
	}
	return d, nil
}

func groupView(d draft, g Group, form url.Values, f *fault.Error) GroupView {
	v := GroupView{ID: d.agreement.ID().String(), Group: g, Was: d.hash, Fault: f, Title: d.clauses.Title}
	if form != nil {
		v.Was = form.Get("was")
		if f != nil && f.Code == "draft_differs" {
			v.Was = d.hash // What was typed stays; sending it again is a decision.
		}
	}
	for _, q := range g.ask(d.clauses, d.people) {
		v.Questions = append(v.Questions, q.kept(form, f))
	}
	return v
}
