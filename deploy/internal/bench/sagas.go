package bench

import (
	"context"
	"fmt"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"github.com/muster-ics/muster/deploy/internal/apiclient"
	"github.com/muster-ics/muster/deploy/internal/system"
	"github.com/muster-ics/muster/pkg/id"
)

const (
	sagasARound  = 300
	sagaClients  = 32
	sagaHops     = 4 // shifts holds, passports clears, deployments authorises, shifts confirms
	latencyRound = 100
)

// sagas measures T9 and T11 over HTTP on the whole system: a worker of one employer accepts a shift of the other, and the
// answer is the confirmed booking.
func (b *bench) sagas(ctx context.Context) error {
	fmt.Fprintln(b.Out, "sagas …")
	cal, err := newBare(ctx, system.DatabaseURL(b.sys.State.AdminURL, benchDatabase))
	if err != nil {
		return err
	}
	defer cal.pool.Close()
	if _, _, err := b.saga(ctx, 196, warmUp*sagaClients, sagaClients); err != nil {
		return err
	}
	var t9, t11 []float64
	var sides9, sides11 string
	for round := range b.Rounds {
		_, one, err := cal.rate(ctx, 1, calibration/2)
		if err != nil {
			return err
		}
		_, p50, err := b.saga(ctx, 200+4*round, latencyRound, 1)
		if err != nil {
			return err
		}
		_, two, err := cal.rate(ctx, 1, calibration/2)
		if err != nil {
			return err
		}
		hop := float64(one+two) / 2
		t9 = append(t9, float64(p50)/(sagaHops*hop))
		sides9 = fmt.Sprintf("last round %s against %d commits of %s", p50, sagaHops, time.Duration(hop))
		before, _, err := cal.rate(ctx, claimConns, calibration)
		if err != nil {
			return err
		}
		rate, _, err := b.saga(ctx, 202+4*round, sagasARound, sagaClients)
		if err != nil {
			return err
		}
		after, _, err := cal.rate(ctx, claimConns, calibration)
		if err != nil {
			return err
		}
		t11 = append(t11, rate/((before+after)/2))
		sides11 = fmt.Sprintf("last round %.0f sagas/s against %.0f and %.0f bare statements/s, %d clients", rate, before, after, sagaClients)
	}
	b.add(Row{Target: "T9", What: "saga p50 over HTTP, 1 client / four commits p50", Values: t9, Floor: 2.2, Goal: 1.7, Sides: sides9})
	b.add(Row{Target: "T11", What: "sagas/s over HTTP, 32 clients / bare statement, 32", Values: t11, Floor: 0.15, Goal: 0.22, AtLeast: true, Sides: sides11})
	return nil
}

// saga lets n workers take a shift each of the employer that is not their own.
func (b *bench) saga(ctx context.Context, day, n, clients int) (perSecond float64, p50 time.Duration, err error) {
	api := apiclient.Client{Base: b.sys.State.URL}
	paths := make([]string, n)
	for _, e := range b.world.Employers[:2] {
		posted, err := b.post(ctx, api, e, day, n)
		if err != nil {
			return 0, 0, err
		}
		for j, s := range posted {
			if b.people[j%len(b.people)].Home != e.ODS {
				paths[j] = "/api/shifts/v1/shifts/" + s.ShiftID + "/bookings"
			}
		}
	}
	tokens, err := b.tokens(n)
	if err != nil {
		return 0, 0, err
	}
	took := make([]time.Duration, n)
	var next, wrong atomic.Int64
	var sample atomic.Pointer[string]
	start := machine.Now()
	var wg sync.WaitGroup
	for range clients {
		wg.Go(func() {
			for i := int(next.Add(1) - 1); i < n; i = int(next.Add(1) - 1) {
				at := machine.Now()
				status, body, err := api.As(tokens[i]).Do(ctx, http.MethodPost, paths[i], id.New().String(), map[string]any{})
				took[i] = since(at)
				if err != nil || status != http.StatusCreated {
					wrong.Add(1)
					s := fmt.Sprintf("%d %s %v", status, body, err)
					sample.Store(&s)
				}
			}
		})
	}
	wg.Wait()
	elapsed := since(start)
	if wrong.Load() > 0 {
		return 0, 0, fmt.Errorf("%d of %d sagas did not end in a confirmed booking, e.g. %s", wrong.Load(), n, *sample.Load())
	}
	return float64(n) / elapsed.Seconds(), percentile(took, 50), nil
}

// awaitReadModels waits until a worker sees an open shift as theirs, that is until shifts has heard of everybody.
func (b *bench) awaitReadModels(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, 2*time.Minute)
	defer cancel()
	last := b.people[len(b.people)-1]
	token, err := b.sys.Provider.Token(last.Principal(b.world.ICS), time.Hour)
	if err != nil {
		return err
	}
	api := apiclient.Client{Base: b.sys.State.URL}
	for posted := false; ; {
		if !posted {
			if _, err := b.post(ctx, api, b.world.Employers[0], 90, 1); err == nil {
				posted = true
			}
		}
		var open apiclient.OpenShifts
		if err := api.As(token).Get(ctx, "/api/shifts/v1/open-shifts", &open); err == nil && len(open.Shifts) > 0 {
			return nil
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("the services did not hear of everybody in time: %w", ctx.Err())
		case <-time.After(100 * time.Millisecond):
		}
	}
}
