// Package coverage is the page /agreements/coverage: which pairs of employers an agreement in force covers today.
package coverage

import (
	"fmt"
	"net/http"

	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/pkg/web/layout"
	"github.com/muster-ics/muster/services/deployments/internal/app"
	"github.com/muster-ics/muster/services/deployments/internal/web/view"
)

// View is what the page shows: one staff group at a time.
type View struct {
	StaffGroup  string
	StaffGroups []layout.Option
	Count       string
	Pairs       []Pair
}

// Pair is two employers and the agreements between them.
type Pair struct {
	A, B   string
	Status view.Status
	By     []layout.Link
}

const first = "nursing_midwifery"

// Handler answers GET /agreements/coverage.
func Handler(a *app.App) func(http.ResponseWriter, *http.Request) error {
	return func(w http.ResponseWriter, r *http.Request) error {
		all, employers, err := a.Coverage(r.Context())
		if err != nil {
			return err
		}
		names := view.Names{}
		for _, e := range employers {
			names[e.ODS()] = e.Details().Name
		}
		group := r.URL.Query().Get("staff_group")
		if app.Label(app.StaffGroups, group) == group {
			group = first
		}
		return web.Render(w, r, http.StatusOK, Page(viewOf(all, names, group)))
	}
}

func viewOf(all []app.Cover, names view.Names, group string) View {
	v := View{StaffGroup: group, StaffGroups: view.Options(app.StaffGroups, nil)}
	covered := 0
	for _, c := range all {
		if c.StaffGroup != group {
			continue
		}
		p := Pair{A: names.Of(c.A), B: names.Of(c.B), Status: view.Status{Kind: layout.Grey, Text: "Not covered"}}
		whole := false
		for _, by := range c.By {
			whole = whole || by.WholeScope
			p.By = append(p.By, layout.Link{Text: by.Title, Href: "/agreements/" + by.Agreement.String()})
		}
		switch {
		case whole:
			p.Status = view.Status{Kind: layout.Green, Text: "Covered"}
		case len(c.By) > 0:
			p.Status = view.Status{Kind: layout.Yellow, Text: "Covered in part"}
		}
		if len(c.By) > 0 {
			covered++
		}
		v.Pairs = append(v.Pairs, p)
	}
	v.Count = fmt.Sprintf("%d of %d pairs are covered for %s.", covered, len(v.Pairs), app.Label(app.StaffGroups, group))
	return v
}
