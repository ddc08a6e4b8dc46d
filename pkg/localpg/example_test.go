package localpg_test

import (
	"context"
	"fmt"

	"github.com/muster-ics/muster/pkg/localpg"
)

// A demonstration keeps its data, so it is durable; Postgres ends with the process in any case.
func Example() {
	ctx := context.Background()
	bin, err := localpg.Ensure(ctx, func(line string) { fmt.Println(line) })
	if err != nil {
		return
	}
	server, err := localpg.Start(ctx, localpg.Config{BinDir: bin, Dir: "/var/tmp/muster/postgres", Durable: true})
	if err != nil {
		return
	}
	defer func() { _ = server.Stop(ctx) }()
}
