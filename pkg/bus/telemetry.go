package bus

import (
	"context"

	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/metric"
	"go.opentelemetry.io/otel/metric/noop"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/trace"

	"github.com/muster-ics/muster/events"
)

const scope = "github.com/muster-ics/muster/pkg/bus"

// outcome is what became of one delivery.
type outcome string

const (
	handled    outcome = "handled"
	unknown    outcome = "unknown"     // not in the catalogue of this build, or nobody listens: acknowledged
	again      outcome = "again"       // failed, comes again after a delay
	deadLetter outcome = "dead_letter" // put aside
)

// meter counts what became of the deliveries to one durable.
type meter struct {
	counter metric.Int64Counter
	durable attribute.KeyValue
}

func newMeter(durable string) meter {
	c, err := otel.Meter(scope).Int64Counter("muster.bus.deliveries", metric.WithDescription("Deliveries by durable, event and outcome."))
	if err != nil { // Only a wrong instrument name can do this.
		c = noop.Int64Counter{}
	}
	return meter{counter: c, durable: attribute.String("durable", durable)}
}

func (m meter) count(ctx context.Context, event string, o outcome) {
	m.counter.Add(ctx, 1, metric.WithAttributes(m.durable, attribute.String("event", event), attribute.String("outcome", string(o))))
}

// span continues the trace of the request that caused the event: the producer stored it in the envelope, since the
// relay that published it had another context.
func span(ctx context.Context, durable string, env events.Envelope) (context.Context, trace.Span) {
	ctx = propagation.TraceContext{}.Extract(ctx, propagation.MapCarrier{"traceparent": env.TraceParent})
	return otel.Tracer(scope).Start(ctx, "handle "+env.Type,
		trace.WithSpanKind(trace.SpanKindConsumer),
		trace.WithAttributes(
			attribute.String("messaging.system", "nats"),
			attribute.String("messaging.consumer.group.name", durable),
			attribute.String("messaging.message.id", env.ID),
			attribute.String("muster.aggregate.id", env.AggregateID),
		))
}

// batchSpan is a span of its own with a link to the trace of each event, since a batch has many causes.
func batchSpan(ctx context.Context, durable string, batch []Delivery) (context.Context, trace.Span) {
	var links []trace.Link
	for _, d := range batch {
		cause := propagation.TraceContext{}.Extract(context.Background(), propagation.MapCarrier{"traceparent": d.Env.TraceParent})
		if sc := trace.SpanContextFromContext(cause); sc.IsValid() {
			links = append(links, trace.Link{SpanContext: sc})
		}
	}
	return otel.Tracer(scope).Start(ctx, "apply batch "+durable,
		trace.WithSpanKind(trace.SpanKindConsumer),
		trace.WithLinks(links...),
		trace.WithAttributes(
			attribute.String("messaging.system", "nats"),
			attribute.String("messaging.consumer.group.name", durable),
			attribute.Int("messaging.batch.message_count", len(batch)),
		))
}
