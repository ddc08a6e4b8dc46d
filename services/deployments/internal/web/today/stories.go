package today

import (
	"time"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/deployments/internal/app"
	"github.com/muster-ics/muster/services/deployments/internal/deployment"
	"github.com/muster-ics/muster/services/deployments/internal/web/view"
)

// Stories are the page's states.
func Stories() []web.Story {
	lead := auth.Principal{Subject: "story", Role: auth.Lead, ICS: "QKS"}
	host := auth.Principal{Subject: "story", Role: auth.Employer, Employer: "RVV"}
	now := time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC)
	day := now.Add(-9 * time.Hour)
	at := func(worker byte, home string, from, hours int, aid id.ID) app.Deployment {
		start := day.Add(time.Duration(from) * time.Hour)
		return deployment.Rehydrate(app.DeploymentRecord{ID: id.ID{15: worker}, Status: deployment.Authorised, Agreement: id.ID{15: 1}, Terms: 1, Aid: aid,
			Placement: deployment.Placement{Worker: id.ID{15: worker}, Home: home, Host: "RVV", Site: "RVV01", StaffGroup: "nursing_midwifery", Band: "5",
				StartsAt: start, EndsAt: start.Add(time.Duration(hours) * time.Hour)}})
	}
	all := []app.Deployment{at(1, "RPA", -4, 12, id.Nil), at(2, "RPA", 7, 12, id.Nil), at(3, "RWF", 19, 12, id.ID{15: 9})}
	return []web.Story{
		{Name: "Today: a lead", Component: Page(viewOf(all, day, now, view.StoryNames, view.StoryNames, lead)), Principal: lead},
		{Name: "Today: the host", Component: Page(viewOf(all, day, now, view.StoryNames, view.StoryNames, host)), Principal: host},
		{Name: "Today: nobody", Component: Page(viewOf(nil, day, now, nil, nil, lead)), Principal: lead},
	}
}
