package store_test

import (
	"context"
	"io/fs"
	"testing"
	"testing/fstest"

	"github.com/jackc/pgx/v5"

	"github.com/muster-ics/muster/pkg/inbox"
	"github.com/muster-ics/muster/pkg/outbox"
	"github.com/muster-ics/muster/pkg/pg"
	"github.com/muster-ics/muster/pkg/testkit"
	"github.com/muster-ics/muster/services/deployments/internal/agreement"
	"github.com/muster-ics/muster/services/deployments/internal/store"
)

// beforeClauses is an agreement in force as it was kept when its few clauses stood in columns alone.
const beforeClauses = `
alter table employers disable trigger user;
insert into employers values ('RVV', 'East Kent', 'acute', 1), ('RPA', 'Medway', 'acute', 1);
alter table agreements disable trigger user;
insert into agreements (id, version, status, terms, proposed_by, drafted_by, drafted_at, offered_at, in_force_at)
values ('0190a000-0000-7000-8000-000000000001', 4, 'in_force', 1, 'RVV', 'person', '2026-03-01Z', '2026-03-01Z', '2026-03-01Z');
insert into agreement_versions values ('0190a000-0000-7000-8000-000000000001', 1, 'Kent nurses', 'home_pays', '{}', '{nursing_midwifery}', '{5}',
  '2026-03-02Z', '2027-03-02Z', 90, 'revoke', 'The text as it was signed.', encode(sha256('The text as it was signed.'), 'hex'));
insert into agreement_parties values ('0190a000-0000-7000-8000-000000000001', 1, 'RVV', '2026-03-01Z', 'person', 'chief_nurse'),
  ('0190a000-0000-7000-8000-000000000001', 1, 'RPA', '2026-03-01Z', 'other', 'chief_nurse');
insert into agreement_pairs values ('0190a000-0000-7000-8000-000000000001', 'RPA', 'RVV', '|nursing_midwifery|5', '[2026-03-02Z,2027-03-02Z)');
alter table agreements enable trigger user;
alter table employers enable trigger user;`

func TestWhatWasSignedBeforeStaysAsItWasSigned(t *testing.T) {
	t.Parallel()
	first, err := fs.ReadFile(store.Migrations.FS, "migrations/00001_deployments.sql")
	if err != nil {
		t.Fatal(err)
	}
	old := pg.Migrations{Name: store.Migrations.Name, FS: fstest.MapFS{"migrations/00001_deployments.sql": {Data: first}}}
	db := testkit.Database(t, "deployments", func(ctx context.Context, ownerURL string) error {
		if err := pg.Migrate(ctx, ownerURL, outbox.Migrations, inbox.Migrations, old); err != nil {
			return err
		}
		conn, err := pgx.Connect(ctx, ownerURL)
		if err != nil {
			return err
		}
		defer conn.Close(ctx)
		if _, err := conn.Exec(ctx, beforeClauses); err != nil {
			return err
		}
		return pg.Migrate(ctx, ownerURL, store.Migrations)
	})
	s := store.New(db.Pool, outbox.New(db.Pool, "MUSTER_DEPLOYMENTS", silent{}, outbox.Options{}))
	all, err := s.Agreements().InForce(t.Context())
	if err != nil || len(all) != 1 {
		t.Fatalf("%d agreements, %v", len(all), err)
	}
	r := all[0].Record()
	if r.Text != "The text as it was signed." || r.Hash != agreement.Hash(r.Text) || len(r.Signatures) != 2 || r.InForceAt == nil {
		t.Errorf("%+v", r)
	}
	c := r.Clauses
	if c.Title != "Kent nurses" || c.Limits.MaxDaysIn12Months != 90 || c.Notice.Booked != agreement.Revoke || c.Notice.Days != 0 ||
		len(c.Employers()) != 2 || len(c.Scope.Bands) != 1 || !c.Until.Equal(*r.Clauses.Until) || c.Money.RateBasis != "" || !c.Direction.Lends("RPA", "RVV") {
		t.Errorf("%+v", c)
	}
	var claims int
	if err := db.Pool.QueryRow(t.Context(), `select count(*) from agreement_pairs where terms = 1`).Scan(&claims); err != nil || claims != 2 {
		t.Errorf("%d claims, %v", claims, err)
	}
}
