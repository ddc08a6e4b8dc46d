// Package expiring is the page /passports/expiring: how an employer's workers stand, each figure leading to its people.
package expiring

import (
	"context"
	"net/http"
	"net/url"
	"time"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/passports/internal/app"
	"github.com/muster-ics/muster/services/passports/internal/web/view"
)

// Handler answers the pages.
type Handler struct{ Use *app.Passports }

// View is what the page shows.
type View struct {
	app.Compliance
	// Risks are the first few bookings at risk; MoreRisks tells of others.
	Risks     []app.Risk
	MoreRisks bool
}

const (
	perPage    = 25
	risksShown = 5
	riskDays   = 42
)

// Show answers GET /passports/expiring.
func (h Handler) Show(w http.ResponseWriter, r *http.Request) error {
	who, _ := auth.From(r.Context())
	c, err := h.Use.ShowCompliance(r.Context(), who.Employer)
	if err != nil {
		return err
	}
	risks, err := h.Use.FindRisks(r.Context(), app.FindRisks{Employer: who.Employer, Days: riskDays, Limit: risksShown})
	if err != nil {
		return err
	}
	w.Header().Set("Cache-Control", "no-store")
	return web.Render(w, r, http.StatusOK, Page(View{Compliance: c, Risks: risks.Risks, MoreRisks: risks.Next != nil}))
}

// People is who stands behind a figure.
type People struct {
	Employer, Standing, Role string
	Lines                    []Line
	// Next is the address of the page after; empty on the last.
	Next string
}

// Line is one worker with what needs attention.
type Line struct {
	ID, Name, Role string
	Tags           []view.Item
}

// People answers GET /passports/expiring/people.
func (h Handler) People(w http.ResponseWriter, r *http.Request) error {
	who, _ := auth.From(r.Context())
	q := r.URL.Query()
	standing, role := q.Get("standing"), q.Get("role")
	filters := []any{"standing", who.Employer, standing, role}
	after, _, err := web.DecodeCursor[id.ID](filters, q.Get("after"))
	if err != nil {
		return err
	}
	page, err := h.Use.FindStanding(r.Context(), app.FindStanding{Employer: who.Employer, Standing: standing, Role: role, After: after, Limit: perPage})
	if err != nil {
		return err
	}
	v := People{Employer: who.Employer, Standing: standing, Role: role}
	now := h.Use.Clock.Now()
	for _, one := range page.Workers {
		v.Lines = append(v.Lines, line(r.Context(), one, now))
	}
	if page.Next != id.Nil {
		v.Next = address(standing, role, web.EncodeCursor(filters, page.Next))
	}
	w.Header().Set("Cache-Control", "no-store")
	return web.Render(w, r, http.StatusOK, PeoplePage(v))
}

func line(ctx context.Context, one app.WorkerView, now time.Time) Line {
	l := Line{ID: one.WorkerID, Name: one.Name(), Tags: view.Attention(ctx, one, now)}
	if len(one.Engagements) > 0 {
		first := one.Engagements[0]
		l.Role = view.Words(first.Role) + ", " + view.Band(first.Band)
	}
	return l
}

// address is that of the people behind a figure.
func address(standing, role, after string) string {
	q := url.Values{}
	for name, value := range map[string]string{"standing": standing, "role": role, "after": after} {
		if value != "" {
			q.Set(name, value)
		}
	}
	return "/passports/expiring/people?" + q.Encode()
}

// due is the address of the people of whom a piece of evidence is due.
func due(c app.DueCount, within string) string {
	return "/passports/queue?" + url.Values{"what": {c.Kind + ":" + c.Code}, "within": {within}}.Encode()
}

var standings = map[string]string{
	"": "All workers", app.Deployable: "Deployable", app.Lacking: "Something is missing or has run out", app.OnHold: "On hold", app.Suspended: "Suspended",
}
