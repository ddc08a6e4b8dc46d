package api

import (
	"context"
	"net/http"

	es "github.com/muster-ics/muster/events/shifts"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/web"

	"github.com/muster-ics/muster/services/shifts/internal/app"
	"github.com/muster-ics/muster/services/shifts/internal/waiting"
)

func mountWaitingLists(s *web.Server, h handlers) {
	conflicts := []int{http.StatusNotFound, http.StatusConflict}
	register(s, web.Op{Method: http.MethodPost, Path: "/shifts/{id}/waiting-list", ID: "join-waiting-list", Action: app.WaitForShift, Status: http.StatusCreated, Errors: conflicts,
		Summary:     "Wait for a shift that somebody else has (worker)",
		Description: "When it opens again it is offered to those who wait, in turn, each for some minutes. 409 shift_open: take it instead."}, h.joinWaitingList)
	register(s, web.Op{Method: http.MethodGet, Path: "/waiting-list", ID: "list-waiting-places", Action: app.ReadRequests,
		Summary: "List places on waiting lists in their turn: your own, or those of your employer's shifts"}, h.listPlaces)
	register(s, web.Op{Method: http.MethodPost, Path: "/waiting-list/{id}/leave", ID: "leave-waiting-list", Action: app.LeaveWaitingList, Errors: conflicts,
		Summary: "Give a place on a waiting list up (worker)"}, h.leaveWaitingList)
}

type placeOutput struct {
	Status int
	ETag   string `header:"ETag"`
	Body   es.WaitingPlaceState
}

func placeAnswer(p waiting.State, status int) *placeOutput {
	return &placeOutput{Status: status, ETag: web.ETag(p.Version), Body: app.PlaceState(p)}
}

func (h handlers) joinWaitingList(ctx context.Context, in *requestPath) (*placeOutput, error) {
	return onID(in.ID, func(shiftID id.ID) (*placeOutput, error) {
		p, err := h.app.JoinWaitingList(ctx, shiftID)
		return placeAnswer(p, http.StatusCreated), err
	})
}

func (h handlers) leaveWaitingList(ctx context.Context, in *requestPath) (*placeOutput, error) {
	return onID(in.ID, func(placeID id.ID) (*placeOutput, error) {
		p, err := h.app.LeaveWaitingList(ctx, placeID)
		return placeAnswer(p, http.StatusOK), err
	})
}

type placesInput struct {
	Status []string `query:"status" enum:"waiting,taken,passed,left,closed"`
	RequestsFilter
}

type placesOutput struct {
	Link string `header:"Link"`
	Body struct {
		Places []es.WaitingPlaceState `json:"places"`
		Next   string                 `json:"next,omitempty" doc:"Send it as after for the next page; absent on the last."`
	}
}

func (h handlers) listPlaces(ctx context.Context, in *placesInput) (*placesOutput, error) {
	f, err := in.filter("waiting-list", in.Status)
	if err != nil {
		return nil, err
	}
	list, err := h.app.ListPlaces(ctx, f)
	if err != nil {
		return nil, err
	}
	out := &placesOutput{}
	out.Body.Places = make([]es.WaitingPlaceState, len(list))
	for i, p := range list {
		out.Body.Places[i] = app.PlaceState(p)
	}
	out.Body.Next = in.next(in.filters("waiting-list", in.Status), len(list), func() app.Cursor {
		return app.Cursor{At: list[len(list)-1].JoinedAt, ID: list[len(list)-1].ID}
	})
	out.Link = web.NextLink(ctx, out.Body.Next)
	return out, nil
}
