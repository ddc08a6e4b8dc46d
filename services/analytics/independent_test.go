package analytics_test

import (
	"encoding/json"
	"go/parser"
	"go/token"
	"math/rand/v2"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats.go/jetstream"

	"github.com/muster-ics/muster/events"
	"github.com/muster-ics/muster/events/shifts"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/testkit"
	module "github.com/muster-ics/muster/services/analytics"
	"github.com/muster-ics/muster/services/analytics/internal/independent"
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
	for _, window := range []string{"next_24h", "next_72h", "next_14d", "last_28d"} {
		var cells []fullCell
		var why string
		testkit.Await(t, soon, "both programs agree on "+window, func() bool {
			r, status := get[struct {
				Cells []fullCell
				AsOf  time.Time `json:"as_of"`
			}](t, h, lead, "/api/analytics/v1/fill-rates?window="+window)
			if status != http.StatusOK {
				return false
			}
			want, err := independent.Count(history, r.AsOf)
			if err != nil {
				t.Fatal(err)
			}
			cells = r.Cells
			why = disagree(want, r.Cells, window)
			return why == ""
		})
		if len(cells) == 0 && window != "next_24h" {
			t.Errorf("%s: nothing is counted, %s", window, why)
		}
	}
}

type fullCell struct {
	Cell            string
	Minutes, Shifts map[string]int64
	WithdrawnShifts int64            `json:"withdrawn_shifts"`
	WorkedMinutes   map[string]int64 `json:"worked_minutes"`
}

// disagree names a cell in which the two programs differ.
func disagree(want map[string]independent.Total, got []fullCell, window string) string {
	n := 0
	for cell := range want {
		if strings.HasSuffix(cell, window) {
			n++
		}
	}
	if n != len(got) {
		return "the number of cells"
	}
	for _, c := range got {
		w := want[c.Cell]
		if w.Withdrawn != c.WithdrawnShifts || !same(w.Minutes, c.Minutes) || !same(w.Shifts, c.Shifts) || !same(w.Worked, c.WorkedMinutes) {
			return c.Cell
		}
	}
	return ""
}

// same takes what is not there for nought.
func same(a, b map[string]int64) bool {
	for k, n := range b {
		if a[k] != n {
			return false
		}
	}
	for k, n := range a {
		if b[k] != n {
			return false
		}
	}
	return true
}

// export reads a stream as any outsider with a NATS client would.
func export(t *testing.T, h *testkit.Harness, stream string) []string {
	t.Helper()
	s, err := h.Bus.JS.Stream(t.Context(), stream)
	if err != nil {
		t.Fatal(err)
	}
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
	f, err := parser.ParseFile(token.NewFileSet(), "internal/independent/independent.go", nil, parser.ImportsOnly)
	if err != nil {
		t.Fatal(err)
	}
	for _, i := range f.Imports {
		if strings.Contains(i.Path.Value, ".") {
			t.Errorf("it imports %s", i.Path.Value)
		}
	}
}
