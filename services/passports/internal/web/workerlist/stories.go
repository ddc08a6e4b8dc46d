package workerlist

import (
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/passports/internal/web/view"
)

// Stories are the page's states.
func Stories() []web.Story {
	some, fine, suspended := view.Sample(), view.Sample(), view.Sample()
	fine.Holds, fine.Competencies, fine.Checks = nil, nil, nil
	suspended.Status = "suspended"
	well := line(fine, view.SampleNow)
	well.Attention = nil
	full := View{Employer: "RVV", Workers: []Line{line(some, view.SampleNow), well, line(suspended, view.SampleNow)}, Next: "/passports?after=x"}
	return []web.Story{
		{Name: "Passports: some", Component: Page(full), Principal: view.Verifier},
		{Name: "Passports: nothing runs out", Component: Page(View{Employer: "RVV", Expiring: true}), Principal: view.Verifier},
	}
}
