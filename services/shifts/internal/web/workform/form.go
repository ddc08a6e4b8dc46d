// Package workform is the part of a form that says what work a ward needs done: the same for a single shift and for a
// template.
package workform

import (
	"net/url"
	"strconv"
	"strings"

	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/web/layout"

	"github.com/muster-ics/muster/services/shifts/internal/app"
	"github.com/muster-ics/muster/services/shifts/internal/shift"
	"github.com/muster-ics/muster/services/shifts/internal/template"
	"github.com/muster-ics/muster/services/shifts/internal/walltime"
	"github.com/muster-ics/muster/services/shifts/internal/web/view"
)

// Form is what was entered and what is wrong with it.
type Form struct {
	Sites []layout.Option
	// Wards, Roles and Trainings are what can be chosen by name; Wards are at their sites.
	Wards, Roles, Trainings []layout.Option
	Values                  url.Values
	Fault                   *fault.Error
}

// Of makes the form of an employer.
func Of(employer string, names app.Directory, known app.KnownWork, values url.Values, f *fault.Error) Form {
	v := Form{Values: values, Fault: f, Wards: wardsOf(known, names), Roles: rolesOf(known), Trainings: trainingsOf(known)}
	for _, s := range names.Sites {
		if s.Employer == employer {
			v.Sites = append(v.Sites, layout.Option{Value: s.ODS, Text: s.Name})
		}
	}
	return v
}

// Field is one question, with what was entered and what is wrong with it.
func (v Form) Field(name, label, hint string) layout.Field {
	f := layout.Field{Name: name, Label: label, Hint: hint, Value: v.Values.Get(name), Autocomplete: "off"}
	if v.Fault != nil {
		f.Error = layout.ErrorFor(v.Fault.Fields, name)
	}
	return f
}

// Numeric is a question for a number.
func (v Form) Numeric(name, label, hint, width string) layout.Field {
	f := v.Field(name, label, hint)
	f.Numeric, f.Width = true, width
	return f
}

// Typed is a question of an HTML input type.
func (v Form) Typed(kind, name, label, hint, width string) layout.Field {
	f := v.Field(name, label, hint)
	f.Type, f.Width = kind, width
	return f
}

// AsksClock tells whether the time entered comes twice on its day, so that the form asks which clock is meant.
func (v Form) AsksClock() bool {
	if v.Values.Get("clock") != "" {
		return true
	}
	return v.Fault != nil && strings.Contains(layout.ErrorFor(v.Fault.Fields, "date"), "twice")
}

// Read makes the content of a template of what was entered. What cannot be read at all is named by its input.
func Read(form url.Values) (template.Content, []fault.Field) {
	var wrong []fault.Field
	c := template.Content{
		Name: strings.TrimSpace(form.Get("name")), StaffGroup: form.Get("staff_group"), Role: named(form, "role"), Band: form.Get("band"),
		Span:         walltime.Span{Starts: clockOf(form, "starts_at", "start", "19:30", &wrong), Ends: clockOf(form, "ends_at", "end", "07:30", &wrong)},
		BreakMinutes: Whole(form, "break_minutes", &wrong), Reason: form.Get("reason"), CostCode: strings.TrimSpace(form.Get("cost_code")),
		RatePence: rate(form, &wrong), Requirements: Needs(form, &wrong),
		BookingMode: form.Get("booking_mode"), FallbackBand: form.Get("fallback_band"),
	}
	c.Site, c.Ward = Where(form)
	return c, wrong
}

// rate reads the hourly rate; 0, which is the rate card's, when nothing is entered.
func rate(form url.Values, wrong *[]fault.Field) int64 {
	typed := strings.TrimSpace(form.Get("rate_pence"))
	pence := view.Pence(typed)
	if typed != "" && pence == 0 {
		*wrong = append(*wrong, fault.Field{Location: "form.rate_pence", Message: "Give pounds and pence, for example 18.45, or leave it empty for the rate of your rate card."})
	}
	return pence
}

// Needs reads what the worker must have.
func Needs(form url.Values, wrong *[]fault.Field) shift.Requirements {
	r := shift.Requirements{RegistrationBody: form.Get("registration_body"), DBSLevel: form.Get("dbs_level"), DBSWorkforce: form.Get("dbs_workforce"), EPP: view.Ticked(form, "form.", "epp", wrong)}
	for line := range strings.Lines(strings.Join(append(form["competencies"], form.Get("more_competencies")), "\n")) {
		c, ok := competency(line)
		switch {
		case !ok:
			*wrong = append(*wrong, fault.Field{Location: "form.competencies", Message: "Write one competency a line: framework, code and level, for example clinical IV 2."})
		case c != (shift.Competency{}):
			r.Competencies = append(r.Competencies, c)
		}
	}
	return r
}

// Values fills the form with what is there.
func Values(c template.Content) url.Values {
	v := url.Values{"name": {c.Name}, "starts_at": {c.Span.Starts.String()}, "ends_at": {c.Span.Ends.String()}, "staff_group": {c.StaffGroup}, "role": {c.Role}, "band": {c.Band},
		"site": {c.Site}, "ward": {c.Ward}, "break_minutes": {strconv.Itoa(c.BreakMinutes)}, "reason": {c.Reason}, "cost_code": {c.CostCode},
		"booking_mode": {c.BookingMode}, "fallback_band": {c.FallbackBand}}
	if c.RatePence > 0 {
		v.Set("rate_pence", strings.TrimPrefix(layout.Pounds(c.RatePence), "£"))
	}
	FillNeeds(v, c.Requirements)
	return v
}

// FillNeeds fills in what the worker must have.
func FillNeeds(v url.Values, r shift.Requirements) {
	v.Set("registration_body", r.RegistrationBody)
	v.Set("dbs_level", r.DBSLevel)
	v.Set("dbs_workforce", r.DBSWorkforce)
	if r.EPP {
		v.Set("epp", "yes")
	}
	for _, c := range r.Competencies {
		v.Add("competencies", competencyValue(c))
	}
}

// Day reads a day; name is its input.
func Day(form url.Values, name, message string, wrong *[]fault.Field) walltime.Day {
	d, err := walltime.ParseDay(form.Get(name))
	if err != nil {
		*wrong = append(*wrong, fault.Field{Location: "form." + name, Message: message})
	}
	return d
}

func clockOf(form url.Values, name, what, example string, wrong *[]fault.Field) walltime.Clock {
	c, err := walltime.ParseClock(form.Get(name))
	if err != nil {
		*wrong = append(*wrong, fault.Field{Location: "form." + name, Message: "Give the " + what + " as hours and minutes, for example " + example + "."})
	}
	return c
}

// wholes are what to say of an input that holds no whole number.
var wholes = map[string]string{
	"break_minutes": "Give the unpaid break in whole minutes, for example 60; 0 for none.",
	"places":        "Give how many people are needed as a whole number, for example 1.",
	"every_weeks":   "Give every how many weeks as a whole number, for example 1 for every week.",
	"count":         "Give how many times as a whole number, for example 10.",
	"weeks":         "Give for how many weeks as a whole number, or leave it empty for once.",
}

// Whole reads a whole number of one of the inputs that wholes names.
func Whole(form url.Values, name string, wrong *[]fault.Field) int {
	n, err := strconv.Atoi(strings.TrimSpace(form.Get(name)))
	if err != nil {
		*wrong = append(*wrong, fault.Field{Location: "form." + name, Message: wholes[name]})
	}
	return n
}

// competency reads one line; an empty one is none.
func competency(line string) (shift.Competency, bool) {
	parts := strings.Fields(line)
	if len(parts) == 0 {
		return shift.Competency{}, true
	}
	if len(parts) != 3 {
		return shift.Competency{}, false
	}
	level, err := strconv.Atoi(parts[2])
	return shift.Competency{Framework: parts[0], Code: parts[1], Level: level}, err == nil
}

// renamed are the fields whose inputs have another name.
var renamed = map[string]string{"body.starts": "form.starts_at", "body.ends": "form.ends_at"}

// OnTheForm points a fault at the form's inputs, whose names are flat.
func OnTheForm(f *fault.Error) *fault.Error {
	out := *f
	out.Fields = nil
	for _, field := range f.Fields {
		name := strings.TrimPrefix(field.Location, "body.requirements.")
		if name != field.Location {
			if cut := strings.IndexByte(name, '['); cut > 0 {
				name = name[:cut]
			}
			field.Location = "form." + name
		}
		if is, ok := renamed[field.Location]; ok {
			field.Location = is
		}
		out.Fields = append(out.Fields, field)
	}
	return &out
}
