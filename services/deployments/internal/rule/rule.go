// Package rule holds what the domain says when it refuses: one shape for all its packages, which internal/app turns into
// a fault. It has no rule of the business itself.
package rule

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/muster-ics/muster/pkg/clock"
)

// Kind tells two sorts of refusal apart.
type Kind int

// The kinds of refusal.
const (
	// Input breaks a rule whatever the moment; the person must change it.
	Input Kind = iota + 1
	// State stands in the way: right input at the wrong moment.
	State
)

// Field names one part of the input and what to change in it.
type Field struct{ Name, Message string }

// Refusal is the domain's no, in plain English.
type Refusal struct {
	Kind    Kind
	Code    string
	Message string
	Fields  []Field
}

// Error implements error.
func (r *Refusal) Error() string {
	if len(r.Fields) == 0 {
		return r.Message
	}
	parts := make([]string, len(r.Fields))
	for i, f := range r.Fields {
		parts[i] = f.Name + ": " + f.Message
	}
	return r.Message + " (" + strings.Join(parts, "; ") + ")"
}

// Conflict refuses because of how things stand.
func Conflict(code, format string, args ...any) error {
	return &Refusal{Kind: State, Code: code, Message: fmt.Sprintf(format, args...)}
}

// Check collects everything that is wrong with one input, so that a person can mend it in one go.
type Check struct{ found []Field }

// That records a complaint about a field when ok is false.
func (c *Check) That(ok bool, field, format string, args ...any) {
	if !ok {
		c.found = append(c.found, Field{Name: field, Message: fmt.Sprintf(format, args...)})
	}
}

// Err is a refusal of kind Input with every complaint, or nil.
func (c *Check) Err(code, format string, args ...any) error {
	if len(c.found) == 0 {
		return nil
	}
	return &Refusal{Kind: Input, Code: code, Message: fmt.Sprintf(format, args...), Fields: c.found}
}

// ODS wants an Organisation Data Service code. Its form says nothing about what the organisation is.
func (c *Check) ODS(field, v string) {
	c.That(ods.MatchString(v), field, "Enter an ODS code: 1 to 12 capital letters and digits, such as RVV.")
}

// Line wants one line of ordinary text of at most limit characters.
func (c *Check) Line(field, v string, limit int) {
	c.That(strings.TrimSpace(v) == v && v != "", field, "Enter some text without spaces at its ends.")
	c.That(utf8.RuneCountInString(v) <= limit, field, "Use at most %d characters.", limit)
	c.That(utf8.ValidString(v) && !strings.ContainsFunc(v, unicode.IsControl), field, "Use ordinary characters on one line.")
}

// OneOf wants one of the codes.
func (c *Check) OneOf(field, v string, allowed ...string) {
	c.That(slices.Contains(allowed, v), field, "Choose one of %s.", strings.Join(allowed, ", "))
}

// Moment wants a time in the years that this system can be about.
func (c *Check) Moment(field string, v time.Time) {
	c.That(v.Year() >= 1948 && v.Year() < 2100, field, "Enter a date between 1948 and 2099.")
}

// Distinct wants no value twice.
func (c *Check) Distinct(field string, vs []string) {
	seen := make(map[string]bool, len(vs))
	for _, v := range vs {
		c.That(!seen[v], field, "List each code once.")
		if seen[v] {
			return
		}
		seen[v] = true
	}
}

var ods = regexp.MustCompile(`^[A-Z0-9]{1,12}$`)

// Code wants a code of another list that this service does not keep.
func (c *Check) Code(field, v string) {
	c.That(token.MatchString(v), field, "Enter a code of at most 40 letters, digits, dots, dashes and underscores.")
}

var token = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$`)

// Day is a moment as its day in London, for sentences.
func Day(t time.Time) string { return t.In(clock.London).Format("2 January 2006") }
