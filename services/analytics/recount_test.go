package analytics_test

import (
	"encoding/json"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/muster-ics/muster/events"
	"github.com/muster-ics/muster/pkg/testkit"
	module "github.com/muster-ics/muster/services/analytics"
	"github.com/muster-ics/muster/services/analytics/independent"
)

// What seldom happens is counted by both programs alike, also where the service hears it doubled, out of order and late.
func TestEveryFigureIsCountedTwiceWhateverHappened(t *testing.T) {
	t.Parallel()
	h := testkit.Start(t, module.Module)
	now := h.Clock.Now()
	all := invent(t, now, 28, 400)
	lines := make([]string, len(all))
	for i, e := range all {
		body, err := json.Marshal(e)
		if err != nil {
			t.Fatal(err)
		}
		lines[i] = string(body)
	}
	hear(t, h, all)
	read := func(until time.Time) *independent.History {
		history, err := independent.ReadUntil(lines, until)
		if err != nil {
			t.Fatal(err)
		}
		return history
	}
	testkit.Await(t, soon, "the newest of everything is heard", func() bool {
		mark, _ := get[watermark](t, h, lead, "/api/analytics/v1/fill-rates")
		return mark.Events > 0 && settled(t, h)
	})
	c := independent.Comparison{History: read(time.Time{}), Ask: asking(t, h), Employers: []string{"RVV", "RPA", "RWF"}}
	c.All(independent.Days(now.AddDate(0, 0, -32), now.AddDate(0, 0, 20)), [][]string{
		nil, {"employer"}, {"ward"}, {"staff_group", "band"}, {"period"}, {"lead"}, {"reason"}, {"employer", "site", "ward", "staff_group", "band", "period", "lead", "reason"},
	})
	c.All(independent.Days(now.AddDate(0, 0, -10), now.AddDate(0, 0, -2)), [][]string{nil, {"period", "reason"}})
	c.Compliance()
	c.Trend(30)
	for _, window := range []string{"next_24h", "next_72h", "next_14d", "last_28d"} {
		c.Window(window)
		for _, ago := range []time.Duration{time.Minute, 30 * time.Hour, 8 * 24 * time.Hour} {
			c.AsOf(read(now.Add(-ago)), now.Add(-ago), window)
		}
	}
	found, compared := c.Differences()
	if t.Logf("%d figures compared", compared); compared < 10000 {
		t.Errorf("only %d figures were compared", compared)
	}
	for _, difference := range found {
		t.Error(difference)
	}
}

// hear sends a history doubled and out of order, the last third of it once figures were told.
func hear(t *testing.T, h *testkit.Harness, all []events.Envelope) {
	t.Helper()
	rnd := rand.New(rand.NewPCG(3, 6))
	jumbled := slices.Concat(all, all[:len(all)/2])
	rnd.Shuffle(len(jumbled), func(i, j int) { jumbled[i], jumbled[j] = jumbled[j], jumbled[i] })
	for i, e := range jumbled {
		body, err := events.Encode(e)
		if err != nil {
			t.Fatal(err)
		}
		// Without the message's id, so that the broker lets repeats through.
		if _, err := h.Bus.JS.PublishAsync(e.NATSSubject(), body); err != nil {
			t.Fatal(err)
		}
		if i == len(jumbled)*2/3 {
			<-h.Bus.JS.PublishAsyncComplete()
			testkit.Await(t, soon, "figures before all has come", func() bool { return rates(t, h, lead, "?window=last_28d").Events > 0 })
		}
	}
	<-h.Bus.JS.PublishAsyncComplete()
}

// settled tells whether everything that was sent has been heard.
func settled(t *testing.T, h *testkit.Harness) bool {
	t.Helper()
	for _, stream := range []string{"MUSTER_SHIFTS", "MUSTER_PASSPORTS", "MUSTER_DEPLOYMENTS"} {
		for info := range mustStream(t, h, stream).ListConsumers(t.Context()).Info() {
			if strings.HasPrefix(info.Name, "analytics") && (info.NumPending > 0 || info.NumAckPending > 0) {
				return false
			}
		}
	}
	return true
}
