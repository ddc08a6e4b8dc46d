// Package question reads what a page of figures is asked for, from a plain form: whose shifts, of which staff group, from
// which day to which. What cannot be answered becomes a sentence above the form, which keeps what was asked.
package question

import (
	"context"
	"errors"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/muster-ics/muster/events/shifts"
	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/web/layout"
	"github.com/muster-ics/muster/services/analytics/internal/app"
	"github.com/muster-ics/muster/services/analytics/internal/fillrate"
	"github.com/muster-ics/muster/services/analytics/internal/web/words"
)

// Question is what is asked, and what is wrong with it.
type Question struct {
	Scope app.Scope
	// In is the days asked for, whole.
	In app.Interval
	// Problem is why it cannot be answered; nil when it can.
	Problem *fault.Error

	inexact   int64
	values    url.Values
	from, to  string
	employers []app.EmployerFigures
}

// Days are the days that are asked for when none are named: so many before today and so many after it.
type Days struct{ Back, Ahead int }

// Month is the last four weeks, today included.
var Month = Days{Back: 27}

// Read reads the question of a request. It refuses who may not see any figures.
func Read(r *http.Request, rates *app.FillRates, now time.Time, days Days) (*Question, error) {
	all, err := rates.Report(r.Context(), fillrate.Next14d, app.Scope{}) // For the names to choose from.
	if err != nil {
		return nil, err
	}
	return Of(r.URL.Query(), all.Employers, now, days), nil
}

// Of reads the question of a form's values, of whoever may choose among employers.
func Of(values url.Values, employers []app.EmployerFigures, now time.Time, days Days) *Question {
	q := &Question{values: values, employers: employers}
	q.Scope = app.Scope{Employer: values.Get("employer"), StaffGroup: values.Get("staff_group")}
	if g := q.Scope.StaffGroup; g != "" && !slices.Contains(shifts.StaffGroups, g) {
		q.Wrong("staff_group", "Choose one of the staff groups of the list.")
	}
	q.readDays(now, days)
	return q
}

func (q *Question) readDays(now time.Time, days Days) {
	y, m, d := now.In(clock.London).Date()
	day := func(name string, offset int) time.Time {
		text := q.values.Get(name)
		if text == "" {
			return time.Date(y, m, d+offset, 0, 0, 0, 0, clock.London)
		}
		t, err := time.ParseInLocation(time.DateOnly, text, clock.London)
		if err != nil || t.Year() < 2000 || t.Year() > 2100 {
			q.Wrong(name, "Give the "+map[string]string{"from": "first", "to": "last"}[name]+" day as a date, e.g. 2026-03-01.")
		}
		return t
	}
	first, last := day("from", -days.Back), day("to", days.Ahead)
	q.from, q.to = first.Format(time.DateOnly), last.Format(time.DateOnly)
	if q.Problem != nil {
		if text := q.values.Get("from"); text != "" {
			q.from = text
		}
		if text := q.values.Get("to"); text != "" {
			q.to = text
		}
		return
	}
	q.In = app.Interval{From: first, Until: last.AddDate(0, 0, 1)}
	if text := q.values.Get("footprint"); text != "" {
		on, err := time.ParseInLocation(time.DateOnly, text, clock.London)
		if err != nil {
			q.Wrong("footprint", "Give the day as a date, e.g. 2026-03-31, or leave it open.")
		}
		q.In.Footprint = on
	}
	switch {
	case last.Before(first):
		q.Wrong("to", "The last day lies before the first. Give one on or after it.")
	case q.In.Until.Sub(q.In.From) > app.MaxInterval:
		q.Wrong("from", "That is more than 92 days. Ask for a shorter time.")
	}
}

// Get is what was asked under a name of the page's own.
func (q *Question) Get(name string) string { return q.values.Get(name) }

// OneOf is the answer to a choice of the page's own; the first choice when nothing was chosen.
func (q *Question) OneOf(name, sentence string, choices ...string) string {
	v := q.values.Get(name)
	if v == "" {
		return choices[0]
	}
	if !slices.Contains(choices, v) {
		q.Wrong(name, sentence)
	}
	return v
}

// Wrong notes what to change of one input.
func (q *Question) Wrong(name, sentence string) {
	if q.Problem == nil {
		q.Problem = fault.New(fault.Invalid, "question_invalid", "These figures cannot be made yet.")
	}
	q.Problem = q.Problem.WithFields(fault.Field{Location: "form." + name, Message: sentence})
}

// Take keeps a refusal of the input as the question's problem; every other error is given back.
func (q *Question) Take(err error) error {
	var f *fault.Error
	if errors.As(err, &f) && f.Kind == fault.Invalid {
		q.Problem = f
		return nil
	}
	return err
}

// Answer asks when the question can be asked, and keeps a refusal of it.
func Answer[T any](ctx context.Context, q *Question, ask func(context.Context, app.Scope, app.Interval) (T, error)) (out T, err error) {
	if q.Problem != nil {
		return out, nil
	}
	out, err = ask(ctx, q.Scope, q.In)
	return out, q.Take(err)
}

// Status is that of the page.
func (q *Question) Status() int {
	if q.Problem != nil {
		return http.StatusUnprocessableEntity
	}
	return http.StatusOK
}

// Days says in words which shifts the figures are of.
func (q *Question) Days() string {
	if q.Problem != nil {
		return ""
	}
	return strings.TrimSpace("Shifts that start from " + layout.Date(q.In.From) + " to " + layout.Date(q.In.Until.Add(-time.Minute)) + ". " + q.On())
}

// Form is the form as it was sent, on a page.
func (q *Question) Form(path string) Form {
	f := Form{Path: path, Problem: q.Problem, StaffGroups: []layout.Option{{Value: "", Text: "All staff groups"}}}
	f.Employer = q.field("employer", "Employer", q.Scope.Employer)
	f.StaffGroup = q.field("staff_group", "Staff group", q.Scope.StaffGroup)
	f.From, f.To = q.field("from", "First day", q.from), q.field("to", "Last day", q.to)
	f.From.Type, f.To.Type = "date", "date"
	if len(q.employers) > 1 {
		f.Employers = append(f.Employers, layout.Option{Value: "", Text: "All employers"})
		for _, e := range q.employers {
			f.Employers = append(f.Employers, layout.Option{Value: e.ODS, Text: e.Name})
		}
	}
	for _, g := range shifts.StaffGroups {
		f.StaffGroups = append(f.StaffGroups, layout.Option{Value: g, Text: words.StaffGroup(g)})
	}
	return f
}

// Choice is a further question of the page's own.
func (q *Question) Choice(name, label, value string, options ...layout.Option) Choice {
	return Choice{Field: q.field(name, label, value), Options: options}
}

// Text is a further question whose answer is written.
func (q *Question) Text(name, label, kind, value string) Choice {
	f := q.field(name, label, value)
	f.Type = kind
	return Choice{Field: f}
}

func (q *Question) field(name, label, value string) layout.Field {
	f := layout.Field{Name: name, Label: label, Value: value}
	if q.Problem != nil {
		f.Error = layout.ErrorFor(q.Problem.Fields, name)
	}
	return f
}

// Form is the form of a page of figures.
type Form struct {
	// Path is where it is sent; the page's own.
	Path                           string
	Problem                        *fault.Error
	Employers, StaffGroups         []layout.Option
	Employer, StaffGroup, From, To layout.Field
	// Undated leaves out the days, Groupless the staff groups.
	Undated, Groupless bool
	Choices            []Choice
	// Files are the same figures to take along.
	Files []layout.Link
}

// Choice is one more question: a list, or without options something to write.
type Choice struct {
	Field   layout.Field
	Options []layout.Option
}

// Footprint asks leads on whose employers the figures are to stand.
func (q *Question) Footprint() []Choice {
	if !q.OfLeads() {
		return nil
	}
	return []Choice{q.Text("footprint", "On the employers of (optional)", "date", q.Get("footprint"))}
}

// On says on whose employers the figures stand; empty for those of the record.
func (q *Question) On() string {
	if q.Problem != nil || q.In.Footprint.IsZero() {
		return ""
	}
	text := "On the employers as they are on " + layout.Date(q.In.Footprint) + ": before a merger the old ones, after it the new."
	switch {
	case q.inexact == 1:
		text += " Not exact: of 1 shift the record does not tell whose it is then, so it stays with the employer that it was posted under."
	case q.inexact > 1:
		text += " Not exact: of " + words.Shifts(q.inexact) + " the record does not tell whose they are then, so they stay with the employers that they were posted under."
	}
	return text
}

// Weigh asks how many shifts of a time cannot be restated, for On to say so.
func (q *Question) Weigh(ctx context.Context, in app.Interval, inexact func(context.Context, app.Scope, app.Interval) (int64, error)) (err error) {
	if q.Problem != nil || q.In.Footprint.IsZero() {
		return nil
	}
	in.Footprint = q.In.Footprint
	q.inexact, err = inexact(ctx, q.Scope, in)
	return q.Take(err)
}

// OfOne tells whether the figures are of one employer alone: that of whoever asks, or the one chosen.
func (q *Question) OfOne() bool { return q.Scope.Employer != "" || !q.OfLeads() }

// WithoutDays is the form without days.
func (f Form) WithoutDays() Form {
	f.Undated = true
	return f
}

// File leads to the same figures as a file: those of the API at name, with what only that asks for.
func (q *Question) File(text, name string, further url.Values) layout.Link {
	v := url.Values{}
	for key, value := range map[string]string{"employer": q.Scope.Employer, "staff_group": q.Scope.StaffGroup} {
		if value != "" {
			v.Set(key, value)
		}
	}
	maps.Copy(v, further)
	return layout.Link{Text: text, Href: "/api/analytics/v1/" + name + ".csv?" + v.Encode()}
}

// Dated is what a file of the days asked for needs to be asked.
func (q *Question) Dated() url.Values {
	v := url.Values{"from": {q.In.From.Format(time.DateOnly)}, "until": {q.In.Until.Format(time.DateOnly)}}
	if !q.In.Footprint.IsZero() {
		v.Set("footprint", q.In.Footprint.Format(time.DateOnly))
	}
	return v
}

// Taking is the form with files to take along.
func (f Form) Taking(files ...layout.Link) Form {
	f.Files = files
	return f
}

// With is the form with further questions.
func (f Form) With(c ...Choice) Form {
	f.Choices = append(slices.Clone(f.Choices), c...)
	return f
}

// OfLeads tells whether whoever asks sees more than one employer.
func (q *Question) OfLeads() bool { return len(q.employers) > 1 }
