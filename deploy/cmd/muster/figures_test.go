package main

import (
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/muster-ics/muster/deploy/internal/apiclient"
	"github.com/muster-ics/muster/events"
	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/pkg/testkit"
	"github.com/muster-ics/muster/services/analytics"
	"github.com/muster-ics/muster/services/analytics/independent"
)

// dimensions are the rows for which the measures are held against one another.
var dimensions = [][]string{nil, {"employer", "staff_group"}, {"ward"}, {"band", "period"}, {"lead"}, {"reason", "site"}}

// figuresAreCountedTwice holds every figure of the running system, and of an analytics service that hears the same history
// doubled, out of order and late, against those of a program that shares no code with it.
func figuresAreCountedTwice(t *testing.T, demo *program) {
	t.Helper()
	all := wholeHistory(t, demo)
	tokens := map[string]apiclient.Client{"": demo.as(t, "--role", "lead")}
	employers := employersOf(all)
	for _, ods := range employers {
		tokens[ods] = demo.as(t, "--role", "employer", "--employer", ods)
	}
	live := func(employer, path string) (body []byte, err error) {
		var told json.RawMessage
		err = tokens[employer].Get(t.Context(), "/api/analytics/v1"+path, &told)
		return told, err
	}
	now := clock.System().Now()
	await(t, time.Minute, "every live figure as counted a second time", func() (bool, string) { return recount(t, all, employers, now, live) })

	h := testkit.Start(t, analytics.Module)
	told := rand.New(rand.NewPCG(6, 28))
	jumbled := append(slices.Clone(all), all[:len(all)/2]...)
	told.Shuffle(len(jumbled), func(i, j int) { jumbled[i], jumbled[j] = jumbled[j], jumbled[i] })
	for i, e := range jumbled {
		body, err := events.Encode(e)
		if err != nil {
			t.Fatal(err)
		}
		// Without the message's id, so that the broker lets repeats through.
		if _, err := h.Bus.JS.PublishAsync(e.NATSSubject(), body); err != nil {
			t.Fatal(err)
		}
		if i == len(jumbled)*2/3 { // What follows is late: figures are told before it comes.
			<-h.Bus.JS.PublishAsyncComplete()
			await(t, time.Minute, "some figures", func() (bool, string) {
				body, err := askHarness(t, h, "", "/measures")
				return err == nil && !strings.Contains(string(body), `"net_requested_shifts":0`), fmt.Sprint(err)
			})
		}
	}
	<-h.Bus.JS.PublishAsyncComplete()
	jumbledAsk := func(employer, path string) ([]byte, error) { return askHarness(t, h, employer, path) }
	await(t, time.Minute, "the same from a history that is doubled, out of order and late", func() (bool, string) {
		return recount(t, all, employers, h.Clock.Now(), jumbledAsk)
	})
}

// recount compares all figures of what starts from three weeks ago to two weeks ahead, and of some days in between; the windows
// around now; and windows as they were at moments that have passed.
func recount(t *testing.T, all []events.Envelope, employers []string, now time.Time, ask independent.Ask) (same bool, why string) {
	t.Helper()
	lines := make([]string, len(all))
	for i, e := range all {
		body, err := json.Marshal(e)
		if err != nil {
			t.Fatal(err)
		}
		lines[i] = string(body)
	}
	read := func(until time.Time) *independent.History {
		h, err := independent.ReadUntil(lines, until)
		if err != nil {
			t.Fatal(err)
		}
		return h
	}
	whole := read(time.Time{})
	c := independent.Comparison{History: whole, Ask: ask, Employers: employers}
	c.All(independent.Days(now.AddDate(0, 0, -28), now.AddDate(0, 0, 15)), dimensions)
	c.All(independent.Days(now.AddDate(0, 0, -2), now.AddDate(0, 0, 2)), dimensions[:2])
	c.Compliance()
	c.Trend(9)
	for _, window := range []string{"next_24h", "next_72h", "next_14d", "last_28d"} {
		c.Window(window)
		for _, ago := range []time.Duration{7 * time.Minute, 19 * time.Hour, 40 * time.Hour} {
			c.AsOf(read(now.Add(-ago)), now.Add(-ago), window)
		}
	}
	found, compared := c.Differences()
	t.Logf("%d figures compared, %d differ", compared, len(found))
	return len(found) == 0 && compared > 1000, fmt.Sprintf("%d of %d figures differ:\n%s", len(found), compared, strings.Join(found[:min(len(found), 20)], "\n"))
}

// wholeHistory is every event of the services that analytics hears, as their auditors export it.
func wholeHistory(t *testing.T, demo *program) []events.Envelope {
	t.Helper()
	return slices.Concat(historyOf(t, demo, "shifts"), historyOf(t, demo, "passports"), historyOf(t, demo, "deployments"))
}

func employersOf(all []events.Envelope) []string {
	found := map[string]bool{}
	for _, e := range all {
		if events.EntityOf(e.Type) == "deployments.employer" {
			found[e.AggregateID] = true
		}
	}
	return slices.Sorted(maps.Keys(found))
}

// askHarness asks a service that runs alone, as its lead or as an employer's people.
func askHarness(t *testing.T, h *testkit.Harness, employer, path string) ([]byte, error) {
	t.Helper()
	who := auth.Principal{Subject: "lead-1", Role: auth.Lead, ICS: testkit.ICS}
	if employer != "" {
		who = auth.Principal{Subject: "emp-" + employer, Role: auth.Employer, Employer: employer, ICS: testkit.ICS}
	}
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, h.URL+"/api/analytics/v1"+path, nil)
	if err != nil {
		return nil, err
	}
	req.Header.Set("Authorization", "Bearer "+h.Token(who))
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return nil, err
	}
	defer func() { _ = res.Body.Close() }()
	body, err := io.ReadAll(res.Body)
	if err == nil && res.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s: %s", res.Status, body)
	}
	return body, err
}
