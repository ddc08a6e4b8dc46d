// Package web is the service's HTTP side: the JSON API in api, and a folder for each page.
package web

import (
	"slices"

	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/deployments/internal/app"
	"github.com/muster-ics/muster/services/deployments/internal/web/agreementlist"
	"github.com/muster-ics/muster/services/deployments/internal/web/agreementpage"
	"github.com/muster-ics/muster/services/deployments/internal/web/api"
	"github.com/muster-ics/muster/services/deployments/internal/web/coverage"
	"github.com/muster-ics/muster/services/deployments/internal/web/deploymentlist"
	"github.com/muster-ics/muster/services/deployments/internal/web/newagreement"
)

// Mount adds every route of the service.
func Mount(s *web.Server, a *app.App) {
	api.Mount(s, a)

	one, draft := agreementpage.Handler{App: a}, newagreement.Handler{App: a}
	s.Page("GET /agreements", app.AgreementRead, agreementlist.Handler(a))
	s.Page("GET /agreements/new", app.AgreementDraft, draft.Show)
	s.Page("POST /agreements/new", app.AgreementDraft, draft.Send)
	s.Page("GET /agreements/coverage", app.CoverageRead, coverage.Handler(a))
	s.Page("GET /agreements/{id}", app.AgreementRead, one.Show)
	s.Page("GET /agreements/{id}/text", app.AgreementRead, one.Text)
	s.Page("POST /agreements/{id}/offer", app.AgreementOffer, one.Offer)
	s.Page("POST /agreements/{id}/sign", app.AgreementSign, one.Sign)
	s.Page("POST /agreements/{id}/end", app.AgreementEnd, one.End)
	mountRecharges(s, a)
	mountEmployers(s, a)
	s.Page("GET /deployments", app.DeploymentRead, deploymentlist.Handler(a))
}

// Stories are every page in every state.
func Stories() []web.Story {
	return slices.Concat(agreementlist.Stories(), agreementpage.Stories(), newagreement.Stories(), coverage.Stories(), deploymentlist.Stories(), rechargeStories(), employerStories())
}
