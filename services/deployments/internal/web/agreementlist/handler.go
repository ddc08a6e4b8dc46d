// Package agreementlist is the page /agreements: every agreement that the reader may know of, and who has signed.
package agreementlist

import (
	"net/http"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/pkg/web/layout"
	"github.com/muster-ics/muster/services/deployments/internal/app"
	"github.com/muster-ics/muster/services/deployments/internal/web/view"
)

// View is what the page shows.
type View struct {
	MayDraft   bool
	Agreements []Card
}

// Card is one agreement.
type Card struct {
	ID, Title, Period string
	Status            view.Status
	Parties           []Party
}

// Party is one employer and whether it has signed.
type Party struct{ Name, Signed string }

// Handler answers GET /agreements.
func Handler(a *app.App) func(http.ResponseWriter, *http.Request) error {
	return func(w http.ResponseWriter, r *http.Request) error {
		all, err := a.ListAgreements(r.Context(), app.AgreementQuery{})
		if err != nil {
			return err
		}
		names, err := view.EmployerNames(r.Context(), a)
		if err != nil {
			return err
		}
		self := view.Self(r.Context())
		v := View{MayDraft: self.Role == auth.Employer && self.Has(auth.Approve)}
		for _, x := range all {
			v.Agreements = append(v.Agreements, card(x, names))
		}
		return web.Render(w, r, http.StatusOK, Page(v))
	}
}

func card(x app.Agreement, names view.Names) Card {
	r := x.Record()
	c := Card{ID: r.ID.String(), Title: r.Clauses.Title, Status: view.AgreementStatus(string(r.Status)), Period: Period(r)}
	for _, p := range r.Clauses.Employers() {
		signed := "not signed yet"
		if s, ok := x.SignedBy(p); ok {
			signed = "signed on " + layout.Date(s.SignedAt)
		}
		c.Parties = append(c.Parties, Party{Name: names.Of(p), Signed: signed})
	}
	return c
}

// Period says from when to when an agreement covers shifts.
func Period(r app.AgreementRecord) string {
	if r.EndsAt == nil {
		return "From " + layout.Date(r.Clauses.From) + ", with no end date"
	}
	return "From " + layout.Date(r.Clauses.From) + " to " + layout.Moment(*r.EndsAt)
}
