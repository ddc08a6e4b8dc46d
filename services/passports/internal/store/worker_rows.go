package store

import (
	"context"
	"encoding/json"
	"time"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/passports/internal/competency"
	"github.com/muster-ics/muster/services/passports/internal/hold"
	"github.com/muster-ics/muster/services/passports/internal/registration"
	"github.com/muster-ics/muster/services/passports/internal/store/sqlcgen"
	"github.com/muster-ics/muster/services/passports/internal/worker"
)

// Rows as LoadWorkers tells them in JSON.
type (
	engagementRow struct {
		ID         id.ID      `json:"id"`
		Employer   string     `json:"employer"`
		Kind       string     `json:"kind"`
		StaffGroup string     `json:"staff_group"`
		Role       string     `json:"role"`
		Band       string     `json:"band"`
		From       time.Time  `json:"from_at"`
		Until      *time.Time `json:"until_at"`
		Version    int64      `json:"version"`
	}
	competencyRow struct {
		ID         id.ID      `json:"id"`
		Framework  string     `json:"framework"`
		Code       string     `json:"code"`
		Level      int        `json:"level"`
		AchievedOn time.Time  `json:"achieved_on"`
		RecordedAt time.Time  `json:"recorded_at"`
		ValidUntil *time.Time `json:"valid_until"`

		Title        string `json:"title"`
		AwardingBody string `json:"awarding_body"`
		AssessorOrg  string `json:"assessor_org"`
		Source       string `json:"source"`
		Raw          string `json:"raw"`
		Derived      bool   `json:"derived"`
		RefreshedBy  int64  `json:"refresh_version"`
		Provisional  bool   `json:"provisional"`
	}
	registrationRow struct {
		ID         id.ID      `json:"id"`
		Body       string     `json:"body"`
		Status     string     `json:"status"`
		CheckedAt  time.Time  `json:"checked_at"`
		RecordedAt time.Time  `json:"recorded_at"`
		ValidUntil *time.Time `json:"valid_until"`

		Parts        []string `json:"parts"`
		Licence      *bool    `json:"licence"`
		NumberDigest string   `json:"number_digest"`
	}
	holdRow struct {
		ID       id.ID      `json:"id"`
		Why      string     `json:"why"`
		From     time.Time  `json:"from_at"`
		Until    *time.Time `json:"until_at"`
		PlacedAt time.Time  `json:"placed_at"`
		LiftedAt *time.Time `json:"lifted_at"`
	}
)

// load rebuilds some passports, by id.
func load(ctx context.Context, q *sqlcgen.Queries, ids ...id.ID) ([]*worker.Worker, error) {
	rows, err := q.LoadWorkers(ctx, ids)
	if err != nil {
		return nil, err
	}
	out := make([]*worker.Worker, len(rows))
	for i, row := range rows {
		if out[i], err = rehydrate(row); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func rehydrate(row sqlcgen.LoadWorkersRow) (*worker.Worker, error) {
	var (
		engagements   []engagementRow
		checks        []checkRow
		competencies  []competencyRow
		registrations []registrationRow
		holds         []holdRow
		disclosures   []disclosureRow
		hours         *hoursRow
		inductions    []inductionRow
		good          *goodStandingRow
	)
	for _, part := range []struct {
		from []byte
		into any
	}{{row.Engagements, &engagements}, {row.Checks, &checks}, {row.Competencies, &competencies}, {row.Registrations, &registrations}, {row.Holds, &holds}, {row.Disclosures, &disclosures}, {row.Hours, &hours}, {row.Inductions, &inductions}, {row.GoodStanding, &good}} {
		if err := json.Unmarshal(part.from, part.into); err != nil {
			return nil, err
		}
	}
	r := worker.Record{
		ID: row.ID, HomeEmployer: row.HomeEmployer, Status: worker.Status(row.Status), SuspendedWhy: row.SuspendedWhy,
		Version: row.Version, Floor: row.Floor, EnrolledAt: row.EnrolledAt.UTC(), Hours: hours.record(),
		LeftAt: utc(row.LeftAt), LeftWhy: row.LeftWhy, ErasedAt: utc(row.ErasedAt), GoodStanding: good.statement(),
	}
	for _, e := range engagements {
		r.Engagements = append(r.Engagements, worker.Engagement{
			ID: e.ID, Employer: e.Employer, Kind: e.Kind, StaffGroup: e.StaffGroup, Role: e.Role, Band: e.Band, From: e.From.UTC(), Until: utc(e.Until), Version: e.Version,
		})
	}
	for _, c := range checks {
		r.Checks = append(r.Checks, c.check())
	}
	for _, c := range competencies {
		r.Competencies = append(r.Competencies, competency.Rehydrate(competency.Record{
			ID: c.ID, Framework: c.Framework, Code: c.Code, Level: c.Level, AchievedOn: c.AchievedOn.UTC(), RecordedAt: c.RecordedAt.UTC(), ValidUntil: utc(c.ValidUntil),
			Title: c.Title, AwardingBody: c.AwardingBody, AssessorOrg: c.AssessorOrg, Source: c.Source, Raw: c.Raw, Derived: c.Derived, Provisional: c.Provisional, RefreshVersion: c.RefreshedBy,
		}))
	}
	for _, g := range registrations {
		r.Registrations = append(r.Registrations, registration.Rehydrate(registration.Record{
			ID: g.ID, Body: g.Body, Status: registration.Status(g.Status), CheckedAt: g.CheckedAt.UTC(), RecordedAt: g.RecordedAt.UTC(), ValidUntil: utc(g.ValidUntil),
			Parts: g.Parts, Licence: g.Licence, NumberDigest: g.NumberDigest,
		}))
	}
	r.Disclosures = disclosuresOf(disclosures)
	for _, i := range inductions {
		r.Inductions = append(r.Inductions, i.induction())
	}
	for _, h := range holds {
		r.Holds = append(r.Holds, hold.Rehydrate(hold.Record{
			ID: h.ID, Why: h.Why, From: h.From.UTC(), Until: utc(h.Until), PlacedAt: h.PlacedAt.UTC(), LiftedAt: utc(h.LiftedAt),
		}))
	}
	return worker.Rehydrate(r), nil
}

func utc(t *time.Time) *time.Time {
	if t == nil {
		return nil
	}
	u := t.UTC()
	return &u
}
