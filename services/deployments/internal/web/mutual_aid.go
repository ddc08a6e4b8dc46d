package web

import (
	"slices"

	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/deployments/internal/app"
	"github.com/muster-ics/muster/services/deployments/internal/web/dryrunpage"
	"github.com/muster-ics/muster/services/deployments/internal/web/mutualaidlist"
	"github.com/muster-ics/muster/services/deployments/internal/web/mutualaidpage"
	"github.com/muster-ics/muster/services/deployments/internal/web/newmutualaid"
	"github.com/muster-ics/muster/services/deployments/internal/web/today"
)

// mountAhead adds the pages for before an agreement is signed, and for when it is not enough.
func mountAhead(s *web.Server, a *app.App) {
	run, aid, open := dryrunpage.Handler{App: a}, mutualaidpage.Handler{App: a}, newmutualaid.Handler{App: a}
	s.Page("GET /agreements/{id}/dry-run", app.DryRunRead, run.Show)
	s.Page("POST /agreements/{id}/dry-run", app.DryRunAsk, run.Ask)
	s.Page("GET /deployments/today", app.DeploymentRead, today.Handler(a))
	s.Page("GET /mutual-aid", app.MutualAidRead, mutualaidlist.Handler(a))
	s.Page("GET /mutual-aid/new", app.MutualAidActivate, open.Show)
	s.Page("POST /mutual-aid/new", app.MutualAidActivate, open.Send)
	s.Page("GET /mutual-aid/{id}", app.MutualAidRead, aid.Show)
	s.Page("POST /mutual-aid/{id}/end", app.MutualAidEnd, aid.End)
}

func aheadStories() []web.Story {
	return slices.Concat(dryrunpage.Stories(), mutualaidlist.Stories(), newmutualaid.Stories(), mutualaidpage.Stories(), today.Stories())
}
