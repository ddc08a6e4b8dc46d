package web_test

import (
	"strings"
	"testing"

	"go.opentelemetry.io/otel"
	sdktrace "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/sdk/trace/tracetest"
)

// Not parallel: the provider of traces is the process's.
func TestASpanNamesTheRouteAndNeverThePath(t *testing.T) {
	recorder := tracetest.NewSpanRecorder()
	before := otel.GetTracerProvider()
	otel.SetTracerProvider(sdktrace.NewTracerProvider(sdktrace.WithSpanProcessor(recorder)))
	t.Cleanup(func() { otel.SetTracerProvider(before) })
	h := withThings(t, server(t))
	for _, path := range []string{"/api/things/v1/things/s3cr3t", "/s3cr3t/nowhere"} {
		request{path: path}.do(t, h)
	}
	spans := recorder.Ended()
	if len(spans) != 2 {
		t.Fatalf("%d spans", len(spans))
	}
	found := false
	for _, span := range spans {
		if strings.Contains(span.Name(), "s3cr3t") {
			t.Errorf("a span is called %s", span.Name())
		}
		for _, a := range span.Attributes() {
			if strings.Contains(a.Value.String(), "s3cr3t") {
				t.Errorf("%s = %s", a.Key, a.Value.String())
			}
			found = found || a.Key == "url.path" && a.Value.AsString() == "/api/things/v1/things/{id}"
		}
	}
	if !found {
		t.Error("no span says which route it was")
	}
}
