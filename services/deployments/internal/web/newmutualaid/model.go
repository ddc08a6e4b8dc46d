package newmutualaid

import (
	"fmt"
	"net/url"
	"slices"

	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/web/layout"
	"github.com/muster-ics/muster/services/deployments/internal/app"
	"github.com/muster-ics/muster/services/deployments/internal/web/view"
)

// View is what the page shows: the choice of an agreement, or the form under one.
type View struct {
	Fault *fault.Error
	// Agreements are those that may be chosen; Agreement and Title the one that has been.
	Agreements       []layout.Option
	Agreement, Title string
	Host, StaffGroup string
	Hosts, Groups    []layout.Option
	Shifts           []layout.Option
	More             bool
	Reasons          []layout.Option
	MaxHours         int
	Parties          string

	form url.Values
}

func viewOf(found app.ToOpen, q app.OpeningQuery, names, sites view.Names, form url.Values, f *fault.Error) View {
	v := View{Fault: f, form: form, Host: q.Host, StaffGroup: q.StaffGroup, More: found.More}
	for _, a := range found.Agreements {
		v.Agreements = append(v.Agreements, layout.Option{Value: a.ID().String(), Text: a.Title()})
		if a.ID() == q.Agreement {
			v.under(a, names)
		}
	}
	v.Groups = append([]layout.Option{{Text: "All staff groups"}}, view.Options(app.StaffGroups, nil)...)
	for _, r := range app.AidReasons {
		v.Reasons = append(v.Reasons, layout.Option{Value: r.Code, Text: r.Label})
	}
	for _, s := range found.Shifts {
		v.Shifts = append(v.Shifts, layout.Option{
			Value: s.Shift.String(), Text: layout.When(s.StartsAt, s.EndsAt) + ", " + names.Of(s.Host),
			Hint:   sites.Of(s.Site) + ". " + app.Label(app.StaffGroups, s.StaffGroup) + ", " + app.Label(app.Bands, s.Band),
			Chosen: slices.Contains(form["shifts"], s.Shift.String()),
		})
	}
	return v
}

func (v *View) under(a app.Agreement, names view.Names) {
	c := a.Clauses()
	v.Agreement, v.Title, v.MaxHours = a.ID().String(), a.Title(), c.MutualAid.MaxHours
	v.Hosts = []layout.Option{{Text: "All employers"}}
	for i, p := range c.Employers() {
		v.Hosts = append(v.Hosts, layout.Option{Value: p, Text: names.Of(p)})
		if i > 0 {
			v.Parties += ", "
		}
		v.Parties += names.Of(p)
	}
}

func (v View) field(name, label, hint string) layout.Field {
	f := layout.Field{Name: name, Label: label, Hint: hint, Value: v.form.Get(name)}
	if v.Fault != nil {
		f.Error = layout.ErrorFor(v.Fault.Fields, name)
	}
	return f
}

func (v View) hours() layout.Field {
	f := v.field("until", "For how many hours?", fmt.Sprintf("Then they close by themselves. The agreement allows at most %d.", v.MaxHours))
	f.Numeric, f.Width = true, "3"
	return f
}
