package newshift

import (
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/web/layout"

	"github.com/muster-ics/muster/services/shifts/internal/app"
	"github.com/muster-ics/muster/services/shifts/internal/shift"
	"github.com/muster-ics/muster/services/shifts/internal/web/view"
)

// View is what the page shows.
type View struct {
	Sites []layout.Option
	Form  url.Values
	Fault *fault.Error
}

func viewOf(employer string, names app.Directory, form url.Values, f *fault.Error) View {
	v := View{Form: form, Fault: f}
	for _, s := range names.Sites {
		if s.Employer == employer {
			v.Sites = append(v.Sites, layout.Option{Value: s.ODS, Text: s.Name})
		}
	}
	return v
}

func (v View) field(name, label, hint string) layout.Field {
	f := layout.Field{Name: name, Label: label, Hint: hint, Value: v.Form.Get(name), Autocomplete: "off"}
	if v.Fault != nil {
		f.Error = layout.ErrorFor(v.Fault.Fields, name)
	}
	return f
}

func (v View) numeric(name, label, hint, width string) layout.Field {
	f := v.field(name, label, hint)
	f.Numeric, f.Width = true, width
	return f
}

func (v View) typed(kind, name, label, hint, width string) layout.Field {
	f := v.field(name, label, hint)
	f.Type, f.Width = kind, width
	return f
}

// read makes a posting of the form. Date and times are the ward's, in London; an end at or before the start is on the
// next day. What cannot be read at all is a fault that names its input.
func read(form url.Values, employer string) (shift.Posting, error) {
	var wrong []fault.Field
	starts, ends, problems := times(form)
	wrong = append(wrong, problems...)
	p := shift.Posting{
		Employer: employer, Site: form.Get("site"), Ward: strings.TrimSpace(form.Get("ward")), StaffGroup: form.Get("staff_group"),
		Role: strings.TrimSpace(form.Get("role")), Band: form.Get("band"), StartsAt: starts, EndsAt: ends,
		BreakMinutes: whole(form, "break_minutes", &wrong), Reason: form.Get("reason"), CostCode: strings.TrimSpace(form.Get("cost_code")),
		RatePence: view.Pence(form.Get("rate_pence")), Places: whole(form, "places", &wrong),
		Requirements: shift.Requirements{
			RegistrationBody: form.Get("registration_body"), DBSLevel: form.Get("dbs_level"), DBSWorkforce: form.Get("dbs_workforce"), EPP: form.Get("epp") == "yes",
		},
	}
	for line := range strings.Lines(form.Get("competencies")) {
		c, ok := competency(line)
		switch {
		case !ok:
			wrong = append(wrong, fault.Field{Location: "form.competencies", Message: "Write one competency a line: framework, code and level, for example cstf FIRE 1."})
		case c != (shift.Competency{}):
			p.Requirements.Competencies = append(p.Requirements.Competencies, c)
		}
	}
	if len(wrong) > 0 {
		return p, fault.New(fault.Invalid, "invalid_input", "Some of this cannot be read; see what to change.").WithFields(wrong...)
	}
	return p, nil
}

func times(form url.Values) (starts, ends time.Time, wrong []fault.Field) {
	day, err := time.ParseInLocation(time.DateOnly, form.Get("date"), clock.London)
	if err != nil || day.Year() < 2000 || day.Year() > 2999 {
		return starts, ends, []fault.Field{{Location: "form.date", Message: "Give the day on which the shift starts."}}
	}
	from, err1 := time.Parse("15:04", form.Get("starts_at"))
	to, err2 := time.Parse("15:04", form.Get("ends_at"))
	if err1 != nil {
		wrong = append(wrong, fault.Field{Location: "form.starts_at", Message: "Give the start as hours and minutes, for example 19:30."})
	}
	if err2 != nil {
		wrong = append(wrong, fault.Field{Location: "form.ends_at", Message: "Give the end as hours and minutes, for example 07:30."})
	}
	if len(wrong) > 0 {
		return starts, ends, wrong
	}
	starts = time.Date(day.Year(), day.Month(), day.Day(), from.Hour(), from.Minute(), 0, 0, clock.London)
	ends = time.Date(day.Year(), day.Month(), day.Day(), to.Hour(), to.Minute(), 0, 0, clock.London)
	if !to.After(from) {
		ends = time.Date(day.Year(), day.Month(), day.Day()+1, to.Hour(), to.Minute(), 0, 0, clock.London)
	}
	return starts.UTC(), ends.UTC(), nil
}

func whole(form url.Values, name string, wrong *[]fault.Field) int {
	n, err := strconv.Atoi(strings.TrimSpace(form.Get(name)))
	if err != nil {
		*wrong = append(*wrong, fault.Field{Location: "form." + name, Message: "Give a whole number."})
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

// onTheForm points faults of the posting at the form's inputs, whose names are flat.
func onTheForm(f *fault.Error) *fault.Error {
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
		out.Fields = append(out.Fields, field)
	}
	return &out
}
