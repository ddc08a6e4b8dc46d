package web

import (
	"slices"

	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/passports/internal/app"
	"github.com/muster-ics/muster/services/passports/internal/web/sharing"
)

// mountRights adds the pages on which workers decide about their passports and read what became of them.
func mountRights(s *web.Server, use *app.Passports) {
	share := sharing.Handler{Use: use}
	s.Page("GET /passport/share", app.MayShare, share.Show)
	s.Page("POST /passport/share", app.MayShare, share.Authorise)
	s.Page("GET /passport/share/{employer}/withdraw", app.MayShare, share.Ask)
	s.Page("POST /passport/share/{employer}/withdraw", app.MayShare, share.Withdraw)
}

func rightsStories() []web.Story { return slices.Concat(sharing.Stories()) }
