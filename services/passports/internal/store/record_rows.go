package store

import (
	"context"
	"encoding/json"
	"time"

	"github.com/jackc/pgx/v5/pgtype"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/passports/internal/check"
	"github.com/muster-ics/muster/services/passports/internal/induction"
	"github.com/muster-ics/muster/services/passports/internal/store/sqlcgen"
	"github.com/muster-ics/muster/services/passports/internal/worker"
)

// Rows of the record as LoadWorkers tells them in JSON.
type (
	checkRow struct {
		ID              id.ID             `json:"id"`
		Type            string            `json:"type"`
		Outcome         string            `json:"outcome"`
		Method          string            `json:"method"`
		Level           string            `json:"level"`
		Workforce       string            `json:"workforce"`
		CheckedOn       time.Time         `json:"checked_on"`
		RecordedAt      time.Time         `json:"recorded_at"`
		ValidUntil      *time.Time        `json:"valid_until"`
		EPPClearedUntil *time.Time        `json:"epp_cleared_until"`
		StandardVersion string            `json:"standard_version"`
		ValidFrom       *time.Time        `json:"valid_from"`
		ReviewDue       *time.Time        `json:"review_due"`
		Restrictions    []string          `json:"restrictions"`
		Particulars     check.Particulars `json:"particulars"`
		Person          string            `json:"checked_by_person"`
		Role            string            `json:"checked_by_role"`
		Org             string            `json:"checked_by_org"`
		VerifiedWith    string            `json:"verified_with"`
		Supersedes      *id.ID            `json:"supersedes"`
		Why             string            `json:"recorded_reason"`
		Source          check.Source      `json:"source"`
		RankedAt        time.Time         `json:"ranked_at"`
	}
	inductionRow struct {
		ID         id.ID      `json:"id"`
		Employer   string     `json:"employer"`
		Site       string     `json:"site"`
		DoneOn     time.Time  `json:"done_on"`
		RecordedAt time.Time  `json:"recorded_at"`
		ValidUntil *time.Time `json:"valid_until"`
		By         string     `json:"recorded_by"`
	}
	goodStandingRow struct {
		ID       id.ID     `json:"id"`
		Good     bool      `json:"good"`
		StatedOn time.Time `json:"stated_on"`
		StatedAt time.Time `json:"stated_at"`
		By       string    `json:"recorded_by"`
	}
)

func (c checkRow) check() check.Check {
	r := check.Record{
		ID: c.ID, Type: check.Type(c.Type), Outcome: check.Outcome(c.Outcome), Method: c.Method, Level: c.Level, Workforce: c.Workforce,
		CheckedOn: c.CheckedOn.UTC(), RecordedAt: c.RecordedAt.UTC(), ValidUntil: utc(c.ValidUntil), EPPClearedUntil: utc(c.EPPClearedUntil),
		StandardVersion: c.StandardVersion, ValidFrom: utc(c.ValidFrom), ReviewDue: utc(c.ReviewDue), Restrictions: c.Restrictions, Particulars: c.Particulars,
		By: check.Checker{Person: c.Person, Role: c.Role, Org: c.Org}, VerifiedWith: c.VerifiedWith, Why: c.Why, Source: c.Source, RankedAt: c.RankedAt.UTC(),
	}
	if c.Supersedes != nil {
		r.Supersedes = *c.Supersedes
	}
	return check.Rehydrate(r)
}

func checkRows(workerID id.ID, all []check.Check) ([]sqlcgen.InsertChecksParams, error) {
	var rows []sqlcgen.InsertChecksParams
	for _, k := range all {
		c := k.Record()
		particulars, err := json.Marshal(c.Particulars)
		if err != nil {
			return nil, err
		}
		source, err := json.Marshal(c.Source)
		if err != nil {
			return nil, err
		}
		rows = append(rows, sqlcgen.InsertChecksParams{
			ID: c.ID, WorkerID: workerID, Type: string(c.Type), Outcome: string(c.Outcome), Method: c.Method, Level: c.Level, Workforce: c.Workforce,
			CheckedOn: c.CheckedOn, RecordedAt: c.RecordedAt, ValidUntil: c.ValidUntil, EppClearedUntil: c.EPPClearedUntil,
			StandardVersion: c.StandardVersion, ValidFrom: c.ValidFrom, ReviewDue: c.ReviewDue, Restrictions: list(c.Restrictions), Particulars: particulars,
			CheckedByPerson: c.By.Person, CheckedByRole: c.By.Role, CheckedByOrg: c.By.Org, VerifiedWith: c.VerifiedWith,
			Supersedes: pgtype.UUID{Bytes: c.Supersedes, Valid: c.Supersedes != id.Nil}, RecordedReason: c.Why, Source: source, RankedAt: c.RankedAt,
		})
	}
	return rows, nil
}

func (i inductionRow) induction() induction.Induction {
	return induction.Rehydrate(induction.Record{
		ID: i.ID, Employer: i.Employer, Site: i.Site, DoneOn: i.DoneOn.UTC(), RecordedAt: i.RecordedAt.UTC(), ValidUntil: utc(i.ValidUntil), By: i.By,
	})
}

func inductionRows(workerID id.ID, all []induction.Induction) []sqlcgen.InsertInductionsParams {
	var rows []sqlcgen.InsertInductionsParams
	for _, k := range all {
		i := k.Record()
		rows = append(rows, sqlcgen.InsertInductionsParams{
			ID: i.ID, WorkerID: workerID, Employer: i.Employer, Site: i.Site, DoneOn: i.DoneOn, RecordedAt: i.RecordedAt, ValidUntil: i.ValidUntil, RecordedBy: i.By,
		})
	}
	return rows
}

func (g *goodStandingRow) statement() *worker.GoodStanding {
	if g == nil {
		return nil
	}
	return &worker.GoodStanding{ID: g.ID, Good: g.Good, StatedOn: g.StatedOn.UTC(), StatedAt: g.StatedAt.UTC(), By: g.By}
}

func insertGoodStanding(ctx context.Context, q *sqlcgen.Queries, workerID id.ID, g *worker.GoodStanding) error {
	if g == nil {
		return nil
	}
	return q.InsertGoodStanding(ctx, sqlcgen.InsertGoodStandingParams{ID: g.ID, WorkerID: workerID, Good: g.Good, StatedOn: g.StatedOn, StatedAt: g.StatedAt, RecordedBy: g.By})
}

// list gives an empty list for none, since the columns hold no null.
func list(s []string) []string { return append([]string{}, s...) }
