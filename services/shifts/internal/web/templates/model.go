package templates

import (
	"github.com/muster-ics/muster/pkg/web/layout"

	"github.com/muster-ics/muster/services/shifts/internal/app"
	"github.com/muster-ics/muster/services/shifts/internal/template"
	"github.com/muster-ics/muster/services/shifts/internal/web/view"
	"github.com/muster-ics/muster/services/shifts/internal/web/workform"
)

// View is what the form of one template shows. ID is empty for one that is to be made.
type View struct {
	workform.Form
	ID, Version string
}

func (v View) action() string {
	if v.ID == "" {
		return "/templates/new"
	}
	return "/templates/" + v.ID
}

func (v View) title() string {
	if v.ID == "" {
		return "Make a template"
	}
	return "Change a template"
}

// Ward is one ward's templates.
type Ward struct {
	Name  string
	Lines []Line
}

// Line is one template.
type Line struct{ ID, Name, When, What, Where string }

// wards groups templates, which come by ward.
func wards(all []template.State, names app.Directory) []Ward {
	var out []Ward
	for _, t := range all {
		if n := view.Words(t.Ward); len(out) == 0 || out[len(out)-1].Name != n {
			out = append(out, Ward{Name: n})
		}
		last := &out[len(out)-1]
		last.Lines = append(last.Lines, Line{ID: t.ID.String(), Name: t.Name, When: t.Span.Starts.String() + " to " + t.Span.Ends.String(),
			What: view.Words(t.Role) + ", " + view.BandName(t.Band) + ", " + layout.Hourly(t.RatePence), Where: names.Site(t.Site)})
	}
	return out
}
