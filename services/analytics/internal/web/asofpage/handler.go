package asofpage

import (
	"net/http"
	"time"

	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/analytics/internal/app"
	"github.com/muster-ics/muster/services/analytics/internal/fillrate"
	"github.com/muster-ics/muster/services/analytics/internal/web/question"
)

// Path is where the page is.
const Path = "/fill-rate/as-of"

// Handler answers GET /fill-rate/as-of.
func Handler(rates *app.FillRates, m *app.Measures, c clock.Clock) func(http.ResponseWriter, *http.Request) error {
	return func(w http.ResponseWriter, r *http.Request) error {
		now := c.Now()
		q, err := question.Read(r, rates, now, question.Month)
		if err != nil {
			return err
		}
		a := asked{window: fillrate.Window(q.OneOf("window", "Choose one of the spans of the list.", windows()...))}
		a.date, a.clock = q.Get("date"), q.Get("time")
		if a.date == "" && a.clock == "" { // The evening before is what mornings ask for.
			y, mo, d := now.In(clock.London).Date()
			evening := time.Date(y, mo, d-1, 21, 40, 0, 0, clock.London)
			a.date, a.clock = evening.Format(time.DateOnly), evening.Format("15:04")
		}
		at := a.moment(q)
		var f found
		if q.Problem == nil {
			if f, err = look(r, q, rates, m, a.window, at); err != nil {
				return err
			}
		}
		return web.Render(w, r, q.Status(), Page(viewOf(q, a, f)))
	}
}

// asked is what this page asks beyond all others.
type asked struct {
	window      fillrate.Window
	date, clock string
}

// moment is the moment asked for. When the clocks go back an hour comes twice: the first of the two is meant.
func (a asked) moment(q *question.Question) time.Time {
	if _, err := time.Parse(time.DateOnly, a.date); err != nil {
		q.Wrong("date", "Give the day as a date, e.g. 2026-03-01.")
	}
	if _, err := time.Parse("15:04", a.clock); err != nil {
		q.Wrong("time", "Give the time with hours and minutes, e.g. 21:40.")
	}
	at, err := time.ParseInLocation("2006-01-02 15:04", a.date+" "+a.clock, clock.London)
	if err != nil {
		return at
	}
	if at.Format("15:04") != a.clock {
		q.Wrong("time", "That time does not exist on this day: the clocks go forward. Give an hour later.")
	}
	return at
}

// found is what the page shows: the figures then, what the same shifts came to by now, and the figures now.
type found struct {
	at     time.Time
	then   app.AsOf
	since  app.Since
	now    app.Since
	loaded bool
}

func look(r *http.Request, q *question.Question, rates *app.FillRates, m *app.Measures, w fillrate.Window, at time.Time) (f found, err error) {
	f.at = at
	if f.then, err = rates.AsOfOn(r.Context(), w, q.Scope, at, q.In.Footprint); err != nil {
		return f, q.Take(err)
	}
	if f.since, err = m.Since(r.Context(), w, q.Scope, at, q.In.Footprint); err != nil {
		return f, q.Take(err)
	}
	if f.now, err = current(r, q, rates, m, w); err != nil {
		return f, q.Take(err)
	}
	from, until := w.Span(at)
	if err := q.Weigh(r.Context(), app.Interval{From: from, Until: until}, m.Inexact); err != nil {
		return f, err
	}
	f.loaded = true
	return f, nil
}

// current is the figures now, on the same employers as the others.
func current(r *http.Request, q *question.Question, rates *app.FillRates, m *app.Measures, w fillrate.Window) (app.Since, error) {
	if !q.In.Footprint.IsZero() {
		return m.Since(r.Context(), w, q.Scope, rates.Now(), q.In.Footprint)
	}
	report, err := rates.Report(r.Context(), w, q.Scope)
	out := app.Since{Overall: report.Overall, Employers: map[string]fillrate.Figures{}}
	for _, e := range report.Employers {
		out.Employers[e.ODS] = e.Figures
	}
	return out, err
}

func windows() []string {
	out := make([]string, len(fillrate.Windows))
	for i, w := range fillrate.Windows {
		out[i] = string(w)
	}
	return out
}
