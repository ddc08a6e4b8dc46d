package app

import (
	"context"
	"time"

	"github.com/muster-ics/muster/events"
	contract "github.com/muster-ics/muster/events/passports"
	"github.com/muster-ics/muster/events/reason"
	"github.com/muster-ics/muster/events/shifts"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/otelx"
	"github.com/muster-ics/muster/services/passports/internal/check"
	"github.com/muster-ics/muster/services/passports/internal/clearance"
	"github.com/muster-ics/muster/services/passports/internal/competency"
	"github.com/muster-ics/muster/services/passports/internal/hold"
	"github.com/muster-ics/muster/services/passports/internal/hours"
	"github.com/muster-ics/muster/services/passports/internal/registration"
	"github.com/muster-ics/muster/services/passports/internal/worker"
)

// Fact is one thing that happened: the event that tells the others, and the audit row that tells who did it and why.
type Fact struct {
	Event events.Envelope
	// Action is the verb, Reason a code or empty; see outbox.Trail.
	Action, Reason string
	By             By
	// Before and After encode the aggregate; only their digests are kept.
	Before, After []byte
}

func (p *Passports) enrolled(ctx context.Context, w *worker.Worker, who By) (Fact, error) {
	now := p.Clock.Now()
	ev := contract.WorkerEnrolledV1{Passport: publicState(w, now)}
	return p.fact(ctx, ev, w.HomeEmployer(), w.ID(), w.Version(), now, Fact{Action: "worker.enrol", By: who, After: w.Canonical()})
}

func (p *Passports) changed(ctx context.Context, w *worker.Worker, f Fact) (Fact, error) {
	now := p.Clock.Now()
	f.After = w.Canonical()
	return p.fact(ctx, contract.PassportChangedV1{Passport: publicState(w, now)}, w.HomeEmployer(), w.ID(), w.Version(), now, f)
}

func (p *Passports) suspended(ctx context.Context, w *worker.Worker, bookings []clearance.Booking, f Fact) (Fact, error) {
	now := p.Clock.Now()
	f.After = w.Canonical()
	ev := contract.PassportSuspendedV1{
		Passport: publicState(w, now), BookingIDs: []string{},
		Reasons: []reason.Reason{{Code: "HOLD_SUSPENDED", Weight: reason.Hard, Message: "The passport is suspended.", Fix: "The home employer can say more, and can reinstate it."}},
	}
	for _, b := range bookings {
		ev.BookingIDs = append(ev.BookingIDs, b.ID.String())
	}
	return p.fact(ctx, ev, w.HomeEmployer(), w.ID(), w.Version(), now, f)
}

func (p *Passports) answered(ctx context.Context, b clearance.Booking, d Judged, who By) (Fact, error) {
	f := Fact{Action: "booking.clear", By: who, After: d.Canonical()}
	if d.Cleared() {
		return p.fact(ctx, contract.BookingClearedV1{
			BookingID: b.ID.String(), ShiftID: b.ShiftID.String(), WorkerID: b.WorkerID.String(), PassportVersion: d.PassportVersion,
			ValidUntil: b.EndsAt, EarliestExpiry: d.EarliestExpiry, DecidedAt: d.At, Reasons: publicReasons(d.Reasons), DecisionID: d.ID.String(),
		}, b.HostEmployer, b.ID, 1, d.At, f)
	}
	f.Action, f.Reason = "booking.refuse_clearance", chief(d.Reasons)
	return p.fact(ctx, contract.BookingNotClearedV1{
		BookingID: b.ID.String(), ShiftID: b.ShiftID.String(), WorkerID: b.WorkerID.String(), PassportVersion: d.PassportVersion,
		DecidedAt: d.At, Reasons: publicReasons(d.Reasons), DecisionID: d.ID.String(),
	}, b.HostEmployer, b.ID, 1, d.At, f)
}

func (p *Passports) uncleared(ctx context.Context, b clearance.Booking, d Judged, who By) (Fact, error) {
	f := Fact{Action: "booking.unclear", Reason: chief(d.Reasons), By: who, After: d.Canonical()}
	return p.fact(ctx, contract.BookingUnclearedV1{
		BookingID: b.ID.String(), ShiftID: b.ShiftID.String(), WorkerID: b.WorkerID.String(), PassportVersion: d.PassportVersion,
		DecidedAt: d.At, Reasons: publicReasons(d.Reasons), DecisionID: d.ID.String(),
	}, b.HostEmployer, b.ID, 2, d.At, f)
}

func (p *Passports) fact(ctx context.Context, ev events.Event, ods string, aggregate id.ID, version int64, at time.Time, f Fact) (Fact, error) {
	env, err := events.New(ev, p.meta(ctx, ods, aggregate.String(), version, at, f.By))
	f.Event = env
	return f, err
}

func (p *Passports) meta(ctx context.Context, ods, aggregate string, version int64, at time.Time, who By) events.Meta {
	return events.Meta{
		ID: id.New().String(), Time: at, ICS: p.ICS, ODS: ods, AggregateID: aggregate, AggregateVersion: version,
		CausationID: who.EventID, Actor: who.Actor, TraceParent: otelx.TraceParent(ctx),
	}
}

// chief is the code under which a no is kept: the first reason that bars the booking, else the first that needs somebody's
// word, else the first. What is only told beside it is none.
func chief(rs []reason.Reason) string {
	for _, weight := range []reason.Weight{reason.Hard, reason.Approval} {
		for _, r := range rs {
			if r.Weight == weight {
				return r.Code
			}
		}
	}
	if len(rs) == 0 {
		return ""
	}
	return rs[0].Code
}

// publicReasons leaves out what only the worker, the home employer and the ward may know: that there are restrictions of
// health, as long as the worker is fit for the shift.
func publicReasons(rs []reason.Reason) []reason.Reason {
	out := []reason.Reason{}
	for _, r := range rs {
		if r.Code != clearance.HealthRestricted || r.Weight == reason.Hard {
			out = append(out, r)
		}
	}
	return out
}

// publicState is what the others may know: of each kind of record the one that counts, by outcome, code and date.
func publicState(w *worker.Worker, now time.Time) contract.PassportState {
	r := w.Record()
	s := contract.PassportState{
		WorkerID: r.ID.String(), HomeEmployer: r.HomeEmployer, Status: string(r.Status), RevocationFloor: r.Floor,
		Engagements: []contract.Engagement{}, Checks: []contract.Check{}, Competencies: []contract.Competency{},
		Registrations: []contract.Registration{}, Holds: []contract.Hold{},
	}
	for _, e := range r.Engagements {
		s.Engagements = append(s.Engagements, publicEngagement(e))
	}
	for _, t := range check.Types {
		if c, ok := check.Newest(r.Checks, check.Type(t)); ok {
			s.Checks = append(s.Checks, publicCheck(c.Record()))
		}
	}
	for _, c := range longest(r.Competencies) {
		s.Competencies = append(s.Competencies, contract.Competency{Framework: c.Framework, Code: c.Code, Level: c.Level, ValidUntil: c.ValidUntil, AchievedOn: &c.AchievedOn, Provisional: c.Provisional})
	}
	for _, body := range registration.BodiesOf(r.Registrations) {
		if g, ok := registration.Newest(r.Registrations, body); ok {
			read := g.Record().CheckedAt
			s.Registrations = append(s.Registrations, contract.Registration{Body: body, Effect: contract.Effect(g.Effect()), ValidUntil: g.Record().ValidUntil, LastReadAt: &read})
		}
	}
	for _, h := range stillStanding(r.Holds, now) {
		s.Holds = append(s.Holds, contract.Hold{HoldID: h.ID.String(), From: h.From, Until: h.Until})
	}
	s.WorkingTime = publicHours(r.Hours)
	s.Disclosures = publicDisclosures(r.Disclosures, now)
	s.Inductions = publicInductions(r.Inductions)
	if c, ok := check.Newest(r.Checks, check.OccupationalHealth); ok && c.Satisfied() {
		s.NoNights, s.WardAgrees = c.BarsNights(), c.WardAgrees()
	}
	return s
}

func publicHours(h *hours.Record) *contract.WorkingTime {
	if h == nil {
		return nil
	}
	w := &contract.WorkingTime{Contract: h.Contract}
	if h.OptOut != nil {
		w.OptOut = &contract.Period{From: h.OptOut.From, Until: h.OptOut.Until}
	}
	if h.Cap != "" {
		w.HourCap = &contract.HourCap{Code: h.Cap, Sponsor: h.Sponsor}
		for _, t := range h.Terms {
			w.HourCap.Terms = append(w.HourCap.Terms, contract.Period{From: t.From, Until: t.Until})
		}
	}
	return w
}

func publicCheck(r check.Record) contract.Check {
	c := contract.Check{Type: string(r.Type), Outcome: string(r.Outcome), ValidUntil: r.ValidUntil, EPPClearedUntil: r.EPPClearedUntil, CheckedOn: &r.CheckedOn}
	if r.Type == check.DBS {
		c.Level, c.Workforce = r.Level, r.Workforce
	}
	return c
}

// longest gives, of each subject and level, supervised and not, the record that lasts longest, in the order in which they were recorded.
func longest(all []competency.Competency) []competency.Record {
	type key struct {
		framework, code string
		level           int
		provisional     bool
	}
	at := map[key]int{}
	var out []competency.Record
	for _, c := range all {
		r := c.Record()
		k := key{r.Framework, r.Code, r.Level, r.Provisional}
		i, seen := at[k]
		switch {
		case !seen:
			at[k] = len(out)
			out = append(out, r)
		case r.ValidUntil == nil || (out[i].ValidUntil != nil && r.ValidUntil.After(*out[i].ValidUntil)):
			out[i] = r
		}
	}
	return out
}

func stillStanding(all []hold.Hold, now time.Time) []hold.Record {
	var out []hold.Record
	for _, h := range all {
		if h.Stands(now) {
			out = append(out, h.Record())
		}
	}
	return out
}

// RelianceOf reads a booking as shifts tells it.
func RelianceOf(b shifts.BookingState, version int64) (Reliance, error) {
	r := Reliance{
		Booking: clearance.Booking{
			HomeEmployer: b.HomeEmployer, HostEmployer: b.HostEmployer, Site: b.Site, StaffGroup: b.StaffGroup, Role: b.Role, Band: leastBand(b),
			StartsAt: b.StartsAt, EndsAt: b.EndsAt,
			Requirements: clearance.Requirements{
				RegistrationBody: b.Requirements.RegistrationBody, DBSLevel: b.Requirements.DBSLevel, DBSWorkforce: b.Requirements.DBSWorkforce,
				EPP: b.Requirements.EPP, Competencies: []clearance.Ask{},
			},
		},
		Ward: b.Ward, Version: version, State: Ended, ConfirmedAt: b.ConfirmedAt,
	}
	for _, c := range b.Requirements.Competencies {
		r.Booking.Requirements.Competencies = append(r.Booking.Requirements.Competencies, clearance.Ask{Framework: c.Framework, Code: c.Code, Level: c.Level})
	}
	switch b.Status {
	case shifts.BookingHeld:
		r.State = Attested
	case shifts.BookingConfirmed, shifts.BookingStarted, shifts.BookingWorked:
		r.State = Confirmed
		if r.ConfirmedAt == nil {
			at := b.HeldAt
			r.ConfirmedAt = &at
		}
	}
	var err error
	for _, part := range []struct {
		into *id.ID
		from string
	}{{&r.Booking.ID, b.BookingID}, {&r.Booking.ShiftID, b.ShiftID}, {&r.Booking.WorkerID, b.WorkerID}} {
		if *part.into, err = id.Parse(part.from); err != nil {
			return Reliance{}, err
		}
	}
	return r, nil
}

// leastBand is the lowest band at which the host lets the worker have the shift.
func leastBand(b shifts.BookingState) string {
	if b.FallbackBand != "" {
		return b.FallbackBand
	}
	return b.Band
}
