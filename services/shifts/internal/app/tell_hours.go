package app

import (
	"github.com/muster-ics/muster/events/reason"
	"github.com/muster-ics/muster/pkg/clock"

	"github.com/muster-ics/muster/services/shifts/internal/booking"
)

// blockTelling tells a worker that an employer keeps them off, until when, and how to appeal. Why it does is between the
// two.
func blockTelling(b Block) Telling {
	headline := "An employer has decided that you do not work on its shifts at present"
	if b.Ward != "" {
		headline = "An employer has decided that you do not work on this ward at present: " + InWords(b.Ward)
	}
	return Telling{
		WorkerID: b.WorkerID, Key: "block:" + b.ID.String(), Kind: NoticeBooking, Headline: headline,
		Detail: "It looks at this again by " + b.ReviewAt.In(clock.London).Format("2 January 2006") + ". Bookings that you have stand. " + Appeal,
		Link:   "/my-shifts", MustAcknowledge: true, At: b.PlacedAt, Ring: true,
	}
}

// rosterTelling tells a worker that a roster of their employer's clashes with a booking that they have.
func (a *App) rosterTelling(b booking.State, rs []reason.Reason) Telling {
	return Telling{
		WorkerID: b.WorkerID, Key: "roster:" + b.ID.String() + ":" + rs[0].Code, Kind: NoticeRoster, ShiftID: b.ShiftID, StartsAt: b.StartsAt,
		Headline: "Your own roster clashes with your booking of " + when(b.StartsAt, b.EndsAt), Detail: sentences(rs),
		Link: "/bookings/" + b.ID.String(), MustAcknowledge: true, At: a.clock.Now(), Ring: true,
	}
}
