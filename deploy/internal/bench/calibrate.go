package bench

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/pg"
)

var machine = clock.System()

func since(t time.Time) time.Duration { return machine.Now().Sub(t) }

// fsync writes 8 KiB and waits for the disk, n times.
func fsync(dir string, n int) (p50, p99 time.Duration, err error) {
	f, err := os.Create(filepath.Join(dir, "fsync.probe"))
	if err != nil {
		return 0, 0, err
	}
	defer os.Remove(f.Name())
	defer f.Close()
	page := make([]byte, 8<<10)
	took := make([]time.Duration, n)
	for i := range took {
		start := machine.Now()
		if _, err := f.WriteAt(page, 0); err != nil {
			return 0, 0, err
		}
		if err := f.Sync(); err != nil {
			return 0, 0, err
		}
		took[i] = since(start)
	}
	return percentile(took, 50), percentile(took, 99), nil
}

func percentile(d []time.Duration, p int) time.Duration {
	s := slices.Sorted(slices.Values(d))
	return s[(len(s)-1)*p/100]
}

// bare is the claim's statement without a service around it: one guarded update with one outbox row, on a table of its
// own in the same Postgres.
type bare struct{ pool *pgxpool.Pool }

const bareTables = `
create table if not exists bare_slots(id uuid primary key, status text not null);
create table if not exists bare_outbox(event_id uuid primary key, slot uuid not null, body bytea not null, created_at timestamptz not null default clock_timestamp());
truncate bare_slots, bare_outbox`

const bareClaim = `
with taken as (update bare_slots set status = 'held' where id = $1 and status = 'open' returning id)
insert into bare_outbox(event_id, slot, body) select $2, id, $3 from taken`

func newBare(ctx context.Context, url string) (*bare, error) {
	pool, err := pg.Open(ctx, pg.Config{URL: url, MaxConns: 33, AppName: "muster-bench"})
	if err != nil {
		return nil, err
	}
	_, err = pool.Exec(ctx, bareTables)
	return &bare{pool: pool}, err
}

// rate runs the statement on conns connections for span and gives statements a second and their median time.
func (b *bare) rate(ctx context.Context, conns int, span time.Duration) (perSecond float64, p50 time.Duration, err error) {
	const enough = 40_000
	ids := make([]id.ID, enough)
	for i := range ids {
		ids[i] = id.New()
	}
	if _, err := b.pool.Exec(ctx, `insert into bare_slots select unnest($1::uuid[]), 'open'`, ids); err != nil {
		return 0, 0, err
	}
	var next atomic.Int64
	body := make([]byte, 700)
	took := make([][]time.Duration, conns)
	failed := make([]error, conns)
	start := machine.Now()
	var wg sync.WaitGroup
	for c := range conns {
		wg.Go(func() {
			for since(start) < span {
				n := next.Add(1) - 1
				if n >= enough {
					return
				}
				at := machine.Now()
				if _, err := b.pool.Exec(ctx, bareClaim, ids[n], id.New(), body); err != nil {
					failed[c] = err
					return
				}
				took[c] = append(took[c], since(at))
			}
		})
	}
	wg.Wait()
	elapsed := since(start)
	for _, err := range failed {
		if err != nil {
			return 0, 0, fmt.Errorf("calibration: %w", err)
		}
	}
	all := slices.Concat(took...)
	return float64(len(all)) / elapsed.Seconds(), percentile(all, 50), nil
}
