package simulator

import (
	"context"
	"fmt"
	"time"

	"github.com/muster-ics/muster/deploy/internal/history"
	"github.com/muster-ics/muster/events/shifts"
)

// due passes bookings that can be checked in to: from an hour before the start to the end.
func (s *Simulator) due(b shifts.BookingState) bool {
	now := s.Clock.Now()
	return !now.Before(b.StartsAt.Add(-55*time.Minute)) && now.Before(b.EndsAt)
}

func (s *Simulator) onBookingAs(ctx context.Context, w history.Worker, b shifts.BookingState, verb string, body any) error {
	return s.worker(w).Post(ctx, api+"bookings/"+b.BookingID+"/"+verb, body, nil)
}

func (s *Simulator) checkIn(ctx context.Context) error {
	return s.onBooking(ctx, "confirmed", s.due, func(b shifts.BookingState, w history.Worker) error {
		return s.onBookingAs(ctx, w, b, "check-in", none)
	})
}

func (s *Simulator) tellLate(ctx context.Context) error {
	return s.onBooking(ctx, "confirmed", s.due, func(b shifts.BookingState, w history.Worker) error {
		return s.onBookingAs(ctx, w, b, "late", map[string]any{"minutes": 10 + 5*s.rng.IntN(5)})
	})
}

// recordAbsence is the ward's word that somebody has not come; two times of three somebody is still needed.
func (s *Simulator) recordAbsence(ctx context.Context) error {
	missing := func(b shifts.BookingState) bool {
		return s.due(b) && s.Clock.Now().After(b.StartsAt.Add(30*time.Minute))
	}
	return s.onBooking(ctx, "confirmed", missing, func(b shifts.BookingState, w history.Worker) error {
		s.told = append(s.told, w.ID)
		return s.ward(b.HostEmployer).Post(ctx, api+"bookings/"+b.BookingID+"/did-not-attend", map[string]any{"refill": s.rng.IntN(3) < 2}, nil)
	})
}

// hours are worked hours as the API has them.
type hours struct {
	StartsAt     time.Time `json:"starts_at"`
	EndsAt       time.Time `json:"ends_at"`
	BreakMinutes int       `json:"break_minutes"`
	Note         string    `json:"note,omitempty"`
	Why          string    `json:"why,omitempty"`
}

// sendHours sends in what was worked, mostly as booked.
func (s *Simulator) sendHours(ctx context.Context) error {
	over := func(b shifts.BookingState) bool { return s.Clock.Now().After(b.EndsAt.Add(time.Minute)) }
	return s.onBooking(ctx, "confirmed&status=started", over, func(b shifts.BookingState, w history.Worker) error {
		var proposed struct{ Hours, Booked hours }
		if err := s.worker(w).Get(ctx, api+"bookings/"+b.BookingID+"/timesheet", &proposed); err != nil {
			return err
		}
		h := proposed.Booked
		if s.rng.IntN(5) == 0 && h.BreakMinutes >= 30 {
			h.BreakMinutes, h.Note = h.BreakMinutes-30, "Synthetic: the break was cut short."
		}
		return s.onBookingAs(ctx, w, b, "timesheet", h)
	})
}

// sheet is one row of the hours that wait at an employer.
type sheet struct {
	Booking   shifts.BookingState
	Timesheet struct {
		Status string
		Hours  hours
	}
	Unchanged bool
}

func (s *Simulator) sheets(ctx context.Context, ods, status string) ([]sheet, error) {
	var page struct{ Timesheets []sheet }
	if err := s.staff(ods).Get(ctx, api+"timesheets?limit=100&status="+status, &page); err != nil {
		return nil, fmt.Errorf("timesheets of %s: %w", ods, err)
	}
	return page.Timesheets, nil
}

func (s *Simulator) onSheet(ctx context.Context, status string, do func(sheet, history.Worker) error) error {
	return s.atSome(func(ods string) error {
		all, err := s.sheets(ctx, ods, status)
		if err != nil {
			return err
		}
		one, err := pick(s, all, func(h sheet) bool { return s.byID[h.Booking.WorkerID].ID != "" })
		if err != nil {
			return err
		}
		return do(one, s.byID[one.Booking.WorkerID])
	})
}

// approveHours approves together what was sent in as booked, and one that was not.
func (s *Simulator) approveHours(ctx context.Context) error {
	return s.atSome(func(ods string) error {
		all, err := s.sheets(ctx, ods, "submitted")
		if err != nil {
			return err
		}
		var ids []string
		for i, h := range all {
			if h.Unchanged || i == 0 {
				ids = append(ids, h.Booking.BookingID)
			}
		}
		if ids == nil {
			return errIdle
		}
		return s.staff(ods).Post(ctx, api+"timesheets/approve", map[string]any{"booking_ids": ids[:min(len(ids), 10)]}, nil)
	})
}

func (s *Simulator) amendHours(ctx context.Context) error {
	return s.onSheet(ctx, "submitted", func(one sheet, w history.Worker) error {
		h := one.Timesheet.Hours
		h.EndsAt, h.Why = h.EndsAt.Add(-15*time.Minute), "Synthetic: the ward's book says that the shift ended a quarter of an hour earlier."
		s.told = append(s.told, w.ID)
		return s.staff(one.Booking.HostEmployer).Post(ctx, api+"bookings/"+one.Booking.BookingID+"/timesheet/amend", h, nil)
	})
}

func (s *Simulator) agreeHours(ctx context.Context) error {
	return s.onSheet(ctx, "amended", func(one sheet, w history.Worker) error {
		return s.onBookingAs(ctx, w, one.Booking, "timesheet/agree", none)
	})
}

func (s *Simulator) disputeHours(ctx context.Context) error {
	return s.onSheet(ctx, "amended", func(one sheet, w history.Worker) error {
		return s.onBookingAs(ctx, w, one.Booking, "dispute", map[string]any{"why": "hours", "text": "Synthetic: the handover took until the booked end."})
	})
}

func (s *Simulator) answerDispute(ctx context.Context) error {
	return s.onSheet(ctx, "disputed", func(one sheet, w history.Worker) error {
		upheld, h := s.rng.IntN(2) == 0, one.Timesheet.Hours
		h.Note, h.Why = "", ""
		if upheld {
			h = hours{StartsAt: one.Booking.StartsAt, EndsAt: one.Booking.EndsAt, BreakMinutes: h.BreakMinutes}
		}
		s.told = append(s.told, w.ID)
		return s.staff(one.Booking.HostEmployer).Post(ctx, api+"bookings/"+one.Booking.BookingID+"/dispute/answer",
			map[string]any{"upheld": upheld, "answer": "Synthetic: decided after a look at the ward's book.", "hours": h}, nil)
	})
}
