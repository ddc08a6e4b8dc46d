package app

import (
	"context"
	"errors"
	"maps"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/id"

	"github.com/muster-ics/muster/services/shifts/internal/booking"
	"github.com/muster-ics/muster/services/shifts/internal/shift"
)

// List gives shifts: an employer its own, leads and auditors all or one employer's.
func (a *App) List(ctx context.Context, f ShiftFilter) ([]shift.State, error) {
	who, _ := auth.From(ctx)
	if who.Role == auth.Employer && f.Employer == "" {
		f.Employer = who.Employer
	}
	if _, err := a.check(ctx, ListShifts, auth.Facts{Employer: f.Employer}); err != nil {
		return nil, err
	}
	return a.shifts.List(ctx, f)
}

// Shift gives one shift and its live booking, if it has one that the caller may see. A worker sees shifts that can be
// taken and those that they have or had.
func (a *App) Shift(ctx context.Context, shiftID id.ID) (shift.State, *booking.State, error) {
	s, err := a.shifts.Get(ctx, shiftID)
	if err != nil && !errors.Is(err, ErrNotFound) {
		return shift.State{}, nil, err
	}
	facts := auth.Facts{Employer: s.Employer}
	who, _ := auth.From(ctx)
	var mine id.ID
	if who.Role == auth.Worker {
		if mine, facts.Worker, err = a.visibleTo(ctx, who.WorkerID, s); err != nil {
			return shift.State{}, nil, err
		}
	}
	if _, perr := a.check(ctx, ReadShift, facts); perr != nil {
		return shift.State{}, nil, perr
	}
	if s.ID == id.Nil {
		return shift.State{}, nil, unknown()
	}
	live, err := a.bookings.List(ctx, BookingFilter{ShiftID: shiftID, WorkerID: mine, Statuses: liveStatuses, Limit: 1})
	if err != nil || len(live) == 0 {
		return s, nil, err
	}
	return s, &live[0].Booking, nil
}

var liveStatuses = []booking.Status{booking.Held, booking.Confirmed, booking.Started, booking.Worked}

// visibleTo is the fact Worker about a shift for one worker, and the worker's id.
func (a *App) visibleTo(ctx context.Context, workerID string, s shift.State) (id.ID, string, error) {
	mine, err := id.Parse(workerID)
	if err != nil {
		return id.Nil, "", unknown()
	}
	if s.Status == shift.Open || s.Status == shift.Held || s.Displaceable(a.clock.Now()) {
		return mine, AnyWorker, nil
	}
	had, err := a.bookings.List(ctx, BookingFilter{ShiftID: s.ID, WorkerID: mine, Limit: 1})
	if err != nil || len(had) == 0 || s.ID == id.Nil {
		return mine, "", err
	}
	return mine, workerID, nil
}

// ShiftHistory gives what happened to a shift that the caller may see; workers do not see who did what.
func (a *App) ShiftHistory(ctx context.Context, shiftID id.ID) ([]Entry, error) {
	s, err := a.shifts.Get(ctx, shiftID)
	if err != nil && !errors.Is(err, ErrNotFound) {
		return nil, err
	}
	if _, perr := a.check(ctx, ReadShift, auth.Facts{Employer: s.Employer}); perr != nil {
		return nil, perr
	}
	if err != nil {
		return nil, unknown()
	}
	return a.history.OfShift(ctx, shiftID)
}

// Bookings gives a worker their own bookings, an employer those on its shifts, leads and auditors all.
func (a *App) Bookings(ctx context.Context, f BookingFilter) ([]Booked, error) {
	who, _ := auth.From(ctx)
	facts := auth.Facts{Employer: f.HostEmployer}
	switch who.Role {
	case auth.Worker:
		workerID, err := id.Parse(who.WorkerID)
		if err != nil {
			return nil, unknown()
		}
		f.WorkerID, facts.Worker = workerID, who.WorkerID
	case auth.Employer:
		f.HostEmployer, facts.Employer = who.Employer, who.Employer
	}
	if _, err := a.check(ctx, ListBookings, facts); err != nil {
		return nil, err
	}
	return a.bookings.List(ctx, f)
}

// Booking gives one booking that the caller may see.
func (a *App) Booking(ctx context.Context, bookingID id.ID) (Booked, error) {
	b, err := a.booked(ctx, bookingID)
	if err != nil && !errors.Is(err, ErrNotFound) {
		return Booked{}, err
	}
	if _, perr := a.check(ctx, ReadBooking, factsOf(b.Booking)); perr != nil {
		return Booked{}, perr
	}
	if err != nil {
		return Booked{}, unknown()
	}
	return b, nil
}

// Directory gives the names of employers and sites, which everybody may know.
func (a *App) Directory(ctx context.Context) (Directory, error) {
	employers, err := a.models.Employers(ctx)
	if err != nil {
		return Directory{}, err
	}
	sites, err := a.models.Sites(ctx, "")
	if err != nil {
		return Directory{}, err
	}
	d := Directory{employers: make(map[string]string, len(employers)), sites: make(map[string]Site, len(sites)), Sites: sites}
	for _, e := range employers {
		d.employers[e.ODS] = e.Name
	}
	for code := range d.employers {
		if name, known := d.employers[a.heirNow(code)]; known {
			d.employers[code] = name
		}
	}
	for i, s := range sites {
		s.Employer = a.heirNow(s.Employer)
		d.Sites[i], d.sites[s.ODS] = s, s
	}
	return d, nil
}

// Directory names employers and sites by their ODS codes; a code that is not known names itself, and an employer that another has
// followed that other.
type Directory struct {
	employers map[string]string
	sites     map[string]Site
	// Sites are all sites by name.
	Sites []Site
}

// Employer is the name of an employer.
func (d Directory) Employer(ods string) string {
	if n, ok := d.employers[ods]; ok {
		return n
	}
	return ods
}

// Employers are the names of all employers by their ODS codes.
func (d Directory) Employers() map[string]string { return maps.Clone(d.employers) }

// Site is the name of a site.
func (d Directory) Site(ods string) string {
	if s, ok := d.sites[ods]; ok {
		return s.Name
	}
	return ods
}
