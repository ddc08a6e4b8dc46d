package app

import (
	"context"
	"errors"
	"time"

	"github.com/muster-ics/muster/pkg/id"

	"github.com/muster-ics/muster/services/shifts/internal/application"
	"github.com/muster-ics/muster/services/shifts/internal/offer"
	"github.com/muster-ics/muster/services/shifts/internal/shift"
	"github.com/muster-ics/muster/services/shifts/internal/swap"
	"github.com/muster-ics/muster/services/shifts/internal/waiting"
)

// ErrExists says that the schema allows one live row of the kind, and there is one. Nothing was written.
var ErrExists = errors.New("there is one already")

// RequestFilter narrows a list of applications, offers, places or swaps. Empty fields do not narrow.
type RequestFilter struct {
	WorkerID, ShiftID id.ID
	Employer          string
	Statuses          []string
	After             Cursor
	Limit             int
}

// Accepting is the ways to a booking besides taking an open shift. Every change is one transaction of the new version,
// its event and its audit row. Locks are taken in the order shift, booking, place, then the row of the kind itself.
type Accepting struct {
	Applications Applications
	Offers       Offers
	Waiting      WaitingLists
	Swaps        Swaps
	Sets         Sets
	Experiences  Experiences
}

// Sets reads bookings that were asked for together, all or none.
type Sets interface {
	// Broken gives ids of live bookings of sets of which one was refused or was never made.
	Broken(ctx context.Context, now time.Time, limit int) ([]id.ID, error)
	// Shifts gives the shifts with these ids that there are.
	Shifts(ctx context.Context, ids []id.ID) ([]shift.State, error)
}

// Applications keeps applications.
type Applications interface {
	// Submit keeps a submitted application: ErrExists when the worker has a live one for the shift.
	Submit(ctx context.Context, a *application.Application) error
	// Get gives an application, or ErrNotFound.
	Get(ctx context.Context, applicationID id.ID) (application.State, error)
	// List gives applications by (submitted_at, id).
	List(ctx context.Context, f RequestFilter) ([]application.State, error)
	// Update locks an application, calls change and saves what changed. ErrNotFound when there is none.
	Update(ctx context.Context, applicationID id.ID, change func(*application.Application) error) error
	// Due gives applications that cannot lead anywhere any more, and approvals that have not led to a booking.
	Due(ctx context.Context, now time.Time, limit int) ([]DueApplication, error)
}

// DueApplication is what stands against an application, or an approval without a booking.
type DueApplication struct {
	ID          id.ID
	ShiftStatus shift.Status
	Started     bool
	// ClashStartsAt and ClashEndsAt are those of a confirmed booking too near the shift; zero without one.
	ClashStartsAt, ClashEndsAt time.Time
}

// OfferStanding is a shift with an offer of it, locked for the length of one change.
type OfferStanding struct {
	Standing
	// Offer is the one that was asked for; nil while one is being made.
	Offer *offer.Offer
	// Over tells by the database's clock that its time is up.
	Over bool
	// Place is the place on the waiting list that the offer rests on; nil without one.
	Place *waiting.Place
	// DatabaseNow is when the locks were taken.
	DatabaseNow time.Time
}

// Offers keeps offers, and with them the reservation of their shifts.
type Offers interface {
	// Make locks the shift, its live booking and the place (unless nil), and keeps the offer that make gives, with the
	// shift reserved for it; a nil offer changes nothing but an ended place. An offer of the shift whose time is up is
	// ended first; ErrExists when there is another. ErrNotFound when there is no such shift.
	Make(ctx context.Context, shiftID, placeID id.ID, make func(*OfferStanding) (*offer.Offer, error)) error
	// Get gives an offer and whether its time is up, or ErrNotFound.
	Get(ctx context.Context, offerID id.ID) (o offer.State, over bool, err error)
	// List gives offers by (made_at, id).
	List(ctx context.Context, f RequestFilter) ([]offer.State, error)
	// Update locks an offer with its shift and place, calls change and saves what changed of offer and place. An offer
	// that ends frees its shift, which is kept a moment longer when others wait for it.
	Update(ctx context.Context, offerID id.ID, change func(*OfferStanding) error) error
	// Due gives ids of open offers whose time is up or whose shift is no longer kept for them.
	Due(ctx context.Context, limit int) ([]id.ID, error)
}

// WaitingLists keeps the places on waiting lists.
type WaitingLists interface {
	// Join locks the shift and its live booking and keeps the place that join gives: ErrExists when the worker waits already.
	Join(ctx context.Context, shiftID id.ID, join func(*Standing) (*waiting.Place, error)) error
	// Get gives a place, or ErrNotFound.
	Get(ctx context.Context, placeID id.ID) (waiting.State, error)
	// List gives places by (joined_at, id), which is the order in which they are served.
	List(ctx context.Context, f RequestFilter) ([]waiting.State, error)
	// Update locks a place, calls change and saves what changed.
	Update(ctx context.Context, placeID id.ID, change func(*waiting.Place) error) error
	// Due gives open shifts whose list is to be asked.
	Due(ctx context.Context, now time.Time, limit int) ([]id.ID, error)
	// Over gives ids of places whose shift nobody can take any more, or of which too little is left.
	Over(ctx context.Context, now time.Time, limit int) ([]id.ID, error)
	// OpenToAll ends the keeping of a shift for which nobody waits any more.
	OpenToAll(ctx context.Context, shiftID id.ID) error
}

// SwapFilter narrows a list of swaps. A worker is one of the two; OpenTo gives those that this worker could take.
type SwapFilter struct {
	RequestFilter
	BookingID, OpenTo id.ID
}

// Swaps keeps swaps.
type Swaps interface {
	// Offer locks a booking and its shift and keeps the swap that offer gives: ErrExists when the booking is on offer already.
	Offer(ctx context.Context, bookingID id.ID, offer func(*Standing) (*swap.Swap, error)) error
	// Get gives a swap, or ErrNotFound.
	Get(ctx context.Context, swapID id.ID) (swap.State, error)
	// List gives swaps by (offered_at, id).
	List(ctx context.Context, f SwapFilter) ([]swap.State, error)
	// Update locks a swap, calls change and saves what changed.
	Update(ctx context.Context, swapID id.ID, change func(*swap.Swap) error) error
	// Due gives ids of live swaps whose booking is gone, or whose taker's booking is decided or was not made.
	Due(ctx context.Context, now time.Time, limit int) ([]id.ID, error)
}
