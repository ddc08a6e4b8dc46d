package testkit

import (
	"context"
	"os"
	"testing"
	"time"

	natsserver "github.com/nats-io/nats-server/v2/server"

	"github.com/muster-ics/muster/pkg/bus"
)

// Broker is a NATS server of a test's own, whose store can be wiped or put back while nobody uses it.
type Broker struct {
	t   testing.TB
	dir string
	ns  *natsserver.Server
}

// StartBroker runs a server in this process, with its store in a folder of the test. It listens on loopback, so that it
// can be stopped and started again under the same address.
func StartBroker(t testing.TB) *Broker {
	t.Helper()
	b := &Broker{t: t, dir: t.TempDir()}
	b.start(natsserver.RANDOM_PORT)
	t.Cleanup(b.Stop)
	return b
}

func (b *Broker) start(port int) {
	b.t.Helper()
	ns, err := natsserver.NewServer(&natsserver.Options{
		Host: "127.0.0.1", Port: port, JetStream: true, StoreDir: b.dir,
		NoSigs: true, NoLog: true, // else it takes Ctrl-C away from the test
		// The declared streams have their production sizes; nothing is reserved on disk.
		JetStreamMaxStore: 1 << 40,
	})
	if err != nil {
		b.t.Fatalf("start NATS: %v", err)
	}
	ns.Start()
	if !ns.ReadyForConnections(15 * time.Second) {
		b.t.Fatal("NATS is not ready for connections")
	}
	b.ns = ns
}

// URL is the broker's address.
func (b *Broker) URL() string { return b.ns.ClientURL() }

// Stop ends the broker and waits; the store stays.
func (b *Broker) Stop() {
	b.ns.Shutdown()
	b.ns.WaitForShutdown()
}

// Restart stops the broker, lets between do what it likes with the store's folder, and starts it under the same address.
func (b *Broker) Restart(between func(storeDir string)) {
	b.t.Helper()
	port := b.ns.Addr().String()
	b.Stop()
	if between != nil {
		between(b.dir)
	}
	b.start(portOf(b.t, port))
}

// Connect connects to the broker; the connection closes with the test.
func (b *Broker) Connect() *bus.Conn {
	b.t.Helper()
	return dial(b.t, b.URL())
}

// Bus makes a JetStream of its own with the streams and durables given and connects to it. With
// MUSTER_TEST_NATS_PROCESS=1 the server is a process of its own, for runs under the race detector.
func Bus(t testing.TB, services []string, subs []bus.Subscription) *bus.Conn {
	t.Helper()
	var c *bus.Conn
	if os.Getenv("MUSTER_TEST_NATS_PROCESS") == "1" {
		c = connectProcess(t)
	} else {
		c = StartBroker(t).Connect()
	}
	ctx, cancel := context.WithTimeout(t.Context(), 15*time.Second)
	defer cancel()
	if err := bus.Apply(ctx, c.JS, bus.Size{Replicas: 1}, services, subs); err != nil {
		t.Fatalf("declare streams and durables: %v", err)
	}
	return c
}
