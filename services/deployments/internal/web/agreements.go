package web

import (
	"slices"

	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/deployments/internal/app"
	"github.com/muster-ics/muster/services/deployments/internal/web/agreementdraft"
	"github.com/muster-ics/muster/services/deployments/internal/web/agreementlist"
	"github.com/muster-ics/muster/services/deployments/internal/web/agreementpage"
	"github.com/muster-ics/muster/services/deployments/internal/web/newagreement"
)

// mountAgreements adds the pages of agreements: the list, the making of one, and its life.
func mountAgreements(s *web.Server, a *app.App) {
	one, draft, fresh := agreementpage.Handler{App: a}, agreementdraft.Handler{App: a}, newagreement.Handler{App: a}
	s.Page("GET /agreements", app.AgreementRead, agreementlist.Handler(a))
	s.Page("GET /agreements/new", app.AgreementDraft, fresh.Show)
	s.Page("POST /agreements/new", app.AgreementDraft, fresh.Send)
	s.Page("GET /agreements/{id}", app.AgreementRead, one.Show)
	s.Page("GET /agreements/{id}/text", app.AgreementRead, one.Text)
	s.Page("GET /agreements/{id}/versions/{version}", app.AgreementRead, one.Version)
	s.Page("GET /agreements/{id}/draft", app.AgreementAmend, draft.Show)
	s.Page("GET /agreements/{id}/draft/{group}", app.AgreementAmend, draft.ShowGroup)
	s.Page("POST /agreements/{id}/draft/{group}", app.AgreementAmend, draft.SendGroup)
	s.Page("POST /agreements/{id}/offer", app.AgreementOffer, one.Offer)
	s.Page("GET /agreements/{id}/sign", app.AgreementSign, one.ShowSign)
	s.Page("POST /agreements/{id}/sign", app.AgreementSign, one.Sign)
	s.Page("POST /agreements/{id}/amend", app.AgreementAmend, one.Amend)
	s.Page("POST /agreements/{id}/drop", app.AgreementEnd, one.Drop)
	s.Page("POST /agreements/{id}/invite", app.AgreementInvite, one.Invite)
	s.Page("GET /agreements/{id}/notice", app.AgreementEnd, one.ShowNotice)
	s.Page("POST /agreements/{id}/end", app.AgreementEnd, one.End)
}

func agreementStories() []web.Story {
	return slices.Concat(agreementlist.Stories(), agreementpage.Stories(), agreementdraft.Stories(), newagreement.Stories())
}
