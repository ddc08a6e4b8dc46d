package main

import (
	"context"
	"fmt"
	"os"

	"github.com/muster-ics/muster/deploy/internal/system"
	"github.com/muster-ics/muster/events"
	"github.com/muster-ics/muster/pkg/bus"
)

type eventsCmd struct {
	Data    string `help:"Data folder of the running system." default:".muster" env:"MUSTER_DATA"`
	NATS    string `name:"nats" help:"Broker's address, when it is not the demonstration's." env:"MUSTER_NATS_URL"`
	Subject string `arg:"" optional:"" help:"NATS subject, e.g. 'muster.shifts.booking.*.v1.QKS.RVV.>'." default:"muster.>"`
	JSON    bool   `name:"json" help:"Print each envelope whole."`
}

// Run prints events as they happen until ctx ends.
func (c eventsCmd) Run(ctx context.Context) error {
	conn, err := connect(ctx, c.Data, c.NATS)
	if err != nil {
		return err
	}
	defer conn.Close(context.WithoutCancel(ctx))
	err = bus.Follow(ctx, conn, c.Subject, func(e events.Envelope) {
		if c.JSON {
			if body, err := events.Encode(e); err == nil {
				fmt.Println(string(body))
			}
			return
		}
		fmt.Printf("%s  %-50s %s v%d  %s\n", e.Time.Format("15:04:05.000"), e.Type, e.ODS(), e.AggregateVersion, e.AggregateID)
	})
	if ctx.Err() != nil {
		return nil
	}
	return err
}

// connect reaches the broker at url, or the one of the system that runs on the data folder.
func connect(ctx context.Context, data, url string) (*bus.Conn, error) {
	if url == "" {
		state, err := system.ReadState(data)
		if err != nil {
			return nil, err
		}
		url = state.NATSURL
	}
	return bus.Connect(ctx, bus.Config{URL: url, Name: "muster-cli"})
}

func printErr(format string, args ...any) { fmt.Fprintf(os.Stderr, format+"\n", args...) }
