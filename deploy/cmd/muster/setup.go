package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	topology "github.com/muster-ics/muster/deploy/nats"

	"github.com/muster-ics/muster/deploy/internal/modules"
	"github.com/muster-ics/muster/pkg/bus"
	"github.com/muster-ics/muster/pkg/pg"
)

type setupCmd struct {
	AdminURL string        `name:"admin-url" help:"Postgres superuser's address." required:"" env:"MUSTER_ADMIN_URL"`
	NATS     string        `name:"nats" help:"Broker's address." required:"" env:"MUSTER_NATS_URL"`
	Password string        `help:"Password of the services' roles." required:"" env:"MUSTER_DATABASE_PASSWORD"`
	Size     streamSize    `embed:""`
	Wait     time.Duration `help:"How long to wait for Postgres and the broker to come up." default:"60s"`
}

// Run is what a deployment does before the services start: databases, roles, tables, streams, consumers.
func (c setupCmd) Run(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, c.Wait)
	defer cancel()
	for _, m := range modules.All() {
		var db pg.Database
		err := again(ctx, func() (err error) {
			db, err = pg.Provision(ctx, c.AdminURL, m.Name, c.Password)
			return err
		})
		if err != nil {
			return fmt.Errorf("%s: %w", m.Name, err)
		}
		if err := m.Migrate(ctx, db.OwnerURL); err != nil {
			return fmt.Errorf("%s: %w", m.Name, err)
		}
		fmt.Printf("database %s is ready\n", db.Name)
	}
	conn, err := bus.Connect(ctx, bus.Config{URL: c.NATS, Name: "muster-setup"})
	if err != nil {
		return err
	}
	defer conn.Close(context.WithoutCancel(ctx))
	if err := again(ctx, func() error { return topology.Apply(ctx, conn.JS, c.Size.size()) }); err != nil {
		return err
	}
	fmt.Println("streams and consumers are as declared")
	return nil
}

// again tries fn each second until it succeeds or ctx ends, and then tells the last error.
func again(ctx context.Context, fn func() error) error {
	for {
		err := fn()
		if err == nil {
			return nil
		}
		select {
		case <-ctx.Done():
			return errors.Join(err, ctx.Err())
		case <-time.After(time.Second):
		}
	}
}
