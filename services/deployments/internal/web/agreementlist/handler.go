// Package agreementlist is the page /agreements: every agreement that the reader may know of, and who has signed.
package agreementlist

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

// View is what the page shows.
type View struct {
	MayDraft   bool
	Agreements []Card
	// Older is the address of the next page; empty on the last.
	Older string
}

// most is how many agreements stand on one page.
const most = 20

// place is the last row of a page.
type place struct {
	DraftedAt time.Time `json:"d"`
	ID        id.ID     `json:"i"`
}

// Card is one agreement.
type Card struct {
	ID, Title, Period string
	Status            view.Status
	// Waits says what the reader's employer is asked for; empty for nothing.
	Waits   string
	Parties []Party
}

// Party is one employer and whether it has signed.
type Party struct{ Name, Signed string }

// Handler answers GET /agreements.
func Handler(a *app.App) func(http.ResponseWriter, *http.Request) error {
	return func(w http.ResponseWriter, r *http.Request) error {
		last, _, err := web.DecodeCursor[place](nil, r.URL.Query().Get("cursor"))
		if err != nil {
			return err
		}
		all, err := a.ListAgreements(r.Context(), app.AgreementQuery{Most: most, BeforeDrafted: last.DraftedAt, BeforeID: last.ID})
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
			v.Agreements = append(v.Agreements, card(x, names, self.As(r.Context(), x.Concerns).Employer))
		}
		if len(all) == most {
			end := all[most-1].Record()
			v.Older = "/agreements?cursor=" + url.QueryEscape(web.EncodeCursor[place](nil, place{end.DraftedAt, end.ID}))
		}
		return web.Render(w, r, http.StatusOK, Page(v))
	}
}

func card(x app.Agreement, names view.Names, self string) Card {
	r := x.Record()
	c := Card{ID: r.ID.String(), Title: r.Clauses.Title, Status: view.AgreementStatus(string(r.Status)), Period: Period(r)}
	for _, p := range x.Parties() {
		signed := "not signed yet"
		if s, ok := x.SignedBy(p.Employer); ok {
			signed = "signed on " + layout.Date(s.SignedAt)
		}
		if p.ExitsAt != nil {
			signed += ", leaves on " + layout.Moment(*p.ExitsAt)
		}
		c.Parties = append(c.Parties, Party{Name: names.Of(p.Employer), Signed: signed})
	}
	if _, waits := x.AwaitsSignatureOf(self); waits {
		c.Waits = "Waits for your employer's signature"
	} else if x.Next() != nil {
		c.Waits = "A new version is on its way"
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
