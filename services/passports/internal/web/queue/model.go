package queue

import (
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/web/layout"
	"github.com/muster-ics/muster/services/passports/internal/app"
	"github.com/muster-ics/muster/services/passports/internal/web/view"
)

// View is what the page shows.
type View struct {
	Employer string
	Filter   Filter
	Rows     []Row
	Choices  app.DueChoices
	// Next is the address of the page after, CSV that of the whole list as a file.
	Next, CSV string
	Done      string
	Fault     *fault.Error
	values    url.Values
	now       time.Time
}

// Row is one piece of evidence of one worker.
type Row struct {
	Number                 string
	WorkerID, Name, Role   string
	Title, Status          string
	TagKind                layout.TagKind
	Kind, Code             string
	Asked, Renewable, Open bool
	DoneOn, Until          layout.Field
}

func viewOf(employer string, f Filter, page app.DuePage, c app.DueChoices, now time.Time, s sent) View {
	v := View{Employer: employer, Filter: f, Choices: c, Done: s.done, Fault: s.fault, values: s.values, now: now, CSV: "/passports/queue.csv?" + f.Query("")}
	if next := f.Cursor(employer, page.Next); next != "" {
		v.Next = "/passports/queue?" + f.Query(next)
	}
	for i, l := range page.Lines {
		v.Rows = append(v.Rows, v.row(strconv.Itoa(i+1), l, s))
	}
	return v
}

func (v View) row(number string, l app.DueView, s sent) Row {
	r := Row{
		Number: number, WorkerID: l.WorkerID, Name: l.Name, Role: view.Words(l.Role) + ", " + view.Band(l.Band), Title: app.DueName(l.Kind, l.Code, l.Level),
		Kind: l.Kind, Code: l.Code, Asked: l.Asked, Renewable: l.Renewal != nil,
	}
	r.TagKind, r.Status = view.Due(l.State, l.DueAt, v.now)
	if l.Renewal == nil {
		return r
	}
	r.DoneOn = layout.Field{Name: "done_on_" + number, Label: doneLabel(l.Kind), Type: "date", Width: "10", Value: view.Today(l.Renewal.DoneOn)}
	r.Until = layout.Field{Name: "until_" + number, Label: "Last day on which it holds (optional)", Hint: "Leave this empty when it does not expire.", Type: "date", Width: "10"}
	if l.Renewal.Until != nil {
		r.Until.Value = view.Today(l.Renewal.Until.Add(-time.Nanosecond))
	}
	if s.fault != nil && s.row.Worker.String() == l.WorkerID && s.row.Kind == l.Kind && s.row.Code == l.Code {
		sentAs := s.values.Get("row")
		fieldsOf(s.fault, number)
		r.Open, r.DoneOn.Value, r.Until.Value = true, s.values.Get("done_on_"+sentAs), s.values.Get("until_"+sentAs)
		r.DoneOn.Error, r.Until.Error = layout.ErrorFor(s.fault.Fields, r.DoneOn.Name), layout.ErrorFor(s.fault.Fields, r.Until.Name)
	}
	return r
}

func doneLabel(kind string) string {
	switch kind {
	case "competency":
		return "When was it achieved?"
	case "registration":
		return "When was the register read?"
	}
	return "When was it done?"
}

func (v View) options(codes []string, chosen, all string, say func(string) string) []layout.Option {
	out := []layout.Option{{Text: all, Chosen: chosen == ""}}
	if chosen != "" && !slices.Contains(codes, chosen) {
		codes = append(slices.Clone(codes), chosen)
	}
	for _, c := range codes {
		out = append(out, layout.Option{Value: c, Text: say(c), Chosen: c == chosen})
	}
	return out
}

func (v View) whats() []layout.Option {
	return v.options(v.Choices.Whats, v.Filter.What, "Everything", WhatName)
}

// WhatName says a kind and code in words.
func WhatName(what string) string {
	kind, code, _ := strings.Cut(what, ":")
	return app.DueName(kind, code, 0)
}

func (v View) roles() []layout.Option {
	return v.options(v.Choices.Roles, v.Filter.Role, "Every role", view.Words)
}

func (v View) sites() []layout.Option {
	return v.options(v.Choices.Sites, v.Filter.Site, "Anywhere", func(s string) string { return s })
}

func (v View) days() []layout.Option {
	out := []layout.Option{{Value: "0", Text: "Due by now"}}
	for _, n := range []int{7, 28, 30, 60, 90, 365} {
		out = append(out, layout.Option{Value: strconv.Itoa(n), Text: "Within " + strconv.Itoa(n) + " days"})
	}
	return out
}

func (v View) registerError(body string) string {
	if v.Fault == nil {
		return ""
	}
	return layout.ErrorFor(v.Fault.Fields, "nothing_differs_"+body)
}

func reading(r app.RegisterStanding) (layout.TagKind, string) {
	switch {
	case r.ReadAt == nil:
		return layout.Grey, "Never read for all staff"
	case r.TooOld:
		return layout.Red, "Last read " + layout.Date(*r.ReadAt) + ": too old to rely on"
	case r.Stale:
		return layout.Orange, "Last read " + layout.Date(*r.ReadAt) + ": read it again"
	}
	return layout.Green, "Last read " + layout.Date(*r.ReadAt)
}

// registersOpen tells that a register waits to be read or its form was refused.
func (v View) registersOpen() bool {
	return slices.ContainsFunc(v.Choices.Registers, func(r app.RegisterStanding) bool {
		return v.registerError(r.Body) != "" || r.ReadAt != nil && r.Stale
	})
}
