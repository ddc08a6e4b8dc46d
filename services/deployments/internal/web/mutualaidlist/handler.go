// Package mutualaidlist is the page /mutual-aid: what leads have opened to all parties, newest first.
package mutualaidlist

import (
	"fmt"
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

// View is what the page shows.
type View struct {
	// MayOpen tells that the reader is a lead.
	MayOpen bool
	Aids    []Row
	// Next is the address of the next page; empty at the end.
	Next string
}

// Row is one mutual aid.
type Row struct {
	Href, Why, What, When string
	Status                view.Status
}

const pageSize = 30

type place struct {
	At time.Time `json:"s"`
	ID id.ID     `json:"i"`
}

// Handler answers GET /mutual-aid.
func Handler(a *app.App) func(http.ResponseWriter, *http.Request) error {
	return func(w http.ResponseWriter, r *http.Request) error {
		last, _, err := web.DecodeCursor[place]("mutual-aid-page", r.URL.Query().Get("cursor"))
		if err != nil {
			return err
		}
		all, err := a.ListMutualAids(r.Context(), app.MutualAidQuery{BeforeAt: last.At, BeforeID: last.ID, Most: pageSize})
		if err != nil {
			return err
		}
		names, err := view.EmployerNames(r.Context(), a)
		if err != nil {
			return err
		}
		v := viewOf(all, names, view.Self(r.Context()))
		if len(all) == pageSize {
			last := all[pageSize-1].Record()
			v.Next = "/mutual-aid?cursor=" + url.QueryEscape(web.EncodeCursor("mutual-aid-page", place{last.OpenedAt, last.ID}))
		}
		return web.Render(w, r, http.StatusOK, Page(v))
	}
}

func viewOf(all []app.MutualAid, names view.Names, self auth.Principal) View {
	v := View{MayOpen: self.Role == auth.Lead}
	for _, m := range all {
		r := m.Record()
		row := Row{Href: "/mutual-aid/" + r.ID.String(), Why: view.AidWhy(r.Why), Status: view.AidStatus(string(r.Status)), What: what(r, names)}
		row.When = "Opened " + layout.Moment(r.OpenedAt) + ", closes by itself " + layout.Moment(r.ClosesAt)
		if r.EndedAt != nil {
			row.When = "Opened " + layout.Moment(r.OpenedAt) + ", closed " + layout.Moment(*r.EndedAt)
		}
		v.Aids = append(v.Aids, row)
	}
	return v
}

// what says how many shifts at which hosts.
func what(r app.MutualAidRecord, names view.Names) string {
	var hosts []string
	at := map[string]int{}
	for _, s := range r.Shifts {
		if at[s.Host] == 0 {
			hosts = append(hosts, s.Host)
		}
		at[s.Host]++
	}
	out := ""
	for i, h := range hosts {
		if i > 0 {
			out += "; "
		}
		out += fmt.Sprintf("%d at %s", at[h], names.Of(h))
	}
	return out
}
