package main

import (
	"context"
	"fmt"

	"github.com/nats-io/nats.go"

	"github.com/muster-ics/muster/deploy/internal/system"
	"github.com/muster-ics/muster/events"
	"github.com/muster-ics/muster/pkg/bus"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/inbox"
	"github.com/muster-ics/muster/pkg/pg"
)

type deadLettersCmd struct {
	Data    string `help:"Data folder of the running system." default:".muster" env:"MUSTER_DATA"`
	Service string `arg:"" help:"Whose dead letters." enum:"shifts,passports,deployments,analytics"`
	Redrive bool   `help:"Send them again. Handlers that have applied them already change nothing."`
	Limit   int    `help:"At most so many." default:"100"`
}

// Run lists what was put aside, oldest first, and sends it again when asked.
func (c deadLettersCmd) Run(ctx context.Context) error {
	state, err := system.ReadState(c.Data)
	if err != nil {
		return err
	}
	pool, err := pg.Open(ctx, pg.Config{URL: system.DatabaseURL(state.AdminURL, c.Service), MaxConns: 2, AppName: "muster-cli"})
	if err != nil {
		return err
	}
	defer pool.Close()
	dead := inbox.NewDeadLetters(pool)
	letters, err := dead.List(ctx, c.Limit)
	if err != nil {
		return err
	}
	for _, l := range letters {
		fmt.Printf("%d  %s  %s  %s\n    after %d tries: %s\n", l.ID, l.At.Format("2006-01-02 15:04:05"), l.Consumer, l.Subject, l.Tries, l.Reason)
	}
	fmt.Printf("%d dead letters of %s\n", len(letters), c.Service)
	if !c.Redrive || len(letters) == 0 {
		return nil
	}
	conn, err := connect(ctx, c.Data, "")
	if err != nil {
		return err
	}
	defer conn.Close(context.WithoutCancel(ctx))
	for _, l := range letters {
		if err := redrive(ctx, conn, dead, l); err != nil {
			return fmt.Errorf("letter %d: %w", l.ID, err)
		}
	}
	return nil
}

// redrive sends a letter under a message id of its own, since the stream may still remember the first one; the event id
// inside stays, so a consumer that has applied it changes nothing.
func redrive(ctx context.Context, conn *bus.Conn, dead *inbox.DeadLetters, l inbox.DeadLetter) error {
	if _, err := events.Decode(l.Body); err != nil {
		fmt.Printf("letter %d stays: %v\n", l.ID, err)
		return nil
	}
	msg := &nats.Msg{Subject: l.Subject, Data: l.Body, Header: nats.Header{nats.MsgIdHdr: []string{id.New().String()}}}
	if _, err := conn.JS.PublishMsg(ctx, msg); err != nil {
		return err
	}
	return dead.MarkRedriven(ctx, l.ID)
}
