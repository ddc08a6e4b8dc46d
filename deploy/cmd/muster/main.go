// Command muster is the one program: it runs the demonstration and the services, and has the tools around them. One file
// a subcommand.
package main

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"os/signal"
	"syscall"

	"github.com/alecthomas/kong"

	"github.com/muster-ics/muster/pkg/otelx"
)

// cli is the command line. Each field is a subcommand in a file of its name.
type cli struct {
	Demo        demoCmd        `cmd:"" help:"Run everything on this machine with Kent and Medway's employers and synthetic people."`
	Setup       setupCmd       `cmd:"" help:"Make databases, roles, tables, streams and consumers; safe to run again."`
	Streams     streamsCmd     `cmd:"" help:"Show or apply what the broker must have."`
	Token       tokenCmd       `cmd:"" help:"Print a bearer token for the running demonstration."`
	Events      eventsCmd      `cmd:"" help:"Follow the events of the running system in the terminal."`
	Rebuild     rebuildCmd     `cmd:"" help:"Rebuild the figures from the streams, compare them with the live ones, and put right what differs."`
	Recharge    rechargeCmd    `cmd:"" help:"Check what employers owe each other against the events."`
	DeadLetters deadLettersCmd `cmd:"" help:"List messages that no handler could apply, and send them again."`
	Bench       benchCmd       `cmd:"" help:"Measure claims and sagas as ratios to calibrations of the same run."`
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "muster:", err)
		os.Exit(1)
	}
}

// run parses and runs one command line until it is done or ctx ends.
func run(ctx context.Context, args []string) error {
	var c cli
	parser, err := kong.New(&c, kong.Name("muster"), kong.Description("One staff bank for a whole integrated care system."),
		kong.UsageOnError(), kong.BindTo(ctx, (*context.Context)(nil)))
	if err != nil {
		return err
	}
	command, err := parser.Parse(args)
	if err != nil {
		return err
	}
	return command.Run()
}

// logTo writes JSON lines, without personal data, to a file, so that the terminal stays for people. Closing is left to the end of the process.
func logTo(path string, level slog.Level) (*slog.Logger, error) {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return nil, err
	}
	return otelx.NewLogger(f, level), nil
}
