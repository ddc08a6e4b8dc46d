package store_test

import (
	"context"
	"flag"
	"os"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/muster-ics/muster/events"
	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/inbox"
	"github.com/muster-ics/muster/pkg/outbox"
	"github.com/muster-ics/muster/pkg/pg"
	"github.com/muster-ics/muster/pkg/testkit"
	"github.com/muster-ics/muster/services/deployments/internal/app"
	"github.com/muster-ics/muster/services/deployments/internal/deployment"
	"github.com/muster-ics/muster/services/deployments/internal/store"
)

// silent is a transport to nobody: these tests look at tables.
type silent struct{}

func (silent) Publish(_ context.Context, _ events.Envelope, _ []byte, done func(outbox.Ack, error)) {
	done(outbox.Ack{}, context.Canceled)
}
func (silent) Stream(context.Context) (outbox.StreamState, error) { return outbox.StreamState{}, nil }
func (silent) Reconnected() <-chan struct{}                       { return nil }

type kit struct {
	t     *testing.T
	app   *app.App
	pool  *pgxpool.Pool
	clock *clock.Manual
}

func open(t *testing.T) *kit {
	t.Helper()
	db := testkit.Database(t, "deployments", func(ctx context.Context, ownerURL string) error {
		return pg.Migrate(ctx, ownerURL, outbox.Migrations, inbox.Migrations, store.Migrations)
	})
	c := clock.At(time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC))
	k := &kit{t: t, pool: db.Pool, clock: c}
	k.app = k.replica()
	for _, ods := range []string{"RVV", "RPA"} {
		_, _, err := k.app.RegisterEmployer(k.lead(), app.EmployerDetails{ODS: ods, Name: "Employer " + ods, Kind: "acute", ICS: "QKS", Since: c.Now()})
		k.must(err)
	}
	return k
}

// replica is the service once more on the same database.
func (k *kit) replica() *app.App {
	s := store.New(k.pool, outbox.New(k.pool, "MUSTER_DEPLOYMENTS", silent{}, outbox.Options{}))
	return app.New(app.Config{
		Employers: s.Employers(), Sites: s.Sites(), Registers: s.Registers(), Agreements: s.Agreements(), Deployments: s.Deployments(), Passports: s.Passports(), ShiftFacts: s.ShiftFacts(),
		Recharges:  s.Recharges(),
		MutualAids: s.MutualAids(), DryRuns: s.DryRuns(), PassportReader: s.PassportReader(),
		Clock: k.clock, ICS: "QKS", RequestID: func(context.Context) string { return "request-1" },
	})
}

func (k *kit) must(err error) {
	k.t.Helper()
	if err != nil {
		k.t.Fatal(err)
	}
}

func (k *kit) lead() context.Context {
	return auth.With(k.t.Context(), auth.Principal{Subject: "lead", Role: auth.Lead, ICS: "QKS"})
}

func (k *kit) as(ods string) context.Context {
	return auth.With(k.t.Context(), auth.Principal{
		Subject: "person-" + ods, Role: auth.Employer, Employer: ods, Duties: []string{auth.Approve, auth.Executive},
	})
}

func (k *kit) clauses(atEnd string) app.Clauses {
	k.t.Helper()
	c, err := app.FromTemplate("home_pays")
	k.must(err)
	c.Title, c.From, c.Parties = "Kent nurses", k.clock.Now(), []app.Party{{Employer: "RVV"}, {Employer: "RPA"}}
	c.Notice = app.Notice{Days: 0, Booked: app.AtEnd(atEnd)}
	return c
}

// offered is an agreement that nobody has signed.
func (k *kit) offered(c app.Clauses) app.Agreement {
	k.t.Helper()
	a, err := k.app.DraftAgreement(k.as("RVV"), c)
	k.must(err)
	_, err = k.app.OfferAgreement(k.as("RVV"), a.ID())
	k.must(err)
	return a
}

func (k *kit) inForce(c app.Clauses) app.Agreement {
	k.t.Helper()
	a := k.offered(c)
	for _, ods := range []string{"RVV", "RPA"} {
		_, err := k.app.SignAgreement(k.as(ods), a.ID(), "chief_nurse", a.Record().Hash)
		k.must(err)
	}
	return a
}

func (k *kit) placement() deployment.Placement {
	start := k.clock.Now().Add(24 * time.Hour)
	return deployment.Placement{
		Booking: id.New(), Shift: id.New(), Worker: id.New(), Home: "RVV", Host: "RPA", Site: "RPA01",
		StaffGroup: "nursing_midwifery", Band: "5", StartsAt: start, EndsAt: start.Add(12 * time.Hour),
	}
}

// try runs statements in one transaction as the app role and gives the SQLSTATE that stopped it; empty when none did.
func (k *kit) try(sql string, args ...any) string {
	k.t.Helper()
	err := pgx.BeginFunc(k.t.Context(), k.pool, func(tx pgx.Tx) error {
		_, err := tx.Exec(k.t.Context(), sql, args...)
		return err
	})
	if err != nil && pg.Code(err) == "" {
		k.t.Fatal(err)
	}
	return pg.Code(err)
}

func (k *kit) count(sql string, args ...any) (n int) {
	k.t.Helper()
	k.must(k.pool.QueryRow(k.t.Context(), sql, args...).Scan(&n))
	return n
}

func TestMain(m *testing.M) {
	flag.Parse()
	fewer("40")
	os.Exit(m.Run())
}
