package outbox

import (
	"context"
	"sync"
	"time"
)

// drainWithin is how long a stopping relay waits for the stream's last words.
const drainWithin = 2 * time.Second

// Run opens the publish gate, marks rows in batches on PubAck, sweeps, repairs gaps and deletes old rows until ctx ends.
// Trouble with the broker or the database is logged and tried again; it is never the end of the relay.
func (o *Outbox) Run(ctx context.Context) error {
	o.gate.set(gateState{running: true})
	defer o.gate.set(gateState{})
	defer o.metrics.watch()()
	var wg sync.WaitGroup
	for _, loop := range []func(context.Context){o.markLoop, o.watchConnection, o.retainLoop} {
		wg.Go(func() { loop(ctx) })
	}
	o.relayLoop(ctx)
	wg.Wait()
	o.drain(ctx)
	return nil
}

func (o *Outbox) relayLoop(ctx context.Context) {
	tick := time.NewTicker(o.opt.SweepEvery)
	defer tick.Stop()
	for {
		if err := o.relayOnce(ctx); err != nil && ctx.Err() == nil {
			o.log.WarnContext(ctx, "the relay tries again", "error", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-o.wake:
		case <-tick.C:
		}
	}
}

func (o *Outbox) relayOnce(ctx context.Context) error {
	if !o.gate.look().open {
		if err := o.openGate(ctx); err != nil {
			return err
		}
		o.log.InfoContext(ctx, "the publish gate is open")
	}
	return o.sweep(ctx)
}

// watchConnection shuts the gate after each reconnect: who knows what the stream has lost meanwhile.
func (o *Outbox) watchConnection(ctx context.Context) {
	back := o.pub.Reconnected()
	for {
		select {
		case <-ctx.Done():
			return
		case _, ok := <-back:
			if !ok {
				back = nil // closed: there will be no more reconnects
				continue
			}
			o.shutGate()
		}
	}
}

// drain waits for the acknowledgements still under way and marks them, so that the next start has nothing to repeat.
func (o *Outbox) drain(ctx context.Context) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), drainWithin)
	defer cancel()
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	for waiting := true; waiting && !o.inFlight.empty(); {
		select {
		case <-ctx.Done():
			waiting = false
		case <-tick.C:
		}
	}
	o.markRest(ctx)
}
