package web

import (
	"slices"

	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/deployments/internal/app"
	"github.com/muster-ics/muster/services/deployments/internal/web/rechargelist"
	"github.com/muster-ics/muster/services/deployments/internal/web/rechargepage"
	"github.com/muster-ics/muster/services/deployments/internal/web/statementpage"
)

func mountRecharges(s *web.Server, a *app.App) {
	statement, line := statementpage.Handler{App: a}, rechargepage.Handler{App: a}
	s.Page("GET /recharges", app.RechargeRead, rechargelist.Handler(a))
	s.Page("GET /recharges/{home}/{host}/{month}", app.RechargeRead, statement.Show)
	s.Page("GET /recharges/{home}/{host}/{month}/statement.csv", app.RechargeRead, statement.CSV)
	s.Page("POST /recharges/{home}/{host}/{month}/settle", app.RechargeSettle, statement.Settle)
	s.Page("GET /recharges/lines/{id}", app.RechargeRead, line.Show)
	s.Page("POST /recharges/lines/{id}/dispute", app.RechargeDispute, line.Dispute)
	s.Page("POST /recharges/lines/{id}/answer", app.RechargeAnswer, line.Answer)
	s.Page("POST /recharges/lines/{id}/settle", app.RechargeSettle, line.Settle)
	s.Page("POST /recharges/lines/{id}/travel", app.RechargeTravel, line.Travel)
}

func rechargeStories() []web.Story {
	return slices.Concat(rechargelist.Stories(), statementpage.Stories(), rechargepage.Stories())
}
