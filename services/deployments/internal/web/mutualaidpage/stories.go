package mutualaidpage

import (
	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/deployments/internal/web/view"
)

// Stories are the page's states.
func Stories() []web.Story {
	lead := auth.Principal{Subject: "story", Role: auth.Lead, ICS: "QKS"}
	employer := auth.Principal{Subject: "story", Role: auth.Employer, Employer: "RPA"}
	open, ended := view.StoryAid(false), view.StoryAid(true)
	fresh := viewOf(open.Record(), view.StoryNames, view.StoryNames, lead)
	fresh.Done = done["opened"]
	return []web.Story{
		{Name: "One mutual aid: open, a lead", Component: Page(fresh), Principal: lead},
		{Name: "One mutual aid: open, an employer", Component: Page(viewOf(open.Record(), view.StoryNames, view.StoryNames, employer)), Principal: employer},
		{Name: "One mutual aid: closed", Component: Page(viewOf(ended.Record(), view.StoryNames, view.StoryNames, lead)), Principal: lead},
	}
}
