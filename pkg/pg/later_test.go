package pg_test

import (
	"context"
	"errors"
	"testing"

	"github.com/jackc/pgx/v5"

	"github.com/muster-ics/muster/pkg/pg"
	"github.com/muster-ics/muster/pkg/testkit"
)

func TestWhatWasPutOffIsDoneBeforeTheNextStatementAndByTheCommit(t *testing.T) {
	t.Parallel()
	db := testkit.Database(t, "pg", migrate)
	read := func(q interface {
		Query(ctx context.Context, sql string, args ...any) (pgx.Rows, error)
	}) []int32 {
		rows, err := q.Query(t.Context(), "select taken from places order by id")
		if err != nil {
			t.Fatal(err)
		}
		got, err := pgx.CollectRows(rows, pgx.RowTo[int32])
		if err != nil {
			t.Fatal(err)
		}
		return got
	}
	err := pg.InTx(t.Context(), db.Pool, func(tx pgx.Tx) error {
		later := pg.Later(tx, nil)
		if _, err := later.Exec(t.Context(), "update places set taken = taken + $1 where id = 1", 1); err != nil {
			return err
		}
		b := &pgx.Batch{}
		b.Queue("update places set taken = taken * 2 where id = 1")
		if err := later.SendBatch(t.Context(), b).Close(); err != nil {
			return err
		}
		if got := read(tx); got[0] != 2 {
			t.Errorf("the transaction reads %v before the commit", got)
		}
		_, err := later.Exec(t.Context(), "update places set taken = 1 where id = 2")
		return err
	})
	if got := read(db.Pool); err != nil || got[0] != 2 || got[1] != 1 {
		t.Fatalf("after the commit: %v, %v", got, err)
	}
}

func TestAnErrorOfWhatWasPutOffComesWithItsMeaningAndLeavesNothing(t *testing.T) {
	t.Parallel()
	db := testkit.Database(t, "pg", migrate)
	full := errors.New("full")
	for name, next := range map[string]func(pgx.Tx) error{
		"at the commit":    func(pgx.Tx) error { return nil },
		"by the statement": func(tx pgx.Tx) error { _, err := tx.Exec(t.Context(), "select 1"); return err },
		"by the query":     func(tx pgx.Tx) error { return tx.QueryRow(t.Context(), "select 1").Scan(new(int)) },
		"by the batch": func(tx pgx.Tx) error {
			b := &pgx.Batch{}
			b.Queue("select 1")
			return tx.SendBatch(t.Context(), b).Close()
		},
	} {
		err := pg.InTx(t.Context(), db.Pool, func(tx pgx.Tx) error {
			later := pg.Later(tx, func(err error) error { return errors.Join(full, err) })
			if _, err := later.Exec(t.Context(), "update places set taken = 2"); err != nil {
				return err
			}
			if _, err := later.Exec(t.Context(), "update places set taken = taken + 1"); err != nil {
				return err
			}
			return next(tx)
		})
		var taken int
		if serr := db.Pool.QueryRow(t.Context(), "select sum(taken) from places").Scan(&taken); serr != nil || taken != 0 {
			t.Errorf("%s: %d taken, %v", name, taken, serr)
		}
		if !errors.Is(err, full) || !pg.IsCheck(err, "not_too_many") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestACountOfRowsIsJudgedBeforeTheCommit(t *testing.T) {
	t.Parallel()
	db := testkit.Database(t, "pg", migrate)
	none := errors.New("none")
	for id, want := range map[int]error{1: nil, 7: none} {
		err := pg.InTx(t.Context(), db.Pool, func(tx pgx.Tx) error {
			later := pg.Later(tx, nil).Rows(func(n int64) error {
				if n != 1 {
					return none
				}
				return nil
			})
			_, err := later.Exec(t.Context(), "update places set taken = 1 where id = $1", id)
			if err == nil {
				_, err = pg.Later(tx, nil).Exec(t.Context(), "update places set taken = 2 where id = 2 and $1 = 7", id)
			}
			return err
		})
		if !errors.Is(err, want) {
			t.Errorf("place %d: %v, want %v", id, err, want)
		}
	}
	var taken int
	if err := db.Pool.QueryRow(t.Context(), "select sum(taken) from places").Scan(&taken); err != nil || taken != 1 {
		t.Errorf("%d taken, %v", taken, err)
	}
}

func TestATransactionMayHoldItsSettings(t *testing.T) {
	t.Parallel()
	db := testkit.Database(t, "pg", migrate)
	show := "select current_setting('synchronous_commit') || ' ' || current_setting('plan_cache_mode')"
	var within, after string
	err := pg.InTx(t.Context(), db.Pool, func(tx pgx.Tx) error {
		if err := errors.Join(pg.Unsynced(t.Context(), tx), pg.ReusePlans(t.Context(), tx)); err != nil {
			return err
		}
		return tx.QueryRow(t.Context(), show).Scan(&within)
	})
	if err != nil || within != "off force_generic_plan" {
		t.Errorf("within: %s, %v", within, err)
	}
	if err := db.Pool.QueryRow(t.Context(), show).Scan(&after); err != nil || after == within {
		t.Errorf("after: %s, %v", after, err)
	}
}
