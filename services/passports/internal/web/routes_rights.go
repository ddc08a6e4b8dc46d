package web

import (
	"slices"

	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/passports/internal/app"
	"github.com/muster-ics/muster/services/passports/internal/web/adjustments"
	"github.com/muster-ics/muster/services/passports/internal/web/mydecisions"
	"github.com/muster-ics/muster/services/passports/internal/web/myexport"
	"github.com/muster-ics/muster/services/passports/internal/web/seen"
	"github.com/muster-ics/muster/services/passports/internal/web/sharing"
)

// mountRights adds the pages on which workers decide about their passports and read what became of them.
func mountRights(s pages, use *app.Passports) {
	s.Page("GET /passport/seen", app.MaySeeLooks, seen.Handler{Use: use}.Show)
	adjust := adjustments.Handler{Use: use}
	s.Page("GET /passport/adjustments", app.MayAdjustOwn, adjust.Show)
	s.Page("POST /passport/adjustments", app.MayAdjustOwn, adjust.Ask)
	s.Page("GET /passport/adjustments/{adjustment}", app.MayAdjustOwn, adjust.One)
	s.Page("POST /passport/adjustments/{adjustment}", app.MayAdjustOwn, adjust.Share)
	s.Page("POST /passport/adjustments/{adjustment}/withdraw", app.MayAdjustOwn, adjust.Withdraw)
	export := myexport.Handler{Use: use}
	s.Page("GET /passport/export", app.MayExport, export.Offer)
	s.Page("GET /passport/export/print", app.MayExport, export.Print)
	decided := mydecisions.Handler{Use: use}
	s.Page("GET /passport/decisions", app.MayReadDecisions, decided.List)
	s.Page("GET /passport/decisions/{id}", app.MayReadDecision, decided.Show)
	s.Page("POST /passport/decisions/{id}/review", app.MayRequestReview, decided.Review)
	share := sharing.Handler{Use: use}
	s.Page("GET /passport/share", app.MayShare, share.Show)
	s.Page("POST /passport/share", app.MayShare, share.Authorise)
	s.Page("GET /passport/share/{employer}/withdraw", app.MayShare, share.Ask)
	s.Page("POST /passport/share/{employer}/withdraw", app.MayShare, share.Withdraw)
}

func rightsStories() []web.Story {
	return slices.Concat(sharing.Stories(), seen.Stories(), adjustments.Stories(), mydecisions.Stories(), myexport.Stories())
}
