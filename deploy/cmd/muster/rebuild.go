package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"time"

	"github.com/muster-ics/muster/deploy/internal/progress"
	"github.com/muster-ics/muster/deploy/internal/system"
	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/pkg/pg"
	"github.com/muster-ics/muster/pkg/service"
	"github.com/muster-ics/muster/services/analytics"
)

type rebuildCmd struct {
	Data   string `help:"Data folder of the running system." default:".muster" env:"MUSTER_DATA"`
	Verify bool   `help:"Only compare, and exit with an error when a figure does not follow from the events."`
}

// Run folds the streams from their first message and compares the result with the live figures. Where they differ it puts
// the rebuilt ones in their place, unless it was asked to verify only.
func (c rebuildCmd) Run(ctx context.Context) error {
	state, err := system.ReadState(c.Data)
	if err != nil {
		return err
	}
	conn, err := connect(ctx, c.Data, "")
	if err != nil {
		return err
	}
	defer conn.Close(context.WithoutCancel(ctx))
	pool, err := pg.Open(ctx, pg.Config{URL: system.DatabaseURL(state.AdminURL, analytics.Module.Name), MaxConns: 4, AppName: "muster-rebuild"})
	if err != nil {
		return err
	}
	defer pool.Close()
	deps := service.Deps{Pool: pool, Bus: conn, Clock: clock.System(), Log: slog.Default(), ICS: state.ICS}
	stages := progress.NewStages(os.Stderr)
	result, err := analytics.Rebuild(ctx, deps, stages.Show)
	stages.Done()
	if err != nil {
		return err
	}
	fmt.Printf("events read   %d in %s, %.0f a second\nlive hash     %s\nrebuilt hash  %s\n", result.Events, result.Replayed.Round(time.Millisecond),
		float64(result.Events)/max(result.Replayed.Seconds(), 0.001), result.LiveHash, result.RebuiltHash)
	if result.Equal {
		fmt.Println("equal: every figure follows from the events")
		return nil
	}
	fmt.Printf("Rows that differ: %d. The first: %s.\n", result.Differences, result.First)
	if c.Verify {
		return errors.New("the live figures do not follow from the events: keep the data folder and report it; without --verify the rebuilt ones take their place")
	}
	if err := analytics.Swap(ctx, deps); err != nil {
		return err
	}
	fmt.Println("the rebuilt rows have taken the place of the live ones; running services follow within a second")
	return nil
}
