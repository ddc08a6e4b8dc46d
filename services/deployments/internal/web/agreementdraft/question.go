package agreementdraft

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/web/layout"
	"github.com/muster-ics/muster/services/deployments/internal/app"
	"github.com/muster-ics/muster/services/deployments/internal/web/view"
)

// kind is how a question is asked.
type kind int

const (
	line kind = iota
	text
	one
	any
)

// Question is one question of a group's page. Its name is the path of the clause.
type Question struct {
	Kind kind
	layout.Field
	Options []layout.Option
}

func asLine(name, label, hint, value string) Question {
	return Question{Kind: line, Field: layout.Field{Name: name, Label: label, Hint: hint, Value: value}}
}

func asNumber(name, label, hint string, value int) Question {
	q := asLine(name, label, hint, strconv.Itoa(value))
	q.Numeric, q.Width = true, "5"
	return q
}

func asPounds(name, label, hint string, pence int64) Question {
	q := asLine(name, label, hint, fmt.Sprintf("%d.%02d", pence/100, pence%100))
	q.Width = "10"
	return q
}

func asDay(name, label, hint, value string) Question {
	q := asLine(name, label, hint, value)
	q.Type, q.Width = "date", "10"
	return q
}

func asText(name, label, hint, value string) Question {
	return Question{Kind: text, Field: layout.Field{Name: name, Label: label, Hint: hint, Value: value}}
}

func asOne(name, label, hint, value string, words []app.Word) Question {
	return Question{Kind: one, Field: layout.Field{Name: name, Label: label, Hint: hint, Value: value}, Options: view.Options(words, []string{value})}
}

func asAny(name, label, hint string, chosen []string, words []app.Word) Question {
	return Question{Kind: any, Field: layout.Field{Name: name, Label: label, Hint: hint}, Options: view.Options(words, chosen)}
}

// kept gives a question the answer that was sent, and what is wrong with it.
func (q Question) kept(form url.Values, f *fault.Error) Question {
	if form != nil {
		q.Value = form.Get(q.Name)
		q.Options = slices.Clone(q.Options)
		for i := range q.Options {
			q.Options[i].Chosen = slices.Contains(form[q.Name], q.Options[i].Value)
		}
	}
	if f != nil {
		q.Error = layout.ErrorFor(f.Fields, q.Name)
	}
	return q
}

// reader takes answers out of a form and collects what cannot be read; the rest is the domain's to judge.
type reader struct {
	form url.Values
	bad  []fault.Field
}

func (r *reader) complain(name, message string) {
	r.bad = append(r.bad, fault.Field{Location: "form." + name, Message: message})
}

func (r *reader) text(name string) string { return strings.TrimSpace(r.form.Get(name)) }

func (r *reader) number(name string) int {
	v := r.text(name)
	if v == "" {
		return 0
	}
	n, err := strconv.Atoi(v)
	if err != nil || n < -1_000_000 || n > 1_000_000 {
		r.complain(name, "Enter a whole number, such as 28.")
	}
	return n
}

// pence reads pounds such as 18.45 without ever making a float of them.
func (r *reader) pence(name string) int64 {
	v := r.text(name)
	if v == "" {
		return 0
	}
	p, ok := penceOf(v)
	if !ok {
		r.complain(name, "Enter an amount in pounds, such as 18.45.")
	}
	return p
}

// penceOf reads pounds with at most two decimals.
func penceOf(v string) (int64, bool) {
	whole, part, dot := strings.Cut(strings.TrimPrefix(strings.ReplaceAll(v, ",", ""), "£"), ".")
	if dot && (len(part) == 0 || len(part) > 2) || len(whole) == 0 || len(whole) > 7 {
		return 0, false
	}
	n, err := strconv.ParseUint((whole + (part + "00")[:2]), 10, 62)
	return int64(n), err == nil //nolint:gosec // At most nine digits.
}

// codes reads a list of codes, one after the other or one a line.
func (r *reader) codes(name string) []string {
	return strings.FieldsFunc(strings.ToUpper(r.form.Get(name)), func(c rune) bool { return strings.ContainsRune(" ,;\t\r\n", c) })
}

func (r *reader) err() error {
	if len(r.bad) == 0 {
		return nil
	}
	return fault.New(fault.Invalid, "agreement_invalid", "The agreement cannot be drafted as it stands.").WithFields(r.bad...)
}
