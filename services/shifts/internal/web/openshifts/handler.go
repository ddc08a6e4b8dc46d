// Package openshifts is the page /open-shifts: what a worker can take, and why not the rest.
package openshifts

import (
	"net/http"
	"net/url"

	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/pkg/web/layout"

	"github.com/muster-ics/muster/services/shifts/internal/app"
	"github.com/muster-ics/muster/services/shifts/internal/openlist"
	"github.com/muster-ics/muster/services/shifts/internal/web/view"
)

// shown is how many shifts of each kind one page shows.
const shown = 30

// Handler answers GET /open-shifts.
func Handler(a *app.App) func(http.ResponseWriter, *http.Request) error {
	return func(w http.ResponseWriter, r *http.Request) error {
		form := asked(r.URL.Query())
		names, err := a.Directory(r.Context())
		if err != nil {
			return err
		}
		v := View{Form: form, AsOf: layout.Moment(a.Now())}
		v.Sites, v.Employers = options(names)
		open, err := find(a, r, form)
		if err != nil {
			f, status, ok := view.Refusal(err)
			if !ok {
				return err
			}
			v.Fault = onTheForm(f)
			return web.Render(w, r, status, Page(v))
		}
		return web.Render(w, r, http.StatusOK, Page(v.with(open, names)))
	}
}

func find(a *app.App, r *http.Request, form url.Values) (app.OpenShifts, error) {
	q, err := read(form)
	if err != nil {
		return app.OpenShifts{}, err
	}
	after, further, err := web.DecodeCursor[openlist.Place](form, r.URL.Query().Get("cursor"))
	if err != nil {
		return app.OpenShifts{}, err
	}
	if further {
		q.After, q.Ineligible = &after, false
	}
	return a.OpenShifts(r.Context(), q)
}

func (v View) with(open app.OpenShifts, names app.Directory) View {
	v.AsOf, v.Area, v.Count = layout.Moment(open.AsOf), open.Area, count(open)
	for name := range v.Form {
		v.Narrowed = v.Narrowed || name != "sort" && name != "postcode" && name != "hidden"
	}
	v.Narrowed = v.Narrowed || open.WithinKM > 0 || open.Hidden > 0
	for _, l := range open.Shifts {
		v.Open = append(v.Open, cardOf(l, open.Area, names))
	}
	for _, l := range open.Closed {
		v.Closed = append(v.Closed, cardOf(l, open.Area, names))
	}
	if open.Next != nil {
		next := asked(v.Form)
		next.Set("cursor", web.EncodeCursor(v.Form, *open.Next))
		v.Next = "/open-shifts?" + next.Encode()
	}
	return v
}

// options are the places to choose from.
func options(names app.Directory) (sites, employers []layout.Option) {
	sites, employers = []layout.Option{{Text: "Any site"}}, []layout.Option{{Text: "Any employer"}}
	seen := make(map[string]bool)
	for _, s := range names.Sites {
		sites = append(sites, layout.Option{Value: s.ODS, Text: s.Name})
		if !seen[s.Employer] {
			seen[s.Employer] = true
			employers = append(employers, layout.Option{Value: s.Employer, Text: names.Employer(s.Employer)})
		}
	}
	return sites, employers
}
