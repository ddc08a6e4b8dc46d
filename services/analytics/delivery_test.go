package analytics_test

import (
	"context"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/muster-ics/muster/events"
	"github.com/muster-ics/muster/events/shifts"
	"github.com/muster-ics/muster/pkg/testkit"
	module "github.com/muster-ics/muster/services/analytics"
)

func TestOrderRepeatsAndLateDeliveryGiveTheSameRows(t *testing.T) {
	t.Parallel()
	straight, messy := testkit.Start(t, module.Module), testkit.Start(t, module.Module)
	messy.Clock.Set(straight.Clock.Now())
	var history []events.Envelope
	for i := range 30 {
		d := ask(straight, []string{"RVV", "RPA"}[i%2], time.Duration(i+1)*time.Hour)
		history = append(history, d.say(t, straight, shifts.ShiftOpen, ""), d.say(t, straight, shifts.ShiftFilled, shifts.OwnBank),
			d.say(t, straight, shifts.ShiftOpen, ""))
		if i%2 == 0 {
			history = append(history, d.say(t, straight, shifts.ShiftFilled, shifts.FrameworkAgency))
		}
	}
	for _, e := range history {
		if err := straight.Service.Handle(t.Context(), e); err != nil {
			t.Fatal(err)
		}
	}
	rnd := rand.New(rand.NewPCG(7, 1))
	repeated := append(append([]events.Envelope(nil), history...), history[:40]...)
	rnd.Shuffle(len(repeated), func(i, j int) { repeated[i], repeated[j] = repeated[j], repeated[i] })
	for i, e := range repeated {
		if i%2 == 0 {
			testkit.Send(t, messy.Bus, "shifts", e)
		} else if err := messy.Service.Handle(t.Context(), e); err != nil {
			t.Fatal(err)
		}
	}
	want, _ := get[watermark](t, straight, lead, "/api/analytics/v1/watermark")
	testkit.Await(t, soon, "both have the same rows and count the same events", func() bool {
		got, _ := get[watermark](t, messy, lead, "/api/analytics/v1/watermark")
		return got == want && want.Events == int64(len(history))
	})
	testkit.Await(t, soon, "both tell the same totals", func() bool {
		return rates(t, straight, lead, "").Totals.Overall.Minutes == rates(t, messy, lead, "").Totals.Overall.Minutes
	})
}

func TestASecondInstanceGoesOnWhereTheFirstStopped(t *testing.T) {
	t.Parallel()
	h := testkit.Start(t, module.Module)
	ask(h, "RVV", 6*time.Hour).posted(t, h)
	testkit.Await(t, soon, "the first instance counts", func() bool { return rates(t, h, lead, "").Events == 1 })
	first, stop := listen(t, h, lead, "/api/analytics/v1/fill-rates/stream", "")
	cursor := next(t, first).id
	stop()

	second, err := module.New(h.Deps)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- second.Run(ctx) }()
	srv := httptest.NewServer(second.Handler())
	defer srv.Close()
	defer srv.CloseClientConnections()
	other := *h
	other.URL = srv.URL
	testkit.Await(t, soon, "the second instance shows the same", func() bool { return rates(t, &other, lead, "").Events == 1 })

	// The two share one durable; each event reaches one of them, and both show it.
	for range 10 {
		ask(h, "RVV", 6*time.Hour).posted(t, h)
	}
	for name, at := range map[string]*testkit.Harness{"first": h, "second": &other} {
		testkit.Await(t, soon, "the "+name+" instance counts all", func() bool {
			return rates(t, at, lead, "").Totals.Overall.Shifts.Unfilled == 11
		})
	}
	resumed, stopResumed := listen(t, &other, lead, "/api/analytics/v1/fill-rates/stream", cursor)
	if m := next(t, resumed); m.name != "fill_rate" {
		t.Errorf("a cursor of the first instance begins with %q on the second", m.name)
	}
	stopResumed()
	cancel()
	if err := <-ended; err != nil {
		t.Errorf("the second instance ended with %v", err)
	}
}

func TestAnInstanceWithoutABusIsDrivenByHandle(t *testing.T) {
	t.Parallel()
	h := testkit.Start(t, module.Module)
	deps := h.Deps
	deps.Bus = nil
	history, err := module.New(deps)
	if err != nil {
		t.Fatal(err)
	}
	srv := httptest.NewServer(history.Handler())
	defer srv.Close()
	d := ask(h, "RVV", 6*time.Hour)
	for _, e := range []events.Envelope{d.say(t, h, shifts.ShiftOpen, ""), d.say(t, h, shifts.ShiftFilled, shifts.OwnBank)} {
		if err := history.Handle(t.Context(), e); err != nil {
			t.Fatal(err)
		}
	}
	other := *h
	other.URL = srv.URL
	if r := rates(t, &other, lead, ""); r.Events != 2 || r.Totals.Overall.Shifts.OwnBank != 1 {
		t.Errorf("the instance itself shows %+v", r)
	}
	testkit.Await(t, soon, "the live instance on the same database shows it", func() bool {
		return rates(t, h, lead, "").Totals.Overall.Shifts.OwnBank == 1
	})
	if _, status := get[report](t, &other, worker, "/api/analytics/v1/fill-rates"); status != http.StatusNotFound {
		t.Errorf("a worker gets %d", status)
	}
}
