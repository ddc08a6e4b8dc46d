package app

import (
	"context"
	"encoding/json"
	"slices"

	"github.com/muster-ics/muster/events"
	contract "github.com/muster-ics/muster/events/passports"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/passports/internal/check"
	"github.com/muster-ics/muster/services/passports/internal/hold"
	"github.com/muster-ics/muster/services/passports/internal/worker"
)

// registerRead is the fact that a register was read for all staff of an employer.
func (p *Passports) registerRead(ctx context.Context, r RegisterReading, who By) (Fact, error) {
	ev := contract.RegisterReadV1{ReadID: r.ID.String(), Employer: r.Employer, Body: r.Body, ReadAt: r.At}
	after, err := json.Marshal(ev)
	if err != nil {
		return Fact{}, err
	}
	return p.fact(ctx, ev, r.Employer, r.ID, 1, r.At, Fact{Action: "register.read", By: who, After: after})
}

// part is one thing that a change of a passport added or changed.
type part struct {
	event     events.Event
	aggregate id.ID
	version   int64
	action    string
}

// parts are the facts of what a change added to a passport or changed of it, each told by itself beside passport.changed. An
// enrolment tells all of it at once in worker.enrolled.
func (p *Passports) parts(ctx context.Context, before, after worker.Record, who By) ([]Fact, error) {
	var found []part
	found = append(found, newChecks(before, after)...)
	found = append(found, newCompetencies(before, after)...)
	found = append(found, newRegistrations(before, after)...)
	found = append(found, changedEngagements(before, after)...)
	found = append(found, changedHolds(before, after)...)
	facts := make([]Fact, len(found))
	for i, part := range found {
		body, err := json.Marshal(part.event)
		if err != nil {
			return nil, err
		}
		if facts[i], err = p.fact(ctx, part.event, after.HomeEmployer, part.aggregate, part.version, p.Clock.Now(), Fact{Action: part.action, By: who, After: body}); err != nil {
			return nil, err
		}
	}
	return facts, nil
}

func newChecks(before, after worker.Record) (found []part) {
	for _, k := range after.Checks[len(before.Checks):] {
		r := k.Record()
		s := contract.CheckState{
			CheckID: r.ID.String(), WorkerID: after.ID.String(), HomeEmployer: after.HomeEmployer, Type: string(r.Type), Outcome: string(r.Outcome),
			CheckedOn: r.CheckedOn, ValidUntil: r.ValidUntil, StandardVersion: r.StandardVersion,
		}
		if r.Supersedes != id.Nil {
			s.Supersedes = r.Supersedes.String()
		}
		if r.Outcome == check.Withdrawn {
			found = append(found, part{contract.CheckWithdrawnV1{Check: s}, r.ID, 1, "check.withdraw"})
			continue
		}
		found = append(found, part{contract.CheckRecordedV1{Check: s}, r.ID, 1, "check.record"})
	}
	return found
}

func newCompetencies(before, after worker.Record) (found []part) {
	had := make(map[id.ID]bool, len(before.Competencies))
	for _, k := range before.Competencies {
		had[k.Record().ID] = true
	}
	for _, k := range after.Competencies {
		r := k.Record()
		if had[r.ID] {
			continue
		}
		found = append(found, part{contract.CompetencyRecordedV1{Competency: contract.CompetencyState{
			CompetencyID: r.ID.String(), WorkerID: after.ID.String(), HomeEmployer: after.HomeEmployer, Framework: r.Framework, Code: r.Code, Level: r.Level,
			AchievedOn: r.AchievedOn, ValidUntil: r.ValidUntil, Provisional: r.Provisional,
		}}, r.ID, 1, "competency.record"})
	}
	return found
}

func newRegistrations(before, after worker.Record) (found []part) {
	for _, g := range after.Registrations[len(before.Registrations):] {
		r := g.Record()
		found = append(found, part{contract.RegistrationChangedV1{Registration: contract.RegistrationState{
			RegistrationID: r.ID.String(), WorkerID: after.ID.String(), HomeEmployer: after.HomeEmployer, Body: r.Body, Effect: contract.Effect(g.Effect()),
			ReadAt: r.CheckedAt, ValidUntil: r.ValidUntil,
		}}, r.ID, 1, "registration.record"})
	}
	return found
}

func changedEngagements(before, after worker.Record) (found []part) {
	for _, e := range after.Engagements {
		if slices.ContainsFunc(before.Engagements, func(b worker.Engagement) bool { return b.ID == e.ID && b.Version == e.Version }) {
			continue
		}
		found = append(found, part{contract.EngagementChangedV1{Engagement: contract.EngagementState{
			WorkerID: after.ID.String(), HomeEmployer: after.HomeEmployer, Engagement: publicEngagement(e),
		}}, e.ID, e.Version, "engagement.change"})
	}
	return found
}

func changedHolds(before, after worker.Record) (found []part) {
	for _, h := range after.Holds {
		if slices.Contains(before.Holds, h) {
			continue
		}
		r := h.Record()
		s := contract.HoldState{HoldID: r.ID.String(), WorkerID: after.ID.String(), HomeEmployer: after.HomeEmployer, From: r.From, Until: r.Until, LiftedAt: r.LiftedAt}
		placed := !slices.ContainsFunc(before.Holds, func(b hold.Hold) bool { return b.Record().ID == r.ID })
		if placed {
			found = append(found, part{contract.HoldPlacedV1{Hold: s}, r.ID, 1, "hold.place"})
			continue
		}
		found = append(found, part{contract.HoldLiftedV1{Hold: s}, r.ID, 2, "hold.lift"})
	}
	return found
}

func publicEngagement(e worker.Engagement) contract.Engagement {
	return contract.Engagement{
		EngagementID: e.ID.String(), Employer: e.Employer, Kind: e.Kind, StaffGroup: e.StaffGroup, Role: e.Role, Band: e.Band, From: e.From, Until: e.Until,
	}
}
