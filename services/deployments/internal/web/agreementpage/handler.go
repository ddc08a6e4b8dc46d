// Package agreementpage is the pages of one agreement: what it says and who has signed it, its versions and what they
// changed, the text to read and print, and the pages on which a party signs it or gives notice.
package agreementpage

import (
	"net/http"
	"strconv"

	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/deployments/internal/app"
	"github.com/muster-ics/muster/services/deployments/internal/web/view"
)

// Handler answers the pages' addresses and their forms.
type Handler struct{ App *app.App }

// what the reader has done, by the word in the address after the redirect.
var done = map[string]string{
	"offered": "It is offered to its parties.",
	"signed":  "You have signed.",
	"ended":   "The end is recorded.",
	"dropped": "The new version is given up. The version in force stays.",
	"invited": "The employer is invited. It becomes a party by signing.",
}

// Show answers GET /agreements/{id}.
func (h Handler) Show(w http.ResponseWriter, r *http.Request) error {
	v, err := h.view(r)
	if err != nil {
		return err
	}
	v.Done = done[r.URL.Query().Get("done")]
	return web.Render(w, r, http.StatusOK, Page(v))
}

// Text answers GET /agreements/{id}/text, of the version that the address names, or of the one that decides.
func (h Handler) Text(w http.ResponseWriter, r *http.Request) error {
	v, err := h.version(r, r.URL.Query().Get("version"))
	if err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, TextPage(v))
}

// Version answers GET /agreements/{id}/versions/{version}.
func (h Handler) Version(w http.ResponseWriter, r *http.Request) error {
	v, err := h.version(r, r.PathValue("version"))
	if err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, VersionPage(v))
}

// Offer answers POST /agreements/{id}/offer.
func (h Handler) Offer(w http.ResponseWriter, r *http.Request) error {
	return h.act(w, r, "offered", func(agr id.ID) error {
		_, err := h.App.OfferAgreement(r.Context(), agr)
		return err
	})
}

// Drop answers POST /agreements/{id}/drop.
func (h Handler) Drop(w http.ResponseWriter, r *http.Request) error {
	return h.act(w, r, "dropped", func(agr id.ID) error {
		_, err := h.App.DropAmendment(r.Context(), agr)
		return err
	})
}

// Invite answers POST /agreements/{id}/invite.
func (h Handler) Invite(w http.ResponseWriter, r *http.Request) error {
	return h.act(w, r, "invited", func(agr id.ID) error {
		_, err := h.App.InviteEmployer(r.Context(), agr, r.PostFormValue("employer"))
		return err
	})
}

// Amend answers POST /agreements/{id}/amend.
func (h Handler) Amend(w http.ResponseWriter, r *http.Request) error {
	agr, err := pathID(r)
	if err != nil {
		return err
	}
	if _, err = h.App.AmendAgreement(r.Context(), agr, nil); err == nil {
		http.Redirect(w, r, "/agreements/"+agr.String()+"/draft?done=amending", http.StatusSeeOther)
		return nil
	}
	return h.refused(w, r, err)
}

func (h Handler) act(w http.ResponseWriter, r *http.Request, word string, do func(id.ID) error) error {
	agr, err := pathID(r)
	if err != nil {
		return err
	}
	if err := do(agr); err != nil {
		return h.refused(w, r, err)
	}
	http.Redirect(w, r, "/agreements/"+agr.String()+"?done="+word, http.StatusSeeOther)
	return nil
}

// refused shows the agreement with what stands in the way.
func (h Handler) refused(w http.ResponseWriter, r *http.Request, err error) error {
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
	agr, err := pathID(r)
	if err != nil {
		return View{}, err
	}
	x, err := h.App.FindAgreement(r.Context(), agr)
	if err != nil {
		return View{}, err
	}
	versions, err := h.App.AgreementVersions(r.Context(), agr)
	if err != nil {
		return View{}, err
	}
	names, err := view.EmployerNames(r.Context(), h.App)
	if err != nil {
		return View{}, err
	}
	open, err := view.OpenNames(r.Context(), h.App)
	return viewOf(x, versions, names, open, view.Self(r.Context()).As(r.Context(), x.Concerns)), err
}

// version finds one version of the text; none named is the one that decides.
func (h Handler) version(r *http.Request, named string) (VersionView, error) {
	none := fault.New(fault.NotFound, "agreement_not_found", "There is no such version of an agreement.")
	agr, err := pathID(r)
	if err != nil {
		return VersionView{}, err
	}
	x, err := h.App.FindAgreement(r.Context(), agr)
	if err != nil {
		return VersionView{}, err
	}
	terms := x.Terms()
	if named != "" {
		if terms, err = strconv.ParseInt(named, 10, 64); err != nil {
			return VersionView{}, none
		}
	}
	all, err := h.App.AgreementVersions(r.Context(), agr)
	if err != nil {
		return VersionView{}, err
	}
	names, err := view.EmployerNames(r.Context(), h.App)
	if err != nil {
		return VersionView{}, err
	}
	for i, v := range all {
		if v.Terms == terms {
			return versionOf(agr, v, all[i+1:], names), nil
		}
	}
	return VersionView{}, none
}

func pathID(r *http.Request) (id.ID, error) {
	agr, err := id.Parse(r.PathValue("id"))
	if err != nil {
		return agr, fault.New(fault.NotFound, "agreement_not_found", "There is no such agreement.")
	}
	return agr, nil
}
