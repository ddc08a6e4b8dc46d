package simulator

import (
	"context"
	"fmt"
	"time"

	"github.com/muster-ics/muster/deploy/internal/history"
	"github.com/muster-ics/muster/events/shifts"
)

// searches are what workers narrow the open shifts by.
var searches = []string{"&when=nights", "&when=days", "&sort=best_paid", "&sort=nearest&postcode=ME7", "&min_rate_pence=1500",
	"&within_km=25&postcode=CT1", "&include=ineligible", "&favourites=true", "&sort=nearest&when=days&postcode=ME16"}

func (s *Simulator) search(ctx context.Context) error {
	_, err := s.openTo(ctx, s.someWorker(), searches[s.rng.IntN(len(searches))])
	return err
}

func selfBooked(one shifts.ShiftState) bool { return one.BookingMode != "request_approve" }

func (s *Simulator) acceptShift(ctx context.Context) error {
	w := s.someWorker()
	open, err := s.openTo(ctx, w, "")
	if err != nil {
		return err
	}
	one, err := pick(s, open, selfBooked)
	if err != nil {
		return err
	}
	return s.worker(w).Post(ctx, api+"shifts/"+one.ShiftID+"/bookings", none, nil)
}

// acceptSeveral ticks two or three and takes them all or what fits.
func (s *Simulator) acceptSeveral(ctx context.Context) error {
	w := s.someWorker()
	open, err := s.openTo(ctx, w, "")
	if err != nil {
		return err
	}
	var ids []string
	for _, one := range open {
		if selfBooked(one) && len(ids) < 3 {
			ids = append(ids, one.ShiftID)
		}
	}
	if len(ids) < 2 {
		return errIdle
	}
	choice := []string{"all_or_none", "what_fits"}[s.rng.IntN(2)]
	return s.worker(w).Post(ctx, api+"bookings", map[string]any{"shift_ids": ids, "choice": choice}, nil)
}

func (s *Simulator) apply(ctx context.Context) error {
	return s.onShift(ctx, "open", func(one shifts.ShiftState) bool { return !selfBooked(one) }, func(one shifts.ShiftState) error {
		return firstOf(4, func() error {
			w, err := s.colleague(one.Employer, one.Role, "")
			if err != nil {
				return err
			}
			return s.worker(w).Post(ctx, api+"shifts/"+one.ShiftID+"/applications", none, nil)
		})
	})
}

// request is an application, an offer, a waiting place or a swap.
type request struct {
	ApplicationID string `json:"application_id"`
	OfferID       string `json:"offer_id"`
	SwapID        string `json:"swap_id"`
	BookingID     string `json:"booking_id"`
	ShiftID       string `json:"shift_id"`
	WorkerID      string `json:"worker_id"`
	TakerID       string `json:"taker_id"`
	OnlyFor       string `json:"only_for"`
}

// onRequest does something to one of an employer's requests of a kind and status.
func (s *Simulator) onRequest(ctx context.Context, kind, status string, do func(ods string, r request) error) error {
	return s.atSome(func(ods string) error {
		var page struct{ Applications, Offers, Swaps []request }
		if err := s.staff(ods).Get(ctx, api+kind+"?limit=100&status="+status, &page); err != nil {
			return fmt.Errorf("%s of %s: %w", kind, ods, err)
		}
		all := append(append(page.Applications, page.Offers...), page.Swaps...)
		one, err := pick(s, all, func(r request) bool { return s.byID[r.WorkerID].ID != "" })
		if err != nil {
			return err
		}
		return do(ods, one)
	})
}

func (s *Simulator) approveApplication(ctx context.Context) error {
	return s.onRequest(ctx, "applications", "submitted", func(ods string, r request) error {
		return s.staff(ods).Post(ctx, api+"applications/"+r.ApplicationID+"/approve", none, nil)
	})
}

func (s *Simulator) declineApplication(ctx context.Context) error {
	return s.onRequest(ctx, "applications", "submitted", func(ods string, r request) error {
		return s.staff(ods).Post(ctx, api+"applications/"+r.ApplicationID+"/decline", none, nil)
	})
}

func (s *Simulator) joinWaitingList(ctx context.Context) error {
	pass := func(one shifts.ShiftState) bool { return one.BookingID != "" && s.ahead(one.StartsAt) }
	return s.onShift(ctx, "filled", pass, func(one shifts.ShiftState) error {
		return firstOf(4, func() error {
			w, err := s.colleague(one.Employer, one.Role, "")
			if err != nil {
				return err
			}
			return s.worker(w).Post(ctx, api+"shifts/"+one.ShiftID+"/waiting-list", none, nil)
		})
	})
}

// makeOffer keeps an open shift for one of the best candidates for an hour.
func (s *Simulator) makeOffer(ctx context.Context) error {
	return s.onShift(ctx, "open", func(one shifts.ShiftState) bool { return s.ahead(one.StartsAt) }, func(one shifts.ShiftState) error {
		var ranked struct{ Candidates []request }
		if err := s.staff(one.Employer).Get(ctx, api+"shifts/"+one.ShiftID+"/candidates?limit=5", &ranked); err != nil {
			return err
		}
		c, err := pick(s, ranked.Candidates, func(r request) bool { return s.byID[r.WorkerID].ID != "" })
		if err != nil {
			return err
		}
		return s.onIt(ctx, one, "offers", map[string]any{"worker_id": c.WorkerID, "minutes": 60})
	})
}

func (s *Simulator) acceptOffer(ctx context.Context) error { return s.answerOffer(ctx, "accept") }

func (s *Simulator) declineOffer(ctx context.Context) error { return s.answerOffer(ctx, "decline") }

func (s *Simulator) answerOffer(ctx context.Context, verb string) error {
	return s.onRequest(ctx, "offers", "open", func(_ string, r request) error {
		return s.worker(s.byID[r.WorkerID]).Post(ctx, api+"offers/"+r.OfferID+"/"+verb, none, nil)
	})
}

// later passes bookings that can still be changed by agreement.
func (s *Simulator) later(b shifts.BookingState) bool { return s.ahead(b.StartsAt) }

func (s *Simulator) offerSwap(ctx context.Context) error {
	return s.onBooking(ctx, "confirmed", s.later, func(b shifts.BookingState, w history.Worker) error {
		return s.worker(w).Post(ctx, api+"bookings/"+b.BookingID+"/swap", none, nil)
	})
}

// takeSwap lets some who do the same work look at what is on offer; the first who can takes it over.
func (s *Simulator) takeSwap(ctx context.Context) error {
	return s.onRequest(ctx, "swaps", "offered", func(ods string, r request) error {
		giver := s.byID[r.WorkerID]
		return firstOf(6, func() error {
			w, err := s.colleague(ods, giver.Role, r.WorkerID)
			if err != nil {
				return err
			}
			type offered struct{ Swap request }
			var open struct{ Swaps []offered }
			if err := s.worker(w).Get(ctx, api+"swaps/open", &open); err != nil {
				return err
			}
			one, err := pick(s, open.Swaps, func(offered) bool { return true })
			if err != nil {
				return err
			}
			return s.worker(w).Post(ctx, api+"swaps/"+one.Swap.SwapID+"/take", none, nil)
		})
	})
}

func (s *Simulator) approveSwap(ctx context.Context) error {
	return s.onRequest(ctx, "swaps", "asked", func(ods string, r request) error {
		return s.staff(ods).Post(ctx, api+"swaps/"+r.SwapID+"/approve", none, nil)
	})
}

func (s *Simulator) withdrawBooking(ctx context.Context) error {
	return s.onBooking(ctx, "confirmed", s.later, func(b shifts.BookingState, w history.Worker) error {
		return s.worker(w).Post(ctx, api+"bookings/"+b.BookingID+"/withdraw", map[string]any{"why": "changed_plans"}, nil)
	})
}

// callSick gives back a shift of the next day: nobody counts it against the worker.
func (s *Simulator) callSick(ctx context.Context) error {
	soon := func(b shifts.BookingState) bool {
		now := s.Clock.Now()
		return b.StartsAt.After(now) && b.StartsAt.Before(now.Add(24*time.Hour))
	}
	return s.onBooking(ctx, "confirmed", soon, func(b shifts.BookingState, w history.Worker) error {
		return s.worker(w).Post(ctx, api+"bookings/"+b.BookingID+"/withdraw", map[string]any{"why": "cannot_work"}, nil)
	})
}

// cancelBooking looks what it costs first, as the page does.
func (s *Simulator) cancelBooking(ctx context.Context) error {
	return s.onBooking(ctx, "confirmed", s.later, func(b shifts.BookingState, w history.Worker) error {
		team, path := s.staff(b.HostEmployer), api+"bookings/"+b.BookingID
		if err := team.Get(ctx, path+"/cancellation?side=employer&why=covered_by_own_staff", nil); err != nil {
			return err
		}
		s.told = append(s.told, w.ID)
		return team.Post(ctx, path+"/cancel", map[string]any{"why": "covered_by_own_staff"}, nil)
	})
}
