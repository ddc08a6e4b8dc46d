package bus

import (
	"context"
	"encoding/json"
	"log/slog"
	"strings"
	"time"

	"github.com/muster-ics/muster/events"
	"github.com/muster-ics/muster/events/deployments"
	"github.com/muster-ics/muster/events/passports"
	"github.com/muster-ics/muster/events/shifts"
	"github.com/muster-ics/muster/pkg/bus"
)

// followed is what the open-shift list in memory is made of. Every replica has a list of its own, so each hears all of
// this by itself, beside the durables that replicas share.
func followed() []string {
	subjects := []string{"muster.shifts.shift.>", "muster.shifts.offer.>"}
	for _, name := range append(names(passports.WorkerEnrolledV1{}, passports.PassportChangedV1{}), AgreementEvents...) {
		subjects = append(subjects, name+".>")
	}
	return subjects
}

// AgreementEvents are all that tell of an agreement.
var AgreementEvents = names(deployments.AgreementOfferedV1{}, deployments.AgreementSignedV1{}, deployments.AgreementInForceV1{},
	deployments.AgreementAmendedV1{}, deployments.AgreementNoticeGivenV1{}, deployments.AgreementEndedV1{})

// againAfter is how long it is until a follower that ended begins again.
const againAfter = time.Second

// FollowList tells the list of what any replica changes, until ctx ends. Whenever something may have been missed, the
// list is read again.
func (h *Handlers) FollowList(ctx context.Context, c *bus.Conn, log *slog.Logger) error {
	back := c.Reconnected()
	for ctx.Err() == nil {
		err := h.followOnce(ctx, c, back)
		if ctx.Err() != nil {
			return nil
		}
		log.WarnContext(ctx, "the open-shift list hears nothing; it begins again", "error", err)
		select {
		case <-ctx.Done():
		case <-time.After(againAfter):
		}
	}
	return nil
}

func (h *Handlers) followOnce(ctx context.Context, c *bus.Conn, back <-chan struct{}) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	ended := make(chan error, 1)
	go func() { ended <- bus.FollowAll(ctx, c, followed(), h.app.HeardGap, h.onListed) }()
	for {
		select {
		case err := <-ended:
			return err
		case <-back:
			h.app.HeardGap()
		}
	}
}

// onListed takes one event to the list.
func (h *Handlers) onListed(env events.Envelope) {
	if shiftID, ok := TouchedShift(env); ok {
		h.app.HeardShift(shiftID)
		return
	}
	if ev, err := events.Open(env); err == nil {
		h.app.HeardOf(ev, env.AggregateVersion)
	}
}

// TouchedShift gives the shift that an event of this service changes for those who look for one: its own events, and an
// offer, which keeps it for one worker or frees it.
func TouchedShift(env events.Envelope) (shiftID string, ok bool) {
	if IsShiftEvent(env) {
		return env.AggregateID, true
	}
	switch env.Type {
	case shifts.OfferMadeV1{}.EventName(), shifts.OfferEndedV1{}.EventName():
		var e struct{ Offer shifts.OfferState }
		if json.Unmarshal(env.Data, &e) == nil {
			return e.Offer.ShiftID, true
		}
	}
	return "", false
}

// IsShiftEvent tells whether an event is about a shift of this service.
func IsShiftEvent(env events.Envelope) bool { return strings.HasPrefix(env.Type, shiftEvents) }

var shiftEvents = strings.TrimSuffix(shifts.ShiftPostedV1{}.EventName(), "posted.v1")
