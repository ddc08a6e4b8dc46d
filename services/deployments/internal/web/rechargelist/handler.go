// Package rechargelist is the page /recharges: what employers owe each other, a statement for each pair and month.
package rechargelist

import (
	"net/http"
	"net/url"
	"strconv"

	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/pkg/web/layout"
	"github.com/muster-ics/muster/services/deployments/internal/app"
	"github.com/muster-ics/muster/services/deployments/internal/web/view"
)

// View is what the page shows.
type View struct {
	// Month is the month chosen; empty for all. Own tells that the reader sees one employer's only.
	Month string
	Own   string
	Rows  []Row
	Next  string
	Fault *fault.Error
}

// Row is one statement.
type Row struct {
	Href, Month, Home, Host, Lines, Total, Outstanding string
	Status                                             view.Status
}

const pageSize = 100

// place is the last row of a page.
type place struct {
	Month app.Month `json:"m"`
	Home  string    `json:"h"`
	Host  string    `json:"o"`
}

// Handler answers GET /recharges.
func Handler(a *app.App) func(http.ResponseWriter, *http.Request) error {
	return func(w http.ResponseWriter, r *http.Request) error {
		asked := r.URL.Query().Get("month")
		month, ok := app.ParseMonth(asked)
		if asked != "" && !ok {
			f := fault.New(fault.Invalid, "month_invalid", "There is no such month.").
				WithFields(fault.Field{Location: "form.month", Message: "Enter a month, such as 2026-11."})
			return web.Render(w, r, http.StatusUnprocessableEntity, Page(View{Month: asked, Fault: f}))
		}
		last, _, err := web.DecodeCursor[place]("recharges "+asked, r.URL.Query().Get("cursor"))
		if err != nil {
			return err
		}
		all, err := a.Statements(r.Context(), app.StatementQuery{
			Month: month, BeforeMonth: last.Month, AfterHome: last.Home, AfterHost: last.Host, Most: pageSize,
		})
		if err != nil {
			return err
		}
		names, err := view.EmployerNames(r.Context(), a)
		if err != nil {
			return err
		}
		v := viewOf(all, names)
		v.Month, v.Own = asked, names.Of(view.Self(r.Context()).Employer)
		if len(all) == pageSize {
			s := all[pageSize-1]
			v.Next = "/recharges?month=" + url.QueryEscape(asked) + "&cursor=" + url.QueryEscape(web.EncodeCursor("recharges "+asked, place{s.Month, s.Home, s.Host}))
		}
		return web.Render(w, r, http.StatusOK, Page(v))
	}
}

func viewOf(all []app.Statement, names view.Names) View {
	var v View
	for _, s := range all {
		row := Row{
			Href: "/recharges/" + s.Home + "/" + s.Host + "/" + string(s.Month), Month: view.MonthName(s.Month), Home: names.Of(s.Home), Host: names.Of(s.Host),
			Lines: strconv.Itoa(s.Lines), Total: layout.Pounds(s.TotalPence), Outstanding: layout.Pounds(s.OutstandingPence()),
			Status: view.RechargeStatus(app.LineSettled),
		}
		switch {
		case s.Disputed > 0:
			row.Status = view.RechargeStatus(app.LineDisputed)
			row.Status.Text = strconv.Itoa(s.Disputed) + " disputed"
		case s.Raised > 0:
			row.Status = view.RechargeStatus(app.LineRaised)
		}
		v.Rows = append(v.Rows, row)
	}
	return v
}
