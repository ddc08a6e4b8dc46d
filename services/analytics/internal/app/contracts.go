package app

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/muster-ics/muster/events"
	"github.com/muster-ics/muster/events/analytics"
	"github.com/muster-ics/muster/events/deployments"
	"github.com/muster-ics/muster/events/shifts"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/analytics/internal/fillrate"
	"github.com/muster-ics/muster/services/analytics/internal/organisation"
)

// Names of the events that the projection hears: of shifts, every one that tells of a request for temporary staff.
// shift.submitted and shift.declined do not. Of bookings only the approval of their hours tells what the state of their shift
// does not.
var (
	ShiftEvents = []string{
		shifts.ShiftPostedV1{}.EventName(), shifts.ShiftFilledV1{}.EventName(), shifts.ShiftReopenedV1{}.EventName(),
		shifts.ShiftCancelledV1{}.EventName(), shifts.ShiftWithdrawnV1{}.EventName(), shifts.ShiftLapsedV1{}.EventName(),
		shifts.ShiftOverrideGrantedV1{}.EventName(), shifts.ShiftAmendedV1{}.EventName(),
		shifts.ShiftReleasedV1{}.EventName(), shifts.ShiftEscalatedV1{}.EventName(),
		shifts.ShiftStartedV1{}.EventName(), shifts.ShiftWorkedV1{}.EventName(), shifts.BookingApprovedV1{}.EventName(),
	}
	OrganisationEvents = []string{
		deployments.EmployerRegisteredV1{}.EventName(), deployments.SiteRegisteredV1{}.EventName(),
	}
)

// actor is who changes figures: nobody but the fold.
const actor = "system:analytics"

// Read reduces an event to what the projection keeps. ok is false for events that say nothing of shifts, approved hours,
// employers or sites. An error means that no later try can read it either.
func Read(env events.Envelope, ev events.Event, sequence uint64) (h Heard, ok bool, err error) {
	h = Heard{Producer: events.ServiceOf(env.Type), Sequence: int64(sequence), At: env.Time} //nolint:gosec // streams do not reach 2^63
	switch e := ev.(type) {
	case deployments.EmployerRegisteredV1:
		return h.organisation(organisation.Organisation{
			Kind: organisation.Employer, ODS: e.Employer.ODS, Version: env.AggregateVersion, Name: e.Employer.Name,
		})
	case deployments.SiteRegisteredV1:
		return h.organisation(organisation.Organisation{
			Kind: organisation.Site, ODS: e.Site.ODS, Version: env.AggregateVersion, Name: e.Site.Name,
			Employer: e.Site.Employer, Town: e.Site.Town,
		})
	case shifts.BookingApprovedV1:
		return h.work(env, e.Booking)
	}
	state, ok := stateOf(ev)
	// What waited for approval and never got it was no request, and the rest of a shift whose worker left early was asked for,
	// and booked, with that shift.
	if !ok || state.RestOf != "" || state.SubmittedAt != nil && state.ApprovedAt == nil {
		return h, false, nil
	}
	return h.shift(env, state)
}

// stateOf is the state of the shift in any event of a shift.
func stateOf(ev events.Event) (shifts.ShiftState, bool) {
	switch e := ev.(type) {
	case shifts.ShiftPostedV1:
		return e.Shift, true
	case shifts.ShiftFilledV1:
		return e.Shift, true
	case shifts.ShiftReopenedV1:
		return e.Shift, true
	case shifts.ShiftCancelledV1:
		return e.Shift, true
	case shifts.ShiftWithdrawnV1:
		return e.Shift, true
	case shifts.ShiftLapsedV1:
		return e.Shift, true
	case shifts.ShiftOverrideGrantedV1:
		return e.Shift, true
	case shifts.ShiftStartedV1:
		return e.Shift, true
	case shifts.ShiftWorkedV1:
		return e.Shift, true
	case shifts.ShiftAmendedV1:
		return e.Shift, true
	case shifts.ShiftReleasedV1:
		return e.Shift, true
	case shifts.ShiftEscalatedV1:
		return e.Shift, true
	}
	return shifts.ShiftState{}, false
}

func (h Heard) organisation(o organisation.Organisation) (Heard, bool, error) {
	h.Organisation = &o
	return h, true, o.Validate()
}

func (h Heard) shift(env events.Envelope, s shifts.ShiftState) (Heard, bool, error) {
	if s.ShiftID != env.AggregateID {
		return h, false, fmt.Errorf("event %s of aggregate %s tells of shift %s", env.ID, env.AggregateID, s.ShiftID)
	}
	shiftID, err := id.Parse(s.ShiftID)
	if err != nil {
		return h, false, err
	}
	counted, err := fillrate.New(fillrate.Facts{
		ID: shiftID, Version: env.AggregateVersion, Employer: s.Employer, Site: s.Site, Ward: s.Ward,
		StaffGroup: s.StaffGroup, Role: s.Role, Band: s.Band, StartsAt: s.StartsAt, EndsAt: s.EndsAt,
		NetMinutes: int64(s.NetMinutes), Status: string(s.Status), FilledBy: string(s.FilledBy),
	})
	if err != nil {
		return h, false, err
	}
	h.Shift = &counted
	return h, true, nil
}

// work takes the approved hours of a booking. Those of the rest of a shift count like any other: who left early has worked
// only the hours until then, so that no hour is counted twice.
func (h Heard) work(env events.Envelope, b shifts.BookingState) (Heard, bool, error) {
	if b.BookingID != env.AggregateID {
		return h, false, fmt.Errorf("event %s of aggregate %s tells of booking %s", env.ID, env.AggregateID, b.BookingID)
	}
	booking, err := id.Parse(b.BookingID)
	if err != nil {
		return h, false, err
	}
	h.Work = &fillrate.Work{
		Booking: booking, Version: env.AggregateVersion, Employer: b.HostEmployer, StaffGroup: b.StaffGroup,
		Channel: string(b.Channel), StartsAt: b.StartsAt, Minutes: int64(b.WorkedMinutes),
	}
	return h, true, h.Work.Validate()
}

// Changed makes the event of one cell at one version.
func Changed(ics string, p Publication) func(CellFigures, int64) (events.Envelope, error) {
	return func(c CellFigures, version int64) (events.Envelope, error) {
		e := analytics.FillRateChangedV1{
			Cell: c.Cell.ID(), ICS: ics, Employer: c.Cell.Employer, StaffGroup: c.Cell.StaffGroup, Window: string(c.Cell.Window),
			Minutes: toSplit(c.Figures.Minutes), Shifts: toSplit(c.Figures.Shifts), WithdrawnShifts: c.Figures.WithdrawnShifts,
			WorkedMinutes: &analytics.Worked{OwnBank: c.Figures.Worked.OwnBank, CollaborativeBank: c.Figures.Worked.CollaborativeBank},
			Watermark:     p.Watermark, AsOf: p.AsOf,
		}
		return events.New(e, events.Meta{
			ID: id.New().String(), Time: p.AsOf, ICS: ics, ODS: c.Cell.Employer, AggregateID: c.Cell.ID(),
			AggregateVersion: version, Actor: actor,
		})
	}
}

// Change is one published change of one cell.
type Change struct {
	// N is its place in the order of all changes: the cursor of streams.
	N               int64
	Cell            fillrate.Cell
	Figures         fillrate.Figures
	Watermark, AsOf time.Time
}

// readChange reads the published event back.
func readChange(s StoredChange) (Change, error) {
	var e analytics.FillRateChangedV1
	if err := json.Unmarshal(s.Body, &e); err != nil {
		return Change{}, fmt.Errorf("change %d: %w", s.N, err)
	}
	var worked fillrate.Worked
	if w := e.WorkedMinutes; w != nil {
		worked = fillrate.Worked{OwnBank: w.OwnBank, CollaborativeBank: w.CollaborativeBank}
	}
	return Change{
		N: s.N, Cell: fillrate.Cell{
			Group: fillrate.Group{Employer: e.Employer, StaffGroup: e.StaffGroup}, Window: fillrate.Window(e.Window),
		},
		Figures: fillrate.Figures{Minutes: fromSplit(e.Minutes), Shifts: fromSplit(e.Shifts), WithdrawnShifts: e.WithdrawnShifts, Worked: worked},
		AsOf:    e.AsOf, Watermark: e.Watermark,
	}, nil
}

func toSplit(s fillrate.Split) analytics.Split {
	return analytics.Split{
		OwnBank: s.OwnBank, CollaborativeBank: s.CollaborativeBank, FrameworkAgency: s.FrameworkAgency,
		OffFrameworkAgency: s.OffFrameworkAgency, Unfilled: s.Unfilled,
	}
}

func fromSplit(s analytics.Split) fillrate.Split {
	return fillrate.Split{
		OwnBank: s.OwnBank, CollaborativeBank: s.CollaborativeBank, FrameworkAgency: s.FrameworkAgency,
		OffFrameworkAgency: s.OffFrameworkAgency, Unfilled: s.Unfilled,
	}
}
