package app

import (
	"encoding/json"
	"fmt"

	"github.com/muster-ics/muster/events"
	"github.com/muster-ics/muster/events/reason"
	es "github.com/muster-ics/muster/events/shifts"
	"github.com/muster-ics/muster/pkg/id"

	"github.com/muster-ics/muster/services/shifts/internal/application"
	"github.com/muster-ics/muster/services/shifts/internal/offer"
	"github.com/muster-ics/muster/services/shifts/internal/swap"
	"github.com/muster-ics/muster/services/shifts/internal/waiting"
)

// Application tells of the one change that brought a to its version. before is nil for a new one.
func (t Teller) Application(before *application.State, a *application.Application, by Caller) (Told, error) {
	st := a.State()
	ev := map[application.Event]events.Event{
		application.EventSubmitted: es.ApplicationSubmittedV1{Application: ApplicationState(st)},
		application.EventApproved:  es.ApplicationApprovedV1{Application: ApplicationState(st)},
		application.EventEnded:     es.ApplicationEndedV1{Application: ApplicationState(st)},
	}
	var was any
	if before != nil {
		was = ApplicationState(*before)
	}
	return tellOne(t, "application", a.Events(), ev, was, told{st.Employer, st.ID, st.Version, firstCode(st.Reasons)}, by)
}

// Offer tells of the one change that brought o to its version. before is nil for a new one.
func (t Teller) Offer(before *offer.State, o *offer.Offer, by Caller) (Told, error) {
	st := o.State()
	ev := map[offer.Event]events.Event{
		offer.EventMade: es.OfferMadeV1{Offer: OfferState(st)}, offer.EventEnded: es.OfferEndedV1{Offer: OfferState(st)},
	}
	var was any
	if before != nil {
		was = OfferState(*before)
	}
	return tellOne(t, "offer", o.Events(), ev, was, told{st.Employer, st.ID, st.Version, ""}, by)
}

// Place tells of the one change that brought p to its version. before is nil for a new one.
func (t Teller) Place(before *waiting.State, p *waiting.Place, by Caller) (Told, error) {
	st := p.State()
	ev := map[waiting.Event]events.Event{
		waiting.EventJoined: es.WaitingPlaceJoinedV1{WaitingPlace: PlaceState(st)}, waiting.EventEnded: es.WaitingPlaceEndedV1{WaitingPlace: PlaceState(st)},
	}
	var was any
	if before != nil {
		was = PlaceState(*before)
	}
	return tellOne(t, "waiting_place", p.Events(), ev, was, told{st.Employer, st.ID, st.Version, ""}, by)
}

// Swap tells of the one change that brought w to its version. before is nil for a new one.
func (t Teller) Swap(before *swap.State, w *swap.Swap, by Caller) (Told, error) {
	st := w.State()
	ev := map[swap.Event]events.Event{
		swap.EventOffered: es.SwapOfferedV1{Swap: SwapState(st)}, swap.EventTaken: es.SwapTakenV1{Swap: SwapState(st)},
		swap.EventEnded: es.SwapEndedV1{Swap: SwapState(st)},
	}
	var was any
	if before != nil {
		was = SwapState(*before)
	}
	return tellOne(t, "swap", w.Events(), ev, was, told{st.Employer, st.ID, st.Version, firstCode(st.Reasons)}, by)
}

// told is what the envelope and the audit row say besides the event.
type told struct {
	employer  string
	aggregate id.ID
	version   int64
	why       string
}

func tellOne[E ~string](t Teller, entity string, happened []E, contracts map[E]events.Event, before any, of told, by Caller) (Told, error) {
	if len(happened) != 1 {
		return Told{}, fmt.Errorf("%s %s has %d changes in one step; one version tells of one", entity, of.aggregate, len(happened))
	}
	out := Told{Action: entity + "." + string(happened[0]), Reason: of.why}
	if before != nil {
		out.Before, _ = json.Marshal(before)
	}
	ev, ok := contracts[happened[0]]
	if !ok {
		return Told{}, fmt.Errorf("no contract tells of %s %s", entity, happened[0])
	}
	var err error
	out.Envelope, err = t.wrap(ev, of.employer, of.aggregate, of.version, by)
	out.After = out.Envelope.Data
	return out, err
}

func firstCode(rs []reason.Reason) string {
	if len(rs) == 0 {
		return ""
	}
	return rs[0].Code
}

// ApplicationState is the public state of an application.
func ApplicationState(a application.State) es.ApplicationState {
	return es.ApplicationState{ApplicationID: a.ID.String(), ShiftID: a.ShiftID.String(), WorkerID: a.WorkerID.String(), HomeEmployer: a.HomeEmployer,
		Employer: a.Employer, Status: string(a.Status), SubmittedAt: a.SubmittedAt, EndedAt: a.EndedAt, BookingID: given(a.BookingID), ApprovedBy: a.ApprovedBy,
		Reasons: append([]reason.Reason{}, a.Reasons...)}
}

// OfferState is the public state of an offer.
func OfferState(o offer.State) es.OfferState {
	return es.OfferState{OfferID: o.ID.String(), ShiftID: o.ShiftID.String(), WorkerID: o.WorkerID.String(), Employer: o.Employer, Origin: string(o.Origin),
		Status: string(o.Status), MadeAt: o.MadeAt, ExpiresAt: o.ExpiresAt, EndedAt: o.EndedAt, BookingID: given(o.BookingID)}
}

// PlaceState is the public state of a place on a waiting list.
func PlaceState(p waiting.State) es.WaitingPlaceState {
	return es.WaitingPlaceState{PlaceID: p.ID.String(), ShiftID: p.ShiftID.String(), WorkerID: p.WorkerID.String(), HomeEmployer: p.HomeEmployer,
		Employer: p.Employer, Status: string(p.Status), JoinedAt: p.JoinedAt, EndedAt: p.EndedAt}
}

// SwapState is the public state of a swap.
func SwapState(s swap.State) es.SwapState {
	return es.SwapState{SwapID: s.ID.String(), BookingID: s.BookingID.String(), ShiftID: s.ShiftID.String(), WorkerID: s.WorkerID.String(), Employer: s.Employer,
		OnlyFor: given(s.OnlyFor), Status: string(s.Status), OfferedAt: s.OfferedAt, EndedAt: s.EndedAt, TakerID: given(s.TakerID), SuccessorID: given(s.SuccessorID),
		ApprovedBy: s.ApprovedBy, Reasons: append([]reason.Reason{}, s.Reasons...)}
}

// given is an id, or nothing for the one that names nothing.
func given(v id.ID) string {
	if v == id.Nil {
		return ""
	}
	return v.String()
}
