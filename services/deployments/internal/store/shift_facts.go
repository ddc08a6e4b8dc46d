package store

import (
	"context"
	"maps"
	"slices"
	"time"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/deployments/internal/app"
	"github.com/muster-ics/muster/services/deployments/internal/store/sqlcgen"
)

type shiftFacts struct{ *Store }

// ShiftFacts is what shifts told.
func (s *Store) ShiftFacts() app.ShiftFacts { return shiftFacts{s} }

func (s shiftFacts) PutShifts(ctx context.Context, facts []app.ShiftFact) error {
	newest := newestOf(facts, func(f app.ShiftFact) (id.ID, int64) { return f.Shift, f.Version })
	var p sqlcgen.PutShiftFactsParams
	for _, f := range newest {
		p.ShiftIds, p.Versions = append(p.ShiftIds, f.Shift), append(p.Versions, f.Version)
		p.Hosts, p.Sites, p.Wards = append(p.Hosts, f.Host), append(p.Sites, f.Site), append(p.Wards, f.Ward)
		p.StaffGroups, p.Roles, p.Bands = append(p.StaffGroups, f.StaffGroup), append(p.Roles, f.Role), append(p.Bands, f.Band)
		p.StartsAt, p.EndsAt, p.NetMinutes = append(p.StartsAt, f.StartsAt), append(p.EndsAt, f.EndsAt), append(p.NetMinutes, int32(f.NetMinutes))
		p.RatesPence, p.AgencyPence = append(p.RatesPence, f.RatePence), append(p.AgencyPence, f.AgencyPence)
		p.Statuses, p.FilledBy = append(p.Statuses, f.Status), append(p.FilledBy, f.FilledBy)
		p.Requirements, p.PostedAt = append(p.Requirements, string(f.Requirements)), append(p.PostedAt, f.PostedAt)
	}
	return s.read().PutShiftFacts(ctx, p)
}

func (s shiftFacts) PutBookings(ctx context.Context, facts []app.BookingFact) error {
	newest := newestOf(facts, func(f app.BookingFact) (id.ID, int64) { return f.Booking, f.Version })
	var p sqlcgen.PutBookingFactsParams
	for _, f := range newest {
		p.BookingIds, p.Versions = append(p.BookingIds, f.Booking), append(p.Versions, f.Version)
		p.Workers, p.Homes = append(p.Workers, f.Worker), append(p.Homes, f.Home)
		p.StartsAt, p.EndsAt, p.Stands = append(p.StartsAt, f.StartsAt), append(p.EndsAt, f.EndsAt), append(p.Stands, f.Stands)
	}
	return s.read().PutBookingFacts(ctx, p)
}

// newestOf has each thing once, at its newest version, in one order everywhere, so that no two batches deadlock.
func newestOf[F any](facts []F, of func(F) (id.ID, int64)) []F {
	latest := make(map[id.ID]F, len(facts))
	for _, f := range facts {
		thing, version := of(f)
		if known, told := latest[thing]; told {
			if _, had := of(known); had >= version {
				continue
			}
		}
		latest[thing] = f
	}
	return slices.SortedFunc(maps.Values(latest), func(x, y F) int {
		a, _ := of(x)
		b, _ := of(y)
		return slices.Compare(a[:], b[:])
	})
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
