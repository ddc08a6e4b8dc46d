// Package returnspage is the page /fill-rate/returns: the monthly returns, and what was frozen of them.
package returnspage

import (
	"net/http"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/pkg/web/layout"
	"github.com/muster-ics/muster/services/analytics/internal/app"
	"github.com/muster-ics/muster/services/analytics/internal/pack"
	"github.com/muster-ics/muster/services/analytics/internal/returns"
)

// View is the page.
type View struct {
	Returns []Return
	Frozen  []Frozen
}

// Return is one return to fill in.
type Return struct{ Href, Title, Due string }

// Frozen is one snapshot.
type Frozen struct {
	Href, Title, Month, Taken, Signed string
	// Froze names the employer that froze it, where another has followed it.
	Froze string
	Kind  layout.TagKind
}

// newest is how many snapshots are listed.
const newest = 50

// Handler answers GET /fill-rate/returns.
func Handler(d *app.Documents, f *app.FreezeFigures) func(http.ResponseWriter, *http.Request) error {
	return func(w http.ResponseWriter, r *http.Request) error {
		forms, err := d.Forms(r.Context())
		if err != nil {
			return err
		}
		frozen, err := f.List(r.Context(), app.SnapshotQuery{Most: newest})
		if err != nil {
			return err
		}
		return web.Render(w, r, http.StatusOK, Page(viewOf(forms, frozen, func(owner string) string { return f.Froze(r.Context(), owner) })))
	}
}

func viewOf(forms []returns.Form, frozen []app.Snapshot, froze func(owner string) string) (v View) {
	titles := map[string]string{pack.Form: pack.Title}
	for _, f := range forms {
		titles[f.Code] = f.Title
		v.Returns = append(v.Returns, Return{Href: "/fill-rate/returns/" + f.Code, Title: f.Title, Due: f.Due})
	}
	for _, s := range frozen {
		x := Frozen{
			Href: "/fill-rate/snapshots/" + s.ID.String(), Title: titles[s.Form], Month: s.Month.Name(), Taken: layout.Moment(s.TakenAt), Signed: "Not signed", Kind: layout.Yellow,
			Froze: froze(s.Owner),
		}
		if x.Title == "" {
			x.Title = s.Form
		}
		if len(s.Signatures) > 0 {
			x.Signed, x.Kind = "Signed", layout.Green
		}
		v.Frozen = append(v.Frozen, x)
	}
	return v
}

// Stories are the page in all states.
func Stories() []web.Story {
	somebody := auth.Principal{Subject: "story", Name: "Lee Lead", Role: auth.Lead, ICS: "QKS"}
	forms := []returns.Form{{Code: "safer_staffing", Title: "Safer staffing, temporary hours by ward", Due: "By the fifteenth of the month that follows."}}
	frozen := []app.Snapshot{{Form: "safer_staffing", Month: "2026-03"}, {Form: pack.Form, Month: "2026-02", Owner: "RPA", Signatures: []app.Signature{{By: "lead-1"}}}}
	froze := func(owner string) string {
		if owner == "" {
			return ""
		}
		return "Medway NHS Foundation Trust"
	}
	return []web.Story{
		{Name: "Returns", Component: Page(viewOf(forms, frozen, froze)), Principal: somebody},
		{Name: "Returns, nothing frozen yet", Component: Page(viewOf(forms, nil, froze)), Principal: somebody},
	}
}
