package bus_test

import (
	"context"
	"fmt"
	"log"
	"os"

	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"

	"github.com/muster-ics/muster/pkg/bus"
)

func ExampleSubscription() {
	s := bus.Subscription{
		Consumer: "shifts", Producer: "passports",
		Events: []string{"muster.passports.booking.cleared.v1", "muster.passports.booking.not_cleared.v1"},
	}
	fmt.Println(s.Durable(), "on", bus.StreamName(s.Producer))
	// Output: shifts-passports on MUSTER_PASSPORTS
}

// The deploy job plans and applies; services only bind.
func ExamplePlan() {
	ctx := context.Background()
	dir, err := os.MkdirTemp("", "muster-example-")
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(dir)
	ns, err := server.NewServer(&server.Options{JetStream: true, StoreDir: dir, DontListen: true, NoSigs: true, NoLog: true})
	if err != nil {
		log.Fatal(err)
	}
	ns.Start()
	defer ns.WaitForShutdown()
	defer ns.Shutdown()

	c, err := bus.Connect(ctx, bus.Config{Name: "deploy", Options: []nats.Option{nats.InProcessServer(ns)}})
	if err != nil {
		log.Fatal(err)
	}
	defer c.Close(ctx)
	cleared := bus.Subscription{Consumer: "shifts", Producer: "passports", Events: []string{"muster.passports.booking.cleared.v1"}}
	fmt.Println(bus.CheckBound(ctx, c, cleared))

	lines, err := bus.Plan(ctx, c.JS, bus.Size{Replicas: 1}, []string{"passports"}, []bus.Subscription{cleared})
	if err != nil {
		log.Fatal(err)
	}
	for _, l := range lines {
		fmt.Println(l)
	}
	if err := bus.Apply(ctx, c.JS, bus.Size{Replicas: 1}, []string{"passports"}, []bus.Subscription{cleared}); err != nil {
		log.Fatal(err)
	}
	fmt.Println(bus.CheckBound(ctx, c, cleared))
	// Output:
	// streams and durables are not as declared: stream MUSTER_PASSPORTS is missing; run `muster streams`
	// create stream MUSTER_PASSPORTS
	// create durable shifts-passports on stream MUSTER_PASSPORTS
	// <nil>
}
