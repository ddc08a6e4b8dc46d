package newagreement

import (
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/web/layout"
	"github.com/muster-ics/muster/services/deployments/internal/app"
	"github.com/muster-ics/muster/services/deployments/internal/web/view"
)

// View is the form as it was filled in, and why it was refused.
type View struct {
	Self                                        string
	Parties, Models, StaffGroups, Bands, AtEnds []layout.Option
	Values                                      url.Values
	Fault                                       *fault.Error
}

func viewOf(self string, names view.Names, others []string, form url.Values, f *fault.Error) View {
	parties := make([]app.Word, len(others))
	for i, ods := range others {
		parties[i] = app.Word{Code: ods, Label: names.Of(ods)}
	}
	return View{
		Self: names.Of(self), Values: form, Fault: f,
		Parties: view.Options(parties, form["parties"]), Models: view.Options(app.Models, form["model"]),
		StaffGroups: view.Options(app.StaffGroups, form["staff_groups"]), Bands: view.Options(app.Bands, form["bands"]),
		AtEnds: view.Options(app.AtEnds, form["at_end"]),
	}
}

func (v View) field(name, label, hint string) layout.Field {
	f := layout.Field{Name: name, Label: label, Hint: hint, Value: v.Values.Get(name)}
	if v.Fault != nil {
		f.Error = layout.ErrorFor(v.Fault.Fields, name)
	}
	return f
}

func (v View) date(name, label, hint string) layout.Field {
	f := v.field(name, label, hint)
	f.Type, f.Width = "date", "10"
	return f
}

func (v View) number(name, label, hint string) layout.Field {
	f := v.field(name, label, hint)
	f.Numeric, f.Width = true, "4"
	return f
}

// read turns the form into clauses. It complains only of what cannot be read; the rest is the domain's to judge.
func read(form url.Values, self string) (app.Clauses, error) {
	var bad []fault.Field
	from := day(form.Get("from"), "from", 0, &bad)
	until := day(form.Get("until"), "until", 1, &bad)
	if from == nil {
		from = &time.Time{}
	}
	days := 0
	if text := strings.TrimSpace(form.Get("max_days")); text != "" {
		n, err := strconv.Atoi(text)
		if err != nil {
			bad = append(bad, fault.Field{Location: "form.max_days", Message: "Enter a number of days, such as 90."})
		}
		days = n
	}
	sites := strings.FieldsFunc(form.Get("sites"), func(r rune) bool { return strings.ContainsRune(" ,;\t\r\n", r) })
	c, err := app.FromTemplate(form.Get("model"))
	if err != nil {
		return c, err
	}
	c.Title, c.From, c.Until = strings.TrimSpace(form.Get("title")), *from, until
	for _, ods := range append([]string{self}, form["parties"]...) {
		c.Parties = append(c.Parties, app.Party{Employer: ods})
	}
	c.Scope.SitesIn, c.Scope.StaffGroups, c.Scope.Bands = sites, form["staff_groups"], form["bands"]
	c.Limits.MaxDaysIn12Months, c.Notice.Booked = days, app.AtEnd(form.Get("at_end"))
	if len(bad) > 0 {
		return c, fault.New(fault.Invalid, "agreement_invalid", "The agreement cannot be drafted as it stands.").WithFields(bad...)
	}
	return c, nil
}

// day reads a date as its midnight in London, plus whole days; nil when empty.
func day(text, name string, plus int, bad *[]fault.Field) *time.Time {
	if text == "" {
		return nil
	}
	t, err := time.ParseInLocation(time.DateOnly, text, clock.London)
	if err != nil {
		*bad = append(*bad, fault.Field{Location: "form." + name, Message: "Enter a date, such as 2026-04-01."})
		return nil
	}
	t = t.AddDate(0, 0, plus).UTC()
	return &t
}
