// Command passport-verify judges presentations of passport credentials, for receivers who run nothing of Muster. It reads a
// presentation a line from a file or from standard input, and prints the verdict with its reason.
//
//	passport-verify --registry https://muster.example/registry.jwt --operator <thumbprint> \
//	    --audience https://ward.example --nonce <what was asked with> presentation.txt
//
// Without a network: --registry registry.jwt --status list.jwt, files that were fetched before. It exits with 0 when all is
// well, 1 when a presentation is refused, and 2 when it was not asked properly.
package main

import (
	"context"
	"os"
	"os/signal"

	"github.com/muster-ics/muster/pkg/clock"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	code := run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr, clock.System())
	stop()
	os.Exit(code)
}
