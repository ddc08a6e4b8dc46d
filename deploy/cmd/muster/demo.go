package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"sync/atomic"
	"time"

	"github.com/muster-ics/muster/deploy/internal/apiclient"
	"github.com/muster-ics/muster/deploy/internal/history"
	"github.com/muster-ics/muster/deploy/internal/progress"
	"github.com/muster-ics/muster/deploy/internal/simulator"
	"github.com/muster-ics/muster/deploy/internal/system"
	"github.com/muster-ics/muster/deploy/seed"
	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/pkg/demoidp"
)

type demoCmd struct {
	Data     string        `help:"Folder of everything that outlives the process." default:".muster" env:"MUSTER_DATA"`
	Listen   string        `help:"Loopback address of the pages and the API; port 0 takes a free one." default:"127.0.0.1:8080" env:"MUSTER_LISTEN"`
	NATSPort int           `name:"nats-port" help:"Loopback port for any NATS client; 0 takes a free one." default:"4222" env:"MUSTER_NATS_PORT"`
	Postgres string        `help:"Address of a Postgres superuser, when one should be used that is already there." env:"MUSTER_POSTGRES"`
	Fast     bool          `help:"Give up durability in the private Postgres: for throwaway runs." env:"MUSTER_FAST"`
	History  bool          `help:"Make four weeks of history." default:"true" negatable:"" env:"MUSTER_HISTORY"`
	Days     int           `help:"How many days back the history reaches, 28 at most." default:"28" env:"MUSTER_DAYS"`
	Simulate bool          `help:"Let synthetic people go on posting and accepting." default:"true" negatable:"" env:"MUSTER_SIMULATE"`
	Pace     time.Duration `help:"Mean time between two deeds of the simulator." default:"3s" env:"MUSTER_PACE"`
	Workers  int           `help:"Enrol this many workers instead of the world's number." env:"MUSTER_WORKERS"`
	Scale    float64       `help:"Part of the real demand that is made, instead of the world's own." env:"MUSTER_SCALE"`
	GiB      streamGiB     `embed:""`
	OTLP     string        `name:"otlp-endpoint" help:"Address of an OpenTelemetry collector (HTTP) for traces." env:"MUSTER_OTLP_ENDPOINT"`
	Verbose  bool          `help:"Log in full." env:"MUSTER_VERBOSE"`
}

// Run brings the demonstration up and stays until ctx ends or a service fails.
func (c demoCmd) Run(ctx context.Context) error { return c.run(ctx, os.Stdout) }

func (c demoCmd) run(ctx context.Context, out io.Writer) error {
	world, err := seed.KentAndMedway()
	if err != nil {
		return err
	}
	if c.Workers > 0 {
		world.Workers = c.Workers
	}
	if c.Scale > 0 {
		world.Scale = c.Scale
	}
	data, err := filepath.Abs(c.Data)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(data, 0o755); err != nil {
		return err
	}
	level := slog.LevelWarn
	if c.Verbose {
		level = slog.LevelDebug
	}
	log, err := logTo(filepath.Join(data, "muster.log"), level)
	if err != nil {
		return err
	}
	say := func(format string, args ...any) { fmt.Fprintf(out, format+"\n", args...) }
	var people atomic.Pointer[history.Population]
	if c.Days < 0 || c.Days > history.Depth {
		return fmt.Errorf("--days must be from 0 to %d, not %d", history.Depth, c.Days)
	}
	people.Store(&history.Population{})
	sys, err := system.Start(ctx, system.Config{Data: data, Listen: c.Listen, NATSPort: c.NATSPort, AdminURL: c.Postgres, Durable: !c.Fast,
		StreamBytes: c.GiB.bytes(),
		ICS:         world.ICS, OTLPEndpoint: c.OTLP, Log: log, Say: say, People: func() []demoidp.Person { return history.Picker(world, *people.Load()) }})
	if err != nil {
		return err
	}
	d := demonstration{demoCmd: c, sys: sys, world: world, data: data, log: log, out: out, people: &people}
	err = d.live(ctx)
	if ctx.Err() != nil {
		say("stopping")
		err = nil
	}
	return errors.Join(err, sys.Stop())
}

// demonstration is a running system with its people.
type demonstration struct {
	demoCmd
	sys    *system.System
	world  seed.World
	data   string
	log    *slog.Logger
	out    io.Writer
	people *atomic.Pointer[history.Population]
}

func (d demonstration) live(ctx context.Context) error {
	maker, err := history.New(d.world, d.data, d.sys.Modules, d.sys.Deps, d.sys.Provider, d.log)
	if err != nil {
		return err
	}
	bar := progress.New(d.out, "enrolling people")
	p, err := maker.Found(ctx, bar.Show)
	if err != nil {
		return err
	}
	bar.Done()
	d.people.Store(&p)
	d.welcome()
	errs := make(chan error, 1)
	go func() { errs <- d.pastAndPresent(ctx, maker, p) }()
	select {
	case <-ctx.Done():
		return errors.Join(ctx.Err(), <-errs)
	case <-d.sys.Failed():
		return errors.New("a service ended; see muster.log in the data folder")
	case err := <-errs:
		if err != nil {
			return err
		}
	}
	select {
	case <-ctx.Done():
	case <-d.sys.Failed():
		return errors.New("a service ended; see muster.log in the data folder")
	}
	return nil
}

// pastAndPresent makes what is missing of the history and then lets the simulator play.
func (d demonstration) pastAndPresent(ctx context.Context, maker *history.Maker, p history.Population) error {
	p, err := maker.Share(ctx, p)
	if err != nil {
		return err
	}
	if p, err = maker.Arrange(ctx, p); err != nil {
		return err
	}
	if p, err = maker.Detail(ctx, p); err != nil {
		return err
	}
	d.people.Store(&p)
	if d.History {
		bar := progress.New(d.out, "making the history")
		if err = maker.Fill(ctx, p, d.Days, bar.Show); err != nil {
			return err
		}
		bar.Done()
	}
	if !d.Simulate {
		return nil
	}
	// What the simulator counts is told in the log each minute, whatever else is told there.
	log, err := logTo(filepath.Join(d.data, "muster.log"), slog.LevelInfo)
	if err != nil {
		return err
	}
	sim := &simulator.Simulator{World: d.world, Workers: p.Workers, API: apiclient.Client{Base: d.sys.State.URL}, Signer: d.sys.Provider,
		Clock: clock.System(), Pace: d.Pace, Log: log}
	fmt.Fprintf(d.out, "the simulator plays on, one deed each %s or so\n", d.Pace)
	err = sim.Run(ctx)
	fmt.Fprintln(d.out, "simulator:", sim.Summary())
	return err
}

func (d demonstration) welcome() {
	s := d.sys.State
	fmt.Fprintf(d.out, `
Muster is open at  %s

Sign in, and pick a person:
  a worker             sees the shifts that they can really work, and accepts in two taps
  a ward manager       posts a shift
  a staffing team      posts, verifies passports, signs agreements
  the workforce lead   watches the fill rate of %s as it moves

Watch the events     muster events --data %s     (or any NATS client on %s, subject muster.>)
An API token         muster token --role lead --data %s
Every page's states  %s/storybook/shifts/
Everything here is synthetic. Ctrl-C stops it; the data stays in %s.

`, s.URL, d.world.Name, d.Data, s.NATSURL, d.Data, s.URL, d.data)
}
