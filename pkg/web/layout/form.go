package layout

import (
	"strconv"

	"github.com/a-h/templ"

	"github.com/muster-ics/muster/pkg/fault"
)

// Field is one question of a form.
type Field struct {
	// Name is both the form field's name and the input's id, so that the error summary can lead to it.
	Name, Label, Hint, Value string
	// Error says what to change; empty when the value is fine. See ErrorFor.
	Error string
	// Type is the HTML input type; empty is text.
	Type string
	// Width is a width of the design system in characters: 2, 3, 4, 5, 10, 20, 30; empty is full.
	Width string
	// Numeric brings up the digits on a phone.
	Numeric bool
	// Autocomplete is the HTML autofill purpose, e.g. off.
	Autocomplete string
}

// Option is one answer to choose.
type Option struct {
	Value, Text, Hint string
	Chosen            bool
}

// ErrorFor finds what is wrong with the named input among a fault's fields; empty when nothing is.
func ErrorFor(fields []fault.Field, name string) string {
	for _, f := range fields {
		if InputID(f.Location) == name {
			return f.Message
		}
	}
	return ""
}

func (f Field) kind() string {
	if f.Type == "" {
		return "text"
	}
	return f.Type
}

func (f Field) attributes() templ.Attributes {
	a := f.description()
	if f.Numeric {
		a["inputmode"] = "numeric"
	}
	if f.Autocomplete != "" {
		a["autocomplete"] = f.Autocomplete
	}
	return a
}

// description ties hint and error to the input for those who hear the page.
func (f Field) description() templ.Attributes {
	ids := ""
	if f.Hint != "" {
		ids = f.Name + "-hint"
	}
	if f.Error != "" {
		if ids != "" {
			ids += " "
		}
		ids += f.Name + "-error"
	}
	a := templ.Attributes{}
	if ids != "" {
		a["aria-describedby"] = ids
	}
	return a
}

// optionID gives the first option the field's own id: that is where the error summary leads.
func optionID(name string, i int) string {
	if i == 0 {
		return name
	}
	return name + "-" + strconv.Itoa(i+1)
}
