package otelx

import (
	"fmt"
	"net/http"
	"sync"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
	"go.opentelemetry.io/otel"
	otelprom "go.opentelemetry.io/otel/exporters/prometheus"
	"go.opentelemetry.io/otel/sdk/metric"
)

// registry is the process's one set of metrics: several services may run in one process, and they count into it together.
var registry = prometheus.NewRegistry()

// installMeter makes the registry the home of all OpenTelemetry instruments, those made earlier included.
var installMeter = sync.OnceValue(func() error {
	registry.MustRegister(collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	exporter, err := otelprom.New(otelprom.WithRegisterer(registry), otelprom.WithoutScopeInfo())
	if err != nil {
		return fmt.Errorf("otelx: the metrics exporter: %w", err)
	}
	otel.SetMeterProvider(metric.NewMeterProvider(metric.WithReader(exporter)))
	return nil
})

// MetricsHandler serves /metrics: every instrument of the process in Prometheus' text form. It works without Setup.
func MetricsHandler() http.Handler {
	if err := installMeter(); err != nil {
		return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			http.Error(w, "The metrics cannot be collected.", http.StatusInternalServerError)
		})
	}
	return promhttp.HandlerFor(registry, promhttp.HandlerOpts{ErrorHandling: promhttp.ContinueOnError})
}
