package testkit_test

import (
	"context"
	"testing"

	"github.com/muster-ics/muster/pkg/inbox"
	"github.com/muster-ics/muster/pkg/outbox"
	"github.com/muster-ics/muster/pkg/pg"
	"github.com/muster-ics/muster/pkg/testkit"
)

func migrate(ctx context.Context, url string) error {
	return pg.Migrate(ctx, url, outbox.Migrations, inbox.Migrations)
}

func TestEachTestHasADatabaseOfItsOwnAsTheAppRole(t *testing.T) {
	t.Parallel()
	a, b := testkit.Database(t, "kit", migrate), testkit.Database(t, "kit", migrate)
	for _, db := range []*testkit.DB{a, b} {
		var n int
		if err := db.Pool.QueryRow(t.Context(), "select count(*) from inbox").Scan(&n); err != nil || n != 0 {
			t.Fatalf("inbox has %d rows, %v", n, err)
		}
		_, err := db.Pool.Exec(t.Context(), "insert into inbox (consumer, event_id) values ('a', gen_random_uuid())")
		if err != nil {
			t.Fatal(err)
		}
		var super, bypass bool
		err = db.Pool.QueryRow(t.Context(), "select rolsuper, rolbypassrls from pg_roles where rolname = current_user").Scan(&super, &bypass)
		if err != nil || super || bypass {
			t.Fatalf("the app role is a superuser (%t) or bypasses row security (%t): %v", super, bypass, err)
		}
		if _, err := db.Pool.Exec(t.Context(), "create table mine (id int)"); pg.Code(err) != "42501" {
			t.Fatalf("the app role may make tables: %v", err)
		}
	}
}
