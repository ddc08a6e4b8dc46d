package bench

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"github.com/muster-ics/muster/deploy/internal/apiclient"
	"github.com/muster-ics/muster/deploy/internal/history"
	"github.com/muster-ics/muster/deploy/internal/system"
	"github.com/muster-ics/muster/deploy/seed"
	"github.com/muster-ics/muster/events/shifts"
	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/pg"
)

const (
	suspended    = 12 // passports suspended a round
	bookedEach   = 4  // bookings of each, at two employers in turn
	alerted      = 12 // postings a round
	hops         = 60 // bare hops before and after
	withinPlan   = 5 * time.Second
	alarmTimeout = 30 * time.Second

	alarmDatabase = "bench_alarms"
)

// alarms measures what the design promises in seconds: from a suspension until every shift of the worker, at every host, is
// open again and on another worker's list, and from a posting until a worker who could take it hears of it. Both are held
// against the bare hop of an event of the same run: one guarded commit, one publication that the broker has stored, and
// its receipt.
func (b *bench) alarms(ctx context.Context) error {
	fmt.Fprintln(b.Out, "alarms …")
	if _, err := pg.Provision(ctx, b.sys.State.AdminURL, alarmDatabase, "bench"); err != nil {
		return err
	}
	cal, err := newBare(ctx, system.DatabaseURL(b.sys.State.AdminURL, alarmDatabase))
	if err != nil {
		return err
	}
	defer cal.pool.Close()
	nc, err := nats.Connect(b.sys.State.NATSURL)
	if err != nil {
		return err
	}
	defer nc.Close()
	hop, err := newHop(ctx, cal, nc)
	if err != nil {
		return err
	}
	reopened, err := nc.SubscribeSync("muster.shifts.shift.reopened.v1.>")
	if err != nil {
		return err
	}
	for _, a := range []struct {
		target, what string
		floor        float64
		round        func(ctx context.Context, round int) ([]time.Duration, error)
	}{
		{"A1", "posting to alert on a worker's stream", 150, b.alerts},
		{"A2", "suspension to all shifts open and offered again", 150, func(ctx context.Context, n int) ([]time.Duration, error) { return b.suspensions(ctx, reopened, n) }},
	} {
		if err := b.alarm(ctx, hop, a.target, a.what, a.floor, a.round); err != nil {
			return fmt.Errorf("%s: %w", a.what, err)
		}
	}
	return nil
}

// alarm takes one figure between two calibrations.
func (b *bench) alarm(ctx context.Context, hop *bareHop, target, what string, floor float64, round func(context.Context, int) ([]time.Duration, error)) error {
	if _, err := round(ctx, 0); err != nil { // warm
		return err
	}
	var ratios, halves, tails []float64
	var sides string
	for n := range b.Rounds {
		before, err := hop.times(ctx, hops)
		if err != nil {
			return err
		}
		took, err := round(ctx, n+1)
		if err != nil {
			return err
		}
		after, err := hop.times(ctx, hops)
		if err != nil {
			return err
		}
		p50, p99 := percentile(took, 50), slices.Max(took)
		bare := (percentile(before, 50) + percentile(after, 50)) / 2
		ratios, halves, tails = append(ratios, float64(p50)/float64(bare)), append(halves, p50.Seconds()), append(tails, p99.Seconds())
		sides = fmt.Sprintf("last round p50 %s, worst %s of %d, against %s and %s a hop", p50, p99, len(took), percentile(before, 50), percentile(after, 50))
	}
	b.add(Row{Target: target, What: what + ", p50 / bare hop p50", Values: ratios, Floor: floor, Goal: floor / 2, Sides: sides})
	b.add(Row{Target: target, What: "   the same, p50 in seconds", Values: halves, Floor: withinPlan.Seconds(), Goal: 1, Sides: "promised within 5 s"})
	b.add(Row{Target: target, What: "   the same, p99 in seconds (the worst of a round)", Values: tails, Floor: withinPlan.Seconds(), Goal: 2, Sides: "promised within 5 s"})
	return nil
}

// bareHop is an event without a service: commit, publish, receive.
type bareHop struct {
	cal  *bare
	js   jetstream.JetStream
	here *nats.Subscription
}

const hopStream, hopSubject = "BENCH_HOP", "bench.hop"

func newHop(ctx context.Context, cal *bare, nc *nats.Conn) (*bareHop, error) {
	js, err := jetstream.New(nc)
	if err != nil {
		return nil, err
	}
	if _, err := js.CreateStream(ctx, jetstream.StreamConfig{Name: hopStream, Subjects: []string{hopSubject}, Storage: jetstream.FileStorage}); err != nil {
		return nil, err
	}
	here, err := nc.SubscribeSync(hopSubject)
	return &bareHop{cal: cal, js: js, here: here}, err
}

func (h *bareHop) times(ctx context.Context, n int) ([]time.Duration, error) {
	body := make([]byte, 700)
	return timed(n, func() error {
		slot := id.New()
		if _, err := h.cal.pool.Exec(ctx, `insert into bare_slots values ($1, 'open')`, slot); err != nil {
			return err
		}
		if _, err := h.js.Publish(ctx, hopSubject, body); err != nil {
			return err
		}
		_, err := h.here.NextMsgWithContext(ctx)
		return err
	})
}

// client acts as one principal.
func (b *bench) client(p auth.Principal) (apiclient.Client, error) {
	token, err := b.sys.Provider.Token(p, time.Hour)
	return apiclient.Client{Base: b.sys.State.URL, Token: token}, err
}

// suspensions suspends workers who are booked at both employers, one after the other, and times each until all their shifts
// are on the list of another worker.
func (b *bench) suspensions(ctx context.Context, reopened *nats.Subscription, round int) ([]time.Duration, error) {
	booked, err := b.bookAcross(ctx, round)
	if err != nil {
		return nil, err
	}
	watcher, err := b.client(b.people[len(b.people)-1].Principal(b.world.ICS))
	if err != nil {
		return nil, err
	}
	var took []time.Duration
	for i, w := range b.crew(round) {
		home, err := b.client(history.Staff(b.world.ICS, w.Home))
		if err != nil {
			return nil, err
		}
		path := "/api/passports/v1/workers/" + w.ID
		at := machine.Now()
		if err := home.Post(ctx, path+"/suspend", map[string]any{"why": "checks_in_doubt"}, nil); err != nil {
			return nil, err
		}
		if err := awaitReopened(ctx, reopened, booked[i]); err != nil {
			return nil, err
		}
		if err := offered(ctx, watcher, booked[i]); err != nil {
			return nil, err
		}
		took = append(took, since(at))
		if err := home.Post(ctx, path+"/reinstate", map[string]any{}, nil); err != nil {
			return nil, err
		}
	}
	return took, nil
}

// crew are the workers of a round; the last of all watches and is in none.
func (b *bench) crew(round int) []history.Worker {
	all := b.people[:len(b.people)-1]
	out := make([]history.Worker, suspended)
	for i := range out {
		out[i] = all[(round*suspended+i)%len(all)]
	}
	return out
}

// bookAcross books each of the crew at the two employers in turn, on days of the round, and gives the shifts of each.
func (b *bench) bookAcross(ctx context.Context, round int) ([][]shifts.ShiftState, error) {
	out := make([][]shifts.ShiftState, suspended)
	api := apiclient.Client{Base: b.sys.State.URL}
	for n := range bookedEach {
		posted, err := b.post(ctx, api, b.world.Employers[n%2], 20+round*2*bookedEach+2*n, suspended)
		if err != nil {
			return nil, err
		}
		for i, w := range b.crew(round) {
			me, err := b.client(w.Principal(b.world.ICS))
			if err != nil {
				return nil, err
			}
			var made shifts.BookingState
			if err := me.Post(ctx, "/api/shifts/v1/shifts/"+posted[i].ShiftID+"/bookings", map[string]any{}, &made); err != nil {
				return nil, err
			}
			if made.Status != shifts.BookingConfirmed {
				return nil, fmt.Errorf("a booking is %s", made.Status)
			}
			out[i] = append(out[i], posted[i])
		}
	}
	return out, nil
}

// awaitReopened waits until every one of some shifts has been told to be open again.
func awaitReopened(ctx context.Context, told *nats.Subscription, want []shifts.ShiftState) error {
	ctx, cancel := context.WithTimeout(ctx, alarmTimeout)
	defer cancel()
	left := slices.Clone(want)
	for len(left) > 0 {
		m, err := told.NextMsgWithContext(ctx)
		if err != nil {
			return fmt.Errorf("%d of %d shifts were not told to be open again: %w", len(left), len(want), err)
		}
		shiftID := m.Subject[strings.LastIndex(m.Subject, ".")+1:]
		left = slices.DeleteFunc(left, func(one shifts.ShiftState) bool { return one.ShiftID == shiftID })
	}
	return nil
}

// offered waits until every one of some shifts is on a worker's list.
func offered(ctx context.Context, worker apiclient.Client, want []shifts.ShiftState) error {
	ctx, cancel := context.WithTimeout(ctx, alarmTimeout)
	defer cancel()
	for _, one := range want {
		for there := false; !there; {
			var err error
			if there, err = listed(ctx, worker, one); err != nil {
				return err
			}
			select {
			case <-ctx.Done():
				return fmt.Errorf("a shift is not offered again: %w", ctx.Err())
			default:
			}
		}
	}
	return nil
}

// listed tells whether a worker's list of the day has a shift.
func listed(ctx context.Context, worker apiclient.Client, want shifts.ShiftState) (bool, error) {
	day := want.StartsAt.In(clock.London).Format(time.DateOnly)
	q := url.Values{"employer": {want.Employer}, "from": {day}, "to": {day}, "within_km": {"0"}, "limit": {"200"}}
	var open apiclient.OpenShifts
	if err := worker.Get(ctx, "/api/shifts/v1/open-shifts?"+q.Encode(), &open); err != nil {
		return false, err
	}
	for _, o := range open.Shifts {
		if o.Shift.ShiftID == want.ShiftID {
			return true, nil
		}
	}
	return false, nil
}

// alerts posts shifts one after the other, and times each until it is a notice on the stream of a worker of the other
// employer. Everybody else who could take it is told too.
func (b *bench) alerts(ctx context.Context, round int) ([]time.Duration, error) {
	// Another one each round, since too many alerts within an hour are one digest.
	w := b.people[len(b.people)-1-round]
	me, err := b.client(w.Principal(b.world.ICS))
	if err != nil {
		return nil, err
	}
	// Whatever the time of day, this one wants to hear of every shift.
	const path = "/api/shifts/v1/alert-settings"
	var had map[string]any
	etag, err := me.Fetch(ctx, path, &had)
	if err != nil {
		return nil, err
	}
	if err := me.Change(ctx, http.MethodPut, path, etag, map[string]any{"quiet": map[string]any{"from": 0, "until": 0}, "per_hour": 60}, nil); err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(ctx, 5*time.Minute)
	defer cancel()
	heard, err := notices(ctx, me)
	if err != nil {
		return nil, err
	}
	from := slices.IndexFunc(b.world.Employers[:2], func(e seed.Employer) bool { return e.ODS != w.Home })
	var took []time.Duration
	for n := range alerted {
		at := machine.Now()
		posted, err := b.post(ctx, apiclient.Client{Base: b.sys.State.URL}, b.world.Employers[from], 150+round*alerted+n, 1)
		if err != nil {
			return nil, err
		}
		for told := false; !told; {
			select {
			case <-ctx.Done():
				return nil, errors.New("a posting was not told within five minutes")
			case n, open := <-heard:
				if !open {
					return nil, errors.New("the stream ended")
				}
				told = slices.Contains(n.ShiftIDs, posted[0].ShiftID)
			}
		}
		took = append(took, since(at))
	}
	return took, nil
}

// heardNotice is a notice as the stream sends it.
type heardNotice struct {
	ShiftIDs []string `json:"shift_ids"`
}

// notices follows a worker's stream until ctx ends.
func notices(ctx context.Context, me apiclient.Client) (<-chan heardNotice, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, me.Base+"/api/shifts/v1/stream", nil)
	if err != nil {
		return nil, err
	}
	req.Header.Set("Authorization", "Bearer "+me.Token)
	res, err := http.DefaultClient.Do(req) //nolint:bodyclose // the reading goroutine closes it
	if err != nil {
		return nil, err
	}
	if res.StatusCode != http.StatusOK {
		body, _ := io.ReadAll(res.Body)
		_ = res.Body.Close()
		return nil, fmt.Errorf("the stream answers %d: %s", res.StatusCode, body)
	}
	out := make(chan heardNotice)
	go func() {
		defer close(out)
		defer res.Body.Close()
		lines := bufio.NewScanner(res.Body)
		for lines.Scan() {
			data, is := bytes.CutPrefix(lines.Bytes(), []byte("data: "))
			var n heardNotice
			if !is || json.Unmarshal(data, &n) != nil {
				continue
			}
			select {
			case out <- n:
			case <-ctx.Done():
				return
			}
		}
	}()
	return out, nil
}
