package bus

import (
	"context"
	"fmt"

	"github.com/muster-ics/muster/events"
	"github.com/muster-ics/muster/events/shifts"
	msgbus "github.com/muster-ics/muster/pkg/bus"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/deployments/internal/app"
	"github.com/muster-ics/muster/services/deployments/internal/recharge"
)

// RechargeEvents has a lane of its own, so that neither a month's approvals nor a line that cannot be raised holds up an
// answer to a booking.
var RechargeEvents = msgbus.Subscription{
	Consumer: "deployments", Producer: "shifts", Lane: "recharges",
	Events: []string{
		shifts.BookingApprovedV1{}.EventName(),
		shifts.BookingAmendedV1{}.EventName(),
		shifts.BookingDisputedV1{}.EventName(),
		shifts.BookingCancelledV1{}.EventName(),
		shifts.BookingDidNotAttendV1{}.EventName(),
		shifts.RateCardChangedV1{}.EventName(),
	},
}

func recharging(a *app.App) map[string]msgbus.Handler {
	work := onHoursApproved(a)
	return map[string]msgbus.Handler{
		shifts.BookingApprovedV1{}.EventName():     work,
		shifts.BookingAmendedV1{}.EventName():      work,
		shifts.BookingDisputedV1{}.EventName():     work,
		shifts.BookingCancelledV1{}.EventName():    work,
		shifts.BookingDidNotAttendV1{}.EventName(): work,
		shifts.RateCardChangedV1{}.EventName():     onRateCardChanged(a),
	}
}

// onHoursApproved raises or changes the line of a booking across employers, by its hours or by what is owed for it.
func onHoursApproved(a *app.App) msgbus.Handler {
	return func(ctx context.Context, env events.Envelope, ev events.Event) error {
		b, ok := PaidBooking(ev)
		if !ok {
			return msgbus.Permanent(fmt.Errorf("%s does not tell what there is to pay", env.Type))
		}
		if !b.CrossEmployer() {
			return nil
		}
		w, err := WorkOf(b, env.AggregateVersion)
		if err != nil {
			return msgbus.Permanent(err)
		}
		return a.HearWork(ctx, w, env.ID)
	}
}

// PaidBooking is the booking of an event after which there may be something, or nothing any more, to pay.
func PaidBooking(ev events.Event) (shifts.BookingState, bool) {
	switch e := ev.(type) {
	case shifts.BookingApprovedV1:
		return e.Booking, true
	case shifts.BookingAmendedV1:
		return e.Booking, true
	case shifts.BookingDisputedV1:
		return e.Booking, true
	case shifts.BookingCancelledV1:
		return e.Booking, true
	case shifts.BookingDidNotAttendV1:
		return e.Booking, true
	}
	return shifts.BookingState{}, false
}

// WorkOf reads out of a version of a booking what there is to pay for.
func WorkOf(b shifts.BookingState, version int64) (recharge.Work, error) {
	w := recharge.Work{
		Home: b.HomeEmployer, Host: b.HostEmployer, Site: b.Site, StaffGroup: b.StaffGroup, Band: b.Band, Role: b.Role,
		StartsAt: b.StartsAt, EndsAt: b.EndsAt, Terms: b.AgreementVersion, Version: version, Kind: recharge.Nothing,
	}
	for _, x := range []struct {
		into *id.ID
		from string
	}{{&w.Booking, b.BookingID}, {&w.Shift, b.ShiftID}, {&w.Worker, b.WorkerID}, {&w.Agreement, b.AgreementID}} {
		if x.from == "" {
			continue // Only an agreement may be missing; then the answer to the booking names it.
		}
		v, err := id.Parse(x.from)
		if err != nil {
			return w, fmt.Errorf("booking %s: %w", b.BookingID, err)
		}
		*x.into = v
	}
	switch {
	case b.Hours == "approved":
		w.Kind, w.Minutes, w.PayPence = recharge.Worked, b.WorkedMinutes, b.WorkedPence
		if b.WorkedFrom != nil && b.WorkedUntil != nil {
			w.From, w.Until, w.BreakMinutes = b.WorkedFrom.UTC(), b.WorkedUntil.UTC(), b.WorkedBreakMinutes
		}
		for _, l := range b.WorkedPay {
			w.Split = append(w.Split, recharge.Line{Kind: l.Kind, Minutes: l.Minutes, RatePence: l.RatePence, Uplift: l.UpliftBasisPoints, Pence: l.Pence})
		}
	case b.OwedPence > 0 && (b.Status == shifts.BookingCancelled || b.Status == shifts.BookingDidNotAttend):
		w.Kind, w.PayPence = recharge.Owed, b.OwedPence
	}
	return w, nil
}
