package api

import (
	"context"
	"net/http"

	es "github.com/muster-ics/muster/events/shifts"
	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/web"

	"github.com/muster-ics/muster/services/shifts/internal/app"
	"github.com/muster-ics/muster/services/shifts/internal/booking"
	"github.com/muster-ics/muster/services/shifts/internal/swap"
)

func mountSwaps(s *web.Server, h handlers) {
	conflicts := []int{http.StatusNotFound, http.StatusConflict}
	register(s, web.Op{Method: http.MethodPost, Path: "/bookings/{id}/swap", ID: "offer-swap", Action: app.OfferSwap, Status: http.StatusCreated, Errors: conflicts,
		Summary:     "Look for somebody who takes your confirmed booking over (worker)",
		Description: "To one worker, or without worker_id to all who may take the shift. Your booking stands until the other worker has passed every check."}, h.offerSwap)
	register(s, web.Op{Method: http.MethodGet, Path: "/swaps", ID: "list-swaps", Action: app.ReadRequests,
		Summary: "List swaps, earliest first: those that you take part in, or those of your employer's shifts"}, h.listSwaps)
	register(s, web.Op{Method: http.MethodGet, Path: "/swaps/open", ID: "list-open-swaps", Action: app.TakeSwap,
		Summary: "List the bookings on offer that you could take over (worker)"}, h.openSwaps)
	register(s, web.Op{Method: http.MethodPost, Path: "/swaps/{id}/take", ID: "take-swap", Pending: notYet, Action: app.TakeSwap, Status: http.StatusCreated, Errors: conflicts,
		Summary:     "Take a booking over (worker)",
		Description: "201: it is yours. 202: the ward is asked (status asked), or the checks are not back yet (taking). 409: not possible, with every reason; the other worker keeps the shift."}, h.takeSwap)
	register(s, web.Op{Method: http.MethodPost, Path: "/swaps/{id}/approve", ID: "approve-swap", Pending: notYet, Action: app.DecideSwap, Status: http.StatusCreated, Errors: conflicts,
		Summary: "Agree to the worker who would take a booking over (duty approve)"}, h.approveSwap)
	register(s, web.Op{Method: http.MethodPost, Path: "/swaps/{id}/decline", ID: "decline-swap", Action: app.DecideSwap, Errors: conflicts,
		Summary: "Refuse that worker; the booking is on offer again (duty approve)"}, h.declineSwap)
	register(s, web.Op{Method: http.MethodPost, Path: "/swaps/{id}/withdraw", ID: "withdraw-swap", Action: app.OfferSwap, Errors: conflicts,
		Summary: "Take a swap back, or step back from taking one while the ward is asked (worker)"}, h.withdrawSwap)
}

type offerSwapInput struct {
	ID   string `path:"id" maxLength:"64"`
	Body *struct {
		WorkerID string `json:"worker_id,omitempty" format:"uuid" doc:"The one worker whom it is offered to."`
	} `required:"false"`
}

type swapOutput struct {
	Status int
	ETag   string `header:"ETag"`
	Body   es.SwapState
}

func swapAnswer(s swap.State, status int) *swapOutput {
	return &swapOutput{Status: status, ETag: web.ETag(s.Version), Body: app.SwapState(s)}
}

func (h handlers) offerSwap(ctx context.Context, in *offerSwapInput) (*swapOutput, error) {
	only := id.Nil
	if in.Body != nil && in.Body.WorkerID != "" {
		var err error
		if only, err = byID(in.Body.WorkerID); err != nil {
			return nil, err
		}
	}
	return onID(in.ID, func(bookingID id.ID) (*swapOutput, error) {
		s, err := h.app.OfferBooking(ctx, bookingID, only)
		return swapAnswer(s, http.StatusCreated), err
	})
}

// taking is the answer to one who takes a booking over: 201 once it is theirs.
func taking(s app.Swapped) *swapOutput {
	if s.Booking != nil && s.Booking.Booking.Status == booking.Confirmed {
		return swapAnswer(s.Swap, http.StatusCreated)
	}
	return swapAnswer(s.Swap, http.StatusAccepted)
}

func (h handlers) takeSwap(ctx context.Context, in *acceptInput) (*swapOutput, error) {
	return onID(in.ID, func(swapID id.ID) (*swapOutput, error) {
		s, err := h.app.TakeOver(ctx, swapID, in.shown(), async(in.Prefer))
		return taking(s), err
	})
}

func (h handlers) approveSwap(ctx context.Context, in *requestPath) (*swapOutput, error) {
	return onID(in.ID, func(swapID id.ID) (*swapOutput, error) {
		s, err := h.app.ApproveSwap(ctx, swapID, async(in.Prefer))
		return taking(s), err
	})
}

func (h handlers) declineSwap(ctx context.Context, in *requestPath) (*swapOutput, error) {
	return onID(in.ID, func(swapID id.ID) (*swapOutput, error) {
		s, err := h.app.DeclineSwap(ctx, swapID)
		return swapAnswer(s, http.StatusOK), err
	})
}

func (h handlers) withdrawSwap(ctx context.Context, in *requestPath) (*swapOutput, error) {
	return onID(in.ID, func(swapID id.ID) (*swapOutput, error) {
		s, err := h.app.WithdrawSwap(ctx, swapID)
		return swapAnswer(s, http.StatusOK), err
	})
}

type swapsInput struct {
	Status []string `query:"status" enum:"offered,asked,taking,done,withdrawn,closed"`
	RequestsFilter
}

type swapsOutput struct {
	Link string `header:"Link"`
	Body struct {
		Swaps []es.SwapState `json:"swaps"`
		Next  string         `json:"next,omitempty" doc:"Send it as after for the next page; absent on the last."`
	}
}

func (h handlers) listSwaps(ctx context.Context, in *swapsInput) (*swapsOutput, error) {
	f, err := in.filter("swaps", in.Status)
	if err != nil {
		return nil, err
	}
	list, err := h.app.ListSwaps(ctx, f)
	if err != nil {
		return nil, err
	}
	out := &swapsOutput{}
	out.Body.Swaps = make([]es.SwapState, len(list))
	for i, s := range list {
		out.Body.Swaps[i] = app.SwapState(s)
	}
	out.Body.Next = in.next(in.filters("swaps", in.Status), len(list), func() app.Cursor {
		return app.Cursor{At: list[len(list)-1].OfferedAt, ID: list[len(list)-1].ID}
	})
	out.Link = web.NextLink(ctx, out.Body.Next)
	return out, nil
}

type openSwapsOutput struct {
	Body struct {
		Swaps []openSwap `json:"swaps"`
	}
}

type openSwap struct {
	Swap  es.SwapState  `json:"swap"`
	Shift es.ShiftState `json:"shift"`
	// PayTotalPence is what the shift would pay the caller.
	PayTotalPence int64 `json:"pay_total_pence" doc:"What it would pay you when it is worked as planned."`
}

func (h handlers) openSwaps(ctx context.Context, _ *struct{}) (*openSwapsOutput, error) {
	who, _ := auth.From(ctx)
	list, err := h.app.OpenSwaps(ctx)
	if err != nil {
		return nil, err
	}
	out := &openSwapsOutput{}
	out.Body.Swaps = make([]openSwap, len(list))
	for i, s := range list {
		out.Body.Swaps[i] = openSwap{Swap: app.SwapState(s.Swap), Shift: app.ShiftStateFor(who, s.Shift), PayTotalPence: s.Pay.TotalPence}
	}
	return out, nil
}
