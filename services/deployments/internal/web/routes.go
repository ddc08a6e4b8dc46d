// Package web is the service's HTTP side: the JSON API in api, and a folder for each page.
package web

import (
	"slices"

	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/deployments/internal/app"
	"github.com/muster-ics/muster/services/deployments/internal/web/api"
	"github.com/muster-ics/muster/services/deployments/internal/web/coverage"
	"github.com/muster-ics/muster/services/deployments/internal/web/deploymentlist"
	"github.com/muster-ics/muster/services/deployments/internal/web/whypage"
)

// Mount adds every route of the service.
func Mount(s *web.Server, a *app.App) {
	api.Mount(s, a)

	mountAgreements(s, a)
	s.Page("GET /agreements/coverage", app.CoverageRead, coverage.Handler(a))
	mountRecharges(s, a)
	mountEmployers(s, a)
	mountAhead(s, a)
	s.Page("GET /deployments", app.DeploymentRead, deploymentlist.Handler(a))
	s.Page("GET /deployments/{id}", app.AuthorisationRead, whypage.Handler(a))
}

// Stories are every page in every state.
func Stories() []web.Story {
	return slices.Concat(agreementStories(), coverage.Stories(), deploymentlist.Stories(), whypage.Stories(), rechargeStories(), employerStories(), aheadStories())
}
