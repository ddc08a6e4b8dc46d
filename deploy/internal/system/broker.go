package system

import (
	"errors"
	"fmt"
	"time"

	"github.com/nats-io/nats-server/v2/server"
)

// StartBroker runs NATS with JetStream in this process, with a client port on loopback so that any NATS client can
// watch. port 0 takes a free one. The store is the transport's, not the record: Postgres refills it.
// streamBytes is the most that one of its streams holds, 0 for the default.
func StartBroker(dir string, port int, streamBytes int64) (*server.Server, error) {
	if port == 0 {
		port = server.RANDOM_PORT
	}
	ns, err := server.NewServer(&server.Options{
		ServerName: "muster",
		Host:       "127.0.0.1",
		Port:       port,
		JetStream:  true,
		StoreDir:   dir,
		// Streams reserve their largest size; without a bound of its own the server refuses them on a disk that is nearly full.
		JetStreamMaxStore: max(8<<30, 4*streamBytes),
		// One second of acknowledged events may be lost with the power; the outbox republishes them.
		SyncInterval: time.Second,
		// Signals belong to the program; otherwise the broker takes Ctrl-C for itself.
		NoSigs: true,
		NoLog:  true,
	})
	if err != nil {
		return nil, fmt.Errorf("broker: %w", err)
	}
	ns.Start()
	if !ns.ReadyForConnections(10 * time.Second) {
		ns.Shutdown()
		return nil, errors.New("the embedded NATS server did not come up within 10 s; is its port taken? Choose another with --nats-port")
	}
	return ns, nil
}
