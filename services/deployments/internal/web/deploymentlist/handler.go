// Package deploymentlist is the page /deployments: who works for another employer, today and coming. Workers appear by a
// short opaque id; their names are kept by the passports service.
package deploymentlist

import (
	"net/http"
	"net/url"
	"time"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/pkg/web/layout"
	"github.com/muster-ics/muster/services/deployments/internal/app"
	"github.com/muster-ics/muster/services/deployments/internal/web/view"
)

// View is what the page shows, by day.
type View struct {
	Days []Day
	// Next is the address of the next page; empty at the end.
	Next string
}

// Day is the deployments that start on one day in London.
type Day struct {
	Name        string
	Deployments []Row
}

// Row is one deployment.
type Row struct{ When, Worker, Home, Host, Site, As, Agreement, AgreementHref, Why string }

const pageSize = 100

// place is the last row of a page.
type place struct {
	Start time.Time `json:"s"`
	ID    id.ID     `json:"i"`
}

// Handler answers GET /deployments.
func Handler(a *app.App) func(http.ResponseWriter, *http.Request) error {
	return func(w http.ResponseWriter, r *http.Request) error {
		last, _, err := web.DecodeCursor[place]("deployments", r.URL.Query().Get("cursor"))
		if err != nil {
			return err
		}
		all, err := a.ListDeployments(r.Context(), app.DeploymentQuery{
			Status: app.Authorised, EndsAfter: a.Now(), AfterStart: last.Start, AfterID: last.ID, Most: pageSize,
		})
		if err != nil {
			return err
		}
		names, err := view.EmployerNames(r.Context(), a)
		if err != nil {
			return err
		}
		sites, err := siteNames(r, a)
		if err != nil {
			return err
		}
		titles, err := agreementTitles(r, a)
		if err != nil {
			return err
		}
		v := viewOf(all, names, sites, titles)
		if len(all) == pageSize {
			d := all[pageSize-1].Record()
			v.Next = "/deployments?cursor=" + url.QueryEscape(web.EncodeCursor("deployments", place{d.StartsAt, d.ID}))
		}
		return web.Render(w, r, http.StatusOK, Page(v))
	}
}

func siteNames(r *http.Request, a *app.App) (view.Names, error) {
	all, err := a.AllSites(r.Context(), "")
	out := make(view.Names, len(all))
	for _, s := range all {
		out[s.ODS()] = s.Details().Name
	}
	return out, err
}

// agreementTitles are of the agreements that the reader may open; workers may open none.
func agreementTitles(r *http.Request, a *app.App) (map[id.ID]string, error) {
	if view.Self(r.Context()).Role == auth.Worker {
		return nil, nil
	}
	all, err := a.ListAgreements(r.Context(), app.AgreementQuery{})
	out := make(map[id.ID]string, len(all))
	for _, x := range all {
		out[x.ID()] = x.Title()
	}
	return out, err
}

func viewOf(all []app.Deployment, names, sites view.Names, titles map[id.ID]string) View {
	var v View
	for _, x := range all {
		d := x.Record()
		row := Row{
			When: layout.Clock(d.StartsAt) + " to " + layout.Clock(d.EndsAt), Worker: view.ShortID(d.Worker.String()),
			Home: names.Of(d.Home), Host: names.Of(d.Host), Site: sites.Of(d.Site),
			As:        app.Label(app.StaffGroups, d.StaffGroup) + ", " + app.Label(app.Bands, d.Band),
			Agreement: view.ShortID(d.Agreement.String()),
		}
		if title, known := titles[d.Agreement]; known {
			row.Agreement, row.AgreementHref, row.Why = title, "/agreements/"+d.Agreement.String(), "/deployments/"+d.ID.String()
		}
		name := layout.Day(d.StartsAt)
		if n := len(v.Days); n == 0 || v.Days[n-1].Name != name {
			v.Days = append(v.Days, Day{Name: name})
		}
		today := &v.Days[len(v.Days)-1]
		today.Deployments = append(today.Deployments, row)
	}
	return v
}
