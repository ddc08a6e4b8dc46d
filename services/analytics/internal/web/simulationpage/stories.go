package simulationpage

import (
	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/release"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/analytics/internal/simulation"
	"github.com/muster-ics/muster/services/analytics/internal/web/question"
)

var somebody = auth.Principal{Subject: "story", Name: "Lee Lead", Role: auth.Lead, ICS: "QKS"}

// Stories are the page in all states.
func Stories() []web.Story {
	story := func(name string, a answers, asked bool, r simulation.Result) web.Story {
		q := &question.Question{}
		a.ladder(q)
		v := View{Days: "1 March 2026 to 28 March 2026", Asked: asked, Form: q.Form(Path).With(a.choices(q)...)}
		v.fill(r)
		return web.Story{Name: name, Component: Page(v), Principal: somebody}
	}
	r := simulation.Result{Shifts: 400, Fixed: 3, Enough: true, Unseen: []release.Kind{release.OffFrameworkAgency}}
	r.Was = simulation.Outcome{Shifts: [simulation.Parts]float64{200, 60, 80, 4, 56}, Minutes: [simulation.Parts]float64{132000, 39600, 52800, 2640, 36960}, BankPence: 5720000, AgencyPence: 3326400}
	r.Same = simulation.Outcome{Shifts: [simulation.Parts]float64{198.2, 61.4, 79.1, 4, 57.3}, Minutes: [simulation.Parts]float64{130812, 40524, 52206, 2640, 37818}, BankPence: 5711200, AgencyPence: 3290760}
	r.Other = simulation.Outcome{Shifts: [simulation.Parts]float64{182.9, 104.2, 61.3, 2.1, 49.5}, Minutes: [simulation.Parts]float64{120714, 68772, 40590, 1386, 32538}, BankPence: 6316200, AgencyPence: 2518560}
	a := answersOf(release.Default())
	wrong := answersOf(release.Default())
	wrong["bank_share"], wrong["agency_hours"] = "much", "soon"
	return []web.Story{
		story("Another ladder", a, true, r),
		story("The ladder in force", a, false, r),
		story("A ladder over too few shifts", a, true, simulation.Result{Shifts: 12}),
		story("A ladder that cannot be read", wrong, true, simulation.Result{}),
	}
}
