package store

import (
	"context"
	"encoding/json"
	"slices"
	"time"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/passports/internal/app"
	"github.com/muster-ics/muster/services/passports/internal/check"
	"github.com/muster-ics/muster/services/passports/internal/clearance"
	"github.com/muster-ics/muster/services/passports/internal/hostpolicy"
	"github.com/muster-ics/muster/services/passports/internal/sharing"
	"github.com/muster-ics/muster/services/passports/internal/store/sqlcgen"
)

var _ app.Decisions = (*Store)(nil)

// insertDecision keeps a decision with its inputs. version is that of the clearance which it makes.
func insertDecision(ctx context.Context, q *sqlcgen.Queries, d app.Judged, version int64) error {
	b := d.Booking
	return q.InsertDecision(ctx, sqlcgen.InsertDecisionParams{
		ID: d.ID, WorkerID: b.WorkerID, BookingID: b.ID, ShiftID: b.ShiftID, HomeEmployer: b.HomeEmployer, HostEmployer: b.HostEmployer,
		StartsAt: b.StartsAt, EndsAt: b.EndsAt, Version: version, Cause: d.Cause, Outcome: string(d.Outcome), PassportVersion: d.PassportVersion,
		Engine: int32(d.Engine), Inputs: string(d.Inputs), Digest: d.Digest, Decision: string(d.Canonical()), DecidedAt: d.At,
	})
}

// Decision implements app.Decisions.
func (s *Store) Decision(ctx context.Context, decisionID id.ID) (app.KeptDecision, error) {
	row, err := s.read().GetDecision(ctx, decisionID)
	if err != nil {
		return app.KeptDecision{}, absent(err, app.ErrNoDecision)
	}
	return keptDecision(row)
}

// DecisionsOf implements app.Decisions.
func (s *Store) DecisionsOf(ctx context.Context, workerID, before id.ID, limit int) ([]app.KeptDecision, error) {
	rows, err := s.read().DecisionsOfWorker(ctx, sqlcgen.DecisionsOfWorkerParams{WorkerID: workerID, Before: before, Page: int32(limit)})
	if err != nil {
		return nil, err
	}
	out := make([]app.KeptDecision, len(rows))
	for i, row := range rows {
		if out[i], err = keptDecision(row); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// RefusalsOf implements app.Decisions.
func (s *Store) RefusalsOf(ctx context.Context, employer string, now time.Time, before id.ID, limit int) ([]app.KeptDecision, error) {
	rows, err := s.read().RefusalsOfEmployer(ctx, sqlcgen.RefusalsOfEmployerParams{Employers: s.codesNow(employer), Now: now, Before: before, Page: int32(limit)})
	if err != nil {
		return nil, err
	}
	out := make([]app.KeptDecision, len(rows))
	for i, row := range rows {
		if out[i], err = keptDecision(row); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func keptDecision(row sqlcgen.Decision) (app.KeptDecision, error) {
	d := app.KeptDecision{
		ID: row.ID, WorkerID: row.WorkerID, BookingID: row.BookingID, ShiftID: row.ShiftID, Home: row.HomeEmployer, Host: row.HostEmployer,
		StartsAt: row.StartsAt.UTC(), EndsAt: row.EndsAt.UTC(), Version: row.Version, Cause: row.Cause, Engine: int(row.Engine), Digest: row.Digest,
		Inputs: []byte(row.Inputs), Decision: []byte(row.Decision),
	}
	return d, json.Unmarshal(d.Decision, &d.Decided)
}

// Around implements app.Clearances.
func (s *Store) Around(ctx context.Context, b clearance.Booking) (app.Circumstances, error) {
	return s.circumstances(ctx, s.read(), b)
}

// circumstances reads what a decision looks at beside passport and booking.
func (s *Store) circumstances(ctx context.Context, q *sqlcgen.Queries, b clearance.Booking) (app.Circumstances, error) {
	row, err := q.Circumstances(ctx, sqlcgen.CircumstancesParams{
		Homes: s.codes(b.HomeEmployer, b.StartsAt), Hosts: s.codes(b.HostEmployer, b.StartsAt), Line: s.heirs.Heirs().Line(b.HostEmployer, b.StartsAt),
		WorkerID: b.WorkerID, ShiftID: b.ShiftID,
	})
	if err != nil {
		return app.Circumstances{}, err
	}
	var (
		around     app.Circumstances
		policy     hostpolicy.Record
		agreements []app.Agreement
		checks     []checkRow
	)
	for _, part := range []struct {
		from []byte
		into any
	}{{row.RegistersRead, &around.RegistersRead}, {row.Policy, &policy}, {row.Agreements, &agreements}, {row.Overrides, &around.Overrides}, {row.HostChecks, &checks}, {row.Reference, &around.Reference}} {
		if err := json.Unmarshal(part.from, part.into); err != nil {
			return app.Circumstances{}, err
		}
	}
	for body, at := range around.RegistersRead {
		around.RegistersRead[body] = at.UTC()
	}
	for i := range around.Overrides {
		around.Overrides[i].ExpiresAt = around.Overrides[i].ExpiresAt.UTC()
	}
	for _, c := range checks {
		around.HostChecks = append(around.HostChecks, check.Rehydrate(check.Record{
			ID: c.ID, Type: check.Type(c.Type), Outcome: check.Outcome(c.Outcome), Level: c.Level, Workforce: c.Workforce,
			CheckedOn: c.CheckedOn.UTC(), RecordedAt: c.RecordedAt.UTC(), RankedAt: c.RecordedAt.UTC(), ValidUntil: utc(c.ValidUntil),
		}))
	}
	around.HostPolicy = hostpolicy.Rehydrate(policy)
	around.Model, err = modelOf(agreements, b, s.same(b))
	return around, err
}

// modelOf is the engagement model of the agreement under which a booking is worked; empty when none is known to cover it.
func modelOf(agreements []app.Agreement, b clearance.Booking, same func(x, y string) bool) (string, error) {
	all := make([]sharing.Agreement, len(agreements))
	for i, a := range agreements {
		agreementID, err := id.Parse(a.ID)
		if err != nil {
			return "", err
		}
		all[i] = sharing.Agreement{
			ID: agreementID, Version: a.Version, Model: a.Model, Status: a.Status, Honoured: a.Honoured,
			Sites: a.Sites, StaffGroups: a.StaffGroups, Bands: a.Bands, From: a.From, Until: a.Until,
		}
		for _, p := range a.Parties {
			all[i].Parties = append(all[i].Parties, sharing.Party{Employer: calledBy(b, p.Employer, same), SignedAt: p.SignedAt})
		}
	}
	a, _ := sharing.Covering(all, sharing.Shift{
		Home: b.HomeEmployer, Host: b.HostEmployer, Site: b.Site, StaffGroup: b.StaffGroup, Band: b.Band, StartsAt: b.StartsAt, EndsAt: b.EndsAt,
	})
	return a.Model, nil
}

// lockHosts keeps answers to bookings at some hosts out until the transaction ends. They are taken in one order, so that two
// that lock several never wait for each other.
func lockHosts(ctx context.Context, q *sqlcgen.Queries, hosts ...string) error {
	hosts = slices.Compact(slices.Sorted(slices.Values(hosts)))
	for _, h := range hosts {
		if _, err := q.LockHost(ctx, h); err != nil {
			return err
		}
	}
	return nil
}

// moments are how long before a booking's start it is judged again, whatever happens: a day, an hour, and at the start.
var moments = []time.Duration{24 * time.Hour, time.Hour, 0}

// nextJudging is the next such moment after now, or nil when the last has passed.
func nextJudging(startsAt, now time.Time) *time.Time {
	for _, before := range moments {
		if t := startsAt.Add(-before); t.After(now) {
			return &t
		}
	}
	return nil
}

// calledBy is a party in the words of a booking.
func calledBy(b clearance.Booking, party string, same func(x, y string) bool) string {
	for _, code := range []string{b.HomeEmployer, b.HostEmployer} {
		if code != "" && same(party, code) {
			return code
		}
	}
	return party
}
