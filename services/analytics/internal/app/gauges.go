package app

import (
	"context"
	"time"

	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/metric"

	"github.com/muster-ics/muster/services/analytics/internal/fillrate"
)

// gaugeWindows are the windows whose figures are offered to a scraper: those that somebody on call looks at. The others are
// in the API.
var gaugeWindows = []fillrate.Window{fillrate.Next24h, fillrate.Next72h}

// Gauges offers the figures of the lead's screen to a scraper. Labels are codes of employers, staff groups, windows and parts:
// no ids, and nothing about people.
type Gauges struct {
	live *Live
	ics  string
}

// NewGauges makes them for the system ics.
func NewGauges(live *Live, ics string) *Gauges { return &Gauges{live: live, ics: ics} }

// instruments are what is offered.
type instruments struct{ minutes, shifts, withdrawn, age, silent, watermark metric.Int64ObservableGauge }

// Watch offers the gauges until the function that it returns is called.
func (g *Gauges) Watch() (stop func()) {
	meter := otel.Meter("github.com/muster-ics/muster/services/analytics")
	var x instruments
	all := []struct {
		to               *metric.Int64ObservableGauge
		name, unit, what string
	}{
		{&x.minutes, "muster.fill.work", "min", "Net minutes of the shifts that start in the window, by how they are filled, as booked."},
		{&x.shifts, "muster.fill.shifts", "", "Shifts that start in the window, by how they are filled, as booked."},
		{&x.withdrawn, "muster.fill.withdrawn_shifts", "", "Shifts of the window that the employer called off: in no rate."},
		{&x.age, "muster.fill.data_age", "s", "Time since the newest event of an employer."},
		{&x.silent, "muster.fill.silent", "", "1 while an employer is quiet for longer than its own pattern explains."},
		{&x.watermark, "muster.fill.watermark_age", "s", "Time since the newest event counted, by the service that told of it."},
	}
	var observables []metric.Observable
	for _, i := range all {
		gauge, err := meter.Int64ObservableGauge(i.name, metric.WithUnit(i.unit), metric.WithDescription(i.what))
		if err != nil {
			otel.Handle(err)
			return func() {}
		}
		*i.to = gauge
		observables = append(observables, gauge)
	}
	registration, err := meter.RegisterCallback(func(_ context.Context, o metric.Observer) error {
		g.observe(o, x)
		return nil
	}, observables...)
	if err != nil {
		otel.Handle(err)
		return func() {}
	}
	return func() { _ = registration.Unregister() }
}

func (g *Gauges) observe(o metric.Observer, x instruments) {
	if !g.live.loaded() {
		return
	}
	ics := attribute.String("ics", g.ics)
	var report Report
	for _, w := range gaugeWindows {
		report = g.live.report(w, Scope{})
		for _, c := range report.Cells {
			cell := []attribute.KeyValue{ics, attribute.String("employer", c.Cell.Employer), attribute.String("staff_group", c.Cell.StaffGroup), attribute.String("window", string(w))}
			for p := fillrate.OwnBank; p <= fillrate.Unfilled; p++ {
				labels := metric.WithAttributes(append(cell[:len(cell):len(cell)], attribute.String("part", p.Code()))...)
				o.ObserveInt64(x.minutes, c.Figures.Minutes.Of(p), labels)
				o.ObserveInt64(x.shifts, c.Figures.Shifts.Of(p), labels)
			}
			o.ObserveInt64(x.withdrawn, c.Figures.WithdrawnShifts, metric.WithAttributes(cell...))
		}
	}
	for _, e := range report.Employers {
		labels := metric.WithAttributes(ics, attribute.String("employer", e.ODS))
		if age, ok := e.Age(report.AsOf); ok {
			o.ObserveInt64(x.age, int64(age/time.Second), labels)
		}
		silent := int64(0)
		if e.Silent {
			silent = 1
		}
		o.ObserveInt64(x.silent, silent, labels)
	}
	for producer, newest := range g.live.newest() {
		o.ObserveInt64(x.watermark, int64(max(report.AsOf.Sub(newest), 0)/time.Second), metric.WithAttributes(ics, attribute.String("producer", producer)))
	}
}

// newest gives the time of the newest event counted of each producer that was heard of.
func (l *Live) newest() map[string]time.Time {
	l.mu.Lock()
	defer l.mu.Unlock()
	out := map[string]time.Time{}
	for _, p := range l.progress {
		if p.Newest != nil {
			out[p.Producer] = *p.Newest
		}
	}
	return out
}
