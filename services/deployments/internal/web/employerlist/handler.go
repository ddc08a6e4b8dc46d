// Package employerlist is the page /employers: who takes part in the system, today or on another day.
package employerlist

import (
	"net/http"
	"time"

	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/deployments/internal/app"
	"github.com/muster-ics/muster/services/deployments/internal/web/londonday"
	"github.com/muster-ics/muster/services/deployments/internal/web/view"
)

// View is what the page shows.
type View struct {
	view.Form
	Day       string
	Employers []Employer
	// Others are registered and do not take part on that day.
	Others    []Employer
	MayChange bool
}

// Employer is one row.
type Employer struct {
	ODS, Name, Kind, Member string
	Sites                   int
}

// Handler answers GET /employers.
func Handler(a *app.App) func(http.ResponseWriter, *http.Request) error {
	return func(w http.ResponseWriter, r *http.Request) error {
		q := r.URL.Query()
		v := View{Form: view.Form{Values: q}, MayChange: a.MayKeepRegisters(r.Context()) == nil}
		at, err := londonday.Or("form.as_at", q.Get("as_at"), a.Now())
		status := http.StatusOK
		if err != nil {
			v.Fault, status, at = fault.Of(err), http.StatusUnprocessableEntity, a.Now()
		}
		all, err := a.AllEmployers(r.Context())
		if err != nil {
			return err
		}
		sites, err := a.SitesAt(r.Context(), "", at)
		if err != nil {
			return err
		}
		count := map[string]int{}
		for _, s := range sites {
			count[s.OwnerAt(at)]++
		}
		v.Day = londonday.Text(at)
		for _, e := range all {
			row := Employer{ODS: e.ODS(), Name: e.Details().Name, Kind: app.Label(app.Kinds, e.Details().Kind), Member: member(e, a.ICS, at), Sites: count[e.ODS()]}
			if e.MemberAt(a.ICS, at) {
				v.Employers = append(v.Employers, row)
			} else {
				v.Others = append(v.Others, row)
			}
		}
		return web.Render(w, r, status, Page(v))
	}
}

// member says from when to when the employer takes part, around a moment.
func member(e app.Employer, ics string, at time.Time) string {
	text := "Not yet"
	for _, m := range e.Record().Memberships {
		if m.ICS != ics {
			continue
		}
		switch {
		case m.Since.After(at):
			if text == "Not yet" {
				text = "From " + londonday.Text(m.Since)
			}
		case m.Until == nil:
			return "Since " + londonday.Text(m.Since)
		case m.Until.After(at):
			return "Since " + londonday.Text(m.Since) + ", until " + londonday.Text(*m.Until)
		default:
			text = "Until " + londonday.Text(*m.Until)
		}
	}
	return text
}
