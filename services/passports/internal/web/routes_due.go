package web

import (
	"slices"

	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/passports/internal/app"
	"github.com/muster-ics/muster/services/passports/internal/web/atrisk"
	"github.com/muster-ics/muster/services/passports/internal/web/expiring"
	"github.com/muster-ics/muster/services/passports/internal/web/healthqueue"
	"github.com/muster-ics/muster/services/passports/internal/web/oversight"
	"github.com/muster-ics/muster/services/passports/internal/web/queue"
	"github.com/muster-ics/muster/services/passports/internal/web/referencepage"
)

// mountDue adds the pages of what is due over all of an employer's workers.
func mountDue(s pages, use *app.Passports) {
	next, stand, risks := queue.Handler{Use: use}, expiring.Handler{Use: use}, atrisk.Handler{Use: use}
	s.Page("GET /passports/queue", app.MayListDue, next.Show)
	s.Page("GET /passports/queue.csv", app.MayListDue, next.CSV)
	s.Page("POST /passports/queue/renew", app.MayRenew, next.Renew)
	s.Page("POST /passports/queue/registers", app.MayReadRegister, next.Register)
	s.Page("GET /passports/expiring", app.MayListDue, stand.Show)
	s.Page("GET /passports/expiring/people", app.MayListDue, stand.People)
	s.Page("GET /passports/expiring/shifts", app.MayListDue, risks.Show)
	s.Page("GET /passports/expiring/shifts.csv", app.MayListDue, risks.CSV)
	s.Page("GET /passports/health", app.MayListHealth, healthqueue.Handler{Use: use}.Show)
	s.Page("GET /passports/compliance", app.MayReadCompliance, oversight.Handler{Use: use}.Show)
	known := referencepage.Handler{Use: use}
	s.Page("GET /passports/reference", app.MayReadReference, known.List)
	s.Page("GET /passports/reference/{kind}", app.MayReadReference, known.Show)
	s.Page("POST /passports/reference/{kind}", app.MaySetReference, known.Set)
}

func dueStories() []web.Story {
	return slices.Concat(queue.Stories(), expiring.Stories(), atrisk.Stories(), oversight.Stories(), healthqueue.Stories(), referencepage.Stories())
}
