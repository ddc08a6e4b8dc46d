// Package otelx sets up what a process tells of itself: traces by OTLP, metrics for Prometheus, and JSON logs that carry
// the trace and no personal data.
package otelx

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strings"

	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/exporters/otlp/otlptrace/otlptracehttp"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/sdk/resource"
	"go.opentelemetry.io/otel/sdk/trace"
)

// Config says who tells, and to whom.
type Config struct {
	// Service and Version name the process.
	Service, Version string
	// OTLPEndpoint is the collector's address, e.g. http://collector:4318. When it is empty no span is recorded, and
	// requests still have trace ids that tie their log lines together.
	OTLPEndpoint string
}

// Setup installs the process's tracer, meter and propagator. Call shutdown once, at the end: it sends what is left.
func Setup(ctx context.Context, cfg Config) (shutdown func(context.Context) error, err error) {
	if err := installMeter(); err != nil {
		return nil, err
	}
	otel.SetTextMapPropagator(propagation.TraceContext{})
	who, err := resource.Merge(resource.Default(), resource.NewSchemaless(
		attribute.String("service.name", cfg.Service), attribute.String("service.version", cfg.Version)))
	if err != nil {
		return nil, fmt.Errorf("otelx: describing the process: %w", err)
	}
	options := []trace.TracerProviderOption{trace.WithResource(who)}
	if cfg.OTLPEndpoint == "" {
		// Not to record is cheaper than to record and drop, and still makes ids.
		options = append(options, trace.WithSampler(trace.NeverSample()))
	} else {
		exporter, err := otlptracehttp.New(ctx, otlptracehttp.WithEndpointURL(tracesURL(cfg.OTLPEndpoint)))
		if err != nil {
			return nil, fmt.Errorf("otelx: the trace exporter for %s: %w", cfg.OTLPEndpoint, err)
		}
		options = append(options, trace.WithBatcher(exporter), trace.WithSampler(trace.ParentBased(trace.AlwaysSample())))
	}
	provider := trace.NewTracerProvider(options...)
	otel.SetTracerProvider(provider)
	return func(ctx context.Context) error {
		return errors.Join(provider.ForceFlush(ctx), provider.Shutdown(ctx))
	}, nil
}

// tracesURL adds the path that collectors listen on to an address without one.
func tracesURL(endpoint string) string {
	if u, err := url.Parse(endpoint); err == nil && (u.Path == "" || u.Path == "/") {
		return strings.TrimSuffix(endpoint, "/") + "/v1/traces"
	}
	return endpoint
}

// TraceParent gives the W3C traceparent of ctx for an event's envelope; empty when ctx has no trace.
func TraceParent(ctx context.Context) string {
	carrier := propagation.MapCarrier{}
	propagation.TraceContext{}.Inject(ctx, carrier)
	return carrier["traceparent"]
}

// WithRemote continues the trace that an envelope carries. What is not a traceparent changes nothing.
func WithRemote(ctx context.Context, traceparent string) context.Context {
	if traceparent == "" {
		return ctx
	}
	return propagation.TraceContext{}.Extract(ctx, propagation.MapCarrier{"traceparent": traceparent})
}
