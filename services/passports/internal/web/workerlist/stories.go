package workerlist

import (
	"context"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/passports/internal/web/view"
)

// Stories are the page's states.
func Stories() []web.Story {
	some, fine, suspended := view.Sample(), view.Sample(), view.Sample()
	fine.Holds, fine.Competencies, fine.Checks = nil, nil, nil
	suspended.Status = "suspended"
	well := line(context.Background(), fine, view.SampleNow)
	well.Attention = nil
	full := View{Employer: "RVV", Workers: []Line{line(context.Background(), some, view.SampleNow), well, line(context.Background(), suspended, view.SampleNow)}, Next: "/passports?after=x"}
	return []web.Story{
		{Name: "Passports: some", Component: Page(full), Principal: view.Verifier},
		{Name: "Passports: nothing runs out", Component: Page(View{Employer: "RVV", Expiring: true}), Principal: view.Verifier},
	}
}
