package newagreement

import (
	"net/url"
	"strings"
	"time"

	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/web/layout"
	"github.com/muster-ics/muster/services/deployments/internal/app"
	"github.com/muster-ics/muster/services/deployments/internal/web/londonday"
	"github.com/muster-ics/muster/services/deployments/internal/web/view"
)

// View is either page as it was filled in, and why it was refused.
type View struct {
	Self               string
	Template           app.Template
	Templates, Parties []layout.Option
	Values             url.Values
	Fault              *fault.Error
}

func templates() []layout.Option {
	var out []layout.Option
	for _, t := range app.Templates() {
		out = append(out, layout.Option{Value: t.Code, Text: t.Label, Hint: t.For})
	}
	return out
}

func viewOf(self string, names view.Names, others []string, t app.Template, form url.Values, f *fault.Error) View {
	parties := make([]app.Word, len(others))
	for i, ods := range others {
		parties[i] = app.Word{Code: ods, Label: names.Of(ods)}
	}
	return View{Self: names.Of(self), Template: t, Templates: templates(), Values: form, Fault: f, Parties: view.Options(parties, form["parties"])}
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

// read turns the form into the template's clauses for these parties and this time. It complains only of what cannot be
// read; the rest is the domain's to judge.
func read(form url.Values, self string) (app.Clauses, error) {
	c, err := app.FromTemplate(form.Get("template"))
	if err != nil {
		return c, err
	}
	var bad []fault.Field
	day := func(name string, of func(location, text string) (time.Time, error)) time.Time {
		t, err := of("form."+name, strings.TrimSpace(form.Get(name)))
		if err != nil {
			bad = append(bad, fault.Field{Location: "form." + name, Message: "Enter a date, such as 2026-04-01."})
		}
		return t
	}
	c.Title, c.From = strings.TrimSpace(form.Get("title")), day("from", londonday.Start)
	if form.Get("until") != "" {
		until := day("until", londonday.Next)
		c.Until = &until
	}
	for _, ods := range append([]string{self}, form["parties"]...) {
		c.Parties = append(c.Parties, app.Party{Employer: ods})
	}
	if c.Model == "lead_employer" {
		c.Lead = self
	}
	if len(bad) > 0 {
		return c, fault.New(fault.Invalid, "agreement_invalid", "The agreement cannot be drafted as it stands.").WithFields(bad...)
	}
	return c, nil
}
