package app

import (
	"context"
	"time"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/passports/internal/check"
	"github.com/muster-ics/muster/services/passports/internal/competency"
	"github.com/muster-ics/muster/services/passports/internal/due"
	"github.com/muster-ics/muster/services/passports/internal/registration"
	"github.com/muster-ics/muster/services/passports/internal/worker"
)

// Renew asks to record a piece of evidence again, as it was recorded before, with new dates.
type Renew struct {
	Worker     id.ID
	Kind, Code string
	DoneOn     time.Time
	// Until is the moment up to which it may be relied on; nil when it does not expire.
	Until     *time.Time
	RequestID string
}

// errWhole refuses what cannot be renewed by its dates alone.
var errWhole = fault.New(fault.Conflict, "not_renewable", "This cannot be renewed from the list. Open the passport and record it there.")

// RenewEvidence records a check, a registration or a competency once more. Level, workforce and number stay as they were:
// where there is nothing to carry on from, the whole form has to be filled in.
func (p *Passports) RenewEvidence(ctx context.Context, n Renew) (Standing, error) {
	w, err := p.Workers.Get(ctx, n.Worker)
	if err != nil {
		return Standing{}, err
	}
	if _, err := Policy.Check(ctx, MayRenew, auth.Facts{Home: w.HomeEmployer(), Worker: n.Worker.String(), ICS: p.ICS}); err != nil {
		return Standing{}, err
	}
	ps, err := p.profiles(ctx)
	if err != nil {
		return Standing{}, err
	}
	line, found := dueOf(p.calledNow(w.Record()), ps, n.Kind, n.Code, p.Clock.Now())
	if !found {
		return Standing{}, ErrNoWorker
	}
	who, err := p.Workers.Personal(ctx, n.Worker)
	if err != nil {
		return Standing{}, err
	}
	if renewal(line, who[n.Worker], competency.Refreshes{}, p.Clock.Now()) == nil {
		return Standing{}, errWhole
	}
	switch line.Kind {
	case due.Check:
		return p.RecordCheck(ctx, n.Worker, n.check(w.Record()), n.RequestID)
	case due.Registration:
		return p.RecordRegistration(ctx, n.Worker, n.registration(w.Record(), who[n.Worker]), n.RequestID)
	default:
		return p.RecordCompetency(ctx, n.Worker, n.competency(w.Record(), line), n.RequestID)
	}
}

func dueOf(r worker.Record, ps due.Profiles, kind, code string, now time.Time) (due.Line, bool) {
	for _, l := range due.Of(r, ps, now) {
		if string(l.Kind) == kind && l.Code == code {
			return l, true
		}
	}
	return due.Line{}, false
}

// check carries on what does not change from one time to the next; the certificate of a criminal record check does.
func (n Renew) check(r worker.Record) NewCheck {
	before, _ := check.Newest(r.Checks, check.Type(n.Code))
	k := before.Record()
	next := NewCheck{
		Type: n.Code, Outcome: string(check.Satisfied), Method: k.Method, Level: k.Level, Workforce: k.Workforce, CheckedOn: n.DoneOn, ValidUntil: n.Until,
	}
	next.Particulars.GPG45Level, next.Particulars.GPG45Profile = k.Particulars.GPG45Level, k.Particulars.GPG45Profile
	next.Particulars.YearsCovered, next.Particulars.GapsExplained = k.Particulars.YearsCovered, k.Particulars.GapsExplained
	next.Particulars.BarredLists = k.Particulars.BarredLists
	return next
}

func (n Renew) registration(r worker.Record, who Personal) NewRegistration {
	before, _ := registration.Newest(r.Registrations, n.Code)
	k := before.Record()
	return NewRegistration{Body: n.Code, Number: who.Numbers[n.Code], Status: string(k.Status), ValidUntil: n.Until, Parts: k.Parts, LicenceToPractise: k.Licence}
}

// competency stays under supervision until somebody says otherwise, which the whole form asks.
func (n Renew) competency(r worker.Record, l due.Line) NewCompetency {
	framework, code, _ := l.Subject()
	before, _ := competency.Best(r.Competencies, framework, code, l.Level)
	k := before.Record()
	return NewCompetency{
		Framework: framework, Code: code, Level: l.Level, AchievedOn: n.DoneOn, ValidUntil: n.Until, Title: k.Title, AwardingBody: k.AwardingBody,
		Source: "manual", Provisional: k.Provisional,
	}
}

// lasts is the end that a competency usually has when it is achieved on a day.
func lasts(l due.Line, on time.Time, periods competency.Refreshes) *time.Time {
	framework, code, _ := l.Subject()
	return periods.LastsUntil(framework, code, l.Level, on, clock.London)
}
