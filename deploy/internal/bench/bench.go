// Package bench measures what the services do as ratios to calibrations taken in the same run, on the same machine,
// around the thing measured. Seconds alone say more about the disk than about Muster.
package bench

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"github.com/muster-ics/muster/deploy/internal/history"
	"github.com/muster-ics/muster/deploy/internal/progress"
	"github.com/muster-ics/muster/deploy/internal/system"
	"github.com/muster-ics/muster/deploy/seed"
	"github.com/muster-ics/muster/pkg/demoidp"
)

// Config sizes a run.
type Config struct {
	// Dir takes a fresh system; it is on the disk that is measured, with durability on.
	Dir string
	// Rounds is how often each figure is taken; the median counts.
	Rounds int
	// Workers take part; the race is between all of them.
	Workers int
	// Events are generated for the rebuild of analytics.
	Events int
	// Only are the parts to measure, by name; none means all. Sagas need claims.
	Only []string
	Out  io.Writer
	Log  *slog.Logger
}

// Row is one line of the table.
type Row struct {
	Target, What string
	// Value is the median; Values are all, in the order taken.
	Value  float64
	Values []float64
	// Floor and Goal; AtLeast says that larger is better.
	Floor, Goal float64
	AtLeast     bool
	// Exact demands equality with Floor, in every round.
	Exact bool
	// Sides are both sides of the ratio, for the reader.
	Sides string
}

// Met tells whether the floor is.
func (r Row) Met() bool {
	switch {
	case r.Exact:
		return !slices.ContainsFunc(r.Values, func(v float64) bool { return v != r.Floor })
	case r.AtLeast:
		return r.Value >= r.Floor
	}
	return r.Value <= r.Floor
}

// Run measures and prints the table. The error is not nil when a booking was lost or doubled, or when something could not
// be measured; a missed floor is printed and not an error.
func Run(ctx context.Context, cfg Config) ([]Row, error) {
	b := &bench{Config: cfg}
	if err := b.open(ctx); err != nil {
		return nil, err
	}
	defer func() {
		if err := b.sys.Stop(); err != nil {
			fmt.Fprintln(cfg.Out, "stopping:", err)
		}
	}()
	b.settings()
	for _, part := range []struct {
		name    string
		measure func(context.Context) error
	}{{"lists", b.lists}, {"claims", b.claims}, {"race", b.race}, {"sagas", b.sagas}, {"passports", b.passports}, {"alarms", b.alarms}, {"agreements", b.agreements}, {"analytics", b.analytics}} {
		if len(cfg.Only) > 0 && !slices.Contains(cfg.Only, part.name) {
			continue
		}
		if err := part.measure(ctx); err != nil {
			return b.rows, err
		}
	}
	b.print()
	return b.rows, nil
}

type bench struct {
	Config
	world  seed.World
	sys    *system.System
	people []history.Worker
	rows   []Row
}

// open starts a system of two neighbouring employers with one role and one agreement, so that every worker may take
// every shift.
func (b *bench) open(ctx context.Context) error {
	world, err := seed.KentAndMedway()
	if err != nil {
		return err
	}
	world.Employers, world.Roles, world.Agreements, world.Workers = world.Employers[:2], world.Roles[:1], world.Agreements[:1], b.Workers*6/5
	world.Agreements[0].Parties = []string{world.Employers[0].ODS, world.Employers[1].ODS}
	world.Agreements[0].MaxDays = 0
	b.world = world
	if err := os.MkdirAll(b.Dir, 0o755); err != nil {
		return err
	}
	b.sys, err = system.Start(ctx, system.Config{Data: b.Dir, Listen: "127.0.0.1:0", NATSPort: 0, Durable: true, ICS: world.ICS, Log: b.Log,
		StreamBytes: int64(b.Events) * eventBytes,
		Say:         func(f string, a ...any) { fmt.Fprintf(b.Out, f+"\n", a...) }, People: func() []demoidp.Person { return nil }})
	if err != nil {
		return err
	}
	maker, err := history.New(world, b.Dir, b.sys.Modules, b.sys.Deps, b.sys.Provider, b.Log)
	if err != nil {
		return err
	}
	bar := progress.New(b.Out, "enrolling people")
	p, err := maker.Found(ctx, bar.Show)
	if err != nil {
		return err
	}
	bar.Done()
	for _, w := range p.Workers {
		if w.Lapsing == "" && len(b.people) < b.Workers {
			b.people = append(b.people, w)
		}
	}
	return b.awaitReadModels(ctx)
}

func (b *bench) settings() {
	fmt.Fprintf(b.Out, "\n%s %s/%s, %d cores, load %s, sync_interval 1s, synchronous_commit on, data in %s\n", runtime.Version(), runtime.GOOS, runtime.GOARCH,
		runtime.NumCPU(), loadAverage(), filepath.Base(b.Dir))
	p50, p99, err := fsync(b.Dir, 200)
	if err != nil {
		fmt.Fprintln(b.Out, "fdatasync not measured:", err)
		return
	}
	fmt.Fprintf(b.Out, "F  fdatasync 8 KiB: p50 %s, p99 %s", p50, p99)
	if p99 > 20*p50 {
		fmt.Fprint(b.Out, "  (disk noisy: p99 figures would not be judged)")
	}
	fmt.Fprintln(b.Out)
}

func loadAverage() string {
	body, err := os.ReadFile("/proc/loadavg")
	if err != nil {
		return "unknown"
	}
	return strings.Join(strings.Fields(string(body))[:3], " ")
}

func (b *bench) add(r Row) {
	r.Value = median(r.Values)
	b.rows = append(b.rows, r)
}

func median(v []float64) float64 {
	if len(v) == 0 {
		return 0
	}
	s := slices.Sorted(slices.Values(v))
	return s[len(s)/2]
}

func (b *bench) print() {
	fmt.Fprintf(b.Out, "\n%-4s %-58s %10s %10s %10s  %s\n", "", "", "measured", "floor", "goal", "")
	for _, r := range b.rows {
		word, sign := "missed", "<="
		if r.Met() {
			word = "met"
		}
		if r.AtLeast {
			sign = ">="
		}
		if r.Exact {
			sign = "= "
		}
		fmt.Fprintf(b.Out, "%-4s %-58s %10.3f %s%8.2f %s%8.2f  %s\n       values %.3f; %s\n", r.Target, r.What, r.Value, sign, r.Floor, sign, r.Goal, word, r.Values, r.Sides)
	}
}
