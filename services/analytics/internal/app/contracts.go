package app

import (
	"encoding/json"
	"fmt"
	"slices"
	"sync/atomic"
	"time"

	"github.com/muster-ics/muster/events"
	"github.com/muster-ics/muster/events/analytics"
	"github.com/muster-ics/muster/events/deployments"
	"github.com/muster-ics/muster/events/passports"
	"github.com/muster-ics/muster/events/shifts"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/analytics/internal/fact"
	"github.com/muster-ics/muster/services/analytics/internal/fillrate"
)

// Names of the events that the projection hears, by producer. Of shifts, every event that tells of a request for temporary
// staff: shift.submitted and shift.declined do not.
var (
	ShiftEvents = slices.Concat(namesOf(
		shifts.ShiftPostedV1{}, shifts.ShiftFilledV1{}, shifts.ShiftReopenedV1{}, shifts.ShiftCancelledV1{},
		shifts.ShiftWithdrawnV1{}, shifts.ShiftLapsedV1{}, shifts.ShiftOverrideGrantedV1{}, shifts.ShiftAmendedV1{},
		shifts.ShiftReleasedV1{}, shifts.ShiftEscalatedV1{}, shifts.ShiftStartedV1{}, shifts.ShiftWorkedV1{},
	), namesOf(
		shifts.BookingRequestedV1{}, shifts.BookingConfirmedV1{}, shifts.BookingRefusedV1{}, shifts.BookingExpiredV1{},
		shifts.BookingWithdrawnV1{}, shifts.BookingCancelledV1{}, shifts.BookingRevokedV1{}, shifts.BookingStartedV1{},
		shifts.BookingWorkedV1{}, shifts.BookingAmendedV1{}, shifts.BookingDisputedV1{}, shifts.BookingApprovedV1{},
		shifts.BookingDidNotAttendV1{}, shifts.OfferMadeV1{}, shifts.OfferEndedV1{},
	), namesOf(shifts.LadderChangedV1{}))
	PassportEvents   = namesOf(passports.WorkerEnrolledV1{}, passports.PassportChangedV1{}, passports.PassportSuspendedV1{})
	DeploymentEvents = slices.Concat(namesOf(
		deployments.EmployerRegisteredV1{}, deployments.EmployerSucceededV1{}, deployments.SiteRegisteredV1{}, deployments.DeploymentAuthorisedV1{},
		deployments.DeploymentRefusedV1{}, deployments.DeploymentRevokedV1{}, deployments.DeploymentStoodDownV1{},
	), namesOf(
		deployments.RechargeRaisedV1{}, deployments.RechargeDisputedV1{}, deployments.RechargeAnsweredV1{}, deployments.RechargeSettledV1{},
		deployments.MutualAidActivatedV1{}, deployments.MutualAidEndedV1{},
	))
)

func namesOf(all ...events.Event) []string {
	names := make([]string, len(all))
	for i, e := range all {
		names[i] = e.EventName()
	}
	return names
}

// actor is who changes figures: nobody but the fold.
const actor = "system:analytics"

// Read reduces an event to what the projection keeps. ok is false for events that say nothing of what is measured. An error
// means that no later try can read it either.
func Read(env events.Envelope, ev events.Event, sequence uint64) (h Heard, ok bool, err error) {
	about, state := stateOf(ev)
	if state == nil {
		return h, false, nil
	}
	if about != env.AggregateID {
		return h, false, fmt.Errorf("event %s of aggregate %s tells of %s %s", env.ID, env.AggregateID, state.Kind(), about)
	}
	h = Heard{Producer: events.ServiceOf(env.Type), Sequence: int64(sequence), At: env.Time} //nolint:gosec // streams do not reach 2^63
	h.Fact, err = fact.New(env.AggregateID, env.AggregateVersion, state)
	return h, err == nil, err
}

// stateOf is what an event tells, and of what; nil when it says nothing that is measured.
func stateOf(ev events.Event) (id string, s fact.State) {
	if x, ok := shiftOf(ev); ok {
		return x.ShiftID, asked(x)
	}
	if x, ok := bookingOf(ev); ok {
		return x.BookingID, booked(x)
	}
	if x, ok := rechargeOf(ev); ok {
		return x.RechargeID, recharged(x)
	}
	switch e := ev.(type) {
	case shifts.OfferMadeV1:
		return e.Offer.OfferID, offered(e.Offer)
	case shifts.OfferEndedV1:
		return e.Offer.OfferID, offered(e.Offer)
	case shifts.LadderChangedV1:
		return e.Ladder.LadderID, released(e.Ladder)
	case passports.WorkerEnrolledV1:
		return e.Passport.WorkerID, cleared(e.Passport)
	case passports.PassportChangedV1:
		return e.Passport.WorkerID, cleared(e.Passport)
	case passports.PassportSuspendedV1:
		return e.Passport.WorkerID, cleared(e.Passport)
	case deployments.EmployerRegisteredV1:
		return e.Employer.ODS, employed(e.Employer)
	case deployments.EmployerSucceededV1:
		return e.Employer.ODS, employed(e.Employer)
	case deployments.SiteRegisteredV1:
		return e.Site.ODS, placed(e.Site)
	case deployments.DeploymentAuthorisedV1:
		return e.Deployment.DeploymentID, deployed(e.Deployment)
	case deployments.DeploymentRefusedV1:
		return e.Deployment.DeploymentID, deployed(e.Deployment)
	case deployments.DeploymentRevokedV1:
		return e.Deployment.DeploymentID, deployed(e.Deployment)
	case deployments.DeploymentStoodDownV1:
		return e.Deployment.DeploymentID, deployed(e.Deployment)
	case deployments.MutualAidActivatedV1:
		return e.MutualAid.MutualAidID, aided(e.MutualAid)
	case deployments.MutualAidEndedV1:
		return e.MutualAid.MutualAidID, aided(e.MutualAid)
	}
	return "", nil
}

// Changed makes the event of one cell at one version.
func Changed(ics string, p Publication) func(CellFigures, int64) (events.Envelope, error) {
	return func(c CellFigures, version int64) (events.Envelope, error) {
		e := analytics.FillRateChangedV1{
			Cell: c.Cell.ID(), ICS: ics, Employer: c.Cell.Employer, StaffGroup: c.Cell.StaffGroup, Window: string(c.Cell.Window),
			Minutes: toSplit(c.Figures.Minutes), Shifts: toSplit(c.Figures.Shifts), WithdrawnShifts: c.Figures.WithdrawnShifts,
			WorkedMinutes: &analytics.Worked{OwnBank: c.Figures.Worked.OwnBank, CollaborativeBank: c.Figures.Worked.CollaborativeBank},
			Watermark:     p.Watermark, AsOf: p.AsOf, NewestEventAt: c.NewestEventAt, Silent: c.Silent,
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
	N int64
	// Beside is set for what changed beside the figures of the cell's employer: BesideShifts or BesideAlerts. There are no
	// figures then.
	Beside string
	CellFigures
	Watermark, AsOf time.Time
	// frame is how the change goes out, made once for all streams.
	frame atomic.Pointer[[]byte]
}

// Frame is how the change goes out, as make has it; it is made once for all streams.
func (c *Change) Frame(make func(*Change) ([]byte, error)) ([]byte, error) {
	if f := c.frame.Load(); f != nil {
		return *f, nil
	}
	f, err := make(c)
	if err == nil {
		c.frame.Store(&f)
	}
	return f, err
}

// readChange reads the published event back.
func readChange(s StoredChange) (*Change, error) {
	if s.Beside {
		return readBeside(s)
	}
	var e analytics.FillRateChangedV1
	if err := json.Unmarshal(s.Body, &e); err != nil {
		return nil, fmt.Errorf("change %d: %w", s.N, err)
	}
	var worked fillrate.Worked
	if w := e.WorkedMinutes; w != nil {
		worked = fillrate.Worked{OwnBank: w.OwnBank, CollaborativeBank: w.CollaborativeBank}
	}
	return &Change{
		N: s.N, AsOf: e.AsOf, Watermark: e.Watermark, CellFigures: CellFigures{
			Cell: fillrate.Cell{
				Group: fillrate.Group{Employer: e.Employer, StaffGroup: e.StaffGroup}, Window: fillrate.Window(e.Window),
			},
			Figures:       fillrate.Figures{Minutes: fromSplit(e.Minutes), Shifts: fromSplit(e.Shifts), WithdrawnShifts: e.WithdrawnShifts, Worked: worked},
			NewestEventAt: e.NewestEventAt, Silent: e.Silent,
		},
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
