package alertrules

import (
	"math"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/muster-ics/muster/events/shifts"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/services/analytics/internal/alert"
)

// enter puts what was typed into a rule. What is no number, or no choice of the form's, is told of at its field.
func enter(r alert.Rule, form url.Values) (alert.Rule, *fault.Error) {
	e := entering{form: form, kind: kindOf(r.What)}
	r.Name = strings.TrimSpace(form.Get("name"))
	r.Scope.Employer = e.code("employer", "Choose an employer of the list.")
	if r.What.LooksAhead() {
		r.HoursAhead = int(e.number("hours_ahead", false))
	}
	if r.What != alert.Silence {
		r.Scope.StaffGroup = e.one("staff_group", append([]string{""}, shifts.StaffGroups...), "Choose a staff group of the list.")
		r.Scope.Role = e.code("role", "Choose a role of the list.")
		r.Scope.Period = e.one("period", []string{"", "day", "night", "weekend"}, "Choose a part of the week.")
	}
	r.Raise, r.Clear = e.number("raise", e.kind.Percent), e.number("clear", e.kind.Percent)
	r.QuietMinutes = int(e.number("quiet_minutes", false))
	r.Tell = e.one("tell", alert.Tells, "Choose who is told.")
	if len(e.fields) == 0 {
		return r, nil
	}
	return r, fault.New(fault.Invalid, "invalid_input", "Some of this cannot be right; see what to change.").WithFields(e.fields...)
}

type entering struct {
	form   url.Values
	kind   Kind
	fields []fault.Field
}

func (e *entering) wrong(name, message string) {
	e.fields = append(e.fields, fault.Field{Location: "form." + name, Message: message})
}

// number reads a whole number, or a percentage with one decimal as thousandths.
func (e *entering) number(name string, percent bool) int64 {
	typed := strings.TrimSpace(e.form.Get(name))
	if !percent {
		n, err := strconv.ParseInt(strings.ReplaceAll(typed, ",", ""), 10, 32)
		if err != nil {
			e.wrong(name, "Give a whole number.")
		}
		return n
	}
	f, err := strconv.ParseFloat(strings.TrimSpace(strings.TrimSuffix(typed, "%")), 64)
	if err != nil || math.IsNaN(f) || math.Abs(f) > 100_000 {
		e.wrong(name, "Give a percentage, for example 85 or 82.5.")
		return 0
	}
	return int64(math.Round(f * 10))
}

func (e *entering) one(name string, of []string, message string) string {
	v := e.form.Get(name)
	if !slices.Contains(of, v) {
		e.wrong(name, message)
		return ""
	}
	return v
}

// code reads a code of a list that depends on what is known.
func (e *entering) code(name, message string) string {
	v := e.form.Get(name)
	if len(v) > 60 || strings.Trim(v, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_") != "" {
		e.wrong(name, message)
		return ""
	}
	return v
}
