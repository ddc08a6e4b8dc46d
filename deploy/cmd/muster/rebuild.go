package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"

	"github.com/muster-ics/muster/deploy/internal/progress"
	"github.com/muster-ics/muster/deploy/internal/system"
	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/pkg/pg"
	"github.com/muster-ics/muster/pkg/service"
	"github.com/muster-ics/muster/services/analytics"
)

type rebuildCmd struct {
	Data string `help:"Data folder of the running system." default:".muster" env:"MUSTER_DATA"`
}

// Run folds the streams from their first message and compares the result with the live figures.
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
	bar := progress.New(os.Stderr, "reading the streams")
	result, err := analytics.Rebuild(ctx, service.Deps{Pool: pool, Bus: conn, Clock: clock.System(), Log: slog.Default(), ICS: state.ICS},
		func(done, last uint64) { bar.Show(int(done), int(last)) })
	if err != nil {
		return err
	}
	bar.Done()
	fmt.Printf("events read   %d\nlive hash     %s\nrebuilt hash  %s\n", result.Events, result.LiveHash, result.RebuiltHash)
	if !result.Equal {
		return errors.New("the rebuilt figures differ from the live ones: keep the data folder and report it")
	}
	fmt.Println("equal: every figure follows from the events")
	return nil
}
