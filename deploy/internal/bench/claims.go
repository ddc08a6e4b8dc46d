package bench

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/muster-ics/muster/deploy/internal/apiclient"
	"github.com/muster-ics/muster/deploy/internal/history"
	"github.com/muster-ics/muster/deploy/internal/system"
	"github.com/muster-ics/muster/deploy/seed"
	"github.com/muster-ics/muster/events"
	"github.com/muster-ics/muster/events/shifts"
	"github.com/muster-ics/muster/pkg/bus"
	"github.com/muster-ics/muster/pkg/outbox"
	"github.com/muster-ics/muster/pkg/pg"
	"github.com/muster-ics/muster/pkg/service"
)

// Sizes of one round.
const (
	claimsARound = 1500
	claimConns   = 32
	warmUp       = 8 // what each connection does before the first round
	calibration  = 1500 * time.Millisecond
)

// claims measures T1 and T3 on a shifts instance of its own whose events nobody answers: what is timed is sign-in check,
// request, rule, statement and commit, without the network and without the saga behind it.
func (b *bench) claims(ctx context.Context) error {
	fmt.Fprintln(b.Out, "claims …")
	alone, err := b.shiftsAlone(ctx)
	if err != nil {
		return err
	}
	defer alone.close()
	cal, err := newBare(ctx, system.DatabaseURL(b.sys.State.AdminURL, benchDatabase))
	if err != nil {
		return err
	}
	defer cal.pool.Close()
	// What is measured is a service that has been up for a while: its connections are open and know the statements, as
	// those of the calibration do.
	if _, _, err := cal.rate(ctx, claimConns, calibration/3); err != nil {
		return err
	}
	if _, _, err := alone.claim(ctx, b, 2*b.Rounds, warmUp*claimConns, claimConns); err != nil {
		return err
	}
	var t1, t3 []float64
	var sides1, sides3 string
	for round := range b.Rounds {
		before, _, err := cal.rate(ctx, claimConns, calibration)
		if err != nil {
			return err
		}
		rate, _, err := alone.claim(ctx, b, 2*round, claimsARound, claimConns)
		if err != nil {
			return err
		}
		after, _, err := cal.rate(ctx, claimConns, calibration)
		if err != nil {
			return err
		}
		t1 = append(t1, rate/((before+after)/2))
		sides1 = fmt.Sprintf("last round %.0f claims/s against %.0f and %.0f bare statements/s, %d clients", rate, before, after, claimConns)
		_, one, err := cal.rate(ctx, 1, calibration/2)
		if err != nil {
			return err
		}
		_, p50, err := alone.claim(ctx, b, 2*round+1, claimsARound/6, 1)
		if err != nil {
			return err
		}
		_, two, err := cal.rate(ctx, 1, calibration/2)
		if err != nil {
			return err
		}
		t3 = append(t3, float64(p50)/(float64(one+two)/2))
		sides3 = fmt.Sprintf("last round %s against %s and %s", p50, one, two)
	}
	b.add(Row{Target: "T1", What: "claims/s through the API in process / bare statement, 32", Values: t1, Floor: 0.6, Goal: 0.8, AtLeast: true, Sides: sides1})
	b.add(Row{Target: "T3", What: "claim p50, 1 client / bare statement p50", Values: t3, Floor: 1.5, Goal: 1.2, Sides: sides3})
	return nil
}

const benchDatabase = "bench_shifts"

// lonely is a shifts instance with a database of its own.
type lonely struct {
	api   apiclient.Client
	close func()
}

func (b *bench) shiftsAlone(ctx context.Context) (*lonely, error) {
	m := b.sys.Modules[slices.IndexFunc(b.sys.Modules, func(m service.Module) bool { return m.Name == "shifts" })]
	db, err := pg.Provision(ctx, b.sys.State.AdminURL, benchDatabase, "bench")
	if err != nil {
		return nil, err
	}
	if err := m.Migrate(ctx, db.OwnerURL); err != nil {
		return nil, err
	}
	pool, err := pg.Open(ctx, pg.Config{URL: db.AppURL, MaxConns: claimConns, AppName: "muster-bench"})
	if err != nil {
		return nil, err
	}
	d := b.sys.Deps["shifts"]
	d.Pool, d.Bus, d.Publisher = pool, nil, unheard{}
	svc, err := m.New(d)
	if err != nil {
		return nil, err
	}
	// What the instance knows of employers, sites, people and agreements it is told by the same events as the live one.
	for _, producer := range []string{"deployments", "passports"} {
		err := bus.ReadAll(ctx, b.sys.Deps["shifts"].Bus, producer, func(batch []bus.Delivery) error {
			for _, e := range batch {
				if err := svc.Handle(ctx, e.Env); err != nil {
					return err
				}
			}
			return nil
		}, nil)
		if err != nil {
			return nil, err
		}
	}
	return &lonely{api: apiclient.Client{Base: "http://bench.invalid", HTTP: apiclient.InProcess(svc.Handler())}, close: pool.Close}, nil
}

// unheard is a publisher without a broker: rows stay unsent, as they would while the broker is away.
type unheard struct{}

var errUnheard = errors.New("nobody listens")

func (unheard) Publish(_ context.Context, _ events.Envelope, _ []byte, done func(outbox.Ack, error)) {
	done(outbox.Ack{}, errUnheard)
}

func (unheard) Stream(context.Context) (outbox.StreamState, error) {
	return outbox.StreamState{}, errUnheard
}

func (unheard) Reconnected() <-chan struct{} { return nil }

// claim posts n shifts on a day of their own and lets n workers take one each from clients goroutines.
func (l *lonely) claim(ctx context.Context, b *bench, round, n, clients int) (perSecond float64, p50 time.Duration, err error) {
	posted, err := b.post(ctx, l.api, b.world.Employers[0], round*4, n)
	if err != nil {
		return 0, 0, err
	}
	tokens, err := b.tokens(n)
	if err != nil {
		return 0, 0, err
	}
	took := make([]time.Duration, n)
	var next, wrong atomic.Int64
	start := machine.Now()
	var wg sync.WaitGroup
	for range clients {
		wg.Go(func() {
			for i := int(next.Add(1) - 1); i < n; i = int(next.Add(1) - 1) {
				at := machine.Now()
				status, _, err := l.api.As(tokens[i]).Async(ctx, "/api/shifts/v1/shifts/"+posted[i].ShiftID+"/bookings")
				took[i] = since(at)
				if err != nil || status != http.StatusAccepted {
					wrong.Add(1)
				}
			}
		})
	}
	wg.Wait()
	elapsed := since(start)
	if wrong.Load() > 0 {
		return 0, 0, fmt.Errorf("%d of %d claims were not taken: no figure without correctness", wrong.Load(), n)
	}
	return float64(n) / elapsed.Seconds(), percentile(took, 50), nil
}

// post makes n shifts of one employer from the day'th day on, as many a day as there are workers, so that rest never
// stands in the way.
func (b *bench) post(ctx context.Context, api apiclient.Client, e seed.Employer, day, n int) ([]shifts.ShiftState, error) {
	token, err := b.sys.Provider.Token(history.Staff(b.world.ICS, e.ODS), time.Hour)
	if err != nil {
		return nil, err
	}
	api = api.As(token)
	var all []shifts.ShiftState
	for len(all) < n {
		places := min(50, n-len(all), len(b.people)-len(all)%len(b.people))
		start := machine.Now().AddDate(0, 0, 3+day+len(all)/len(b.people)).Truncate(time.Hour)
		s := history.ShiftOf(b.world, seed.Demand{Employer: e, Site: e.Sites[0], Ward: b.world.Wards[0], Role: b.world.Roles[0], Start: start,
			End: start.Add(8 * time.Hour), Break: 30, Reason: "vacancy"})
		s.Places = places
		var made apiclient.Posting
		if err := api.Post(ctx, "/api/shifts/v1/shifts", s, &made); err != nil {
			return nil, fmt.Errorf("post: %w", err)
		}
		all = append(all, made.Shifts...)
	}
	return all, nil
}

// tokens gives n workers' tokens, going round.
func (b *bench) tokens(n int) ([]string, error) {
	tokens := make([]string, n)
	for i := range tokens {
		if i >= len(b.people) {
			tokens[i] = tokens[i-len(b.people)]
			continue
		}
		t, err := b.sys.Provider.Token(b.people[i].Principal(b.world.ICS), time.Hour)
		if err != nil {
			return nil, err
		}
		tokens[i] = t
	}
	return tokens, nil
}
