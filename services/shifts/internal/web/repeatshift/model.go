package repeatshift

import (
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/web/layout"

	"github.com/muster-ics/muster/services/shifts/internal/app"
	"github.com/muster-ics/muster/services/shifts/internal/repeat"
	"github.com/muster-ics/muster/services/shifts/internal/walltime"
	"github.com/muster-ics/muster/services/shifts/internal/web/view"
	"github.com/muster-ics/muster/services/shifts/internal/web/workform"
)

// View is what the page shows. Days are there once a pattern has been entered.
type View struct {
	workform.Form
	Templates []layout.Option
	Days      []Day
	// Shifts and Minutes are what would be posted; Problems keep it from being posted.
	Shifts, Minutes int
	Problems        bool
}

// Day is one day of the pattern.
type Day struct {
	When, Length string
	Notes        []string
	Problem      string
}

// The days of the week as a form has them, Monday first.
var weekdays = []struct {
	value string
	day   time.Weekday
}{{"monday", time.Monday}, {"tuesday", time.Tuesday}, {"wednesday", time.Wednesday}, {"thursday", time.Thursday}, {"friday", time.Friday}, {"saturday", time.Saturday}, {"sunday", time.Sunday}}

func (v View) weekdays() []layout.Option {
	out := make([]layout.Option, len(weekdays))
	for i, w := range weekdays {
		out[i] = layout.Option{Value: w.value, Text: w.day.String(), Chosen: slices.Contains(v.Values["weekdays"], w.value)}
	}
	return out
}

// hidden are the entered values, for the form that posts what was seen.
func (v View) hidden() [][2]string {
	var out [][2]string
	for _, name := range []string{"template", "from", "until", "count", "every_weeks", "weekdays", "except", "places", "reason", "clock"} {
		for _, value := range v.Values[name] {
			out = append(out, [2]string{name, value})
		}
	}
	return out
}

// read makes a repetition of the form.
func read(form url.Values) (app.Repetition, error) {
	var wrong []fault.Field
	r := app.Repetition{Places: workform.Whole(form, "places", &wrong), Reason: form.Get("reason"), Zone: walltime.Zone(form.Get("clock")), Pattern: repeat.Pattern{
		From: workform.Day(form, "from", "Give the first day.", &wrong), EveryWeeks: workform.Whole(form, "every_weeks", &wrong)}}
	var err error
	if r.Template, err = id.Parse(form.Get("template")); err != nil {
		wrong = append(wrong, fault.Field{Location: "form.template", Message: "Choose a template."})
	}
	if form.Get("until") != "" {
		until := workform.Day(form, "until", "Give the last day, or how many days.", &wrong)
		r.Pattern.Until = &until
	}
	if form.Get("count") != "" {
		r.Pattern.Count = workform.Whole(form, "count", &wrong)
	}
	for _, w := range weekdays {
		if slices.Contains(form["weekdays"], w.value) {
			r.Pattern.Weekdays = append(r.Pattern.Weekdays, w.day)
		}
	}
	for _, s := range strings.Fields(form.Get("except")) {
		d, err := walltime.ParseDay(s)
		if err != nil {
			wrong = append(wrong, fault.Field{Location: "form.except", Message: "Write one day a line, for example 2026-12-25."})
			break
		}
		r.Pattern.Except = append(r.Pattern.Except, d)
	}
	return r, view.Unreadable(wrong)
}

// onTheForm points a fault at the form's inputs.
func onTheForm(f *fault.Error) *fault.Error {
	out := *workform.OnTheForm(f)
	for i, field := range out.Fields {
		// A day of the pattern on which the time is not clear is put right by saying which clock, or by leaving it out.
		if field.Location == "body.date" {
			out.Fields[i].Location = "form.except"
		}
	}
	return &out
}
