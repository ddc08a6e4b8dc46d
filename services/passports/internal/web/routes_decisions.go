package web

import (
	"slices"

	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/passports/internal/app"
	"github.com/muster-ics/muster/services/passports/internal/web/hostpolicypage"
	"github.com/muster-ics/muster/services/passports/internal/web/overrides"
	"github.com/muster-ics/muster/services/passports/internal/web/reviews"
)

// mountDecisions adds the pages around decisions: what a host asks for, what named people decide instead, and what is
// looked at again.
func mountDecisions(s pages, use *app.Passports) {
	over, again, asks := overrides.Handler{Use: use}, reviews.Handler{Use: use}, hostpolicypage.Handler{Use: use}
	s.Page("GET /passports/overrides", app.MayOverride, over.List)
	s.Page("GET /passports/overrides/{id}", app.MayReadOverride, over.One)
	s.Page("POST /passports/overrides/{id}/grant", app.MayOverride, over.Grant)
	s.Page("POST /passports/overrides/{id}/refuse", app.MayOverride, over.Refuse)
	s.Page("GET /passports/refusals", app.MayOverride, over.Refusals)
	s.Page("GET /passports/refusals/{id}", app.MayOverride, over.Ask)
	s.Page("POST /passports/refusals/{id}", app.MayOverride, over.Send)
	s.Page("GET /passports/reviews", app.MayAnswerReview, again.List)
	s.Page("GET /passports/reviews/{id}", app.MayAnswerReview, again.One)
	s.Page("POST /passports/reviews/{id}", app.MayAnswerReview, again.Answer)
	s.Page("GET /passports/host-policy", app.MayReadHostPolicy, asks.Show)
	s.Page("POST /passports/host-policy", app.MayChangeHostPolicy, asks.Change)
}

func decisionStories() []web.Story {
	return slices.Concat(overrides.Stories(), reviews.Stories(), hostpolicypage.Stories())
}
