package store

import (
	"context"
	"time"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/deployments/internal/app"
	"github.com/muster-ics/muster/services/deployments/internal/store/sqlcgen"
)

type shiftFacts struct{ *Store }

// ShiftFacts is what shifts told.
func (s *Store) ShiftFacts() app.ShiftFacts { return shiftFacts{s} }

func (s shiftFacts) PutShift(ctx context.Context, f app.ShiftFact) error {
	_, err := s.read().PutShiftFact(ctx, sqlcgen.PutShiftFactParams{
		ShiftID: f.Shift, Version: f.Version, Host: f.Host, Site: f.Site, Ward: f.Ward, StaffGroup: f.StaffGroup, Role: f.Role, Band: f.Band,
		StartsAt: f.StartsAt, EndsAt: f.EndsAt, NetMinutes: int32(f.NetMinutes), RatePence: f.RatePence, Status: f.Status,
		FilledBy: optional(f.FilledBy), Requirements: f.Requirements, AgencyPence: f.AgencyPence, PostedAt: f.PostedAt,
	})
	return err
}

func (s shiftFacts) PutBooking(ctx context.Context, f app.BookingFact) error {
	_, err := s.read().PutBookingFact(ctx, sqlcgen.PutBookingFactParams{
		BookingID: f.Booking, Version: f.Version, WorkerID: f.Worker, Home: f.Home, StartsAt: f.StartsAt, EndsAt: f.EndsAt, Stands: f.Stands,
	})
	return err
}

// factsAtOnce is how many rows one statement reads, so that memory holds no month of a system twice.
const factsAtOnce = 5000

func (s shiftFacts) Each(ctx context.Context, q app.ShiftFactQuery, do func([]app.ShiftFact) error) error {
	after, last := q.From.Add(-time.Second), id.Nil
	for {
		rows, err := s.read().ShiftFactsBetween(ctx, sqlcgen.ShiftFactsBetweenParams{
			Hosts: q.Hosts, StartsFrom: q.From, StartsBefore: q.Before, AfterStart: after, AfterID: last, Most: factsAtOnce,
		})
		if err != nil {
			return err
		}
		if err := do(shiftFactsOf(rows)); err != nil || len(rows) < factsAtOnce {
			return err
		}
		after, last = rows[len(rows)-1].StartsAt, rows[len(rows)-1].ShiftID
	}
}

func (s shiftFacts) Some(ctx context.Context, shifts []id.ID) ([]app.ShiftFact, error) {
	rows, err := s.read().ShiftFactsOf(ctx, shifts)
	return shiftFactsOf(rows), err
}

func (s shiftFacts) Busy(ctx context.Context, from, until time.Time) ([]app.BookingFact, error) {
	rows, err := s.read().BookingFactsBetween(ctx, sqlcgen.BookingFactsBetweenParams{Starts: from, Ends: until})
	out := make([]app.BookingFact, len(rows))
	for i, r := range rows {
		out[i] = app.BookingFact{Worker: r.WorkerID, Home: r.Home, StartsAt: r.StartsAt.UTC(), EndsAt: r.EndsAt.UTC(), Stands: true}
	}
	return out, err
}

func (s shiftFacts) Forget(ctx context.Context, before time.Time) (int, error) {
	n, err := s.read().DropShiftFacts(ctx, before)
	if err != nil {
		return 0, err
	}
	m, err := s.read().DropBookingFacts(ctx, before)
	return int(n + m), err
}

func shiftFactsOf(rows []sqlcgen.ShiftFact) []app.ShiftFact {
	out := make([]app.ShiftFact, len(rows))
	for i, r := range rows {
		out[i] = app.ShiftFact{
			Shift: r.ShiftID, Version: r.Version, Host: r.Host, Site: r.Site, Ward: r.Ward, StaffGroup: r.StaffGroup, Role: r.Role, Band: r.Band,
			StartsAt: r.StartsAt.UTC(), EndsAt: r.EndsAt.UTC(), NetMinutes: int(r.NetMinutes), RatePence: r.RatePence, AgencyPence: r.AgencyPence,
			Status: r.Status, Requirements: r.Requirements, PostedAt: r.PostedAt.UTC(),
		}
		if r.FilledBy != nil {
			out[i].FilledBy = *r.FilledBy
		}
	}
	return out
}
