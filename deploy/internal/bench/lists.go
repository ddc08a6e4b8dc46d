package bench

import (
	"context"
	"fmt"
	"runtime"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/muster-ics/muster/deploy/internal/system"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/pg"
	"github.com/muster-ics/muster/services/shifts"
)

// Sizes of T16 and T17.
const (
	listShifts  = 100_000
	listWorkers = 100_000
	listAsked   = 1000 // how many workers, or shifts, one round asks for
	listGIN     = 200  // how many of the shifts the database is asked for too: it takes a thousand times as long
)

// lists measures T16 and T17: the two questions that the list in memory answers, against looking at every shift and
// against a GIN index in Postgres. A wrong answer has no figure.
func (b *bench) lists(ctx context.Context) error {
	fmt.Fprintln(b.Out, "lists of 100,000 open shifts and 100,000 workers …")
	begin := machine.Now()
	p := shifts.NewListProbe(listShifts, listWorkers, 1, begin, func() time.Duration { return since(begin) })
	fmt.Fprintf(b.Out, "   in memory: %.0f MB, filled in %s from memory\n", float64(p.Bytes)/(1<<20), p.Built.Round(time.Millisecond))
	if _, err := pg.Provision(ctx, b.sys.State.AdminURL, listDatabase, "bench"); err != nil {
		return err
	}
	gin, err := newGIN(ctx, system.DatabaseURL(b.sys.State.AdminURL, listDatabase), p)
	if err != nil {
		return err
	}
	defer gin.close()
	var p50s, p99s, t17 []float64
	var sides16, sides99, sides17 string
	for round := range b.Rounds {
		runtime.GC()
		before := each(listAsked, func(n int) int { return p.Scan(n*7 + round) })
		open := each(listAsked, func(n int) int { return p.Open(n*7 + round) })
		after := each(listAsked, func(n int) int { return p.Scan(n*7 + round) })
		if open.sum != before.sum || open.sum != after.sum {
			return fmt.Errorf("round %d: %d shifts in buckets, %d by looking at all", round+1, open.sum, before.sum)
		}
		s := float64(percentile(before.took, 50)+percentile(after.took, 50)) / 2
		p50, p99 := percentile(open.took, 50), percentile(open.took, 99)
		p50s, p99s = append(p50s, float64(p50)/s), append(p99s, float64(p99)/s)
		sides16 = fmt.Sprintf("last round p50 %s against %s and %s by looking at all, %.0f shifts a worker", p50, percentile(before.took, 50), percentile(after.took, 50), float64(open.sum)/listAsked)
		sides99 = fmt.Sprintf("last round p99 %s; p99 by looking at all %s and %s", p99, percentile(before.took, 99), percentile(after.took, 99))

		asked, err := gin.each(ctx, p, round)
		if err != nil {
			return err
		}
		who := each(listGIN, func(n int) int { return p.Who(n*11 + round) })
		again, err := gin.each(ctx, p, round)
		if err != nil {
			return err
		}
		if who.sum != asked.sum || who.sum != again.sum {
			return fmt.Errorf("round %d: %d workers in memory, %d in Postgres", round+1, who.sum, asked.sum)
		}
		t17 = append(t17, float64(percentile(who.took, 50))/(float64(percentile(asked.took, 50)+percentile(again.took, 50))/2))
		sides17 = fmt.Sprintf("last round p50 %s against %s and %s in Postgres, %.0f workers a shift", percentile(who.took, 50), percentile(asked.took, 50), percentile(again.took, 50), float64(who.sum)/listGIN)
	}
	b.add(Row{Target: "T16", What: "eligible list p50 / looking at all, 100k shifts", Values: p50s, Floor: 0.3, Goal: 0.3, Sides: sides16})
	b.add(Row{Target: "T16", What: "eligible list p99 / looking at all p50", Values: p99s, Floor: 2, Goal: 2, Sides: sides99})
	b.add(Row{Target: "T17", What: "who to tell p50 / Postgres GIN p50, 100k workers", Values: t17, Floor: 0.02, Goal: 0.02, Sides: sides17})
	return nil
}

const listDatabase = "bench_lists"

// asked is what n questions took and how much they found.
type asked struct {
	took []time.Duration
	sum  int
}

func each(n int, ask func(int) int) asked {
	a := asked{took: make([]time.Duration, n)}
	for i := range n {
		at := machine.Now()
		found := ask(i)
		a.took[i] = since(at)
		a.sum += found
	}
	return a
}

// gin is the same question to Postgres: the words of each worker in an array with a GIN index.
type gin struct{ pool *pgxpool.Pool }

func newGIN(ctx context.Context, url string, p *shifts.ListProbe) (*gin, error) {
	cal, err := newBare(ctx, url)
	if err != nil {
		return nil, err
	}
	g := &gin{pool: cal.pool}
	if _, err := g.pool.Exec(ctx, `drop table if exists bare_workers; create table bare_workers(id uuid primary key, held text[] not null)`); err != nil {
		return nil, err
	}
	rows := make([][]any, 0, p.Workers())
	for worker, held := range p.Held() {
		rows = append(rows, []any{worker, held})
	}
	if _, err := g.pool.CopyFrom(ctx, pgx.Identifier{"bare_workers"}, []string{"id", "held"}, pgx.CopyFromRows(rows)); err != nil {
		return nil, fmt.Errorf("copy the workers: %w", err)
	}
	if _, err := g.pool.Exec(ctx, `create index bare_workers_held on bare_workers using gin (held)`); err != nil {
		return nil, err
	}
	_, err = g.pool.Exec(ctx, `vacuum analyze bare_workers`)
	return g, err
}

func (g *gin) each(ctx context.Context, p *shifts.ListProbe, round int) (a asked, err error) {
	a = each(listGIN, func(n int) int {
		rows, qerr := g.pool.Query(ctx, `select id from bare_workers where held @> $1`, p.Needed(n*11+round))
		if qerr != nil {
			err = qerr
			return 0
		}
		found, qerr := pgx.CollectRows(rows, pgx.RowTo[id.ID])
		if qerr != nil {
			err = qerr
		}
		return len(found)
	})
	return a, err
}

func (g *gin) close() { g.pool.Close() }
