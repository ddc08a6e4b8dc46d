package store_test

import (
	"context"
	"testing"
	"time"

	"github.com/muster-ics/muster/events"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/inbox"
	"github.com/muster-ics/muster/pkg/outbox"
	"github.com/muster-ics/muster/pkg/pg"
	"github.com/muster-ics/muster/pkg/testkit"
	"github.com/muster-ics/muster/services/analytics/internal/app"
	"github.com/muster-ics/muster/services/analytics/internal/fillrate"
	"github.com/muster-ics/muster/services/analytics/internal/store"
	"github.com/muster-ics/muster/services/analytics/internal/store/storetest"
)

// nowhere is a publisher that leaves every event to the outbox's sweep, which no test here runs.
type nowhere struct{}

func (nowhere) Publish(_ context.Context, _ events.Envelope, _ []byte, done func(outbox.Ack, error)) {
	done(outbox.Ack{}, context.Canceled)
}
func (nowhere) Stream(context.Context) (outbox.StreamState, error) { return outbox.StreamState{}, nil }
func (nowhere) Reconnected() <-chan struct{}                       { return nil }

func open(t *testing.T) *testkit.DB {
	return testkit.Database(t, "analytics", func(ctx context.Context, url string) error {
		return pg.Migrate(ctx, url, outbox.Migrations, inbox.Migrations, store.Migrations())
	})
}

func TestTheStoreInPostgres(t *testing.T) {
	t.Parallel()
	storetest.RunAll(t, func(t *testing.T) storetest.Store {
		db := open(t)
		o := outbox.New(db.Pool, "MUSTER_ANALYTICS", nowhere{}, outbox.Options{Log: testkit.Log(t)})
		return storetest.Store{Projection: store.NewProjection(db.Pool), Cells: store.NewCells(db.Pool, o)}
	})
}

func TestRowsThatCannotBeAreRefused(t *testing.T) {
	t.Parallel()
	db := open(t)
	const insert = `insert into fact_now (producer, kind, id, version, employer, staff_group, starts_at, body) values ('shifts', `
	for rule, row := range map[string]string{
		"filled by nobody":           `'shift', 's', 1, 'RVV', 'g', now(), '{"status":"filled"}')`,
		"open and filled":            `'shift', 's', 1, 'RVV', 'g', now(), '{"status":"open","filled_by":"own_bank"}')`,
		"a shift at no time":         `'shift', 's', 1, 'RVV', 'g', null, '{"status":"open"}')`,
		"a shift of nobody":          `'shift', 's', 1, '', 'g', now(), '{"status":"open"}')`,
		"a booking without a group":  `'booking', 'b', 1, 'RVV', '', now(), '{}')`,
		"a thing without an id":      `'offer', '', 1, 'RVV', '', null, '{}')`,
		"a version before the first": `'offer', 'o', 0, 'RVV', '', null, '{}')`,
		"an unknown kind":            `'rumour', 'r', 1, '', '', null, '{}')`,
	} {
		if _, err := db.Pool.Exec(t.Context(), insert+row); !pg.IsCheck(err, "") {
			t.Errorf("%s: %v", rule, err)
		}
	}
	cell := `insert into cell values ('RVV_g_next_24h', 1, 'RVV', 'g', 'next_24h', 0,0,0,0,0, 0,0,0,0,0, 0, now(), now(), 1)`
	if _, err := db.Pool.Exec(t.Context(), cell); err == nil {
		t.Error("a figure without its event and audit row is accepted")
	}
}

func TestOneAlertOfARuleAndACellStandsAtATime(t *testing.T) {
	t.Parallel()
	db := open(t)
	tx, err := db.Pool.Begin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = tx.Rollback(context.WithoutCancel(t.Context())) }()
	const rule = `insert into alert_rule (id, version, owner, name, what, employer, staff_group, role, period, hours_ahead, raise_at, clear_at, quiet_minutes, live)
		values ('0199c0de-0000-7000-8000-000000000001', 1, $1, 'n', $2, $3, '', '', '', $4, $5, $6, 0, true)`
	for why, bad := range map[string][]any{
		"an employer's rule about another":   {"RVV", "fill_below", "RPA", 24, 850, 900},
		"over before it is raised":           {"", "fill_below", "", 24, 850, 849},
		"silence that is over when it grows": {"", "silence", "", 0, 60, 61},
		"a rule that looks nowhere":          {"", "fill_below", "", 0, 850, 900},
		"silence that looks ahead":           {"", "silence", "", 24, 60, 5},
	} {
		if _, err := db.Pool.Exec(t.Context(), rule, bad...); !pg.IsCheck(err, "") {
			t.Errorf("%s: %v", why, err)
		}
	}
	if _, err := tx.Exec(t.Context(), rule, "", "fill_below", "", 24, 850, 900); err != nil {
		t.Fatal(err)
	}
	const raise = `insert into alert (id, version, rule_id, rule_version, owner, what, employer, staff_group, raised_at, value, shifts)
		values (gen_random_uuid(), 1, '0199c0de-0000-7000-8000-000000000001', 1, '', 'fill_below', 'RVV', 'g', now(), 500, 2)`
	if _, err := tx.Exec(t.Context(), raise); err != nil {
		t.Fatal(err)
	}
	if _, err := tx.Exec(t.Context(), raise); !pg.IsUnique(err, "alert_stands") {
		t.Errorf("a second alert of the same cell: %v", err)
	}
}

func TestDaysAreLondonsAndSplitFiveWays(t *testing.T) {
	t.Parallel()
	p := store.NewProjection(open(t).Pool)
	// 23:30 UTC is half past midnight of the next day in London's summer.
	summer := storetest.Noon.AddDate(0, 4, 0)
	late := storetest.Heard(id.New(), 1, summer.Sub(storetest.Noon)+11*time.Hour+30*time.Minute, "filled", "own_bank")
	noon := storetest.Heard(id.New(), 1, summer.Sub(storetest.Noon), "open", "")
	worked := storetest.Approved(id.New(), 4, storetest.Noon.Sub(summer)-11*time.Hour-30*time.Minute, 645)
	if err := p.Apply(t.Context(), []app.Heard{late, noon, worked}); err != nil {
		t.Fatal(err)
	}
	days, err := p.Days(t.Context(), app.Scope{}, summer.AddDate(0, 0, -1), summer.AddDate(0, 0, 2))
	if err != nil || len(days) != 2 {
		t.Fatalf("%+v, %v", days, err)
	}
	if days[0].Date.Day() != 10 || days[0].Figures.Shifts != (fillrate.Split{Unfilled: 1}) ||
		days[1].Date.Day() != 11 || days[1].Figures.Minutes != (fillrate.Split{OwnBank: 660}) ||
		days[0].Figures.Worked.Bank() != 0 || days[1].Figures.Worked != (fillrate.Worked{OwnBank: 645}) {
		t.Errorf("%+v", days)
	}
	gaps, err := p.Gaps(t.Context(), app.Scope{Employer: "RVV"}, summer.AddDate(0, 0, -1), 10)
	if err != nil || len(gaps) != 1 || gaps[0].Key != noon.Fact.Key {
		t.Errorf("gaps %+v, %v", gaps, err)
	}
}
