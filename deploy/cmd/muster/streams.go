package main

import (
	"context"
	"fmt"

	topology "github.com/muster-ics/muster/deploy/nats"
)

type streamsCmd struct {
	Data     string `help:"Data folder of the running system." default:".muster" env:"MUSTER_DATA"`
	NATS     string `name:"nats" help:"Broker's address, when it is not the demonstration's." env:"MUSTER_NATS_URL"`
	Replicas int    `help:"Copies of each stream." default:"1" enum:"1,3,5" env:"MUSTER_STREAM_REPLICAS"`
	Apply    bool   `help:"Make it so; without it only what would be done is shown."`
}

// Run shows, or makes, the streams and consumers that the services bind to.
func (c streamsCmd) Run(ctx context.Context) error {
	conn, err := connect(ctx, c.Data, c.NATS)
	if err != nil {
		return err
	}
	defer conn.Close(context.WithoutCancel(ctx))
	lines, err := topology.Plan(ctx, conn.JS, c.Replicas)
	if err != nil {
		return err
	}
	for _, l := range lines {
		fmt.Println(l)
	}
	if len(lines) == 0 {
		fmt.Println("streams and consumers are as declared")
		return nil
	}
	if !c.Apply {
		return nil
	}
	return topology.Apply(ctx, conn.JS, c.Replicas)
}
