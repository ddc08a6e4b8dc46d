package bus

import (
	"context"

	"github.com/muster-ics/muster/events"
	msgbus "github.com/muster-ics/muster/pkg/bus"
	"github.com/muster-ics/muster/services/analytics/internal/app"
)

// OnBatch applies a batch in one transaction. It needs no inbox: versions decide, so that order and repeats do not
// matter.
func OnBatch(apply *app.ApplyEvents) msgbus.BatchHandler {
	return func(ctx context.Context, batch []msgbus.Delivery) error {
		heard := make([]app.Heard, 0, len(batch))
		for _, d := range batch {
			h, ok, err := app.Read(d.Env, d.Event, d.Sequence)
			if err != nil {
				return msgbus.Permanent(err) // The bus tries the others of the batch one by one.
			}
			if ok {
				heard = append(heard, h)
			}
		}
		return apply.Apply(ctx, heard)
	}
}

// OnEvent applies one event exactly as a batch of one. What analytics does not hear is left alone.
func OnEvent(ctx context.Context, apply *app.ApplyEvents, env events.Envelope) error {
	if !hears(env.Type) {
		return nil
	}
	ev, err := events.Open(env)
	if err != nil {
		return msgbus.Permanent(err)
	}
	return OnBatch(apply)(ctx, []msgbus.Delivery{{Env: env, Event: ev}})
}

func hears(name string) bool {
	for _, s := range Subscriptions {
		for _, e := range s.Events {
			if e == name {
				return true
			}
		}
	}
	return false
}
