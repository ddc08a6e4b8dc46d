package otelx_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"go.opentelemetry.io/otel"

	"github.com/muster-ics/muster/pkg/otelx"
)

const parent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"

func TestTraceParentGoesThereAndBack(t *testing.T) {
	t.Parallel()
	if got := otelx.TraceParent(otelx.WithRemote(context.Background(), parent)); got != parent {
		t.Errorf("got %q", got)
	}
	for _, bad := range []string{"", "nonsense", "00-00000000000000000000000000000000-00f067aa0ba902b7-01"} {
		if got := otelx.TraceParent(otelx.WithRemote(context.Background(), bad)); got != "" {
			t.Errorf("%q became %q", bad, got)
		}
	}
}

func TestLogsCarryTheTraceAndWithholdWhatMayBeAPerson(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	log := otelx.NewLogger(&out, slog.LevelInfo).With("service", "shifts", "contact", "07700 900000")
	log.Debug("not shown")
	log.InfoContext(otelx.WithRemote(context.Background(), parent), "claimed",
		"booking", "0193", "worker_name", "Wren Sample", "tries", 3, "took", time.Second, "err", errors.New("the reason"),
		slog.Group("form", "email", "wren@example"), slog.Group("config", "listen-on", ":0"), "thing", struct{ Name string }{"Wren"})
	var line map[string]any
	if err := json.Unmarshal(out.Bytes(), &line); err != nil {
		t.Fatalf("%v: %s", err, out.String())
	}
	for _, canary := range []string{"Wren", "07700", "wren@example", "not shown"} {
		if strings.Contains(out.String(), canary) {
			t.Errorf("%q is in the log: %s", canary, out.String())
		}
	}
	for key, want := range map[string]any{
		"service": "shifts", "booking": "0193", "tries": 3.0, "err": "the reason", "worker_name": "[withheld]",
		"trace_id": "4bf92f3577b34da6a3ce929d0e0e4736",
	} {
		if line[key] != want {
			t.Errorf("%s is %v, want %v", key, line[key], want)
		}
	}
	out.Reset()
	log.InfoContext(otelx.WithRemote(context.Background(), parent), "request", "trace_id", "4bf92f3577b34da6a3ce929d0e0e4736")
	if strings.Count(out.String(), "trace_id") != 1 {
		t.Errorf("the trace is named twice: %s", out.String())
	}
	if line["config"].(map[string]any)["listen-on"] != ":0" {
		t.Errorf("the configuration is withheld: %v", line["config"])
	}
}

// Setup changes what is global to the process, so its tests are one test and not parallel.
func TestSetup(t *testing.T) {
	counter, err := otel.Meter("test").Int64Counter("muster.test.things")
	if err != nil {
		t.Fatal(err)
	}
	received := make(chan string, 16)
	collector := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		received <- r.URL.Path + string(body)
	}))
	defer collector.Close()

	shutdown, err := otelx.Setup(t.Context(), otelx.Config{Service: "test"})
	if err != nil {
		t.Fatal(err)
	}
	ctx, span := otel.Tracer("test").Start(t.Context(), "quiet")
	if otelx.TraceParent(ctx) == "" || span.IsRecording() {
		t.Error("without a collector a span must have an id and record nothing")
	}
	span.End()
	if err := shutdown(t.Context()); err != nil {
		t.Error(err)
	}

	if shutdown, err = otelx.Setup(t.Context(), otelx.Config{Service: "test", OTLPEndpoint: collector.URL}); err != nil {
		t.Fatal(err)
	}
	_, span = otel.Tracer("test").Start(t.Context(), "heard")
	span.End()
	if err := shutdown(t.Context()); err != nil {
		t.Error(err)
	}
	if got := <-received; !strings.HasPrefix(got, "/v1/traces") || !strings.Contains(got, "heard") {
		t.Errorf("the collector got %q", got)
	}

	counter.Add(t.Context(), 7)
	w := httptest.NewRecorder()
	otelx.MetricsHandler().ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/metrics", nil))
	for _, want := range []string{"muster_test_things_total 7", "go_goroutines"} {
		if !strings.Contains(w.Body.String(), want) {
			t.Errorf("/metrics lacks %q", want)
		}
	}
}
