package agreementpage

import (
	"net/http"

	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/pkg/web/layout"
	"github.com/muster-ics/muster/services/deployments/internal/app"
	"github.com/muster-ics/muster/services/deployments/internal/web/view"
)

// SignView is the page on which a party signs: the whole text, its hash and the capacity.
type SignView struct {
	VersionView
	Self, Capacity string
	Capacities     []layout.Option
	Fault          *fault.Error
}

func (v SignView) fields() []fault.Field {
	if v.Fault == nil {
		return nil
	}
	return v.Fault.Fields
}

// ShowSign answers GET /agreements/{id}/sign with the text that waits for the reader's signature.
func (h Handler) ShowSign(w http.ResponseWriter, r *http.Request) error {
	v, err := h.signView(r)
	if err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, SignPage(v))
}

// Sign answers POST /agreements/{id}/sign.
func (h Handler) Sign(w http.ResponseWriter, r *http.Request) error {
	agr, err := pathID(r)
	if err != nil {
		return err
	}
	_, err = h.App.SignAgreement(r.Context(), agr, r.PostFormValue("capacity"), r.PostFormValue("terms_hash"))
	if err == nil {
		http.Redirect(w, r, "/agreements/"+agr.String()+"?done=signed", http.StatusSeeOther)
		return nil
	}
	f, status, ok := view.Refusal(err)
	if !ok {
		return err
	}
	v, gone := h.signView(r)
	if gone != nil {
		return h.refused(w, r, err) // Nothing waits for this signature any more.
	}
	v.Fault, v.Capacity = f, r.PostFormValue("capacity")
	return web.Render(w, r, status, SignPage(v))
}

func (h Handler) signView(r *http.Request) (SignView, error) {
	agr, err := pathID(r)
	if err != nil {
		return SignView{}, err
	}
	x, err := h.App.FindAgreement(r.Context(), agr)
	if err != nil {
		return SignView{}, err
	}
	self := view.Self(r.Context()).As(r.Context(), x.Concerns)
	terms, waits := x.AwaitsSignatureOf(self.Employer)
	if !waits {
		return SignView{}, fault.New(fault.NotFound, "nothing_to_sign", "Nothing waits for your employer's signature here.")
	}
	all, err := h.App.AgreementVersions(r.Context(), agr)
	if err != nil {
		return SignView{}, err
	}
	names, err := view.EmployerNames(r.Context(), h.App)
	if err != nil {
		return SignView{}, err
	}
	v := SignView{Self: names[self.Employer], Capacities: append([]layout.Option{{Text: "Choose one"}}, view.Options(app.Capacities, nil)...)}
	for i, version := range all {
		if version.Terms == terms {
			v.VersionView = versionOf(agr, version, all[i+1:], names)
		}
	}
	return v, nil
}
