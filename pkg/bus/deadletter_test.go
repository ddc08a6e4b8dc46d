package bus_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/nats-io/nats.go/jetstream"

	"github.com/muster-ics/muster/events"
	"github.com/muster-ics/muster/pkg/bus"
	"github.com/muster-ics/muster/pkg/inbox"
	"github.com/muster-ics/muster/pkg/pg"
	"github.com/muster-ics/muster/pkg/testkit"
)

func migrateInbox(ctx context.Context, ownerURL string) error {
	return pg.Migrate(ctx, ownerURL, inbox.Migrations)
}

// What nobody can read ends in the reading service's own database, byte for byte, and can be sent again from there.
func TestDeadLettersAreKeptInPostgres(t *testing.T) {
	t.Parallel()
	db := testkit.Database(t, "shifts", migrateInbox)
	dead := inbox.NewDeadLetters(db.Pool)
	saga := bus.Subscription{Consumer: "shifts", Producer: "passports", Events: []string{"muster.passports.booking.cleared.v1"}}
	projection := bus.Subscription{Consumer: "analytics", Producer: "passports", Batch: true, Events: saga.Events}
	c := testkit.Bus(t, []string{"passports"}, []bus.Subscription{saga, projection})

	r, err := bus.NewRouter(c, dead, nil)
	if err != nil {
		t.Fatal(err)
	}
	never := func(context.Context, events.Envelope, events.Event) error { return errors.New("never reached") }
	r.Handle(saga, map[string]bus.Handler{saga.Events[0]: never})
	b := bus.NewBatchConsumer(c, projection, dead, nil, func(context.Context, []bus.Delivery) error { return errors.New("never reached") })
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 2)
	go func() { ended <- r.Run(ctx) }()
	go func() { ended <- b.Run(ctx) }()

	body := "\x00{not \xff JSON"
	subject := saga.Events[0] + ".QKS.RVV.0191"
	if _, err := c.JS.Publish(t.Context(), subject, []byte(body), jetstream.WithMsgID("0191")); err != nil {
		t.Fatal(err)
	}
	var kept []inbox.DeadLetter
	testkit.Await(t, 15*time.Second, "a dead letter of each consumer", func() bool {
		kept, err = dead.List(t.Context(), 10)
		return err != nil || len(kept) == 2
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range kept {
		if string(l.Body) != body || l.Subject != subject || l.StreamSeq != 1 || l.Tries != 1 || l.Headers["Nats-Msg-Id"][0] != "0191" {
			t.Errorf("dead letter %+v", l)
		}
	}
	cancel()
	for range 2 {
		if err := <-ended; err != nil {
			t.Error(err)
		}
	}
}
