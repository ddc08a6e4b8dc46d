package view

import (
	"net/url"
	"slices"

	"github.com/muster-ics/muster/pkg/fault"
)

// Chosen reads which of its answers a list of radios or options sent; place stands before the input's name, for example
// "form.". What was not offered is noted, never taken for one of the answers.
func Chosen(form url.Values, place, name string, wrong *[]fault.Field, offered ...string) string {
	if v := form[name]; len(v) == 1 && slices.Contains(offered, v[0]) {
		return v[0]
	}
	*wrong = append(*wrong, fault.Field{Location: place + name, Message: "Choose one of the answers that are shown."})
	return ""
}

// Ticked reads a box whose value is yes; one that is not ticked sends nothing. What no box sends is noted, never taken
// for a box that is not ticked.
func Ticked(form url.Values, place, name string, wrong *[]fault.Field) bool {
	switch v, sent := form[name]; {
	case !sent:
		return false
	case len(v) == 1 && v[0] == "yes":
		return true
	}
	*wrong = append(*wrong, fault.Field{Location: place + name, Message: "Tick the box, or leave it empty."})
	return false
}

// Unreadable is the fault of what cannot be read; nil when nothing is wrong.
func Unreadable(wrong []fault.Field) error {
	if len(wrong) == 0 {
		return nil
	}
	return fault.New(fault.Invalid, "invalid_input", "Some of this cannot be read; see what to change.").WithFields(wrong...)
}
