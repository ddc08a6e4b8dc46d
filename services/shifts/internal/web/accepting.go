package web

import (
	"github.com/muster-ics/muster/pkg/web"

	"github.com/muster-ics/muster/services/shifts/internal/app"
	"github.com/muster-ics/muster/services/shifts/internal/web/candidates"
	"github.com/muster-ics/muster/services/shifts/internal/web/myrequests"
	"github.com/muster-ics/muster/services/shifts/internal/web/severalshifts"
)

// mountAccepting adds the pages of the ways to a booking besides taking one open shift.
func mountAccepting(s *web.Server, a *app.App) {
	mine, several, who := myrequests.Handler{App: a}, severalshifts.Handler{App: a}, candidates.Handler{App: a}
	page(s, "GET /my-shifts/requests", app.ReadRequests, mine.Show)
	page(s, "POST /my-shifts/offers/{id}/accept", app.AnswerOffer, mine.AcceptOffer)
	page(s, "POST /my-shifts/offers/{id}/decline", app.AnswerOffer, mine.DeclineOffer)
	page(s, "POST /my-shifts/applications/{id}/withdraw", app.WithdrawApplication, mine.WithdrawApplication)
	page(s, "POST /my-shifts/waiting-list/{id}/leave", app.LeaveWaitingList, mine.LeaveWaitingList)
	page(s, "POST /my-shifts/swaps/{id}/withdraw", app.OfferSwap, mine.WithdrawSwap)
	page(s, "POST /my-shifts/swaps/{id}/take", app.TakeSwap, mine.TakeSwap)
	page(s, "POST /bookings/{id}/swap", app.OfferSwap, mine.OfferSwap)
	page(s, "POST /shifts/{id}/apply", app.ApplyForShift, mine.Apply)
	page(s, "POST /shifts/{id}/wait", app.WaitForShift, mine.Wait)
	page(s, "GET /open-shifts/several", app.AcceptShift, several.Show)
	page(s, "POST /open-shifts/several", app.AcceptShift, several.Send)

	page(s, "GET /shifts/{id}/candidates", app.ReadCandidates, who.Show)
	page(s, "POST /shifts/{id}/candidates/approve", app.DecideApplication, who.Approve)
	page(s, "POST /shifts/{id}/candidates/offer", app.OfferShift, who.Offer)
	page(s, "POST /shifts/{id}/candidates/swap", app.DecideSwap, who.Swap)
}
