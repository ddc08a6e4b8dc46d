package api

import (
	"context"
	"net/http"
	"time"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/passports/internal/app"
	"github.com/muster-ics/muster/services/passports/internal/presentation"
)

func (a API) mountWallets(s *web.Server) {
	web.Register(s, web.Op{Method: http.MethodPost, Path: "/workers/{id}/offers", ID: "offer-credentials", Summary: "Offer a worker credentials to take into a wallet",
		Action: app.MayOffer, Status: http.StatusCreated, Errors: []int{404}}, a.makeOffer)
	web.Register(s, web.Op{Method: http.MethodGet, Path: "/me/offers", ID: "list-offers", Summary: "What was offered to me", Action: app.MayTake, Errors: []int{404}}, a.offers)
	web.Register(s, web.Op{Method: http.MethodPost, Path: "/me/offers/{offer}/accept", ID: "accept-offer", Summary: "Take an offer into the wallet that Muster keeps for me",
		Action: app.MayTake, Errors: []int{404}}, a.acceptOffer)
	web.Register(s, web.Op{Method: http.MethodPost, Path: "/me/offers/{offer}/reject", ID: "reject-offer", Summary: "Say no to an offer, and why", Action: app.MayTake, Errors: []int{404}}, a.rejectOffer)
	web.Register(s, web.Op{Method: http.MethodPost, Path: "/me/offers/{offer}/wallet", ID: "open-offer", Summary: "The link and the code to take an offer into a wallet of my own",
		Action: app.MayTake, Errors: []int{404}, ReadOnly: true}, a.openOffer)

	web.Register(s, web.Op{Method: http.MethodPost, Path: "/vp/requests", ID: "request-presentation", Summary: "Ask a worker to show credentials",
		Description: "The request can be answered for ten minutes, once, by a wallet through its link or by a worker of this system through its page.",
		Action:      app.MayRequest, Status: http.StatusCreated}, a.requestPresentation)
	web.Register(s, web.Op{Method: http.MethodGet, Path: "/vp/requests/{request}", ID: "get-presentation", Summary: "What became of a request", Action: app.MayRequest, Errors: []int{404}}, a.presentation)
	web.Register(s, web.Op{Method: http.MethodPost, Path: "/me/requests/{request}/answer", ID: "answer-request", Summary: "Show what a receiver asks for, from the passport that Muster keeps",
		Action: app.MayPresent, Errors: []int{404}}, a.answerRequest)
	web.Register(s, web.Op{Method: http.MethodPost, Path: "/me/requests/{request}/decline", ID: "decline-request", Summary: "Say no to a receiver",
		Action: app.MayPresent, Errors: []int{404}, Status: http.StatusNoContent}, a.declineRequest)
}

type offerOutput struct{ Body app.OfferView }

type makeOfferInput struct {
	ByWorker
	Body struct {
		Kinds []string `json:"kinds,omitempty" maxItems:"20" doc:"E.g. check.dbs, registration.NMC, competency.cstf.FIRE.1; left out, all that stand."`
	}
}

func (a API) makeOffer(ctx context.Context, in *makeOfferInput) (*offerOutput, error) {
	workerID, err := in.worker()
	if err != nil {
		return nil, err
	}
	v, err := a.use.MakeOffer(ctx, workerID, in.Body.Kinds, requestID(ctx))
	return &offerOutput{v}, err
}

type offersOutput struct {
	Body struct {
		Offers []app.OfferView `json:"offers"`
	}
}

func (a API) offers(ctx context.Context, _ *struct{}) (*offersOutput, error) {
	out := &offersOutput{}
	var err error
	out.Body.Offers, err = a.use.ShowOffers(ctx)
	return out, err
}

// ByOffer is the path of everything below one offer.
type ByOffer struct {
	Offer string `path:"offer" format:"uuid" doc:"The offer's id."`
}

func (p ByOffer) offer() (id.ID, error) { return known(p.Offer, app.ErrNoOffer) }

func (a API) acceptOffer(ctx context.Context, in *struct{ ByOffer }) (*offerOutput, error) {
	offerID, err := in.offer()
	if err != nil {
		return nil, err
	}
	v, err := a.use.AcceptOffer(ctx, offerID, requestID(ctx))
	return &offerOutput{v}, err
}

type rejectOfferInput struct {
	ByOffer
	Body struct {
		Reason string `json:"reason" enum:"wrong_details,not_mine,out_of_date,not_wanted"`
	}
}

func (a API) rejectOffer(ctx context.Context, in *rejectOfferInput) (*offerOutput, error) {
	offerID, err := in.offer()
	if err != nil {
		return nil, err
	}
	v, err := a.use.RejectOffer(ctx, offerID, in.Body.Reason, requestID(ctx))
	return &offerOutput{v}, err
}

type openOfferOutput struct {
	Body struct {
		Link  string    `json:"link,omitempty" doc:"For the wallet; empty once the offer was answered or is over."`
		Code  string    `json:"code,omitempty" doc:"The transaction code that the wallet asks for."`
		Until time.Time `json:"until"`
	}
}

func (a API) openOffer(ctx context.Context, in *struct{ ByOffer }) (*openOfferOutput, error) {
	offerID, err := in.offer()
	if err != nil {
		return nil, err
	}
	links, err := a.use.OpenOffer(ctx, offerID)
	out := &openOfferOutput{}
	out.Body.Link, out.Body.Code, out.Body.Until = links.Link, links.Transaction, links.Until
	return out, err
}

type askBody struct {
	Type     string   `json:"type" maxLength:"60" doc:"E.g. dbs/1."`
	Claims   []string `json:"claims,omitempty" maxItems:"40" doc:"Names of claims that must be shown."`
	Optional []string `json:"optional,omitempty" maxItems:"40" doc:"Names of claims of which the worker may leave out any."`
	Spare    bool     `json:"spare,omitempty" doc:"The receiver does without this credential."`
	Several  bool     `json:"several,omitempty" doc:"More than one credential of the type is asked for."`
}

type requestPresentationInput struct {
	Body struct {
		Purpose string    `json:"purpose" enum:"bank_shift,deployment,honorary_contract,pre_employment,audit"`
		Asks    []askBody `json:"asks" minItems:"1" maxItems:"20"`
	}
}

type presentationBody struct {
	RequestID   string                `json:"request_id" format:"uuid"`
	Receiver    string                `json:"receiver" doc:"ODS code."`
	Purpose     string                `json:"purpose"`
	Status      string                `json:"status" enum:"requested,verified,refused,over"`
	ReasonCode  string                `json:"reason_code,omitempty"`
	RequestedAt time.Time             `json:"requested_at"`
	ExpiresAt   time.Time             `json:"expires_at"`
	AnsweredAt  *time.Time            `json:"answered_at,omitempty"`
	Link        string                `json:"link,omitempty" doc:"For wallets: openid4vp://…"`
	Page        string                `json:"page,omitempty" doc:"For workers of this system."`
	Receipt     *presentation.Receipt `json:"receipt,omitempty"`
	Shown       []shownBody           `json:"shown" doc:"What was shown, for as long as the answer may be disputed."`
}

type shownBody struct {
	Type   string         `json:"type"`
	Issuer string         `json:"issuer"`
	Claims map[string]any `json:"claims"`
}

type presentationOutput struct{ Body presentationBody }

func presentationOf(v app.RequestView) *presentationOutput {
	b := presentationBody{
		RequestID: v.ID.String(), Receiver: v.Receiver, Purpose: v.Purpose, Status: v.Status, ReasonCode: v.Reason, RequestedAt: v.RequestedAt,
		ExpiresAt: v.ExpiresAt, AnsweredAt: v.AnsweredAt, Link: v.Link, Page: v.Page, Receipt: v.Receipt,
	}
	for _, s := range v.Values {
		b.Shown = append(b.Shown, shownBody{s.Type, s.Issuer, s.Claims})
	}
	return &presentationOutput{b}
}

func (a API) requestPresentation(ctx context.Context, in *requestPresentationInput) (*presentationOutput, error) {
	ask := app.RequestPresentation{Purpose: in.Body.Purpose, RequestID: requestID(ctx)}
	for _, b := range in.Body.Asks {
		ask.Asks = append(ask.Asks, app.AskFor(b))
	}
	v, err := a.use.RequestPresentation(ctx, ask)
	return presentationOf(v), inBody(err)
}

// ByRequest is the path of everything below one request.
type ByRequest struct {
	Request string `path:"request" format:"uuid" doc:"The request's id."`
}

func (p ByRequest) request() (id.ID, error) { return known(p.Request, app.ErrNoRequest) }

func (a API) presentation(ctx context.Context, in *struct{ ByRequest }) (*presentationOutput, error) {
	requested, err := in.request()
	if err != nil {
		return nil, err
	}
	v, err := a.use.ShowRequest(ctx, requested)
	return presentationOf(v), err
}

type answerRequestInput struct {
	ByRequest
	Body struct {
		Keep []string `json:"keep,omitempty" maxItems:"200" doc:"Optional claims to be shown, as <query>.<claim>."`
		Show []string `json:"show,omitempty" maxItems:"40" doc:"Queries of spare credentials to be shown."`
	}
}

type receiptOutput struct{ Body presentation.Receipt }

func (a API) answerRequest(ctx context.Context, in *answerRequestInput) (*receiptOutput, error) {
	requested, err := in.request()
	if err != nil {
		return nil, err
	}
	receipt, err := a.use.PresentOwn(ctx, app.PresentOwn{Request: requested, Chosen: app.Chosen{Keep: in.Body.Keep, Show: in.Body.Show}, RequestID: requestID(ctx)})
	return &receiptOutput{receipt}, err
}

func (a API) declineRequest(ctx context.Context, in *struct{ ByRequest }) (*struct{}, error) {
	requested, err := in.request()
	if err != nil {
		return nil, err
	}
	return nil, a.use.DeclineRequest(ctx, requested, requestID(ctx))
}
