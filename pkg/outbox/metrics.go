package outbox

import (
	"context"
	"math"
	"sync/atomic"

	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/metric"
)

// metrics are what the alarms of an outbox stand on: the age of the oldest unsent row, and how much went out, again, or
// was lost by the stream.
type metrics struct {
	stream                          metric.MeasurementOption
	name                            string
	published, republished, repairs metric.Int64Counter
	oldest                          *atomic.Uint64
}

func newMetrics(stream string) metrics {
	m := otel.Meter("github.com/muster-ics/muster/pkg/outbox")
	count := func(name, what string) metric.Int64Counter {
		c, err := m.Int64Counter(name, metric.WithDescription(what))
		if err != nil {
			otel.Handle(err)
		}
		return c
	}
	return metrics{
		stream: metric.WithAttributes(attribute.String("stream", stream)), name: stream,
		published:   count("muster.outbox.published", "Events that the stream took directly after commit."),
		republished: count("muster.outbox.republished", "Events that the stream took from the sweep."),
		repairs:     count("muster.outbox.gap_repairs", "Times that the stream was found new or gone back."),
		oldest:      new(atomic.Uint64),
	}
}

func (m metrics) sent(ctx context.Context)      { m.published.Add(ctx, 1, m.stream) }
func (m metrics) sentAgain(ctx context.Context) { m.republished.Add(ctx, 1, m.stream) }

func (m metrics) repaired(ctx context.Context, why string) {
	m.repairs.Add(ctx, 1, metric.WithAttributes(attribute.String("stream", m.name), attribute.String("why", why)))
}

func (m metrics) oldestUnsent(seconds float64) { m.oldest.Store(math.Float64bits(seconds)) }

// watch offers the age of the oldest unsent row while the relay runs; the function it returns ends that.
func (m metrics) watch() (stop func()) {
	meter := otel.Meter("github.com/muster-ics/muster/pkg/outbox")
	g, err := meter.Float64ObservableGauge("muster.outbox.unsent_oldest_age", metric.WithUnit("s"),
		metric.WithDescription("Age of the oldest event that the stream has not taken, as of the last sweep."))
	if err != nil {
		otel.Handle(err)
		return func() {}
	}
	reg, err := meter.RegisterCallback(func(_ context.Context, o metric.Observer) error {
		o.ObserveFloat64(g, math.Float64frombits(m.oldest.Load()), m.stream)
		return nil
	}, g)
	if err != nil {
		otel.Handle(err)
		return func() {}
	}
	return func() { _ = reg.Unregister() }
}
