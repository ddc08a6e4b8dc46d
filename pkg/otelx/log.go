package otelx

import (
	"context"
	"io"
	"log/slog"
	"slices"

	"go.opentelemetry.io/otel/trace"
)

// withheld stands in a log for what may be about a person.
const withheld = "[withheld]"

// allowed are the keys under which text may be logged: codes, names of parts, opaque ids, places in the code. Text under
// any other key is withheld, so that a name or a token is kept out of the log by whoever forgets to think of it. Numbers,
// switches, times and durations are always let through.
var allowed = keys(
	"time", "level", "msg", "source", "service", "version", "target", "build", "host", "os",
	"trace_id", "span_id", "request_id", "method", "route", "pattern", "protocol", "status", "code", "kind", "role",
	"action", "reason", "outcome", "state", "phase", "step",
	"err", "error", "panic", "stack", "cause",
	"event", "type", "entity", "aggregate", "booking", "shift", "deployment", "agreement", "posting",
	"durable", "consumer", "producer", "stream", "subject", "subscription", "lane", "queue", "table", "database", "schema", "migration", "file",
	"addr", "url", "listen", "network", "signal", "issuer", "setting", "component", "topic", "handler_name", "message_uuid", "subscriber_name", "publisher_name",
	"employer", "ods", "home", "host_employer", "site", "ward", "ics", "staff_group", "band", "cell", "hash",
)

func keys(names ...string) map[string]bool {
	set := make(map[string]bool, len(names))
	for _, n := range names {
		set[n] = true
	}
	return set
}

// NewLogger writes JSON lines at level or above, each with the trace of its context. Groups named config pass as they
// are: pkg/config has masked its secrets.
func NewLogger(w io.Writer, level slog.Leveler) *slog.Logger {
	return slog.New(tracer{slog.NewJSONHandler(w, &slog.HandlerOptions{Level: level, ReplaceAttr: withhold})})
}

func withhold(groups []string, a slog.Attr) slog.Attr {
	if allowed[a.Key] || slices.Contains(groups, "config") {
		return a
	}
	switch a.Value.Kind() {
	case slog.KindString:
		if a.Value.String() != "" {
			a.Value = slog.StringValue(withheld)
		}
	case slog.KindAny:
		a.Value = slog.StringValue(withheld)
	default: // numbers, switches, times and durations name nobody
	}
	return a
}

// tracer adds the ids of the context's span to each line.
type tracer struct{ slog.Handler }

// Handle implements slog.Handler. A line that names its trace itself is left as it is.
func (t tracer) Handle(ctx context.Context, r slog.Record) error {
	named := false
	r.Attrs(func(a slog.Attr) bool {
		named = a.Key == "trace_id"
		return !named
	})
	if sc := trace.SpanContextFromContext(ctx); sc.IsValid() && !named {
		r.AddAttrs(slog.String("trace_id", sc.TraceID().String()), slog.String("span_id", sc.SpanID().String()))
	}
	return t.Handler.Handle(ctx, r)
}

// WithAttrs implements slog.Handler.
func (t tracer) WithAttrs(attrs []slog.Attr) slog.Handler { return tracer{t.Handler.WithAttrs(attrs)} }

// WithGroup implements slog.Handler.
func (t tracer) WithGroup(name string) slog.Handler { return tracer{t.Handler.WithGroup(name)} }
