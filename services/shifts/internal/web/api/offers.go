package api

import (
	"context"
	"net/http"

	es "github.com/muster-ics/muster/events/shifts"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/web"

	"github.com/muster-ics/muster/services/shifts/internal/app"
	"github.com/muster-ics/muster/services/shifts/internal/offer"
)

func mountOffers(s *web.Server, h handlers) {
	conflicts := []int{http.StatusNotFound, http.StatusConflict}
	register(s, web.Op{Method: http.MethodPost, Path: "/shifts/{id}/offers", ID: "offer-shift", Action: app.OfferShift, Status: http.StatusCreated, Errors: conflicts,
		Summary:     "Keep an open shift for one worker until a time",
		Description: "Nobody else can take it until then; it opens again by itself."}, h.offerShift)
	register(s, web.Op{Method: http.MethodGet, Path: "/offers", ID: "list-offers", Action: app.ReadRequests,
		Summary: "List offers, earliest first: those to you, or those of your employer's shifts"}, h.listOffers)
	register(s, web.Op{Method: http.MethodPost, Path: "/offers/{id}/accept", ID: "accept-offer", Pending: notYet, Action: app.AnswerOffer, Status: http.StatusCreated, Errors: conflicts,
		Summary:     "Take the shift that is kept for you (worker)",
		Description: "201: confirmed. 202: held, the checks are not back yet; read Location. 409 offer_expired or offer_ended: too late."}, h.acceptOffer)
	register(s, web.Op{Method: http.MethodPost, Path: "/offers/{id}/decline", ID: "decline-offer", Action: app.AnswerOffer, Errors: conflicts,
		Summary: "Give up the shift that is kept for you (worker)"}, h.declineOffer)
	register(s, web.Op{Method: http.MethodPost, Path: "/offers/{id}/withdraw", ID: "withdraw-offer", Action: app.OfferShift, Errors: conflicts,
		Summary: "Take an offer back (employer)"}, h.withdrawOffer)
	register(s, web.Op{Method: http.MethodPost, Path: "/bookings", ID: "accept-shifts", Action: app.AcceptShift,
		Summary: "Accept several shifts, judged together",
		Description: "what_fits takes each that fits beside those before it in the list. all_or_none takes all, or gives back what it held; a shift may then be held for some seconds and open again. " +
			"Each result has a booking (confirmed or still held) or a code with every reason."}, h.acceptSeveral)
}

type offerInput struct {
	ID   string `path:"id" maxLength:"64"`
	Body struct {
		WorkerID string `json:"worker_id" format:"uuid"`
		Minutes  int    `json:"minutes" minimum:"5" maximum:"1440" doc:"How long the shift is kept."`
	}
}

type offerOutput struct {
	Status int
	ETag   string `header:"ETag"`
	Body   es.OfferState
}

func offerAnswer(o offer.State, status int) *offerOutput {
	return &offerOutput{Status: status, ETag: web.ETag(o.Version), Body: app.OfferState(o)}
}

func (h handlers) offerShift(ctx context.Context, in *offerInput) (*offerOutput, error) {
	worker, err := byID(in.Body.WorkerID)
	if err != nil {
		return nil, err
	}
	return onID(in.ID, func(shiftID id.ID) (*offerOutput, error) {
		o, err := h.app.OfferTo(ctx, shiftID, worker, in.Body.Minutes)
		return offerAnswer(o, http.StatusCreated), err
	})
}

func (h handlers) acceptOffer(ctx context.Context, in *acceptInput) (*bookingOutput, error) {
	return onID(in.ID, func(offerID id.ID) (*bookingOutput, error) {
		b, err := h.app.AcceptOffer(ctx, offerID, in.shown(), async(in.Prefer))
		return claimed(b), problemOrNil(err)
	})
}

func (h handlers) declineOffer(ctx context.Context, in *requestPath) (*offerOutput, error) {
	return onID(in.ID, func(offerID id.ID) (*offerOutput, error) {
		o, err := h.app.DeclineOffer(ctx, offerID)
		return offerAnswer(o, http.StatusOK), err
	})
}

func (h handlers) withdrawOffer(ctx context.Context, in *requestPath) (*offerOutput, error) {
	return onID(in.ID, func(offerID id.ID) (*offerOutput, error) {
		o, err := h.app.WithdrawOffer(ctx, offerID)
		return offerAnswer(o, http.StatusOK), err
	})
}

type offersInput struct {
	Status []string `query:"status" enum:"open,accepted,declined,expired,withdrawn,closed"`
	RequestsFilter
}

type offersOutput struct {
	Link string `header:"Link"`
	Body struct {
		Offers []es.OfferState `json:"offers"`
		Next   string          `json:"next,omitempty" doc:"Send it as after for the next page; absent on the last."`
	}
}

func (h handlers) listOffers(ctx context.Context, in *offersInput) (*offersOutput, error) {
	f, err := in.filter("offers", in.Status)
	if err != nil {
		return nil, err
	}
	list, err := h.app.ListOffers(ctx, f)
	if err != nil {
		return nil, err
	}
	out := &offersOutput{}
	out.Body.Offers = make([]es.OfferState, len(list))
	for i, o := range list {
		out.Body.Offers[i] = app.OfferState(o)
	}
	out.Body.Next = in.next(in.filters("offers", in.Status), len(list), func() app.Cursor {
		return app.Cursor{At: list[len(list)-1].MadeAt, ID: list[len(list)-1].ID}
	})
	out.Link = web.NextLink(ctx, out.Body.Next)
	return out, nil
}

type severalInput struct {
	Body struct {
		ShiftIDs   []string         `json:"shift_ids" minItems:"1" maxItems:"20"`
		Choice     string           `json:"choice" enum:"all_or_none,what_fits"`
		ShownPence map[string]int64 `json:"shown_pence,omitempty" doc:"By shift, the total pay that the worker saw. A shift that pays less is refused with pay_changed."`
	}
}

type severalOutput struct {
	Body struct {
		Results []severalResult `json:"results"`
	}
}

// severalResult is what became of one shift: a booking, or a code with its sentence.
type severalResult struct {
	ShiftID string           `json:"shift_id"`
	Booking *es.BookingState `json:"booking,omitempty"`
	RefusedOne
}

func (h handlers) acceptSeveral(ctx context.Context, in *severalInput) (*severalOutput, error) {
	wanted, err := byIDs("shift_ids", in.Body.ShiftIDs)
	if err != nil {
		return nil, err
	}
	cmd := app.Several{ShiftIDs: wanted, AllOrNone: in.Body.Choice == "all_or_none", ShownPence: map[id.ID]int64{}}
	for _, shiftID := range wanted {
		cmd.ShownPence[shiftID] = in.Body.ShownPence[shiftID.String()]
	}
	results, err := h.app.AcceptSeveral(ctx, cmd)
	if err != nil {
		return nil, err
	}
	out := &severalOutput{}
	for _, r := range results {
		d := severalResult{ShiftID: r.ShiftID.String(), RefusedOne: refusalOf(r.Fault)}
		if r.Booking != nil {
			st := app.BookingState(r.Booking.Booking, r.Booking.Shift)
			d.Booking = &st
		}
		out.Body.Results = append(out.Body.Results, d)
	}
	return out, nil
}
