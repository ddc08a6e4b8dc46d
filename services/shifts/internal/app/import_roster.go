package app

import (
	"context"
	"errors"
	"fmt"

	"github.com/muster-ics/muster/events/reason"
	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/id"

	"github.com/muster-ics/muster/services/shifts/internal/booking"
	"github.com/muster-ics/muster/services/shifts/internal/ownroster"
	"github.com/muster-ics/muster/services/shifts/internal/walltime"
	"github.com/muster-ics/muster/services/shifts/internal/workingtime"
)

// OwnRoster is what an employer sends of its own staff's roster: the rows, or a CSV file with them.
type OwnRoster struct {
	// From and Until are the first and the last day that the roster is whole for.
	From, Until walltime.Day
	Lines       []ownroster.Line
	CSV         string
}

// ImportedRoster says what an import did.
type ImportedRoster struct {
	ID            id.ID
	Rows, Workers int
	// Conflicts is how many bookings to come now break rest. They stand; worker and host are warned on the booking.
	Conflicts int
}

// ImportOwnRoster takes in the caller's employer's roster of its own staff, all or nothing. It replaces what was imported
// before for the same days. What it shows of the workers' hours counts at every employer at once.
func (a *App) ImportOwnRoster(ctx context.Context, in OwnRoster) (ImportedRoster, error) {
	who, err := a.check(ctx, ImportOwnRoster, auth.Facts{Employer: employerOf(ctx)})
	if err != nil {
		return ImportedRoster{}, err
	}
	lines := in.Lines
	if in.CSV != "" {
		if lines, err = ownroster.ReadCSV(in.CSV); err != nil {
			return ImportedRoster{}, asRosterFault(err, true)
		}
	}
	r, err := ownroster.New(who.Employer, in.From, in.Until, lines)
	if err != nil {
		return ImportedRoster{}, asRosterFault(err, in.CSV != "")
	}
	out := ImportedRoster{ID: id.New(), Rows: len(r.Rows)}
	workers := make(map[id.ID]bool)
	for _, row := range r.Rows {
		workers[row.WorkerID] = true
	}
	out.Workers = len(workers)
	out.Conflicts, err = a.hours.ImportRoster(ctx, out.ID, r, a.clock.Now(), recheck, a.rosterTelling)
	return out, err
}

// recheck is what a changed diary breaks in a booking that stands: rest between shifts, and work while off sick. What is
// only a sum was judged when it was accepted, and the later one of the two is then the one to give way.
func recheck(b booking.State, d workingtime.Diary) []reason.Reason {
	want := workingtime.Entry{BookingID: b.ID, Host: b.HostEmployer, Employer: b.HomeEmployer, StartsAt: b.StartsAt, EndsAt: b.EndsAt, NetMinutes: b.NetMinutes}
	rs := workingtime.Clashes(want, d.Without(b.ID).Entries)
	for i := range rs {
		rs[i].Weight = reason.Soft
		rs[i].Fix = "The booking stands. Agree with the ward and your employer which of the two gives way, and give the shift back if it is this one."
	}
	return rs
}

func asRosterFault(err error, file bool) error {
	var no *ownroster.Invalid
	if !errors.As(err, &no) {
		return err
	}
	f := fault.New(fault.Invalid, "roster_not_read", "This roster cannot be read, and nothing was changed. See what to change.")
	for _, p := range no.Problems {
		at := "body." + p.Field
		switch {
		case p.Line > 0 && file:
			at = fmt.Sprintf("body.csv[line %d].%s", p.Line, p.Field)
		case p.Line > 0:
			at = fmt.Sprintf("body.rows[%d].%s", p.Line-1, p.Field)
		}
		f = f.WithFields(fault.Field{Location: at, Message: p.Message})
	}
	return f
}

// BookingConflicts gives what an employer's own roster breaks in a booking that the caller may see.
func (a *App) BookingConflicts(ctx context.Context, bookingID id.ID) ([]reason.Reason, error) {
	b, err := a.Booking(ctx, bookingID)
	if err != nil || !b.Booking.Status.Live() {
		return nil, err
	}
	return a.hours.ConflictOf(ctx, bookingID)
}
