package api

import (
	"net/http"

	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/deployments/internal/app"
)

// mountAmendments adds what changes an agreement after its first draft, and what it was before.
func (x api) mountAmendments(s *web.Server) {
	web.Register(s, web.Op{
		Method: http.MethodGet, Path: "/agreement-templates", ID: "list-agreement-templates",
		Summary: "List the templates for agreements with their documented defaults", Action: app.TemplateRead,
	}, x.listTemplates)
	web.Register(s, web.Op{
		Method: http.MethodPost, Path: "/agreements/{id}/revise", ID: "revise-draft", Summary: "Change the clauses of a draft",
		Description: "Of an agreement, or of a new version, that has not been offered. Nobody is told.",
		Action:      app.AgreementAmend, Errors: []int{http.StatusNotFound, http.StatusConflict},
	}, x.reviseDraft)
	web.Register(s, web.Op{
		Method: http.MethodPost, Path: "/agreements/{id}/amend", ID: "amend-agreement", Summary: "Draft a new version of an agreement in force",
		Description: "The version in force decides until every party of the new one has signed. Offer and sign the new version as you would the first.",
		Action:      app.AgreementAmend, Errors: []int{http.StatusNotFound, http.StatusConflict},
	}, x.amendAgreement)
	web.Register(s, web.Op{
		Method: http.MethodPost, Path: "/agreements/{id}/drop", ID: "drop-amendment", Summary: "Withdraw or decline a new version",
		Action: app.AgreementEnd, Errors: []int{http.StatusNotFound, http.StatusConflict},
	}, x.dropAmendment)
	web.Register(s, web.Op{
		Method: http.MethodPost, Path: "/agreements/{id}/invite", ID: "invite-employer", Summary: "Invite an employer to join an agreement in force",
		Description: "Where the parties have agreed to it. The employer becomes a party by signing the text in force.",
		Action:      app.AgreementInvite, Errors: []int{http.StatusNotFound, http.StatusConflict},
	}, x.inviteEmployer)
	web.Register(s, web.Op{
		Method: http.MethodGet, Path: "/agreements/{id}/versions", ID: "list-agreement-versions",
		Summary: "List every version of an agreement's text with what changed, the newest first", Action: app.AgreementRead, Errors: []int{http.StatusNotFound},
	}, x.listVersions)
}
