package main

import (
	"context"
	"io"
	"log/slog"
	"os"
	"runtime/pprof"

	"github.com/muster-ics/muster/deploy/internal/bench"
)

type benchCmd struct {
	Dir     string   `help:"Where to make the throwaway system; its disk is what is measured. A temporary folder when left out."`
	Rounds  int      `help:"How often each figure is taken; the median counts." default:"3"`
	Workers int      `help:"How many workers race for one shift." default:"1000"`
	Only    []string `help:"Measure only these parts; sagas need claims." enum:"lists,claims,race,sagas,passports,alarms,agreements,analytics" sep:","`
	Events  int      `help:"How many events of shifts are generated for the rebuild of analytics." default:"60000"`
	Profile string   `help:"Write a CPU profile of the run to this file." placeholder:"FILE"`
}

// Run measures on a fresh system and removes it afterwards.
func (c benchCmd) Run(ctx context.Context) error {
	dir := c.Dir
	if dir == "" {
		made, err := os.MkdirTemp("", "muster-bench-")
		if err != nil {
			return err
		}
		defer os.RemoveAll(made)
		// Postgres runs as another user when this is started as root.
		if err := os.Chmod(made, 0o755); err != nil {
			return err
		}
		dir = made
	}
	if c.Profile != "" {
		f, err := os.Create(c.Profile)
		if err != nil {
			return err
		}
		defer f.Close()
		if err := pprof.StartCPUProfile(f); err != nil {
			return err
		}
		defer pprof.StopCPUProfile()
	}
	_, err := bench.Run(ctx, bench.Config{Dir: dir, Rounds: c.Rounds, Workers: c.Workers, Events: c.Events, Only: c.Only, Out: os.Stdout,
		Log: slog.New(slog.NewJSONHandler(io.Discard, nil))})
	return err
}
