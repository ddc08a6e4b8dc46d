// Package myexport is the page /passport/export: the worker's whole record to take along, as a file or on paper.
package myexport

import (
	"context"
	"net/http"
	"strconv"
	"time"

	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/pkg/web/layout"
	"github.com/muster-ics/muster/services/passports/internal/app"
	"github.com/muster-ics/muster/services/passports/internal/web/view"
)

// Handler answers the pages.
type Handler struct{ Use *app.Passports }

// View is what the printable page shows.
type View struct {
	Name, Made                                       string
	Person                                           []layout.Row
	Checks, Registrations, Competencies, Engagements []view.Item
	Disclosures, Adjustments, Credentials            []layout.Row
	Decisions, Looks                                 string
}

// Offer answers GET /passport/export.
func (h Handler) Offer(w http.ResponseWriter, r *http.Request) error {
	if _, err := h.Use.ShowOwn(r.Context()); err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, OfferPage())
}

// Print answers GET /passport/export/print.
func (h Handler) Print(w http.ResponseWriter, r *http.Request) error {
	e, err := h.Use.ExportPassport(r.Context())
	if err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, PrintPage(viewOf(r.Context(), e)))
}

func viewOf(ctx context.Context, e app.Export) View {
	p, now := e.Passport, e.ExportedAt
	v := View{
		Name: p.Name(), Made: layout.Moment(now), Person: person(p, now),
		Checks: view.Checks(p, now), Registrations: view.Registrations(p, now), Competencies: view.Competencies(p, now), Engagements: view.Engagements(ctx, p, now),
		Decisions: "Decisions in the file: " + strconv.Itoa(len(e.Decisions)) + ".", Looks: "Looks at the passport in the file: " + strconv.Itoa(len(e.Looks)) + ".",
	}
	for _, d := range e.Disclosures {
		if d.From != nil {
			v.Disclosures = append(v.Disclosures, layout.Row{Key: named(d), Value: view.Words(d.Status) + ", since " + layout.Date(*d.From)})
		}
	}
	for _, a := range e.Adjustments {
		if a.WithdrawnAt == nil {
			v.Adjustments = append(v.Adjustments, layout.Row{Key: layout.Date(a.RecordedAt), Value: a.Text})
		}
	}
	for _, c := range e.Credentials {
		if c.Live {
			v.Credentials = append(v.Credentials, layout.Row{Key: c.Title, Value: "Issued by " + c.Issuer + " on " + layout.Date(c.IssuedAt) + ", until " + view.Until(&c.ExpiresAt)})
		}
	}
	return v
}

func person(p app.WorkerView, now time.Time) []layout.Row {
	rows := []layout.Row{{Key: "Name", Value: p.Name()}}
	if p.Email != "" {
		rows = append(rows, layout.Row{Key: "Email", Value: p.Email})
	}
	rows = append(rows, layout.Row{Key: "Worker", Value: p.WorkerID}, layout.Row{Key: "Home employer", Value: p.HomeEmployer},
		layout.Row{Key: "Passport", Value: view.Words(p.Status)}, layout.Row{Key: "Kept since", Value: layout.Date(p.EnrolledAt)})
	if g := p.GoodStanding; g != nil {
		word := "Not in good standing"
		if g.Good {
			word = "In good standing"
		}
		rows = append(rows, layout.Row{Key: "Standing", Value: word + ", stated on " + layout.Date(g.StatedOn)})
	}
	for _, h := range view.Holds(p, now) {
		rows = append(rows, layout.Row{Key: h.Title, Value: h.Hint})
	}
	return rows
}

func named(d app.Disclosure) string {
	if d.Name == "" {
		return d.Employer
	}
	return d.Name + " (" + d.Employer + ")"
}
