package bench

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"github.com/muster-ics/muster/deploy/internal/progress"
	"github.com/muster-ics/muster/events"
	"github.com/muster-ics/muster/events/shifts"
	"github.com/muster-ics/muster/pkg/bus"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/analytics"
)

const (
	// eventsAShift is how many events the generator lets one shift have.
	eventsAShift = 4
	// catchUpWithin is how long all readers may take over what was generated.
	catchUpWithin = 2 * time.Hour
	// eventBytes is more than a generated event takes in a stream.
	eventBytes = 2 << 10
	// flying is how many events are published without an answer.
	flying = 2000
)

// analytics measures a rebuild of generated events beside a bare reading of the same streams, and the live stream.
func (b *bench) analytics(ctx context.Context) error {
	fmt.Fprintln(b.Out, "analytics …")
	if err := b.live(ctx); err != nil {
		return err
	}
	if err := b.screens(ctx); err != nil {
		return err
	}
	return b.replay(ctx)
}

func (b *bench) replay(ctx context.Context) error {
	d := b.sys.Deps["analytics"]
	begun := machine.Now()
	if err := b.generate(ctx, d.Bus, b.Events); err != nil {
		return err
	}
	fmt.Fprintf(b.Out, "generated %d events in %s\n", b.Events, since(begun).Round(time.Second))
	begun = machine.Now()
	if err := b.caughtUp(ctx, d.Bus, "analytics"); err != nil {
		return err
	}
	fmt.Fprintf(b.Out, "the live figures had them %s later\n", since(begun).Round(time.Second))
	// The other services read the same events; a rebuild is measured when they rest.
	if err := b.caughtUp(ctx, d.Bus, ""); err != nil {
		return err
	}
	fmt.Fprintf(b.Out, "all readers had them %s later\n", since(begun).Round(time.Second))
	var t14, t15, equal []float64
	var sides14, sides15 string
	for range b.Rounds {
		before, err := b.bareRead(ctx, d.Bus)
		if err != nil {
			return err
		}
		stages := progress.NewStages(b.Out)
		r, err := analytics.Rebuild(ctx, d, stages.Show)
		stages.Done()
		if err != nil {
			return err
		}
		after, err := b.bareRead(ctx, d.Bus)
		if err != nil {
			return err
		}
		rate := float64(r.Events) / r.Replayed.Seconds()
		t14, t15 = append(t14, rate/((before+after)/2)), append(t15, r.Database.Seconds()/r.Replayed.Seconds())
		same := 0.0
		if r.Equal {
			same = 1
		} else {
			fmt.Fprintf(b.Out, "rows that differ: %d; the first: %s\n", r.Differences, r.First)
		}
		equal = append(equal, same)
		sides14 = fmt.Sprintf("last round %d events in %s, %.0f/s against %.0f and %.0f/s read bare", r.Events, r.Replayed.Round(time.Millisecond), rate, before, after)
		sides15 = fmt.Sprintf("last round %s of %s, while reading goes on", r.Database.Round(time.Millisecond), r.Replayed.Round(time.Millisecond))
	}
	b.add(Row{Target: "T14", What: "replay events/s / bare reading", Values: t14, Floor: 0.45, Goal: 0.6, AtLeast: true, Sides: sides14})
	b.add(Row{Target: "T15", What: "time in the database / replay", Values: t15, Floor: 0.2, Goal: 0.1, Sides: sides15})
	b.add(Row{Target: "T15", What: "rebuilt hash is the live hash", Values: equal, Floor: 1, Goal: 1, AtLeast: true, Exact: true, Sides: "1 is equal"})
	return nil
}

// bareRead is how many messages a second an ordered consumer gives when nobody looks into them.
func (b *bench) bareRead(ctx context.Context, c *bus.Conn) (perSecond float64, err error) {
	begun, n := machine.Now(), 0
	for _, producer := range []string{"shifts", "passports", "deployments"} {
		if err := bus.ReadRaw(ctx, c, producer, func(bus.Raw) error { n++; return nil }, nil); err != nil {
			return 0, err
		}
	}
	return float64(n) / since(begun).Seconds(), nil
}

// caughtUp waits until the durables whose names begin so have applied all of the stream of shifts, and tells how many
// events wait meanwhile.
func (b *bench) caughtUp(ctx context.Context, c *bus.Conn, durables string) error {
	stream, err := c.JS.Stream(ctx, bus.StreamName("shifts"))
	if err != nil {
		return err
	}
	bar := progress.New(b.Out, "waiting for "+cmp.Or(durables, "all")+" to read what was generated")
	most := uint64(0)
	for begun := machine.Now(); since(begun) < catchUpWithin; {
		behind := uint64(0)
		all := stream.ListConsumers(ctx)
		for info := range all.Info() {
			if strings.HasPrefix(info.Name, durables) {
				behind += info.NumPending + uint64(max(info.NumAckPending, 0))
			}
		}
		if err := all.Err(); err != nil {
			return err
		}
		if most = max(most, behind); most > 0 {
			bar.Show(int(most-behind), int(most)) //nolint:gosec // events that were generated
		}
		if behind == 0 {
			bar.Done()
			return nil
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(200 * time.Millisecond):
		}
	}
	return errors.New("what was generated was not read in time")
}

// generate publishes n events of shifts: each is posted, filled, opened again and filled by an agency.
func (b *bench) generate(ctx context.Context, c *bus.Conn, n int) error {
	js, err := jetstream.New(c.NC, jetstream.WithPublishAsyncMaxPending(flying))
	if err != nil {
		return err
	}
	bar := progress.New(b.Out, "generating events")
	for i := 0; i < n; i += eventsAShift {
		if i%(1000*eventsAShift) == 0 {
			bar.Show(i, n)
		}
		s := b.demand(i/eventsAShift, time.Duration(i/eventsAShift%(40*24)-28*24)*time.Hour)
		for v := range min(eventsAShift, n-i) {
			m, _, err := s.next(b.world.ICS, v)
			if err != nil {
				return err
			}
			if _, err := js.PublishMsgAsync(m, jetstream.WithStallWait(time.Minute)); err != nil {
				return err
			}
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
	}
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-js.PublishAsyncComplete():
		bar.Done()
		return nil
	}
}

type generated struct{ state shifts.ShiftState }

func (b *bench) demand(i int, in time.Duration) *generated {
	e := b.world.Employers[i%len(b.world.Employers)]
	now := machine.Now().UTC().Truncate(time.Millisecond)
	start := now.Add(in).Truncate(time.Minute)
	return &generated{shifts.ShiftState{
		ShiftID: id.New().String(), PostingID: id.New().String(), Employer: e.ODS, Site: e.Sites[0].ODS, Ward: "BENCH",
		StaffGroup: "nursing_midwifery", Role: "registered_nurse", Band: "5", StartsAt: start, EndsAt: start.Add(12 * time.Hour),
		BreakMinutes: 60, NetMinutes: 660, Reason: "vacancy", RatePence: 1845,
		Requirements: shifts.Requirements{Competencies: []shifts.Competency{}}, PostedAt: now, BankClosesAt: start.Add(-time.Hour),
	}}
}

// next is the message of the shift's version v, counted from 0, and when its event happened.
func (g *generated) next(ics string, v int) (*nats.Msg, time.Time, error) {
	var e events.Event
	g.state.Status, g.state.FilledBy = shifts.ShiftOpen, ""
	switch v % eventsAShift {
	case 0:
		e = shifts.ShiftPostedV1{Shift: g.state}
	case 2:
		e = shifts.ShiftReopenedV1{Shift: g.state}
	case 1:
		g.state.Status, g.state.FilledBy = shifts.ShiftFilled, shifts.OwnBank
		e = shifts.ShiftFilledV1{Shift: g.state}
	default:
		g.state.Status, g.state.FilledBy = shifts.ShiftFilled, shifts.FrameworkAgency
		e = shifts.ShiftFilledV1{Shift: g.state}
	}
	at := machine.Now().UTC()
	env, err := events.New(e, events.Meta{
		ID: id.New().String(), Time: at, ICS: ics, ODS: g.state.Employer, AggregateID: g.state.ShiftID, AggregateVersion: int64(v + 1), Actor: "system:bench",
	})
	if err != nil {
		return nil, at, err
	}
	body, err := events.Encode(env)
	m := nats.NewMsg(env.NATSSubject())
	m.Data = body
	return m, env.Time, err
}
