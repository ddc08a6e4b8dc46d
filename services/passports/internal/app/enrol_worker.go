package app

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/passports/internal/registration"
	"github.com/muster-ics/muster/services/passports/internal/worker"
)

// EnrolWorker is a whole passport at once: who the worker is, and everything that was checked.
type EnrolWorker struct {
	Personal      Personal
	HomeEmployer  string
	Engagements   []NewEngagement
	Registrations []NewRegistration
	Checks        []NewCheck
	Competencies  []NewCompetency
	RequestID     string
}

// most is the longest list that an enrolment takes of each kind.
const most = 200

// EnrolWorker brings a worker into the passport, in one transaction. It gives the worker's opaque id.
func (p *Passports) EnrolWorker(ctx context.Context, in EnrolWorker) (Standing, error) {
	principal, err := Policy.Check(ctx, MayEnrol, auth.Facts{Home: in.HomeEmployer, ICS: p.ICS})
	if err != nil {
		return Standing{}, err
	}
	if slices.ContainsFunc(in.Checks, NewCheck.health) {
		if _, err := Policy.Check(ctx, MayRecordHealth, auth.Facts{Home: in.HomeEmployer, ICS: p.ICS}); err != nil {
			return Standing{}, err
		}
	}
	// Whoever is no more warrants nobody anew.
	in.HomeEmployer = p.heirNow(in.HomeEmployer)
	for i, e := range in.Engagements {
		in.Engagements[i].Employer = p.heirNow(e.Employer)
	}
	rules, err := p.recordRules(ctx)
	if err != nil {
		return Standing{}, err
	}
	in.Personal.StaffNumber = ref(in.Personal.StaffNumber)
	w, refs, err := in.passport(ctx, p.Clock.Now(), rules)
	if err != nil {
		return Standing{}, err
	}
	in.Personal.Numbers = numbers(in.Registrations)
	f, err := p.enrolled(ctx, w, by(principal, in.RequestID))
	if err != nil {
		return Standing{}, err
	}
	if err := p.Workers.Enrol(ctx, w, in.Personal, refs, f); err != nil {
		return Standing{}, err
	}
	return standing(w), nil
}

// passport makes the first version, or tells everything that is wrong with the input.
func (in EnrolWorker) passport(ctx context.Context, now time.Time, rules recordRules) (*worker.Worker, []Reference, error) {
	var refs []Reference
	w, err := worker.Enrol(id.New(), in.HomeEmployer, now)
	errs := []error{refused(err, ""), refused(in.Personal.check(), "")}
	if w == nil {
		w = worker.Rehydrate(worker.Record{})
	}
	if len(in.Engagements) == 0 {
		errs = append(errs, FieldFault("engagements", "Give at least one engagement."))
	}
	for name, n := range map[string]int{"engagements": len(in.Engagements), "registrations": len(in.Registrations), "checks": len(in.Checks), "competencies": len(in.Competencies)} {
		if n > most {
			return nil, nil, FieldFault(name, fmt.Sprintf("Give at most %d.", most))
		}
	}
	for i, n := range in.Engagements {
		errs = append(errs, refused(w.Engage(n.engagement()), fmt.Sprintf("engagements[%d]", i)))
	}
	for i, n := range in.Registrations {
		g, err := n.registration(now, rules.registers)
		w.RecordRegistration(g)
		errs = append(errs, refused(err, fmt.Sprintf("registrations[%d]", i)))
	}
	for i, n := range in.Checks {
		if n.Supersedes != id.Nil {
			errs = append(errs, FieldFault(fmt.Sprintf("checks[%d].supersedes", i), "A new passport has no record of which this one could take the place."))
		}
		c, found, err := n.check(now, checkerOf(ctx, n), rules.checkRules)
		w.RecordCheck(c)
		refs = append(refs, found...)
		errs = append(errs, refused(err, fmt.Sprintf("checks[%d]", i)))
	}
	for i, n := range in.Competencies {
		c, err := n.competency(now)
		w.RecordCompetency(c)
		errs = append(errs, refused(err, fmt.Sprintf("competencies[%d]", i)))
	}
	return w, refs, together(errs...)
}

// FieldFault refuses one part of the input.
func FieldFault(location, message string) *fault.Error {
	return fault.New(fault.Invalid, "invalid", "Some of what was given breaks a rule. Nothing was changed.").
		WithFields(fault.Field{Location: location, Message: message})
}

func numbers(rs []NewRegistration) map[string]string {
	out := map[string]string{}
	for _, r := range rs {
		out[registration.Canonical(r.Body)] = registration.Normalise(r.Number)
	}
	return out
}
