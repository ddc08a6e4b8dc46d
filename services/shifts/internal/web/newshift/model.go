package newshift

import (
	"net/url"

	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/web/layout"

	"github.com/muster-ics/muster/services/shifts/internal/app"
	"github.com/muster-ics/muster/services/shifts/internal/shift"
	"github.com/muster-ics/muster/services/shifts/internal/template"
	"github.com/muster-ics/muster/services/shifts/internal/walltime"
	"github.com/muster-ics/muster/services/shifts/internal/web/view"
	"github.com/muster-ics/muster/services/shifts/internal/web/workform"
)

// View is what the page shows.
type View struct {
	workform.Form
	// Templates are what can be chosen; without any, and when WithoutTemplate is asked for, everything is asked.
	Templates       []layout.Option
	WithoutTemplate bool
}

// Choices offers templates by ward and name, with their times.
func Choices(all []template.State, names app.Directory) []layout.Option {
	out := make([]layout.Option, len(all))
	for i, t := range all {
		out[i] = layout.Option{Value: t.ID.String(),
			Text: view.Words(t.Ward) + ": " + t.Name + ", " + t.Span.Starts.String() + " to " + t.Span.Ends.String() + ", " + names.Site(t.Site)}
	}
	return out
}

// read makes a posting of the form that asks everything: that of a template for one day. Date and times are the ward's,
// in London.
func read(form url.Values, employer string) (shift.Posting, error) {
	c, wrong := workform.Read(form)
	ask := asked(form, &wrong)
	if err := view.Unreadable(wrong); err != nil {
		return shift.Posting{}, err
	}
	p, err := template.State{Employer: employer, Content: c}.Posting(ask)
	return p, app.AsFault(err)
}

// fromTemplate reads the form that asks for a template, a day and a number.
func fromTemplate(form url.Values) (id.ID, template.Ask, error) {
	var wrong []fault.Field
	templateID, err := id.Parse(form.Get("template"))
	if err != nil {
		wrong = append(wrong, fault.Field{Location: "form.template", Message: "Choose a template."})
	}
	ask := asked(form, &wrong)
	ask.Reason = form.Get("reason")
	return templateID, ask, view.Unreadable(wrong)
}

func asked(form url.Values, wrong *[]fault.Field) template.Ask {
	return template.Ask{
		Day:             workform.Day(form, "date", "Give the day on which the shift starts.", wrong),
		Zone:            walltime.Zone(form.Get("clock")),
		Places:          workform.Whole(form, "places", wrong),
		PreferredWorker: workform.Worker(form, "preferred_worker", wrong),
	}
}
