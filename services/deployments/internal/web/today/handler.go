// Package today is the page /deployments/today: who of another employer works where today. Workers appear by a short opaque
// id; their names are kept by the passports service, which shows a host the cards of those who are booked there.
package today

import (
	"fmt"
	"net/http"
	"time"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/pkg/web/layout"
	"github.com/muster-ics/muster/services/deployments/internal/app"
	"github.com/muster-ics/muster/services/deployments/internal/web/view"
)

// View is what the page shows, by host.
type View struct {
	Day, Count string
	Hosts      []Host
	// Lent says how many workers each employer lends today.
	Lent []string
}

// Host is one employer and who comes to it.
type Host struct {
	Name, Count string
	Rows        []Row
}

// Row is one deployment.
type Row struct {
	When, Now, Where, As, From, Worker string
	// Card is the address of the worker's card, for the host's people; empty for others.
	Card string
	// Aid is the address of the mutual aid under which it was booked; empty when there was none.
	Aid string
}

// Handler answers GET /deployments/today.
func Handler(a *app.App) func(http.ResponseWriter, *http.Request) error {
	return func(w http.ResponseWriter, r *http.Request) error {
		all, from, _, more, err := a.DeployedToday(r.Context())
		if err != nil {
			return err
		}
		names, err := view.EmployerNames(r.Context(), a)
		if err != nil {
			return err
		}
		sites, err := view.SiteNames(r.Context(), a)
		if err != nil {
			return err
		}
		v := viewOf(all, from, a.Now(), names, sites, view.Self(r.Context()))
		if more {
			v.Count += " There are more than can be listed."
		}
		return web.Render(w, r, http.StatusOK, Page(v))
	}
}

func viewOf(all []app.Deployment, day, now time.Time, names, sites view.Names, self auth.Principal) View {
	v := View{Day: layout.Day(day)}
	hosts, order := map[string]*Host{}, []string{}
	lent, lenders := map[string]int{}, []string{}
	for i := range all {
		d := all[i].Record()
		if hosts[d.Host] == nil {
			hosts[d.Host] = &Host{Name: names.Of(d.Host)}
			order = append(order, d.Host)
		}
		if lent[d.Home] == 0 {
			lenders = append(lenders, d.Home)
		}
		lent[d.Home]++
		hosts[d.Host].Rows = append(hosts[d.Host].Rows, rowOf(d, now, names, sites, self))
	}
	for _, h := range order {
		hosts[h].Count = people(len(hosts[h].Rows))
		v.Hosts = append(v.Hosts, *hosts[h])
	}
	for _, l := range lenders {
		v.Lent = append(v.Lent, names.Of(l)+" lends "+people(lent[l]))
	}
	v.Count = fmt.Sprintf("%s for another employer today.", works(len(all)))
	return v
}

func rowOf(d app.DeploymentRecord, now time.Time, names, sites view.Names, self auth.Principal) Row {
	row := Row{
		When: layout.When(d.StartsAt, d.EndsAt), Where: sites.Of(d.Site), From: names.Of(d.Home), Worker: view.ShortID(d.Worker.String()),
		As: app.Label(app.StaffGroups, d.StaffGroup) + ", " + app.Label(app.Bands, d.Band),
	}
	switch {
	case now.Before(d.StartsAt):
	case now.Before(d.EndsAt):
		row.Now = "Now"
	default:
		row.Now = "Over"
	}
	if self.Role == auth.Employer && self.Employer == d.Host {
		row.Card = "/passports/workers/" + d.Worker.String() + "/card"
	}
	if d.Aid != id.Nil && self.Role != auth.Worker {
		row.Aid = "/mutual-aid/" + d.Aid.String()
	}
	return row
}

func people(n int) string {
	if n == 1 {
		return "1 worker"
	}
	return fmt.Sprintf("%d workers", n)
}

func works(n int) string {
	switch n {
	case 0:
		return "Nobody works"
	case 1:
		return "1 worker works"
	}
	return fmt.Sprintf("%d workers work", n)
}
