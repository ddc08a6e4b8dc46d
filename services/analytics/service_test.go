package analytics_test

import (
	"encoding/json"
	"net/http"
	"testing"
	"time"

	"github.com/muster-ics/muster/events"
	"github.com/muster-ics/muster/events/analytics"
	"github.com/muster-ics/muster/events/shifts"
	"github.com/muster-ics/muster/pkg/testkit"
	module "github.com/muster-ics/muster/services/analytics"
)

func TestAFilledShiftMovesTheFillRateOnTheAPIAndOnNATSAndOnTheStream(t *testing.T) {
	t.Parallel()
	h := testkit.Start(t, module.Module)
	nats := testkit.Collect(t, h.Bus, "analytics")
	register(t, h, "RVV", "East Kent Hospitals")
	stream, stop := listen(t, h, lead, "/api/analytics/v1/fill-rates/stream?window=next_24h", "")
	defer stop()
	if m := next(t, stream); m.name != "snapshot" {
		t.Fatalf("the stream begins with %q", m.name)
	}

	a, b := ask(h, "RVV", 6*time.Hour).posted(t, h), ask(h, "RVV", 7*time.Hour).posted(t, h)
	a.filled(t, h, shifts.CollaborativeBank)
	_ = b

	var last cell
	for last.Minutes.CollaborativeBank != 660 || last.Minutes.Unfilled != 660 {
		m := next(t, stream)
		if m.name != "fill_rate" || m.id == "" {
			t.Fatalf("message %+v", m)
		}
		if err := json.Unmarshal([]byte(m.data), &last); err != nil {
			t.Fatal(err)
		}
	}
	if last.Cell != "RVV_nursing_midwifery_next_24h" || last.FillRate == nil || *last.FillRate != 0.5 {
		t.Errorf("the stream tells %+v", last)
	}

	r := rates(t, h, lead, "?window=next_24h")
	if r.Events != 4 || len(r.Cells) != 1 || r.Totals.Overall.Shifts.CollaborativeBank != 1 || *r.Totals.Overall.BankFill != 0.5 {
		t.Errorf("the API tells %+v", r)
	}
	if len(r.DataAge) != 1 || r.DataAge[0].Name != "East Kent Hospitals" || r.DataAge[0].Seconds == nil {
		t.Errorf("data age %+v", r.DataAge)
	}

	told := nats.Await(t, soon, func(e events.Envelope) bool {
		ev, err := events.Open(e)
		f, ok := ev.(analytics.FillRateChangedV1)
		return err == nil && ok && f.Window == "next_72h" && f.Minutes.CollaborativeBank == 660 && f.Minutes.Unfilled == 660
	})
	if want := "muster.analytics.fill_rate.changed.v1.QKS.RVV.RVV_nursing_midwifery_next_72h"; told.NATSSubject() != want {
		t.Errorf("told on %s, want %s", told.NATSSubject(), want)
	}
}

func TestEachSeesWhatIsTheirs(t *testing.T) {
	t.Parallel()
	h := testkit.Start(t, module.Module)
	ask(h, "RVV", 6*time.Hour).posted(t, h)
	ask(h, "RPA", 6*time.Hour).posted(t, h)
	testkit.Await(t, soon, "both employers are counted", func() bool { return len(rates(t, h, lead, "").Cells) == 2 })

	if r := rates(t, h, employer, ""); len(r.Cells) != 1 || r.Cells[0].Employer != "RVV" || len(r.DataAge) != 1 {
		t.Errorf("an employer sees %+v", r)
	}
	for _, c := range []struct {
		who  string
		path string
		want int
	}{
		{"an employer asks for another", "/api/analytics/v1/fill-rates?employer=RPA", http.StatusNotFound},
		{"an employer asks for the watermark", "/api/analytics/v1/watermark", http.StatusNotFound},
		{"an employer asks for its own trend", "/api/analytics/v1/trend", http.StatusOK},
		{"an employer asks for another's gaps", "/api/analytics/v1/gaps?employer=RPA", http.StatusNotFound},
		{"a window that is none", "/api/analytics/v1/fill-rates?window=next_year", http.StatusUnprocessableEntity},
		{"too long a trend", "/api/analytics/v1/trend?days=10000", http.StatusUnprocessableEntity},
		{"a staff group that is none", "/api/analytics/v1/fill-rates?staff_group=wizards", http.StatusUnprocessableEntity},
		{"a stream of another", "/api/analytics/v1/fill-rates/stream?employer=RPA", http.StatusNotFound},
		{"a stream of no window", "/api/analytics/v1/fill-rates/stream?window=x", http.StatusUnprocessableEntity},
	} {
		if _, got := get[json.RawMessage](t, h, employer, c.path); got != c.want {
			t.Errorf("%s: %d, want %d", c.who, got, c.want)
		}
	}
	for _, path := range []string{"/fill-rates", "/trend", "/gaps", "/watermark", "/fill-rates/stream"} {
		if _, got := get[json.RawMessage](t, h, worker, "/api/analytics/v1"+path); got != http.StatusNotFound {
			t.Errorf("a worker asks for %s: %d, want 404", path, got)
		}
	}
	if _, got := get[json.RawMessage](t, h, lead, "/api/analytics/v1/fill-rates?employer=XXX"); got != http.StatusNotFound {
		t.Errorf("an employer that nobody knows: %d, want 404", got)
	}
}

func TestAStreamThatIsCutGoesOnWhereItWasAndTellsEachChangeOnce(t *testing.T) {
	t.Parallel()
	h := testkit.Start(t, module.Module)
	path := "/api/analytics/v1/fill-rates/stream?window=next_24h"
	stream, stop := listen(t, h, lead, path, "")
	cursor := next(t, stream).id
	a := ask(h, "RVV", 6*time.Hour).posted(t, h)
	first := next(t, stream)
	stop()

	a.filled(t, h, shifts.OwnBank)
	testkit.Await(t, soon, "the change is counted while nobody listens", func() bool {
		return rates(t, h, lead, "?window=next_24h").Totals.Overall.Shifts.OwnBank == 1
	})
	again, stop := listen(t, h, lead, path, first.id)
	second := next(t, again)
	stop()
	both, stop := listen(t, h, lead, path, cursor)
	defer stop()
	if m := next(t, both); m != first {
		t.Errorf("from the beginning: %+v, want %+v", m, first)
	}
	if m := next(t, both); m != second || second.name != "fill_rate" || second.id == first.id {
		t.Errorf("then: %+v, want %+v", m, second)
	}

	unknown, stopUnknown := listen(t, h, lead, path, "999999999")
	defer stopUnknown()
	if m := next(t, unknown); m.name != "reset" {
		t.Errorf("a cursor that was never given out begins with %q, want everything again", m.name)
	}
}

func TestWindowsMoveWithTheClockWithoutAnyEvent(t *testing.T) {
	t.Parallel()
	h := testkit.Start(t, module.Module)
	stream, stop := listen(t, h, lead, "/api/analytics/v1/fill-rates/stream?window=next_24h", "")
	defer stop()
	next(t, stream)
	ask(h, "RVV", 30*time.Hour).posted(t, h)
	testkit.Await(t, soon, "the shift is in 72 h", func() bool { return rates(t, h, lead, "").Totals.Overall.Shifts.Unfilled == 1 })
	if n := len(rates(t, h, lead, "?window=next_24h").Cells); n != 0 {
		t.Fatalf("%d cells in 24 h already", n)
	}
	h.Clock.Advance(8 * time.Hour)
	var c cell
	if err := json.Unmarshal([]byte(next(t, stream).data), &c); err != nil {
		t.Fatal(err)
	}
	if c.Shifts.Unfilled != 1 {
		t.Errorf("the stream tells %+v", c)
	}
}
