package measure

import (
	"slices"

	"github.com/muster-ics/muster/services/analytics/internal/fact"
)

// Ends counts how confirmed bookings ended before they were worked, on both sides alike.
type Ends struct {
	// Confirmed are all bookings that were ever confirmed: the denominator.
	Confirmed int64
	// ByWorker were given back, ByEmployer called off, each by how much notice it gave. What another worker took over was not
	// given back.
	ByWorker, ByEmployer Bands
	// BySystem were ended by a passport or an agreement; DidNotAttend by nobody coming.
	BySystem, DidNotAttend int64
	// OwedPence is what employers owe for what they called off.
	OwedPence int64
}

// Plus adds two counts.
func (e Ends) Plus(o Ends) Ends {
	return Ends{
		Confirmed: e.Confirmed + o.Confirmed, ByWorker: e.ByWorker.Plus(o.ByWorker), ByEmployer: e.ByEmployer.Plus(o.ByEmployer),
		BySystem: e.BySystem + o.BySystem, DidNotAttend: e.DidNotAttend + o.DidNotAttend, OwedPence: e.OwedPence + o.OwedPence,
	}
}

// swapped is the reason's code of a booking that another worker has taken over: the shift was never open.
const swapped = "SWAPPED"

func endsOf(b fact.Booking) (e Ends) {
	if b.ConfirmedAt == nil {
		return e // It was never more than a hold.
	}
	e.Confirmed = 1
	band := b.NoticeBand
	if band == "" && b.EndedAt != nil {
		band = LeadBand(b.StartsAt.Sub(*b.EndedAt))
	}
	switch b.Status {
	case "withdrawn":
		if !slices.Contains(b.Codes, swapped) {
			e.ByWorker.count(band)
		}
	case "cancelled":
		e.ByEmployer.count(band)
		e.OwedPence = b.OwedPence
	case "revoked":
		e.BySystem = 1
	case "did_not_attend":
		e.DidNotAttend = 1
	}
	return e
}
