package store

import (
	"cmp"
	"context"
	"slices"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/passports/internal/competency"
	"github.com/muster-ics/muster/services/passports/internal/hold"
	"github.com/muster-ics/muster/services/passports/internal/store/sqlcgen"
	"github.com/muster-ics/muster/services/passports/internal/worker"
)

// newParts leaves of a passport's lists only what a change has added. Records are only ever appended; an engagement may
// get an end and a hold may be lifted, and then they are written again.
func newParts(before, after worker.Record) worker.Record {
	after.Checks = after.Checks[len(before.Checks):]
	after.Competencies = newCompetencies(before.Competencies, after.Competencies)
	after.Registrations = after.Registrations[len(before.Registrations):]
	after.Inductions = after.Inductions[len(before.Inductions):]
	if before.GoodStanding != nil && after.GoodStanding != nil && before.GoodStanding.ID == after.GoodStanding.ID {
		after.GoodStanding = nil
	}
	after.Engagements = slices.DeleteFunc(slices.Clone(after.Engagements), func(e worker.Engagement) bool {
		return slices.Contains(before.Engagements, e)
	})
	if before.Hours != nil && after.Hours != nil && before.Hours.ID == after.Hours.ID {
		after.Hours = nil
	}
	after.Disclosures = newDisclosures(before.Disclosures, after.Disclosures)
	after.Holds = slices.DeleteFunc(slices.Clone(after.Holds), func(h hold.Hold) bool { return slices.Contains(before.Holds, h) })
	return after
}

// newCompetencies goes by ids, since competencies of a wrong file may have been taken back.
func newCompetencies(before, after []competency.Competency) []competency.Competency {
	had := make(map[id.ID]bool, len(before))
	for _, c := range before {
		had[c.Record().ID] = true
	}
	return slices.DeleteFunc(slices.Clone(after), func(c competency.Competency) bool { return had[c.Record().ID] })
}

// insertParts writes the lists of r, each kind in one round trip. digests are those of the registration numbers, by register.
func insertParts(ctx context.Context, q *sqlcgen.Queries, workerID id.ID, r worker.Record, digests map[string]string) error {
	var engagements []sqlcgen.InsertEngagementsParams
	for _, e := range r.Engagements {
		engagements = append(engagements, sqlcgen.InsertEngagementsParams{
			ID: e.ID, WorkerID: workerID, Employer: e.Employer, Kind: e.Kind, StaffGroup: e.StaffGroup, Role: e.Role, Band: e.Band, FromAt: e.From, UntilAt: e.Until, Version: e.Version,
		})
	}
	checks, err := checkRows(workerID, r.Checks)
	if err != nil {
		return err
	}
	var competencies []sqlcgen.InsertCompetenciesParams
	for _, k := range r.Competencies {
		c := k.Record()
		competencies = append(competencies, sqlcgen.InsertCompetenciesParams{
			ID: c.ID, WorkerID: workerID, Framework: c.Framework, Code: c.Code, Level: int32(c.Level), AchievedOn: c.AchievedOn, RecordedAt: c.RecordedAt, ValidUntil: c.ValidUntil,
			Title: c.Title, AwardingBody: c.AwardingBody, AssessorOrg: c.AssessorOrg, Source: c.Source, Raw: c.Raw, Derived: c.Derived, Provisional: c.Provisional, RefreshVersion: c.RefreshVersion,
		})
	}
	var registrations []sqlcgen.InsertRegistrationsParams
	for _, k := range r.Registrations {
		g := k.Record()
		registrations = append(registrations, sqlcgen.InsertRegistrationsParams{
			ID: g.ID, WorkerID: workerID, Body: g.Body, Status: string(g.Status), CheckedAt: g.CheckedAt, RecordedAt: g.RecordedAt, ValidUntil: g.ValidUntil,
			Parts: list(g.Parts), Licence: g.Licence, NumberDigest: cmp.Or(digests[g.Body], g.NumberDigest),
		})
	}
	var holds []sqlcgen.InsertHoldsParams
	for _, k := range r.Holds {
		h := k.Record()
		holds = append(holds, sqlcgen.InsertHoldsParams{
			ID: h.ID, WorkerID: workerID, Why: h.Why, FromAt: h.From, UntilAt: h.Until, PlacedAt: h.PlacedAt, LiftedAt: h.LiftedAt,
		})
	}
	for _, part := range []func() error{
		func() error { return write(ctx, engagements, q.InsertEngagements) },
		func() error { return write(ctx, checks, q.InsertChecks) },
		func() error { return write(ctx, competencies, q.InsertCompetencies) },
		func() error { return write(ctx, registrations, q.InsertRegistrations) },
		func() error { return write(ctx, holds, q.InsertHolds) },
		func() error { return putDisclosures(ctx, q, workerID, r.Disclosures) },
		func() error { return write(ctx, inductionRows(workerID, r.Inductions), q.InsertInductions) },
		func() error { return insertGoodStanding(ctx, q, workerID, r.GoodStanding) },
		func() error { return insertHours(ctx, q, workerID, r.Hours) },
	} {
		if err := part(); err != nil {
			return err
		}
	}
	return nil
}

// write sends rows as one batch, if there are any, and gives its first error, which is the one that tells why: those
// after it fail only because the transaction has failed.
func write[P any, B interface{ Exec(func(int, error)) }](ctx context.Context, rows []P, send func(context.Context, []P) B) error {
	if len(rows) == 0 {
		return nil
	}
	var first error
	send(ctx, rows).Exec(func(_ int, err error) {
		if first == nil {
			first = err
		}
	})
	return first
}
