package view

import (
	"net/url"

	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/web/layout"
	"github.com/muster-ics/muster/services/deployments/internal/app"
)

// Form is a form as it was filled in, and why it was refused.
type Form struct {
	Values url.Values
	Fault  *fault.Error
}

// Field is one question with what was answered and what is wrong with it.
func (f Form) Field(name, label, hint string) layout.Field {
	out := layout.Field{Name: name, Label: label, Hint: hint, Value: f.Values.Get(name)}
	if f.Fault != nil {
		out.Error = layout.ErrorFor(f.Fault.Fields, name)
	}
	return out
}

// Date is a question for a day.
func (f Form) Date(name, label, hint string) layout.Field {
	out := f.Field(name, label, hint)
	out.Type, out.Width = "date", "10"
	return out
}

// Options are the words, the chosen one marked.
func (f Form) Options(name string, words []app.Word) []layout.Option {
	return Options(words, f.Values[name])
}

// Choose are the words with nothing chosen first, for questions that have no likely answer.
func (f Form) Choose(name string, words []app.Word) []layout.Option {
	return append([]layout.Option{{Text: "Choose one"}}, f.Options(name, words)...)
}
