// Package workerlist is the page /passports: the home employer's workers and what of theirs runs out.
package workerlist

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

// Handler answers the page.
type Handler struct{ Use *app.Passports }

// View is what the page shows.
type View struct {
	Employer string
	Expiring bool
	// Health and OnlyHealth tell that the viewer is of occupational health, and of nothing else.
	Health, OnlyHealth bool
	Workers            []Line
	// Next is the address of the page after; empty on the last.
	Next string
}

// Line is one worker.
type Line struct {
	ID, Name, Role string
	Suspended      bool
	OnHold         bool
	Attention      []view.Item
}

const perPage = 25

// Show answers GET /passports. Nothing personal stands in its address.
func (h Handler) Show(w http.ResponseWriter, r *http.Request) error {
	who, _ := auth.From(r.Context())
	expiring := r.URL.Query().Get("show") == "expiring"
	filters := []any{who.Employer, expiring}
	after, _, err := web.DecodeCursor[id.ID](filters, r.URL.Query().Get("after"))
	if err != nil {
		return err
	}
	page, err := h.Use.FindWorkers(r.Context(), app.FindWorkers{Employer: who.Employer, Expiring: expiring, After: after, Limit: perPage})
	if err != nil {
		return err
	}
	v := View{Employer: who.Employer, Expiring: expiring, Workers: []Line{}, Health: who.Has(auth.Health), OnlyHealth: !who.Has(auth.Verify)}
	now := h.Use.Clock.Now()
	for _, one := range page.Workers {
		v.Workers = append(v.Workers, line(r.Context(), one, now))
	}
	if page.Next != id.Nil {
		q := url.Values{"after": {web.EncodeCursor(filters, page.Next)}}
		if expiring {
			q.Set("show", "expiring")
		}
		v.Next = "/passports?" + q.Encode()
	}
	return web.Render(w, r, http.StatusOK, Page(v))
}

func line(ctx context.Context, one app.WorkerView, now time.Time) Line {
	l := Line{ID: one.WorkerID, Name: one.Name(), Suspended: one.Status == "suspended", OnHold: len(view.Holds(one, now)) > 0, Attention: view.Attention(ctx, one, now)}
	if len(one.Engagements) > 0 {
		last := one.Engagements[len(one.Engagements)-1]
		l.Role = view.Words(last.Role) + ", " + view.Band(last.Band)
	}
	return l
}
