// Package api is the JSON API of the deployments service under /api/deployments/v1.
package api

import (
	"net/http"

	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/deployments/internal/app"
)

type api struct{ app *app.App }

// Mount adds every operation.
func Mount(s *web.Server, a *app.App) {
	x := api{a}
	s.MountHistory(app.HistoryRead)
	x.mountMutualAid(s)
	x.mountDryRun(s)
	x.mountRegisters(s)
	x.mountRegisterFiles(s)

	web.Register(s, web.Op{
		Method: http.MethodPost, Path: "/agreements", ID: "draft-agreement", Summary: "Draft a workforce-sharing agreement",
		Description: "Your own employer must be a party. Nobody is bound by a draft.",
		Action:      app.AgreementDraft, Status: http.StatusCreated,
	}, x.draftAgreement)
	x.mountAmendments(s)
	web.Register(s, web.Op{
		Method: http.MethodGet, Path: "/agreements", ID: "list-agreements", Summary: "List agreements, newest first",
		Action: app.AgreementRead, Errors: []int{http.StatusNotFound},
	}, x.listAgreements)
	web.Register(s, web.Op{
		Method: http.MethodGet, Path: "/agreements/{id}", ID: "get-agreement", Summary: "Read an agreement",
		Action: app.AgreementRead, Errors: []int{http.StatusNotFound},
	}, x.getAgreement)
	web.Register(s, web.Op{
		Method: http.MethodGet, Path: "/agreements/{id}/text", ID: "get-agreement-text",
		Summary: "Read the text that the parties sign", Action: app.AgreementRead, Errors: []int{http.StatusNotFound},
	}, x.getText)
	web.Register(s, web.Op{
		Method: http.MethodPost, Path: "/agreements/{id}/offer", ID: "offer-agreement", Summary: "Offer a draft to its parties for signature",
		Action: app.AgreementOffer, Errors: []int{http.StatusNotFound, http.StatusConflict},
	}, x.offerAgreement)
	web.Register(s, web.Op{
		Method: http.MethodPost, Path: "/agreements/{id}/sign", ID: "sign-agreement", Summary: "Sign for your employer",
		Description: "terms_hash names the text that was shown. The last signature brings the agreement into force.",
		Action:      app.AgreementSign, Errors: []int{http.StatusNotFound, http.StatusConflict},
	}, x.signAgreement)
	web.Register(s, web.Op{
		Method: http.MethodPost, Path: "/agreements/{id}/end", ID: "end-agreement", Summary: "End an agreement, or your own part in it, now or by notice",
		Description: "An agreement that asks for notice ends at the start of a day in London that lies its days ahead, at the earliest.",
		Action:      app.AgreementEnd, Errors: []int{http.StatusNotFound, http.StatusConflict},
	}, x.endAgreement)

	web.Register(s, web.Op{
		Method: http.MethodGet, Path: "/coverage", ID: "get-coverage",
		Summary: "Which agreements cover which pair of employers and staff group today", Action: app.CoverageRead,
		Errors: []int{http.StatusNotFound},
	}, x.getCoverage)
	web.Register(s, web.Op{
		Method: http.MethodGet, Path: "/deployments", ID: "list-deployments", Summary: "List deployments, earliest start first",
		Action: app.DeploymentRead, Errors: []int{http.StatusNotFound},
	}, x.listDeployments)
	x.mountExplained(s)
	x.mountRecharges(s)
}
