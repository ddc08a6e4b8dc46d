package bus

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/muster-ics/muster/events"
)

func TestRouterTriesTwelveDeliveriesOfTwoAndThenPutsAside(t *testing.T) {
	t.Parallel()
	s := saga()
	c := world(t, []string{"passports"}, s)
	e := envelope(t)
	send(t, c, e)
	dead, calls := &letters{}, &tally{}
	start(t, c, dead, s, brisk, func(_ context.Context, env events.Envelope, _ events.Event) error {
		calls.add(env.ID)
		return errors.New("the ward is closed")
	})
	await(t, "the dead letter", func() bool { return len(dead.all()) == 1 })
	settled(t, c, s)
	if n := calls.of(e.ID); n != 2*maxTries {
		t.Errorf("%d calls, want %d", n, 2*maxTries)
	}
	l := dead.all()[0]
	if l.Tries != maxTries || l.Consumer != s.Durable() || l.Subject != e.NATSSubject() || l.StreamSeq != 1 {
		t.Errorf("dead letter %+v", l)
	}
	if !strings.Contains(l.Reason, "the ward is closed") {
		t.Errorf("reason %q", l.Reason)
	}
}

func TestRouterPutsPermanentFailuresAsideAtOnce(t *testing.T) {
	t.Parallel()
	s := saga()
	c := world(t, []string{"passports"}, s)
	e := envelope(t)
	send(t, c, e)
	dead, calls := &letters{}, &tally{}
	start(t, c, dead, s, brisk, func(_ context.Context, env events.Envelope, _ events.Event) error {
		calls.add(env.ID)
		return fmt.Errorf("outer: %w", Permanent(errors.New("never")))
	})
	await(t, "the dead letter", func() bool { return len(dead.all()) == 1 })
	settled(t, c, s)
	if n := calls.of(e.ID); n != 1 {
		t.Errorf("%d calls, want 1", n)
	}
}

func TestRouterPutsAsideWhatIsNoEvent(t *testing.T) {
	t.Parallel()
	s := saga()
	forged := envelope(t)
	body, _ := events.Encode(forged)
	broken := strings.Replace(string(body), `"passport_version":1`, `"passport_version":0`, 1)
	cases := map[string]struct{ subject, body, reason string }{
		"not JSON":             {forged.NATSSubject(), "{", "not JSON"},
		"empty":                {forged.NATSSubject(), "", "not JSON"},
		"no CloudEvent":        {forged.NATSSubject(), "{}", "specversion"},
		"data against schema":  {forged.NATSSubject(), broken, "passport_version"},
		"another's subject":    {cleared + ".QKS.RWF." + forged.AggregateID, string(body), "came on subject"},
		"bytes, not even text": {forged.NATSSubject(), "\x00\xff\xfe", "not JSON"},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := world(t, []string{"passports"}, s)
			dead := &letters{}
			start(t, c, dead, s, brisk, func(context.Context, events.Envelope, events.Event) error {
				t.Error("the handler saw it")
				return nil
			})
			sendRaw(t, c, tc.subject, newID(), []byte(tc.body))
			await(t, "the dead letter", func() bool { return len(dead.all()) == 1 })
			settled(t, c, s)
			if l := dead.all()[0]; string(l.Body) != tc.body || l.Tries != 1 || !strings.Contains(l.Reason, tc.reason) {
				t.Errorf("dead letter %+v", l)
			}
		})
	}
}

func TestRouterNeverLosesAMessageThatCannotBePutAside(t *testing.T) {
	t.Parallel()
	s := saga()
	c := world(t, []string{"passports"}, s)
	dead := &letters{fail: func(n int) error {
		if n < 3 {
			return errors.New("the database is down")
		}
		return nil
	}}
	send(t, c, envelope(t))
	start(t, c, dead, s, brisk, func(context.Context, events.Envelope, events.Event) error {
		return Permanent(errors.New("never"))
	})
	await(t, "the dead letter", func() bool { return len(dead.all()) == 1 })
	settled(t, c, s)
	if l := dead.all()[0]; l.Tries != 3 {
		t.Errorf("tries %d, want 3", l.Tries)
	}
}

func TestFailuresThatWaitDoNotHoldUpTheOthers(t *testing.T) {
	t.Parallel()
	s := saga()
	c := world(t, []string{"passports"}, s)
	slow := brisk
	slow.delays = []time.Duration{time.Hour}
	bad := map[string]bool{}
	for range 3 * s.parallel() {
		e := envelope(t)
		bad[e.ID] = true
		send(t, c, e)
	}
	var good atomic.Int64
	start(t, c, &letters{}, s, slow, func(_ context.Context, env events.Envelope, _ events.Event) error {
		if bad[env.ID] {
			return errors.New("not yet")
		}
		good.Add(1)
		return nil
	})
	for range 20 {
		send(t, c, envelope(t))
	}
	await(t, "the good ones", func() bool { return good.Load() == 20 })
}

func TestAClosingNeighbourIsNoFaultOfTheMessage(t *testing.T) {
	t.Parallel()
	q := quarantine{}
	if q.final(receipt{tries: maxTries + 5}, fmt.Errorf("query: %w", context.Canceled)) {
		t.Error("a cancelled context made a message poison")
	}
	if !q.final(receipt{tries: maxTries}, context.DeadlineExceeded) {
		t.Error("a handler that never ends in time must end in the dead letters")
	}
}
