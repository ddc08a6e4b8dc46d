// Package adjustments is the page /passport/adjustments: what the worker asks employers to adjust, in the worker's own
// words, and which employers may read it.
package adjustments

import (
	"context"
	"net/http"
	"net/url"
	"slices"

	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/passports/internal/app"
	"github.com/muster-ics/muster/services/passports/internal/web/view"
)

// Address is where the page lies.
const Address = "/passport/adjustments"

// Handler answers the page and its forms.
type Handler struct{ Use *app.Passports }

// Show answers GET /passport/adjustments.
func (h Handler) Show(w http.ResponseWriter, r *http.Request) error {
	return h.render(w, r, http.StatusOK, url.Values{}, nil)
}

// Ask answers the form that asks for an adjustment.
func (h Handler) Ask(w http.ResponseWriter, r *http.Request) error {
	_, err := h.Use.AskAdjustment(r.Context(), r.PostForm.Get("text"), r.PostForm["shared_with"], web.RequestID(r.Context()))
	return h.after(w, r, err, "asked")
}

// One answers GET /passport/adjustments/{adjustment}: who may read it.
func (h Handler) One(w http.ResponseWriter, r *http.Request) error {
	return h.one(w, r, http.StatusOK, nil)
}

// Share answers the form that says who may read one.
func (h Handler) Share(w http.ResponseWriter, r *http.Request) error {
	adjustment, err := id.Parse(r.PathValue("adjustment"))
	if err != nil {
		return app.ErrNoAdjustment
	}
	err = h.Use.ShareAdjustment(r.Context(), adjustment, r.PostForm["shared_with"], web.RequestID(r.Context()))
	if refused, status, ok := view.Refusal(err, ""); ok {
		return h.one(w, r, status, refused)
	}
	if err != nil {
		return err
	}
	http.Redirect(w, r, Address+"?done=shared", http.StatusSeeOther)
	return nil
}

func (h Handler) one(w http.ResponseWriter, r *http.Request, status int, refused *fault.Error) error {
	all, employers, err := h.known(r.Context())
	if err != nil {
		return err
	}
	i := slices.IndexFunc(all, func(a app.Adjustment) bool { return a.ID.String() == r.PathValue("adjustment") && a.WithdrawnAt == nil })
	if i < 0 {
		return app.ErrNoAdjustment
	}
	return web.Render(w, r, status, OnePage(oneOf(all[i], employers, refused)))
}

// Withdraw answers the button that ends one.
func (h Handler) Withdraw(w http.ResponseWriter, r *http.Request) error {
	adjustment, err := id.Parse(r.PathValue("adjustment"))
	if err != nil {
		return app.ErrNoAdjustment
	}
	err = h.Use.WithdrawAdjustment(r.Context(), adjustment, web.RequestID(r.Context()))
	return h.after(w, r, err, "withdrawn")
}

func (h Handler) after(w http.ResponseWriter, r *http.Request, err error, what string) error {
	if refused, status, ok := view.Refusal(err, ""); ok {
		return h.render(w, r, status, r.PostForm, refused)
	}
	if err != nil {
		return err
	}
	http.Redirect(w, r, Address+"?done="+what, http.StatusSeeOther)
	return nil
}

func (h Handler) render(w http.ResponseWriter, r *http.Request, status int, form url.Values, refused *fault.Error) error {
	all, employers, err := h.known(r.Context())
	if err != nil {
		return err
	}
	return web.Render(w, r, status, Page(viewOf(all, employers, form, refused, done[r.URL.Query().Get("done")])))
}

// known are the worker's adjustments and the employers to choose from.
func (h Handler) known(ctx context.Context) ([]app.Adjustment, []Employer, error) {
	all, err := h.Use.OwnAdjustments(ctx)
	if err != nil {
		return nil, nil, err
	}
	hosts, err := h.Use.ShowDisclosures(ctx)
	if err != nil {
		return nil, nil, err
	}
	own, err := h.Use.ShowOwn(ctx)
	return all, employersOf(own.HomeEmployer, hosts), err
}

var done = map[string]string{
	"asked": "Your words are kept. Only the employers that you chose may read them.", "shared": "Who may read it is changed.", "withdrawn": "It is withdrawn, and its words are destroyed.",
}
