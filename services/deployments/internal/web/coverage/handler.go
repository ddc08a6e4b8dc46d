// Package coverage is the page /agreements/coverage: whose workers may work where today, by agreements in force, and which
// of that ends soon.
package coverage

import (
	"fmt"
	"net/http"
	"time"

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
	// Soon are the sentences about what ends within 90 days.
	Soon []string
	// Hosts are the columns, Rows the employers whose workers would go.
	Hosts []string
	Rows  []Row
}

// Row is one employer's workers, with a cell for each host.
type Row struct {
	Home  string
	Cells []Cell
}

// Cell is one direction of one pair. Own is the crossing of an employer with itself.
type Cell struct {
	Host   string
	Own    bool
	Status view.Status
	// Title and Href are of the agreement that covers best; empty when none does.
	Title, Href string
}

// first is shown when nobody has asked for another.
const first = "nursing_midwifery"

// soon is how long before its end a cover is marked as ending: time to sign another.
const soon = 90 * 24 * time.Hour

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
		return web.Render(w, r, http.StatusOK, Page(viewOf(all, names, group, a.Now())))
	}
}

// way is one direction of a pair.
type way struct{ home, host string }

func viewOf(all []app.Cover, names view.Names, group string, now time.Time) View {
	v := View{StaffGroup: group, StaffGroups: view.Options(app.StaffGroups, nil)}
	best := map[way]*app.Covering{}
	asked := map[way]bool{}
	var order []string
	seen := map[string]bool{}
	for _, c := range all {
		if c.StaffGroup != group {
			continue
		}
		for _, ods := range []string{c.A, c.B} {
			if !seen[ods] {
				seen[ods] = true
				order = append(order, ods)
			}
		}
		there, back := way{c.A, c.B}, way{c.B, c.A}
		asked[there], asked[back] = true, true
		for i := range c.By {
			if by := &c.By[i]; by.AToB {
				best[there] = better(best[there], by)
			}
			if by := &c.By[i]; by.BToA {
				best[back] = better(best[back], by)
			}
		}
	}
	v.fill(order, names, best, asked, now)
	v.Count = fmt.Sprintf("%d of %d directions are covered for %s.", len(best), len(asked), app.Label(app.StaffGroups, group))
	return v
}

// better is what covers more, then longer.
func better(a, b *app.Covering) *app.Covering {
	switch {
	case a == nil:
		return b
	case a.WholeScope != b.WholeScope:
		if a.WholeScope {
			return a
		}
		return b
	case a.Until == nil || (b.Until != nil && a.Until.After(*b.Until)):
		return a
	}
	return b
}

func (v *View) fill(order []string, names view.Names, best map[way]*app.Covering, asked map[way]bool, now time.Time) {
	for _, host := range order {
		v.Hosts = append(v.Hosts, names.Of(host))
	}
	for _, home := range order {
		row := Row{Home: names.Of(home)}
		for _, host := range order {
			w := way{home, host}
			cell := Cell{Host: names.Of(host), Own: !asked[w], Status: view.Status{Kind: layout.Grey, Text: "No"}}
			if by := best[w]; by != nil {
				cell.Title, cell.Href = by.Title, "/agreements/"+by.Agreement.String()
				cell.Status = statusOf(by, now)
				if by.Until != nil && by.Until.Before(now.Add(soon)) {
					v.Soon = append(v.Soon, fmt.Sprintf("Workers of %s at %s: until %s, by “%s”.", names.Of(home), names.Of(host), layout.Moment(*by.Until), by.Title))
				}
			}
			row.Cells = append(row.Cells, cell)
		}
		v.Rows = append(v.Rows, row)
	}
}

func statusOf(by *app.Covering, now time.Time) view.Status {
	switch {
	case by.Until != nil && by.Until.Before(now.Add(soon)):
		return view.Status{Kind: layout.Orange, Text: "Until " + layout.Date(by.Until.Add(-time.Second))}
	case !by.WholeScope:
		return view.Status{Kind: layout.Yellow, Text: "In part"}
	}
	return view.Status{Kind: layout.Green, Text: "Yes"}
}
