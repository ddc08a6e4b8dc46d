package analytics_test

import (
	"encoding/json"
	"errors"
	"go/parser"
	"go/token"
	"math/rand/v2"
	"net/http"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats.go/jetstream"

	"github.com/muster-ics/muster/events"
	"github.com/muster-ics/muster/events/shifts"
	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/testkit"
	module "github.com/muster-ics/muster/services/analytics"
	"github.com/muster-ics/muster/services/analytics/independent"
)

// messyHistory is the life of some shifts of three employers, with repeats, out of order and some of it late.
func messyHistory(t *testing.T, h *testkit.Harness, n int) []events.Envelope {
	t.Helper()
	rnd := rand.New(rand.NewPCG(6, 3))
	var all []events.Envelope
	for i := range n {
		d := ask(h, []string{"RVV", "RPA", "RWF"}[i%3], time.Duration(rnd.IntN(40*24)-28*24)*time.Hour+30*time.Minute)
		d.state.StaffGroup = []string{"nursing_midwifery", "clinical_support"}[i%2]
		d.state.NetMinutes = 300 + rnd.IntN(400)
		if i%9 == 0 {
			d.state.RestOf = id.New().String()
		}
		all = append(all, d.say(t, h, shifts.ShiftOpen, ""))
		for range rnd.IntN(4) {
			switch rnd.IntN(6) {
			case 0:
				all = append(all, d.say(t, h, shifts.ShiftOpen, ""))
			case 1:
				all = append(all, d.say(t, h, shifts.ShiftWithdrawn, ""))
			case 2:
				all = append(all, d.say(t, h, shifts.ShiftLapsed, ""))
			default:
				by := []shifts.Channel{shifts.OwnBank, shifts.CollaborativeBank, shifts.FrameworkAgency, shifts.OffFrameworkAgency}[rnd.IntN(4)]
				all = append(all, d.say(t, h, shifts.ShiftFilled, by))
			}
		}
		if i%5 == 0 {
			booking := id.New().String()
			d.approved(t, h, booking, 2, 400+i)
			d.approved(t, h, booking, 1, 100)
		}
	}
	rnd.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	return append(all, all[:len(all)/3]...)
}

func TestTheTotalsAreThoseOfAnIndependentFoldOfTheExportedHistory(t *testing.T) {
	t.Parallel()
	h := testkit.Start(t, module.Module)
	for i, e := range messyHistory(t, h, 90) {
		body, err := events.Encode(e)
		if err != nil {
			t.Fatal(err)
		}
		// Without the message's id, so that the broker lets repeats through.
		if _, err := h.Bus.JS.Publish(t.Context(), e.NATSSubject(), body); err != nil {
			t.Fatal(err)
		}
		if i == 50 { // What follows comes late: the figures had been told by then.
			testkit.Await(t, soon, "the first half is counted", func() bool { return rates(t, h, lead, "").Events > 0 })
		}
	}
	history := export(t, h, "MUSTER_SHIFTS")
	whole, err := independent.Read(history)
	if err != nil {
		t.Fatal(err)
	}
	var why []string
	testkit.Await(t, soon, "both programs agree", func() bool {
		c := independent.Comparison{History: whole, Ask: asking(t, h), Employers: []string{"RVV", "RPA", "RWF"}}
		now := h.Clock.Now()
		c.All(independent.Days(now.AddDate(0, 0, -30), now.AddDate(0, 0, 20)), [][]string{nil, {"employer", "staff_group"}, {"lead", "period"}})
		for _, window := range []string{"next_24h", "next_72h", "next_14d", "last_28d"} {
			c.Window(window)
		}
		var compared int
		why, compared = c.Differences()
		return len(why) == 0 && compared > 1000
	})
	if len(why) > 0 {
		t.Error(strings.Join(why, "\n"))
	}
}

// asking asks a running service as the lead or as an employer's people.
func asking(t *testing.T, h *testkit.Harness) independent.Ask {
	t.Helper()
	return func(ods, path string) ([]byte, error) {
		who := lead
		if ods != "" {
			who = auth.Principal{Subject: "emp-" + ods, Role: auth.Employer, Employer: ods, ICS: testkit.ICS}
		}
		body, res := fetch(t, h, who, "/api/analytics/v1"+path)
		if res.StatusCode != http.StatusOK {
			return nil, errors.New(res.Status)
		}
		return body, nil
	}
}

func mustStream(t *testing.T, h *testkit.Harness, stream string) jetstream.Stream {
	t.Helper()
	s, err := h.Bus.JS.Stream(t.Context(), stream)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// export reads a stream as any outsider with a NATS client would.
func export(t *testing.T, h *testkit.Harness, stream string) []string {
	t.Helper()
	s := mustStream(t, h, stream)
	cons, err := s.OrderedConsumer(t.Context(), jetstream.OrderedConsumerConfig{})
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for n := s.CachedInfo().State.Msgs; uint64(len(lines)) < n; {
		m, err := cons.Next(jetstream.FetchMaxWait(soon))
		if err != nil {
			t.Fatal(err)
		}
		if !json.Valid(m.Data()) {
			t.Fatalf("not JSON: %s", m.Data())
		}
		lines = append(lines, string(m.Data()))
	}
	return lines
}

func TestTheIndependentFoldSharesNoCodeWithTheService(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("independent/*.go")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, name := range files {
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ImportsOnly)
		if err != nil {
			t.Fatal(err)
		}
		for _, i := range f.Imports {
			if strings.Contains(i.Path.Value, ".") {
				t.Errorf("%s imports %s", name, i.Path.Value)
			}
		}
	}
}
