// Package offers is the page /passport/offers: what a worker was offered to take into a wallet, and the answer.
package offers

import (
	"net/http"

	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/passports/internal/app"
	"github.com/muster-ics/muster/services/passports/internal/web/view"
)

// Handler answers the page.
type Handler struct{ Use *app.Passports }

// View is what the page shows.
type View struct {
	Offers  []app.OfferView
	Problem *fault.Error
}

// Show answers GET /passport/offers.
func (h Handler) Show(w http.ResponseWriter, r *http.Request) error {
	return h.show(w, r, http.StatusOK, nil)
}

func (h Handler) show(w http.ResponseWriter, r *http.Request, status int, problem *fault.Error) error {
	offers, err := h.Use.ShowOffers(r.Context())
	if err != nil {
		return err
	}
	return web.Render(w, r, status, Page(View{Offers: offers, Problem: problem}))
}

// Ask answers POST /passport/offers: workers ask for all that is due to them.
func (h Handler) Ask(w http.ResponseWriter, r *http.Request) error {
	me, err := h.Use.OwnID(r.Context(), app.MayTake)
	if err != nil {
		return err
	}
	_, err = h.Use.MakeOffer(r.Context(), me, nil, web.RequestID(r.Context()))
	return h.after(w, r, err)
}

// Accept answers POST /passport/offers/{id}/accept.
func (h Handler) Accept(w http.ResponseWriter, r *http.Request) error {
	offerID, err := offerOf(r)
	if err != nil {
		return err
	}
	_, err = h.Use.AcceptOffer(r.Context(), offerID, web.RequestID(r.Context()))
	return h.after(w, r, err)
}

// Reject answers POST /passport/offers/{id}/reject.
func (h Handler) Reject(w http.ResponseWriter, r *http.Request) error {
	offerID, err := offerOf(r)
	if err != nil {
		return err
	}
	_, err = h.Use.RejectOffer(r.Context(), offerID, r.PostFormValue("reason"), web.RequestID(r.Context()))
	return h.after(w, r, err)
}

// Open answers POST /passport/offers/{id}/wallet with the link and the code for a wallet of the worker's own.
func (h Handler) Open(w http.ResponseWriter, r *http.Request) error {
	offerID, err := offerOf(r)
	if err != nil {
		return err
	}
	links, err := h.Use.OpenOffer(r.Context(), offerID)
	if err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, WalletPage(links))
}

func (h Handler) after(w http.ResponseWriter, r *http.Request, err error) error {
	if f, status, refused := view.Refusal(err, ""); refused {
		return h.show(w, r, status, f)
	}
	if err != nil {
		return err
	}
	http.Redirect(w, r, "/passport/offers", http.StatusSeeOther)
	return nil
}

func offerOf(r *http.Request) (id.ID, error) {
	offerID, err := id.Parse(r.PathValue("id"))
	if err != nil {
		return id.Nil, app.ErrNoOffer
	}
	return offerID, nil
}

// Reasons are why a worker may reject an offer, in words.
var Reasons = [][2]string{
	{"wrong_details", "Something in it is wrong"}, {"not_mine", "It is not about me"}, {"out_of_date", "It is out of date"}, {"not_wanted", "I do not want it"},
}
