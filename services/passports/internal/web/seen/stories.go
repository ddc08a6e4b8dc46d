package seen

import (
	"time"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/passports/internal/app"
	"github.com/muster-ics/muster/services/passports/internal/web/view"
)

// Stories are the page's states.
func Stories() []web.Story {
	who := auth.Principal{Subject: "story", Role: auth.Worker, WorkerID: view.Sample().WorkerID, Employer: "RVV"}
	look := func(hoursAgo int, ods, name, purpose string, kinds ...string) app.LookView {
		return app.LookView{At: view.SampleNow.Add(-time.Duration(hoursAgo) * time.Hour), Employer: ods, Name: name, Purpose: purpose, Kinds: kinds}
	}
	some := []app.LookView{
		look(1, "RWF", "Sample Hospitals", "card", "name", "role", "fitness", "restrictions"), look(2, "RWF", "Sample Hospitals", "card", "name", "role", "fitness", "restrictions"),
		look(3, "RVV", "", "record", "name", "checks"), look(30, "RVV", "", "list", "name", "expiry_dates"), look(31, "X1Y2", "A receiver", "presentation", "outcome"),
	}
	return []web.Story{
		{Name: "Who has looked: some", Component: Page(viewOf(some, Address+"?before=x")), Principal: who},
		{Name: "Who has looked: nobody", Component: Page(viewOf(nil, "")), Principal: who},
	}
}
