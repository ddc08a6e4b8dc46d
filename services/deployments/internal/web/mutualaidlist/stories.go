package mutualaidlist

import (
	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/deployments/internal/app"
	"github.com/muster-ics/muster/services/deployments/internal/web/view"
)

// Stories are the page's states.
func Stories() []web.Story {
	lead := auth.Principal{Subject: "story", Role: auth.Lead, ICS: "QKS"}
	employer := auth.Principal{Subject: "story", Role: auth.Employer, Employer: "RPA"}
	all := []app.MutualAid{view.StoryAid(false), view.StoryAid(true)}
	return []web.Story{
		{Name: "Mutual aid: a lead", Component: Page(viewOf(all, view.StoryNames, lead)), Principal: lead},
		{Name: "Mutual aid: an employer", Component: Page(viewOf(all, view.StoryNames, employer)), Principal: employer},
		{Name: "Mutual aid: nothing", Component: Page(viewOf(nil, nil, lead)), Principal: lead},
	}
}
