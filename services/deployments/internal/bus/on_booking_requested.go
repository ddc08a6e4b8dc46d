package bus

import (
	"context"
	"fmt"

	"github.com/muster-ics/muster/events"
	"github.com/muster-ics/muster/events/shifts"
	msgbus "github.com/muster-ics/muster/pkg/bus"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/deployments/internal/app"
	"github.com/muster-ics/muster/services/deployments/internal/deployment"
)

// onBookingRequested answers a booking across employers by the agreement between them. It is acknowledged in silence
// when home and host are one.
func onBookingRequested(a *app.App) msgbus.Handler {
	return func(ctx context.Context, env events.Envelope, ev events.Event) error {
		e, ok := ev.(shifts.BookingRequestedV1)
		if !ok {
			return msgbus.Permanent(fmt.Errorf("%s is not a booking request", env.Type))
		}
		p, err := placement(e.Booking)
		if err != nil {
			return msgbus.Permanent(err)
		}
		return a.AuthoriseDeployment(ctx, p, env.ID)
	}
}

func placement(b shifts.BookingState) (deployment.Placement, error) {
	p := deployment.Placement{
		Home: b.HomeEmployer, Host: b.HostEmployer, Site: b.Site, StaffGroup: b.StaffGroup, Band: b.Band,
		StartsAt: b.StartsAt, EndsAt: b.EndsAt, AskedAt: b.HeldAt, EPP: b.Requirements.EPP,
		// What asks for a check for work with children is work with children.
		Children: b.Requirements.DBSWorkforce == "child" || b.Requirements.DBSWorkforce == "both",
	}
	for _, x := range []struct {
		into *id.ID
		from string
	}{{&p.Booking, b.BookingID}, {&p.Shift, b.ShiftID}, {&p.Worker, b.WorkerID}} {
		v, err := id.Parse(x.from)
		if err != nil {
			return p, fmt.Errorf("booking %s: %w", b.BookingID, err)
		}
		*x.into = v
	}
	return p, nil
}
