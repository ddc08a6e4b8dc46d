package main

import (
	"context"
	"fmt"

	topology "github.com/muster-ics/muster/deploy/nats"
	"github.com/muster-ics/muster/pkg/bus"
)

// streamSize is how often and how much the streams keep.
type streamSize struct {
	Replicas int `help:"Copies of each stream: 1 for one server, 3 for a cluster." default:"1" enum:"1,3,5" env:"MUSTER_STREAM_REPLICAS"`
	streamGiB
}

func (s streamSize) size() bus.Size { return bus.Size{Replicas: s.Replicas, Bytes: s.bytes()} }

// streamGiB is how much a stream keeps.
type streamGiB struct {
	GiB int64 `name:"stream-gib" help:"The most that one copy of one stream holds, in GiB: about a million events each; a full stream refuses. 0 is 1 on one server and 16 in a cluster." default:"0" env:"MUSTER_STREAM_GIB"`
}

// Validate is called by the parser.
func (s streamGiB) Validate() error {
	if s.GiB < 0 {
		return fmt.Errorf("--stream-gib is %d; give the GiB that one stream may hold, or 0 for the default", s.GiB)
	}
	return nil
}

func (s streamGiB) bytes() int64 { return s.GiB << 30 }

type streamsCmd struct {
	Data  string     `help:"Data folder of the running system." default:".muster" env:"MUSTER_DATA"`
	NATS  string     `name:"nats" help:"Broker's address, when it is not the demonstration's." env:"MUSTER_NATS_URL"`
	Size  streamSize `embed:""`
	Apply bool       `help:"Make it so; without it only what would be done is shown."`
}

// Run shows, or makes, the streams and consumers that the services bind to.
func (c streamsCmd) Run(ctx context.Context) error {
	conn, err := connect(ctx, c.Data, c.NATS)
	if err != nil {
		return err
	}
	defer conn.Close(context.WithoutCancel(ctx))
	lines, err := topology.Plan(ctx, conn.JS, c.Size.size())
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
	return topology.Apply(ctx, conn.JS, c.Size.size())
}
