package store

import (
	"context"
	"encoding/json"
	"time"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/outbox"
	"github.com/muster-ics/muster/services/passports/internal/app"
	"github.com/muster-ics/muster/services/passports/internal/due"
	"github.com/muster-ics/muster/services/passports/internal/store/sqlcgen"
	"github.com/muster-ics/muster/services/passports/internal/worker"
)

// dueRow is a line as KeepDue reads it from JSON.
type dueRow struct {
	Kind   string     `json:"kind"`
	Code   string     `json:"code"`
	Level  int        `json:"level"`
	State  string     `json:"state"`
	Asked  bool       `json:"asked"`
	DueAt  *time.Time `json:"due_at"`
	ReadAt *time.Time `json:"read_at"`
}

// keepDue writes what of a passport is due, in the transaction that writes the passport.
func (s *Store) keepDue(ctx context.Context, q *sqlcgen.Queries, r worker.Record, at time.Time) error {
	ps, err := profiles(ctx, q)
	if err != nil {
		return err
	}
	rows := []dueRow{}
	for _, l := range due.Of(s.called(r, at), ps, at) {
		rows = append(rows, dueRow{Kind: string(l.Kind), Code: l.Code, Level: l.Level, State: string(l.State), Asked: l.Asked, DueAt: l.DueAt, ReadAt: l.ReadAt})
	}
	lines, err := json.Marshal(rows)
	if err != nil {
		return err
	}
	return q.KeepDue(ctx, sqlcgen.KeepDueParams{WorkerID: r.ID, HomeEmployer: r.HomeEmployer, Rules: ps.Rules, Lines: lines})
}

// reckonedAtOnce bounds the transaction that reckons what older rules left.
const reckonedAtOnce = 200

// Reckon implements app.ReferenceData. at is the moment at which engagements are taken to have ended.
func (s *Store) Reckon(ctx context.Context, at time.Time) (int, error) {
	n := 0
	err := s.outbox.InTx(ctx, func(tx *outbox.Tx) error {
		q := sqlcgen.New(tx)
		ps, err := profiles(ctx, q)
		if err != nil {
			return err
		}
		ids, err := q.WorkersToReckon(ctx, sqlcgen.WorkersToReckonParams{Rules: ps.Rules, Page: reckonedAtOnce})
		if err != nil || len(ids) == 0 {
			return err
		}
		ws, err := load(ctx, q, ids...)
		if err != nil {
			return err
		}
		for _, w := range ws {
			if err := s.keepDue(ctx, q, w.Record(), at); err != nil {
				return err
			}
		}
		n = len(ws)
		return nil
	})
	return n, err
}

// runningSince is the earliest beginning of a shift that may still run: none lasts three days. It keeps the bookings that are
// over out of an index range.
func runningSince(now time.Time) time.Time { return now.AddDate(0, 0, -3) }

// DueLines implements app.Dues.
func (s *Store) DueLines(ctx context.Context, q app.DueQuery) ([]app.DueLine, error) {
	rows, err := s.read().DueLines(ctx, sqlcgen.DueLinesParams{
		Now: &q.Now, RunningSince: runningSince(q.Now), Employers: s.codesNow(q.Employer), UntilAt: &q.Until, AfterAt: q.After.At, AfterWorker: q.After.Worker, AfterKind: q.After.Kind, AfterCode: q.After.Code,
		Kind: q.Kind, Code: q.Code, Role: q.Role, Site: q.Site, Page: int32(q.Limit),
	})
	out := make([]app.DueLine, len(rows))
	for i, r := range rows {
		at := r.DueAt.UTC()
		out[i] = app.DueLine{Worker: r.WorkerID, StaffGroup: r.StaffGroup, Role: r.Role, Band: r.Band, Line: due.Line{
			Kind: due.Kind(r.Kind), Code: r.Code, Level: int(r.Level), State: due.State(r.State), Asked: r.Asked, DueAt: &at,
		}}
	}
	return out, err
}

// DueByWhat implements app.Dues.
func (s *Store) DueByWhat(ctx context.Context, employer string, now, until time.Time) ([]app.DueCount, error) {
	rows, err := s.read().DueByWhat(ctx, sqlcgen.DueByWhatParams{Now: &now, Employers: s.codesNow(employer), UntilAt: &until})
	out := make([]app.DueCount, len(rows))
	for i, r := range rows {
		out[i] = app.DueCount{Kind: r.Kind, Code: r.Code, Gone: int(r.Gone), Coming: int(r.Coming)}
	}
	return out, err
}

// Standings implements app.Dues.
func (s *Store) Standings(ctx context.Context, q app.StandingQuery) ([]app.StandingCount, error) {
	rows, err := s.read().StandingByRole(ctx, sqlcgen.StandingByRoleParams{Now: q.Now, ReadSince: &q.ReadSince, Read: listed(q.Read), Employers: s.codesNow(q.Employer)})
	return s.asHeirs(rows), err
}

// listed makes of no list an empty one: nothing is unlike all of null.
func listed(all []string) []string { return append([]string{}, all...) }

// StandingAs implements app.Dues.
func (s *Store) StandingAs(ctx context.Context, q app.StandingQuery, standing, role string, after id.ID, limit int) ([]id.ID, error) {
	return s.read().WorkersByStanding(ctx, sqlcgen.WorkersByStandingParams{
		Now: q.Now, ReadSince: &q.ReadSince, Read: listed(q.Read), Employers: s.codesNow(q.Employer), After: after, Standing: standing, Role: role, Page: int32(limit),
	})
}

// AtRisk implements app.Dues.
func (s *Store) AtRisk(ctx context.Context, q app.RiskQuery) ([]app.RiskLine, error) {
	since := q.Now.AddDate(0, 0, -7)
	rows, err := s.read().BookingsAtRisk(ctx, sqlcgen.BookingsAtRiskParams{
		Employers: s.codesNow(q.Employer), Since: &since, RunningSince: runningSince(q.Now), Now: q.Now, UntilAt: q.Until, AfterAt: q.AfterAt, AfterBooking: q.After, Page: int32(q.Limit),
	})
	if err != nil {
		return nil, err
	}
	out := make([]app.RiskLine, len(rows))
	for i, row := range rows {
		r, err := relianceOf(row.Reliance)
		if err != nil {
			return nil, err
		}
		at := row.DueAt.UTC()
		out[i] = app.RiskLine{Reliance: r, Line: due.Line{Kind: due.Kind(row.Kind), Code: row.Code, Level: int(row.Level), State: due.State(row.State), DueAt: &at}}
	}
	return out, nil
}

// SitesAhead implements app.Dues.
func (s *Store) SitesAhead(ctx context.Context, employer string, now time.Time) ([]string, error) {
	return s.read().SitesAhead(ctx, sqlcgen.SitesAheadParams{Employers: s.codesNow(employer), RunningSince: runningSince(now), Now: now})
}

// StaffOnRegisters implements app.Dues.
func (s *Store) StaffOnRegisters(ctx context.Context, employer string, now time.Time) (map[string]int, error) {
	rows, err := s.read().RegistersOfStaff(ctx, sqlcgen.RegistersOfStaffParams{Employers: s.codesNow(employer), Now: &now})
	out := map[string]int{}
	for _, r := range rows {
		out[r.Code] = int(r.Workers)
	}
	return out, err
}

// Readings implements app.Dues.
func (s *Store) Readings(ctx context.Context, employer string) (map[string]app.RegistersRead, error) {
	rows, err := s.read().ReadingsOfAll(ctx, s.codesNow(employer))
	out := map[string]app.RegistersRead{}
	for _, r := range rows {
		if out[r.Employer] == nil {
			out[r.Employer] = app.RegistersRead{}
		}
		out[r.Employer][r.Body] = r.ReadAt.UTC()
	}
	return s.readFor(out), err
}

// RolesOfStaff implements app.Dues.
func (s *Store) RolesOfStaff(ctx context.Context, employer string, now time.Time) ([]string, error) {
	return s.read().RolesOfStaff(ctx, sqlcgen.RolesOfStaffParams{Employers: s.codesNow(employer), Now: &now})
}
