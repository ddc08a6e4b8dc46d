package otelx_test

import (
	"context"
	"fmt"

	"github.com/muster-ics/muster/pkg/otelx"
)

// An event's envelope carries the trace from the request that caused it to the handlers that hear of it.
func ExampleWithRemote() {
	ctx := otelx.WithRemote(context.Background(), "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")
	fmt.Println(otelx.TraceParent(ctx))
	// Output: 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01
}
