package inbox_test

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/inbox"
	"github.com/muster-ics/muster/pkg/pg"
	"github.com/muster-ics/muster/pkg/testkit"
)

func migrate(ctx context.Context, url string) error { return pg.Migrate(ctx, url, inbox.Migrations) }

func TestAnEventHasItsEffectOnceForEachConsumer(t *testing.T) {
	t.Parallel()
	db := testkit.Database(t, "inbox", migrate)
	event := id.New().String()
	var effects [2]atomic.Int64
	var wg sync.WaitGroup
	for range 5 {
		for i, consumer := range []string{"shifts-passports", "shifts-deployments"} {
			wg.Go(func() {
				err := pg.InTx(t.Context(), db.Pool, func(tx pgx.Tx) error {
					first, err := inbox.Once(t.Context(), tx, consumer, event)
					if first {
						effects[i].Add(1)
					}
					return err
				})
				if err != nil {
					t.Error(err)
				}
			})
		}
	}
	wg.Wait()
	if effects[0].Load() != 1 || effects[1].Load() != 1 {
		t.Fatalf("%d and %d effects", effects[0].Load(), effects[1].Load())
	}
}

func TestAnEffectThatRollsBackIsNotDone(t *testing.T) {
	t.Parallel()
	db := testkit.Database(t, "inbox", migrate)
	event := id.New().String()
	failed := errors.New("failed")
	for _, end := range []error{failed, nil} {
		err := pg.InTx(t.Context(), db.Pool, func(tx pgx.Tx) error {
			first, err := inbox.Once(t.Context(), tx, "c", event)
			if !first || err != nil {
				t.Errorf("first %t, %v", first, err)
			}
			return end
		})
		if !errors.Is(err, end) {
			t.Fatal(err)
		}
	}
}

func TestAnIDThatIsNoneIsRefused(t *testing.T) {
	t.Parallel()
	db := testkit.Database(t, "inbox", migrate)
	_ = pg.InTx(t.Context(), db.Pool, func(tx pgx.Tx) error {
		if _, err := inbox.Once(t.Context(), tx, "c", "nonsense"); err == nil {
			t.Error("taken")
		}
		return nil
	})
}

func TestOldRowsAreTrimmedOnlyWhenNothingCanComeAgain(t *testing.T) {
	t.Parallel()
	db := testkit.Database(t, "inbox", migrate)
	_, err := db.Pool.Exec(t.Context(), `insert into inbox (consumer, event_id, applied_at)
		select 'c', gen_random_uuid(), clock_timestamp() - make_interval(days => d) from generate_series(38, 42) d`)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- inbox.Trim(ctx, db.Pool) }()
	testkit.Await(t, 10*time.Second, "40 days and older are gone", func() bool {
		var n int
		return db.Pool.QueryRow(t.Context(), "select count(*) from inbox").Scan(&n) == nil && n == 2
	})
	cancel()
	if err := <-done; err != nil {
		t.Fatal(err)
	}
}
