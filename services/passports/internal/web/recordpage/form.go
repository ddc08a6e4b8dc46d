package recordpage

import (
	"context"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/web/layout"
	"github.com/muster-ics/muster/services/passports/internal/app"
	"github.com/muster-ics/muster/services/passports/internal/web/dates"
	"github.com/muster-ics/muster/services/passports/internal/web/view"
)

// form is one thing that can be recorded: its questions, and what is done with the answers.
type form struct {
	title, intro, warning, button, done string
	// action is who may; the use case asks again.
	action    auth.Action
	questions []question
	// asks gives questions that depend on what was sent, after the others; nil gives none. more is the button that asks for
	// more of them; empty without.
	asks func(url.Values) []question
	more string
	send func(ctx context.Context, use *app.Passports, a answers) error
}

// kind is how a question is asked.
type kind int

const (
	text kind = iota
	date
	number
	choice  // one of many, or none
	radios  // one of a few
	ticks   // any of a few
	hidden  // carried along
	oneLine // text of the full width
)

// question is one input. Its name is what the use case calls it, so that a refusal finds it.
type question struct {
	name, label, hint string
	kind              kind
	codes             []string
	// offers names reference data that gives codes and words in place of codes; empty for none.
	offers string
	// value is what a hidden question carries when it is not taken from what was sent.
	value string
	// words says a code; nil reads it aloud.
	words func(string) string
}

// restrictions is the reference data that questions may offer.
const restrictions = "restrictions"

// answers are what was sent for a worker.
type answers struct {
	worker id.ID
	// employer is whose person records it.
	employer, requestID string

	values url.Values
	dates  *dates.Reader
}

func (a answers) get(name string) string { return strings.TrimSpace(a.values.Get(name)) }

func (a answers) end(name string) *string {
	s := a.get(name)
	return &s
}

func (a answers) yes(name string) bool { return a.get(name) == "yes" }

// maybe is yes, no, or nothing said.
func (a answers) maybe(name string) *bool {
	s := a.get(name)
	if s == "" {
		return nil
	}
	b := s == "yes"
	return &b
}

// number reads a number; what is none is refused in place.
func (a answers) number(name string) int {
	s := a.get(name)
	if s == "" {
		return 0
	}
	n, err := strconv.Atoi(s)
	if err != nil || n < 0 {
		a.dates.Refuse(name, "Give a whole number.")
	}
	return n
}

// chosen are the ticked codes, each once.
func (a answers) chosen(name string) []string {
	var out []string
	for _, s := range a.values[name] {
		if s != "" && !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}

// View is what the page shows.
type View struct {
	WorkerID, Slug, Name string
	Fault                *fault.Error
	form                 form
	// restrictions are those that occupational health may set now.
	restrictions []app.Restriction
	values       url.Values
}

func (v View) field(q question) layout.Field {
	f := layout.Field{Name: q.name, Label: q.label, Hint: q.hint, Value: v.values.Get(q.name), Autocomplete: "off"}
	switch q.kind {
	case date:
		f.Type, f.Width, f.Autocomplete = "date", "10", ""
	case number:
		f.Width, f.Numeric = "3", true
	case text:
		f.Width = "20"
	default:
	}
	if v.Fault != nil {
		f.Error = layout.ErrorFor(v.Fault.Fields, q.name)
	}
	return f
}

// carried is what a hidden question says.
func (v View) carried(q question) string {
	if q.value != "" {
		return q.value
	}
	return v.values.Get(q.name)
}

func (v View) options(q question) []layout.Option {
	say := q.words
	if say == nil {
		say = view.Words
	}
	var out []layout.Option
	if q.kind == choice {
		out = append(out, layout.Option{Text: "Choose"})
	}
	if q.offers == restrictions {
		for _, r := range v.restrictions {
			out = append(out, layout.Option{Value: r.Code, Text: r.Words, Chosen: slices.Contains(v.values[q.name], r.Code)})
		}
	}
	for _, c := range q.codes {
		out = append(out, layout.Option{Value: c, Text: say(c), Chosen: slices.Contains(v.values[q.name], c)})
	}
	return out
}

func (v View) home() string { return "/passports/workers/" + v.WorkerID }
