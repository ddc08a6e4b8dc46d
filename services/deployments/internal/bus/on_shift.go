package bus

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/muster-ics/muster/events"
	"github.com/muster-ics/muster/events/shifts"
	msgbus "github.com/muster-ics/muster/pkg/bus"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/deployments/internal/app"
)

// ShiftModels keeps what shifts tells of shifts, and when workers are busy. It has a lane of its own: the saga does not
// wait for it.
var ShiftModels = msgbus.Subscription{
	Consumer: "deployments", Producer: "shifts", Lane: "models", Batch: true,
	Events: append(named(
		shifts.ShiftPostedV1{}, shifts.ShiftAmendedV1{}, shifts.ShiftReleasedV1{}, shifts.ShiftEscalatedV1{}, shifts.ShiftFilledV1{},
		shifts.ShiftReopenedV1{}, shifts.ShiftStartedV1{}, shifts.ShiftWorkedV1{}, shifts.ShiftWithdrawnV1{}, shifts.ShiftCancelledV1{},
		shifts.ShiftLapsedV1{},
	), busyEvents...),
}

// busyEvents tell that a booking stands, or that it does no more.
var busyEvents = named(
	shifts.BookingConfirmedV1{}, shifts.BookingStartedV1{}, shifts.BookingWorkedV1{}, shifts.BookingWithdrawnV1{},
	shifts.BookingCancelledV1{}, shifts.BookingRevokedV1{}, shifts.BookingDidNotAttendV1{},
)

func named(evs ...events.Event) []string {
	out := make([]string, len(evs))
	for i, e := range evs {
		out[i] = e.EventName()
	}
	return out
}

// onShifts keeps a batch of shifts as they are after their changes, and when workers are busy.
func onShifts(a *app.App) msgbus.BatchHandler {
	return func(ctx context.Context, batch []msgbus.Delivery) error {
		var shifts []app.ShiftFact
		var bookings []app.BookingFact
		for _, d := range batch {
			if slices.Contains(busyEvents, d.Env.Type) {
				f, err := bookingFact(d.Env, d.Event)
				if err != nil {
					return msgbus.Permanent(err) // The bus tries the others of the batch one by one.
				}
				bookings = append(bookings, f)
				continue
			}
			f, err := shiftFact(d.Env, d.Event)
			if err != nil {
				return msgbus.Permanent(err)
			}
			shifts = append(shifts, f)
		}
		if err := a.LearnShifts(ctx, shifts...); err != nil {
			return err
		}
		return a.LearnBookings(ctx, bookings...)
	}
}

func shiftFact(env events.Envelope, ev events.Event) (app.ShiftFact, error) {
	s, ok := shiftOf(ev)
	if !ok {
		return app.ShiftFact{}, fmt.Errorf("%s does not tell a shift", env.Type)
	}
	shift, err := id.Parse(s.ShiftID)
	if err != nil {
		return app.ShiftFact{}, fmt.Errorf("shift of %s: %w", env.ID, err)
	}
	needs, err := json.Marshal(s.Requirements)
	return app.ShiftFact{
		Shift: shift, Version: env.AggregateVersion, Host: s.Employer, Site: s.Site, Ward: s.Ward, StaffGroup: s.StaffGroup, Role: s.Role, Band: s.Band,
		StartsAt: s.StartsAt, EndsAt: s.EndsAt, NetMinutes: s.NetMinutes, RatePence: s.RatePence, AgencyPence: s.AgencyRatePence,
		Status: string(s.Status), FilledBy: string(s.FilledBy), Requirements: needs, PostedAt: s.PostedAt,
	}, err
}

func shiftOf(ev events.Event) (shifts.ShiftState, bool) {
	switch e := ev.(type) {
	case shifts.ShiftPostedV1:
		return e.Shift, true
	case shifts.ShiftAmendedV1:
		return e.Shift, true
	case shifts.ShiftReleasedV1:
		return e.Shift, true
	case shifts.ShiftEscalatedV1:
		return e.Shift, true
	case shifts.ShiftFilledV1:
		return e.Shift, true
	case shifts.ShiftReopenedV1:
		return e.Shift, true
	case shifts.ShiftStartedV1:
		return e.Shift, true
	case shifts.ShiftWorkedV1:
		return e.Shift, true
	case shifts.ShiftWithdrawnV1:
		return e.Shift, true
	case shifts.ShiftCancelledV1:
		return e.Shift, true
	case shifts.ShiftLapsedV1:
		return e.Shift, true
	}
	return shifts.ShiftState{}, false
}

func bookingFact(env events.Envelope, ev events.Event) (f app.BookingFact, err error) {
	b, stands := standingBooking(ev)
	if !stands {
		var ended bool
		if b, ended = endedBooking(ev); !ended {
			return f, fmt.Errorf("%s does not tell whether a booking stands", env.Type)
		}
	}
	f = app.BookingFact{Version: env.AggregateVersion, Home: b.HomeEmployer, StartsAt: b.StartsAt, EndsAt: b.EndsAt, Stands: stands}
	if f.Booking, err = id.Parse(b.BookingID); err != nil {
		return f, fmt.Errorf("booking of %s: %w", env.ID, err)
	}
	if f.Worker, err = id.Parse(b.WorkerID); err != nil {
		return f, fmt.Errorf("worker of %s: %w", env.ID, err)
	}
	return f, nil
}

func standingBooking(ev events.Event) (shifts.BookingState, bool) {
	switch e := ev.(type) {
	case shifts.BookingConfirmedV1:
		return e.Booking, true
	case shifts.BookingStartedV1:
		return e.Booking, true
	case shifts.BookingWorkedV1:
		return e.Booking, true
	}
	return shifts.BookingState{}, false
}
